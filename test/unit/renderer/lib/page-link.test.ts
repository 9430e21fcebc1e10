import { expect, it } from 'vitest';
import { pageLink } from '../../../../apps/desktop/src/renderer/lib/page-link.ts';

const at = (url: string) => pageLink(new URL(url) as unknown as Location);

it('a copied link is the address with its filters: of the page in a browser, of the app in the desktop app', () => {
  expect(at('http://127.0.0.1:5701/deals?show=won&q=acme')).toBe('http://127.0.0.1:5701/deals?show=won&q=acme');
  expect(at('fieldgoal://app/deals?show=won')).toBe('fieldgoal://app/deals?show=won');
  expect(at('file:///opt/fieldgoal/index.html#/goals?level=team')).toBe('fieldgoal://app/goals?level=team');
});
