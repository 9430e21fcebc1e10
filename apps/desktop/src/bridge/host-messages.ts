import { NOTICE_KINDS, type NoticeKind } from './notice-kinds.ts';

/**
 * What passes between the shell and its host (a utilityProcess), beside the ports of pages.
 *
 *   shell → host
 *     { kind: 'start', key }      first; `key` is 32 bytes in base64 that encrypt what the host keeps secret, null where the system has no key store
 *     { kind: 'page' } + port     one page's end of a channel
 *   host → shell
 *     { kind: 'failed', message } it can't start, in words; starting it again would not help
 *     { kind: 'today', today }    the goals of the person, as short as a tray needs them; null when nobody is signed in
 *     { kind: 'notices', notices }   what is new in the person's inbox
 */
export type ToHost = { readonly kind: 'start'; readonly key: string | null } | { readonly kind: 'page' };

export type FromHost =
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'today'; readonly today: Today | null }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] };

/** Most urgent first, at most three; `more` says how many others there are. */
export interface Today {
  readonly goals: readonly TodayGoal[];
  readonly more: number;
}

export interface TodayGoal {
  readonly id: string;
  readonly name: string;
  /** `currency`: minor units; `count`: plain numbers; `percent`: basis points; `days`: hundredths of a day. */
  readonly unit: 'currency' | 'count' | 'percent' | 'days';
  readonly currency: string | null;
  /** What is missing to today's pace (of ratios and limits: to the target), 0 when nothing is; null where it can't be said. */
  readonly gap: number | null;
}

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  /** The goal, task or change it is about. */
  readonly subject: string;
  /** Who did it, or what the server said; null where nobody did. */
  readonly detail: string | null;
  /** The page it is about, an address within the app. */
  readonly path: string;
}

/** What the host sent, or null: another process is not trusted to keep to a form. */
export function readFromHost(value: unknown): FromHost | null {
  if (!isObject(value)) return null;
  const { kind, message, today, notices } = value;
  if (kind === 'failed') return typeof message === 'string' ? { kind, message } : null;
  if (kind === 'today') return today === null || isToday(today) ? { kind, today } : null;
  if (kind === 'notices') return isListOf(notices, isNotice) ? { kind, notices } : null;
  return null;
}

function isToday(value: unknown): value is Today {
  return isObject(value) && isListOf(value['goals'], isTodayGoal) && isCount(value['more']);
}

function isTodayGoal(value: unknown): value is TodayGoal {
  if (!isObject(value)) return false;
  const { id, name, unit, currency, gap } = value;
  const isUnit = unit === 'count' || unit === 'percent' || unit === 'days' || (unit === 'currency' && typeof currency === 'string');
  return typeof id === 'string' && typeof name === 'string' && isUnit && (gap === null || Number.isFinite(gap));
}

function isNotice(value: unknown): value is Notice {
  if (!isObject(value)) return false;
  const { id, kind, subject, detail, path } = value;
  const hasTexts = [id, subject, path].every((field) => typeof field === 'string');
  return hasTexts && (detail === null || typeof detail === 'string') && NOTICE_KINDS.some((known) => known === kind);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
