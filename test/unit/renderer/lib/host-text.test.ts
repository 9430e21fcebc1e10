import { validateRecord } from '@fieldgoal/domain';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hostText, periodText } from '../../../../apps/desktop/src/renderer/lib/host-text.ts';
import { setLanguage } from '../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { hostGerman } from '../../../../apps/desktop/src/renderer/locales/german.ts';
import { isEnglish, readHostSentences, sentencesOf } from '../../../fixtures/host-sentences.ts';

afterEach(() => setLanguage('en'));

describe('sentences of the host', () => {
  it('are as they came in English', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(hostGerman))), (text) => hostText(text) === text));
  });

  it.each([
    ['You may not adjust the goal "Q4 revenue". Ask a manager above its owner or an administrator.', /^Das Ziel „Q4 revenue“ lässt sich/],
    [
      '"Ana" can\'t hang under "West": both must measure the same thing, in the same direction; its period must lie within the period of the goal above.',
      /^„Ana“ kann nicht unter „West“ hängen: beide müssen .*; sein Zeitraum muss im Zeitraum des Ziels darüber liegen\.$/,
    ],
    ['Changed the deal “Acme”: amount, closing date', /^Geändert: Deal „Acme“ \(Betrag, Abschlussdatum\)$/],
    [
      'Until 2026-11-01: that is before it starts on 2026-12-01. Choose a later day, or none.',
      /^Bis 1\. Nov\. 2026: .* am 1\. Dez\. 2026\./,
    ],
    [
      'You may not make goals for Ana. Ask a manager above the owner or an administrator.',
      /^Dafür fehlen die Rechte: Ziele für Ana anlegen\./,
    ],
    ['Deals and activities of Ana Ames, Q4 2026', /^Deals und Aktivitäten von Ana Ames, Q4 2026$/],
    ['closed the deal "Acme" as won for $1,200.00, on 2026-11-23', /^hat den Deal „Acme“ über \$1,200\.00 am 23\. Nov\. 2026 gewonnen$/],
  ])('are German, with what was put into them: %s', (english, german) => {
    setLanguage('de');
    expect(hostText(english)).toMatch(german);
  });

  it('stay as they came where nobody foresaw them', () => {
    setLanguage('de');
    expect(hostText('ENOSPC: no space left on device')).toBe('ENOSPC: no space left on device');
  });

  it('are all foreseen: whatever may end on a screen has its German, whole', () => {
    setLanguage('de');
    const sentences = readHostSentences();
    expect(sentences.length).toBeGreaterThan(400);
    expect(sentences.filter(({ sentence }) => isEnglish(sentence, hostText(sentence)))).toEqual([]);
  });

  it.each([
    ['a sentence of its own', "const a = () => err('Pick the other one.');"],
    ['in a way that depends on a value', "const a = (n: number) => `Nothing was due${n === 0 ? '' : `, but ${n} goals wait`}.`;"],
    ['beside one that is known', "const a = () => refuse('Nothing was due. Look at the calendar first.');"],
  ])('and a new one is found: %s', (_what, code) => {
    setLanguage('de');
    expect(sentencesOf('a.ts', code).filter((sentence) => isEnglish(sentence, hostText(sentence)))).toHaveLength(1);
  });

  it.each([
    ['SQL', "const a = db.query('UPDATE x SET a = ? WHERE b = ?');"],
    ['a log line', "log.warn({ a }, 'a job failed');"],
    ['what a developer did wrong', "throw new RangeError('Goal x is not in the goal book.');"],
  ])('but not %s', (_what, code) => {
    expect(sentencesOf('a.ts', code)).toEqual([]);
  });

  it('of a refused record are German down to the schema’s own words', () => {
    setLanguage('de');
    const shape = z.strictObject({
      kind: z.enum(['call', 'visit']),
      only: z.literal('all'),
      name: z.string().min(1),
      label: z.string().max(2),
      list: z.array(z.string()).min(1),
      tags: z.array(z.string()).max(1),
      count: z.int().min(1),
      share: z.number().max(1),
      above: z.number().gt(0),
      below: z.number().lt(5),
      code: z.string().regex(/^[A-Z]+$/),
      email: z.email(),
      step: z.number().multipleOf(5),
      gone: z.string(),
      either: z.union([z.string(), z.number()]),
    });
    const tags = ['a', 'b'];
    const wrong = {
      kind: 'x',
      only: 'x',
      name: '',
      label: 'abc',
      list: [],
      tags,
      count: 0,
      share: 2,
      above: 0,
      below: 5,
      code: 'x',
      email: 'x',
    };
    const messages = shape.safeParse({ ...wrong, step: 3, either: null, more: 1 }).error?.issues.map(({ message }) => message) ?? [];
    expect(messages).toHaveLength(16);
    expect(messages.filter((message) => hostText(message) === message)).toEqual([]);
    const refused = validateRecord('deals', { id: 'D1', name: '' });
    expect(hostText(refused.ok ? '' : refused.error)).toMatch(/^Deals D1: .*name \(""\): mindestens 1 Zeichen; .*und \d+ weitere\.$/);
  });

  it('put the same values into the German', () => {
    const missing = Object.entries(hostGerman).filter(([english, german]) =>
      [...german.matchAll(/\{\{\d\}\}/g)].some(([placeholder]) => !english.includes(placeholder)),
    );
    expect(missing).toEqual([]);
  });
});

it.each([
  ['Q4 2026', 'Q4 2026'],
  ['November 2026', 'November 2026'],
  ['March 2026', 'März 2026'],
  ['FY 2026', 'GJ 2026'],
  ['Month 11 FY 2026', 'Monat 11 GJ 2026'],
  ['Week of 23 Nov 2026', 'Woche ab 23. Nov. 2026'],
  ['1 Jan – 15 Mar 2026', '1. Jan. – 15. März 2026'],
])('[T8] the period %s is called %s', (english, german) => {
  expect(periodText(english)).toBe(english);
  setLanguage('de');
  expect(periodText(english)).toBe(german);
});
