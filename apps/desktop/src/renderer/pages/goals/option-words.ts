import type { ActivityKind, ForecastModel, Pacing, RollUpMode } from '@fieldgoal/domain';

export const PACING_WORDS: Readonly<Record<Pacing, string>> = {
  working_days: 'Working days',
  calendar_days: 'Calendar days',
  seasonal: 'As in earlier periods',
};

export const FORECAST_WORDS: Readonly<Record<ForecastModel, string>> = {
  velocity: 'Steady pace',
  robust: 'Robust trend',
  smoothed: 'Smoothed trend',
  seasonal: 'Seasonal',
  pipeline: 'Open deals',
  ensemble: 'Best mix of models',
};

export const ROLL_UP_WORDS: Readonly<Record<RollUpMode, string>> = {
  children: 'The goals below only',
  own: 'Own records only',
  own_and_children: 'Own records and the goals below',
};

export const ACTIVITY_WORDS: Readonly<Record<ActivityKind, string>> = {
  call: 'Calls',
  email: 'Emails',
  meeting: 'Meetings',
  visit: 'Visits',
  demo: 'Demos',
};
