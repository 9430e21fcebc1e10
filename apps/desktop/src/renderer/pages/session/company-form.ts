import { t } from '../../lib/words.ts';

export interface CompanyForm {
  readonly companyName: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export type FormErrors<T> = { readonly [K in keyof T]?: string };

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Shortest password the server takes; long beats complicated. */
const MIN_PASSWORD = 10;

/** What is wrong with an e-mail address, in words; null when it can be one. */
export function emailProblem(email: string): string | null {
  if (email.trim() === '') return t('Enter your e-mail address; you sign in with it.');
  return EMAIL.test(email.trim())
    ? null
    : t('“{{trim}}” isn’t an e-mail address: it needs a name, an @ and a domain, like ana@example.com.', { trim: email.trim() });
}

/** What each field still needs, in words; an empty object means the company can be created. */
export function companyFormErrors(form: CompanyForm): FormErrors<CompanyForm> {
  const email = emailProblem(form.email);
  return {
    ...(form.companyName.trim() === '' ? { companyName: t('Enter the company’s name; everyone sees it.') } : {}),
    ...(form.companyName.trim().length > 200 ? { companyName: t('The name has more than 200 characters; shorten it.') } : {}),
    ...(form.timeZone === '' ? { timeZone: t('Choose the time zone in which the company’s days begin and end.') } : {}),
    ...(form.currency === '' ? { currency: t('Choose the currency of the company’s goals.') } : {}),
    ...(form.name.trim() === '' ? { name: t('Enter your name.') } : {}),
    ...(email === null ? {} : { email }),
    ...(form.password.length < MIN_PASSWORD
      ? {
          password: t('The password has {{length}} of at least {{least}} characters.', {
            length: form.password.length,
            least: MIN_PASSWORD,
          }),
        }
      : {}),
  };
}

export interface PasswordHint {
  readonly text: string;
  readonly ok: boolean;
}

/** Live hints under a new password: what it must be, and what makes it easy to guess. */
export function passwordHints(password: string, form: Pick<CompanyForm, 'companyName' | 'name' | 'email'>): readonly PasswordHint[] {
  const lower = password.toLowerCase();
  const personal = [form.companyName, form.name, form.email.split('@')[0] ?? '']
    .flatMap((text) => text.toLowerCase().split(/\s+/))
    .filter((word) => word.length >= 4);
  return [
    { text: t('At least {{MIN_PASSWORD}} characters', { MIN_PASSWORD }), ok: password.length >= MIN_PASSWORD },
    { text: t('Not just one character repeated'), ok: new Set(password).size > 3 },
    { text: t('Without your or the company’s name'), ok: password !== '' && !personal.some((word) => lower.includes(word)) },
  ];
}

/** What is wrong with the link of an invitation, in words; null when it can be one. */
export function invitationProblem(text: string): string | null {
  if (text.trim() === '') return t('Paste the link your admin has sent you.');
  const url = URL.parse(text.trim());
  const isLink = url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hash.length > 1;
  return isLink ? null : t('This isn’t the whole link: it starts with http:// or https:// and goes on after the #.');
}

/** What is wrong with a server address, in words; null when it can be one. */
export function serverUrlProblem(text: string): string | null {
  if (text.trim() === '') return t('Enter the address of your company’s server, like https://goals.example.com.');
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return t('“{{trim}}” isn’t a web address: it starts with http:// or https://, like https://goals.example.com.', { trim: text.trim() });
  }
  return null;
}
