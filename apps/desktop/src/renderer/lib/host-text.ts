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
const DEEPEST = 5;

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
    if (values === undefined) continue;
    const put = values.map((value) => inGerman(value, depth + 1));
    // "the {{1}}" fits much; it is meant where what it names has a German word.
    if (german === '{{1}}' && put[0] === values[0]) continue;
    return german.replace(/\{\{(\d)\}\}/g, (_, at: string) => put[Number(at) - 1] ?? '');
  }
  return (
    partsInGerman(text, depth, SENTENCES) ?? aboutInGerman(text, depth) ?? partsInGerman(text, depth, FIELDS) ?? endingInGerman(text, depth)
  );
}

/** `name is "": …`, as the domain tells of one field of a record. */
const FIELD = /^([\w.]+) is (missing|null|"[^"]*"|a list of \d+|an object|true|false|-?[\d.]+): ([^]+)$/;
/** `email: …`, `deals 01JD…: …`, `auth.login: …`. */
const ABOUT = /^([\w.-]+)( [\w…-]+)?: ([^]+)$/;

/** What is said of a field or a record, which keeps its name. */
function aboutInGerman(text: string, depth: number): string | null {
  const [, field, value, broken] = FIELD.exec(text) ?? [];
  if (field !== undefined) return `${field} (${inGerman(value ?? '', depth + 1)}): ${inGerman(broken ?? '', depth + 1)}`;
  const [, about, id = '', said] = ABOUT.exec(text) ?? [];
  return about === undefined ? null : `${inGerman(about, depth + 1)}${id}: ${inGerman(said ?? '', depth + 1)}`;
}

/** Between sentences, or the reasons for one. */
const SENTENCES = /(?<=[.!?])( )(?=[\p{Lu}\p{N}"“])|(; )/u;
/** Between the fields of a record. */
const FIELDS = /(, )/;

/** Several sentences or fields, each by itself. */
function partsInGerman(text: string, depth: number, between: RegExp): string | null {
  const parts = text.split(between).filter((part) => part !== undefined);
  return parts.length === 1 ? null : parts.map((part) => (/^;? $|^, $/.test(part) ? part : inGerman(part, depth + 1))).join('');
}

function endingInGerman(text: string, depth: number): string {
  return text.endsWith('.') ? `${inGerman(text.slice(0, -1), depth + 1)}.` : text;
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
