import { afterEach, expect, it } from 'vitest';
import { setLanguage } from '../../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { PreviewStep } from '../../../../../apps/desktop/src/renderer/pages/import/preview-step.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { appears, byTestId, showPart } from '../../../../fixtures/page.tsx';

afterEach(() => setLanguage('en'));

it('says in German what would be made and what is wrong with a row', async () => {
  setLanguage('de');
  const problem = { file: 'deals.csv', row: 7, column: 'close_date', value: '13/13/2026', severity: 'error' } as const;
  const message =
    'There is no day "13/13/2026". Dates in this file are read as month/day/year; correct the value or choose another date order.';
  const preview = {
    files: [],
    counts: [{ what: 'Team memberships', created: 3, updated: 0, unchanged: 0 }],
    notices: ['The depth of the goal hierarchy is raised from 4 to 6.'],
    questions: [],
    problems: [{ ...problem, message }],
    moreProblems: 0,
    canRun: false,
  };
  await showPart(<PreviewStep preview={preview} isChecking={false} />, createFakeHost({ role: 'admin' }));
  await appears(() => byTestId('import-problems'));
  expect(byTestId('import-problems')?.textContent).toContain(
    'Einen Tag „13/13/2026“ gibt es nicht. Daten in dieser Datei werden als Monat/Tag/Jahr gelesen; den Wert berichtigen oder eine andere Reihenfolge wählen.',
  );
  expect(byTestId('import-counts')?.textContent).toContain('Teamzugehörigkeiten');
  expect(byTestId('import-notice')?.textContent).toBe('Der Zielbaum darf danach 6 statt 4 Ebenen haben.');
});
