import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { hostText, periodText } from '../../../../apps/desktop/src/renderer/lib/host-text.ts';
import { setLanguage } from '../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { hostGerman } from '../../../../apps/desktop/src/renderer/locales/german.ts';
import { sentencesOf } from '../../../fixtures/host-sentences.ts';
import { PROJECT_DIR } from '../../../fixtures/processes.ts';

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

  it('are all foreseen: whatever the host refuses an edit with, or calls a room or a rule, has its German', () => {
    setLanguage('de');
    const files = globSync(
      'apps/desktop/src/host/{edits/*,pages/{hierarchy-words,refusals,room-label,record-names,what-if,explanation},session/session,host-service}.ts',
      { cwd: PROJECT_DIR },
    );
    const sentences = files.flatMap((file) => sentencesOf(file, readFileSync(join(PROJECT_DIR, file), 'utf8')));
    expect(sentences.length).toBeGreaterThan(100);
    expect(sentences.filter((sentence) => hostText(sentence) === sentence)).toEqual([]);
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
