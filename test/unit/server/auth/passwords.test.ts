import { describe, expect, it } from 'vitest';
import { generatePassword, Passwords, passwordProblem } from '../../../../server/src/auth/passwords.ts';

describe('passwords', () => {
  it('stores argon2id with its parameters, never the password', async () => {
    const stored = await new Passwords().hash('correct horse battery');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(stored).not.toContain('horse');
  });

  it('takes the right one and refuses a wrong one', async () => {
    const passwords = new Passwords();
    const stored = await passwords.hash('correct horse battery');
    expect(await passwords.verify(stored, 'correct horse battery')).toBe(true);
    expect(await passwords.verify(stored, 'correct horse batterY')).toBe(false);
  });

  it('lets nobody in where there is no account', async () => {
    expect(await new Passwords().verify(null, '')).toBe(false);
  });

  it('says how long a password has to be and what is too simple', () => {
    expect(passwordProblem('short')).toContain('5 of at least 10');
    expect(passwordProblem('aaaaaaaaaaaa')).toContain('different');
    expect(passwordProblem('x'.repeat(199) + 'yzab')).toContain('more than 200');
    expect(passwordProblem('correct horse battery')).toBeNull();
  });

  it('generates passwords that are acceptable and never the same', () => {
    const made = new Set(Array.from({ length: 50 }, generatePassword));
    expect(made.size).toBe(50);
    for (const password of made) expect(passwordProblem(password)).toBeNull();
  });
});
