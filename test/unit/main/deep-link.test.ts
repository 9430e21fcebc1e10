import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnownPath, linksIn, parseDeepLink } from '../../../apps/desktop/src/main/deep-link.ts';

describe('a link to the app', () => {
  it.each([
    ['fieldgoal://goal/01HZX3', '/goals/01HZX3'],
    ['fieldgoal://deal/01HZX3', '/deals?deal=01HZX3'],
    ['fieldgoal://app/deals?show=all&deal=01HZX3', '/deals?show=all&deal=01HZX3'],
    ['fieldgoal://dashboard', '/'],
    ['fieldgoal://today', '/'],
    ['fieldgoal://deals', '/deals'],
    ['fieldgoal://team/', '/team'],
    ['FIELDGOAL://work', '/work'],
    ['fieldgoal://app/', '/'],
    ['fieldgoal://app/goals/recurring', '/goals/recurring'],
    ['fieldgoal://app/goals/01HZX3?tab=forecast', '/goals/01HZX3?tab=forecast'],
    ['fieldgoal://app/deals?q=Acme%20renewal&sort=amount.desc', '/deals?q=Acme%20renewal&sort=amount.desc'],
  ])('%s opens %s', (link, path) => {
    expect(parseDeepLink(link)).toEqual({ kind: 'page', path });
  });

  it.each([
    ['https://example.com/goals/1', 'another scheme'],
    ['javascript:alert(1)', 'another scheme'],
    ['fieldgoal:goal/1', 'not a page of the app'],
    ['fieldgoal://', 'not a page of the app'],
    ['fieldgoal:', 'not a page of the app'],
    ['//goal/1', 'not an address'],
    ['fieldgoal://goal/', 'not a page of the app'],
    ['fieldgoal://deal', 'not a page of the app'],
    ['fieldgoal://deal/', 'not a page of the app'],
    ['fieldgoal://deal/a/b', 'not a page of the app'],
    ['fieldgoal://deal/a?show=all', 'has filters that are not understood'],
    ['fieldgoal://deal/a%26show=all', 'not a page of the app'],
    ['fieldgoal://goal/a/b', 'not a page of the app'],
    ['fieldgoal://goal/a?tab=forecast', 'has filters that are not understood'],
    ['fieldgoal://settings', 'not a page of the app'],
    ['fieldgoal://app/settings/delete', 'not a page of the app'],
    ['fieldgoal://goals@evil/', 'has a user, port or fragment'],
    ['fieldgoal://app:80/goals', 'has a user, port or fragment'],
    ['fieldgoal://app/goals#menu', 'has a user, port or fragment'],
    ['fieldgoal://app/../goals', 'has a path that is not written plainly'],
    ['fieldgoal://app/goals/%2e%2e/admin', 'has a path that is not written plainly'],
    ['fieldgoal://app/goals%2frecurring', 'has a path that is not written plainly'],
    ['fieldgoal://app\\goals', 'has characters that are not encoded'],
    ['fieldgoal://app/goals?q=<script>', 'has characters that are not encoded'],
    ['fieldgoal://app/goals?q=;rm', 'has filters that are not understood'],
    ['fieldgoal://app/goals?q=%00', 'has filters that are not understood'],
    ['fieldgoal://app/goals?q=%E0%A4%A', 'has filters that are not understood'],
    ['fieldgoal://app/goals?__proto__=1', 'has filters that are not understood'],
    ['fieldgoal://goal/1\n--server=https://evil.example', 'has control characters or spaces'],
    ['fieldgoal://goal/1 --server=https://evil.example', 'has control characters or spaces'],
    [`fieldgoal://goal/${'a'.repeat(65)}`, 'not a page of the app'],
    [`fieldgoal://app/goals?q=${'a'.repeat(5000)}`, 'longer than 4096 characters'],
  ])('%s is refused: %s', (link, reason) => {
    expect(parseDeepLink(link)).toEqual({ kind: 'refused', reason });
  });

  it('never leads anywhere but to a page of the app, whatever it is made of', () => {
    const parts = fc.constantFrom(
      'fieldgoal:',
      '//',
      '/',
      'app',
      'goal',
      'goals',
      '..',
      '%2e',
      '%2f',
      '?',
      'q=',
      '#',
      '@',
      ':',
      '\\',
      ' ',
      'a1',
    );
    const hostile = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 12 }).map((list) => `fieldgoal://${list.join('')}`),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(hostile, (link) => {
        const parsed = parseDeepLink(link);
        if (parsed.kind === 'refused') return parsed.reason !== '';
        const { protocol, host, pathname } = new URL(`fieldgoal://app${parsed.path}`);
        return isKnownPath(parsed.path) && protocol === 'fieldgoal:' && host === 'app' && pathname === parsed.path.split('?')[0];
      }),
      { numRuns: 2000 },
    );
  });

  it('is found among the arguments of a start, whatever else is there', () => {
    expect(linksIn(['/opt/Fieldgoal/fieldgoal', '--data=/srv', 'fieldgoal://goal/1', 'notes.txt'])).toEqual(['fieldgoal://goal/1']);
  });
});
