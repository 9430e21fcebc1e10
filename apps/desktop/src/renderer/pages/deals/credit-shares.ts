import { t } from '../../lib/words.ts';

/** A share as it was typed. */
export interface ShareDraft {
  /** Empty while nobody was chosen. */
  readonly memberId: string;
  readonly percent: string;
}

const WHOLE_BP = 10_000;

/**
 * Reads shares; two digits after the point are kept, exactly.
 *
 * Shape: basis points for each member, and what is wrong with them; null when they can be saved.
 */
export function readShares(shares: readonly ShareDraft[]): {
  readonly credits: { memberId: string; shareBp: number }[];
  readonly problem: string | null;
} {
  const credits = shares.map(({ memberId, percent }) => ({ memberId, shareBp: basisPoints(percent) }));
  const read = credits.map(({ memberId, shareBp }) => ({ memberId, shareBp: shareBp ?? 0 }));
  return { credits: read, problem: problemOf(credits) };
}

/** "33.33" for 3,333 basis points. */
export function shareText(shareBp: number): string {
  return String(shareBp / 100);
}

function problemOf(credits: readonly { readonly memberId: string; readonly shareBp: number | null }[]): string | null {
  if (credits.some(({ memberId }) => memberId === '')) return t('Choose a member for each share');
  if (new Set(credits.map(({ memberId }) => memberId)).size < credits.length) return t('Somebody stands there twice');
  if (credits.some(({ shareBp }) => shareBp === null || shareBp === 0)) return t('Each share is a percentage above 0');
  const sum = credits.reduce((total, { shareBp }) => total + (shareBp ?? 0), 0);
  if (sum === WHOLE_BP) return null;
  return sum < WHOLE_BP
    ? t('{{percent}} % left to share', { percent: (WHOLE_BP - sum) / 100 })
    : t('{{percent}} % too much', { percent: (sum - WHOLE_BP) / 100 });
}

function basisPoints(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{0,2}))?$/.exec(text.trim().replace(/%$/, '').trim());
  return match === null ? null : Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(2, '0')}`);
}
