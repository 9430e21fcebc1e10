import { afterEach, expect, it } from 'vitest';
import { errorText } from '../../../../apps/desktop/src/renderer/lib/error-text.ts';
import { setLanguage } from '../../../../apps/desktop/src/renderer/lib/i18n.ts';

afterEach(() => setLanguage('en'));

it('passes the words of the host through', () => {
  expect(errorText(new Error('A deal needs a name.'))).toBe('A deal needs a name.');
});

it('names field and rule of input that the API refused', () => {
  expect(errorText(new Error('[{"path":["target"],"message":"expected a number"},{"path":["x"],"message":"y"}]'))).toBe(
    'target: expected a number',
  );
});

it('tells of input that the API refused in German', () => {
  setLanguage('de');
  const refused = '[{"path":["email"],"message":"an e-mail address looks like ana@example.com"}]';
  expect(errorText(new Error(refused))).toBe('E-Mail: eine E-Mail-Adresse sieht aus wie ana@example.com');
});

it('says that the host does not answer instead of "failed to fetch"', () => {
  expect(errorText(new TypeError('Failed to fetch'))).toContain('not answering');
});

it('survives a message that only looks like a list, and what is no error', () => {
  expect([errorText(new Error('[broken')), errorText('x')]).toEqual(['[broken', 'Something went wrong. Try again.']);
});
