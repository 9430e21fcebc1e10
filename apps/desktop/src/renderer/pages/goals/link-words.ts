import type { LinkOutcome } from '../../../host/service.ts';
import { plural } from '../../lib/format.ts';

/** What came of a move in one sentence: "3 goals placed under West. 1 stays where it is." */
export function outcomeWords({ moved, unchanged, refused }: LinkOutcome, parentName: string | null): string {
  const where = parentName === null ? 'taken out' : `placed under ${parentName}`;
  const done = moved.length === 0 ? 'Nothing was moved' : `${plural(moved.length, 'goal')} ${where}`;
  const already =
    unchanged.length === 0 ? '' : ` ${plural(unchanged.length, 'goal')} ${unchanged.length === 1 ? 'was' : 'were'} there already.`;
  const stay =
    refused.length === 0
      ? ''
      : ` ${refused.length} ${refused.length === 1 ? 'stays' : 'stay'} where ${refused.length === 1 ? 'it is' : 'they are'}.`;
  return `${done}.${already}${stay}`;
}

/** Why goals stay where they are, one line each: "Ana · Q4 deals: both must measure the same thing". */
export function refusalLines(refused: LinkOutcome['refused']): readonly string[] {
  return refused.map(({ name, words }) => `${name}: ${words.join('; ')}.`);
}
