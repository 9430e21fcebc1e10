import { hostGerman } from '../locales/german.ts';
import { formatDate, formatInstant } from './format.ts';
import { currentLanguage } from './i18n.ts';
import { locale } from './locale.ts';
import { t } from './words.ts';

/**
 * A sentence that the host or the server composed, in the page's language.
 *
 * Shape: the English sentence → its German by the template it was made of; what was put into it is translated in turn. A sentence nobody
 *        foresaw (the operating system's own, say) stays as it came: better English than nothing.
 */
export function hostText(text: string): string {
  return currentLanguage() === 'de' ? inGerman(text, 0) : text;
}

/** How deep sentences are put into sentences; a name that looks like one ends there. */
const DEEPEST = 3;

interface Template {
  readonly pattern: RegExp;
  readonly german: string;
  /** Characters that are fixed: the template with the most says most precisely what a sentence is. */
  readonly fixed: number;
}

const templates: readonly Template[] = Object.entries(hostGerman)
  .filter(([english]) => english.includes('{{'))
  .map(([english, german]) => ({ pattern: patternOf(english), german, fixed: english.replace(/\{\{\d\}\}/g, '').length }))
  .sort((a, b) => b.fixed - a.fixed);

function patternOf(english: string): RegExp {
  const parts = english.split(/\{\{\d\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('([^]*?)')}$`);
}

function inGerman(text: string, depth: number): string {
  const exact = hostGerman[text];
  if (exact !== undefined) return exact;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatDate(text);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return formatInstant(text);
  if (depth > DEEPEST) return text;
  for (const { pattern, german } of templates) {
    const values = pattern.exec(text)?.slice(1);
    if (values !== undefined) return german.replace(/\{\{(\d)\}\}/g, (_, at: string) => inGerman(values[Number(at) - 1] ?? '', depth + 1));
  }
  return listInGerman(text, depth);
}

/** Several reasons or fields, each by itself. */
function listInGerman(text: string, depth: number): string {
  const separator = text.includes('; ') ? '; ' : ', ';
  const parts = text.split(separator);
  return parts.length === 1 ? text : parts.map((part) => inGerman(part, depth + 1)).join(separator);
}

const englishMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const MONTHS = Array.from({ length: 12 }, (_, month) => englishMonth.format(Date.UTC(2026, month, 1)));

/** The name of a period (rule T8), which the engine says in English: "Q4 2026", "November 2026", "FY 2026", "Week of 23 Nov 2026". */
export function periodText(label: string): string {
  if (currentLanguage() === 'en') return label;
  const week = /^Week of (.+)$/.exec(label)?.[1];
  if (week !== undefined) return t('Week of {{day}}', { day: periodText(week) });
  return label
    .replace(/\bMonth (\d+)\b/, (_, number: string) => t('Month {{number}}', { number }))
    .replace(/\bFY\b/, t('FY'))
    .replace(/(?:(\d+) )?\b([A-Z][a-z]{2,})\b/g, (whole, day: string | undefined, name: string) => {
      const month = MONTHS.findIndex((known) => known === name || known.slice(0, 3) === name);
      if (month < 0) return whole;
      const date = new Date(Date.UTC(2026, month, Number(day ?? 1)));
      return new Intl.DateTimeFormat(
        locale().dates,
        day === undefined ? { month: 'long', timeZone: 'UTC' } : { day: 'numeric', month: 'short', timeZone: 'UTC' },
      ).format(date);
    });
}
