import { learnPipeline } from '../../packages/domain/src/forecast/pipeline.ts';
import type { Pipeline, PipelineProfile } from '../../packages/domain/src/forecast/types.ts';
import type { Sample, SampleOwner } from './backtest-data.ts';
import type { Course } from './backtest-run.ts';

/** The sample's first closed deal; before it nothing is known. */
const START = '2017-03-01';
const CENTS = 100;
/** The sample has one open stage that counts; its set chance tells deals apart in no way. */
const SET_CHANCE = 50;

/** Won revenue by day of every agent, team, region and the company, with what each had open on any day. */
export function sampleCourses(sample: Sample): Course[] {
  const profileAt = profiles(sample);
  return sample.owners.map((owner) => ({
    level: owner.level,
    name: owner.name,
    start: START,
    series: wonByDay(sample, owner),
    pipelineAt: (origin) => openAt(sample, owner, origin, profileAt(origin)),
  }));
}

/** Never sees the future: what is learnt on a day are deals engaged until then, with the ends of until then. */
function profiles({ deals }: Sample): (origin: string) => PipelineProfile {
  const known = new Map<string, PipelineProfile>();
  const learnable = deals.map(({ agent, openedOn, closedOn, isWon, amount }) => ({
    openedOn,
    closedOn,
    outcome: closedOn === null ? ('open' as const) : isWon ? ('won' as const) : ('lost' as const),
    amount: amount * CENTS,
    ownerId: agent,
  }));
  return (origin) => {
    const profile = known.get(origin) ?? learnPipeline(learnable, origin);
    known.set(origin, profile);
    return profile;
  };
}

function openAt({ deals }: Sample, { agents }: SampleOwner, origin: string, profile: PipelineProfile): Pipeline {
  const counts = new Map<string, number>();
  for (const { agent, openedOn, closedOn } of deals) {
    if (!agents.has(agent) || openedOn > origin || (closedOn !== null && closedOn <= origin)) continue;
    counts.set(openedOn, (counts.get(openedOn) ?? 0) + 1);
  }
  const open = [...counts].map(([openedOn, count]) => ({
    openedOn,
    probabilityPercent: SET_CHANCE,
    amount: 0,
    count,
    countWithoutAmount: count,
  }));
  return { profile, open };
}

function wonByDay({ deals }: Sample, { agents }: SampleOwner): Course['series'] {
  const days = new Map<string, readonly [amount: number, count: number]>();
  for (const { agent, closedOn, isWon, amount } of deals) {
    if (!isWon || closedOn === null || !agents.has(agent)) continue;
    const [before, count] = days.get(closedOn) ?? [0, 0];
    days.set(closedOn, [before + amount * CENTS, count + 1]);
  }
  return [...days].map(([date, [amount, count]]) => [date, amount, count] as const).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
