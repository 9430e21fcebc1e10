import { describe, expect, it } from 'vitest';
import {
  type CompanyForm,
  companyFormErrors,
  invitationProblem,
  passwordHints,
  serverUrlProblem,
} from '../../../../../apps/desktop/src/renderer/pages/session/company-form.ts';

const good: CompanyForm = {
  companyName: 'Alder Foods',
  timeZone: 'Europe/Lisbon',
  currency: 'EUR',
  name: 'Ana Ruiz',
  email: 'ana@example.com',
  password: 'correct horse',
};

describe('the first-run form', () => {
  it('lets a complete company through', () => {
    expect(companyFormErrors(good)).toEqual({});
  });

  it('says per field what is wrong, with the value and what to do', () => {
    expect(companyFormErrors({ ...good, email: 'ana@' }).email).toMatch(/“ana@” isn’t an e-mail address.*ana@example\.com/);
    expect(companyFormErrors({ ...good, password: 'short' }).password).toBe('The password has 5 of at least 10 characters.');
    expect(
      Object.keys(companyFormErrors({ companyName: ' ', timeZone: '', currency: '', name: '', email: '', password: '' })),
    ).toHaveLength(6);
  });
});

it('hints live at passwords that are short, repeated or a name', () => {
  const oks = (password: string) => passwordHints(password, good).map((hint) => hint.ok);
  expect(oks('')).toEqual([false, false, false]);
  expect(oks('aaaaaaaaaaaa')).toEqual([true, false, true]);
  expect(oks('AlderFoods2026')).toEqual([true, true, false]);
  expect(oks('correct horse')).toEqual([true, true, true]);
});

it('takes only web addresses as the server', () => {
  expect(serverUrlProblem('http://127.0.0.1:4600')).toBeNull();
  expect(serverUrlProblem('goals.example.com')).toContain('https://');
  expect(serverUrlProblem('ftp://goals.example.com')).toContain('https://');
});

describe('the link of an invitation', () => {
  it('is taken whole, and what is missing is said', () => {
    expect(invitationProblem(' https://goals.example.com/invitation#main.01ABC.secret ')).toBeNull();
    expect(invitationProblem('')).toContain('Paste the link');
    for (const text of [
      'https://goals.example.com/invitation',
      'https://goals.example.com/invitation#',
      'main.01ABC.secret',
      'javascript:alert(1)#x',
    ])
      expect(invitationProblem(text)).toContain('isn’t the whole link');
  });
});
