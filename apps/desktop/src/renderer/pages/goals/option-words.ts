import type { ActivityKind, ForecastModel, Pacing, RollUpMode } from '@fieldgoal/domain';
import { t } from '../../lib/words.ts';

export const PACING_WORDS: Readonly<Record<Pacing, string>> = {
  get working_days() {
    return t('Working days');
  },
  get calendar_days() {
    return t('Calendar days');
  },
  get seasonal() {
    return t('As in earlier periods');
  },
};

export const FORECAST_WORDS: Readonly<Record<ForecastModel, string>> = {
  get velocity() {
    return t('Steady pace');
  },
  get robust() {
    return t('Robust trend');
  },
  get smoothed() {
    return t('Smoothed trend');
  },
  get seasonal() {
    return t('Seasonal');
  },
  get pipeline() {
    return t('Open deals');
  },
  get ensemble() {
    return t('Best mix of models');
  },
};

export const ROLL_UP_WORDS: Readonly<Record<RollUpMode, string>> = {
  get children() {
    return t('The goals below only');
  },
  get own() {
    return t('Own records only');
  },
  get own_and_children() {
    return t('Own records and the goals below');
  },
};

export const ACTIVITY_WORDS: Readonly<Record<ActivityKind, string>> = {
  get call() {
    return t('Calls');
  },
  get email() {
    return t('Emails');
  },
  get meeting() {
    return t('Meetings');
  },
  get visit() {
    return t('Visits');
  },
  get demo() {
    return t('Demos');
  },
};
