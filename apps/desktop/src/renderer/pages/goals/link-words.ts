import type { LinkOutcome } from '../../../host/service.ts';
import { hostText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** What came of a move in one sentence: "3 goals placed under West. 1 stays where it is." */
export function outcomeWords({ moved, unchanged, refused }: LinkOutcome, parentName: string | null): string {
  return [doneWords(moved.length, parentName), ...alreadyWords(unchanged.length), ...stayWords(refused.length)].join(' ');
}

function doneWords(count: number, parent: string | null): string {
  if (count === 0) return t('Nothing was moved.');
  return parent === null
    ? tn(count, '{{count}} goal taken out.', '{{count}} goals taken out.')
    : tn(count, '{{count}} goal placed under {{parent}}.', '{{count}} goals placed under {{parent}}.', { parent });
}

function alreadyWords(count: number): string[] {
  return count === 0 ? [] : [tn(count, '{{count}} goal was there already.', '{{count}} goals were there already.')];
}

function stayWords(count: number): string[] {
  return count === 0 ? [] : [tn(count, '{{count}} stays where it is.', '{{count}} stay where they are.')];
}

/** Why goals stay where they are, one line each: "Ana · Q4 deals: both must measure the same thing". */
export function refusalLines(refused: LinkOutcome['refused']): readonly string[] {
  return refused.map(({ name, words }) => `${name}: ${words.map(hostText).join('; ')}.`);
}
