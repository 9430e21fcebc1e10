import { describe, expect, it } from 'vitest';
import { RATE_LIMITS, rateLimitsSchema } from '../../../../server/src/auth/rate-limits.ts';
import { SignInLimiter } from '../../../../server/src/auth/sign-in-limiter.ts';
import { createTestClock } from '../test-organization.ts';

const ANA = 'ana@example.com';

function tries(limiter: SignInLimiter, times: number, email: string, address: string): number[] {
  return Array.from({ length: times }, () => limiter.beginLogin(email, address));
}

describe('the limit on wrong passwords', () => {
  it('lets a person try five times, then wait a quarter of an hour', () => {
    const clock = createTestClock();
    const limiter = new SignInLimiter(clock.now);
    expect(tries(limiter, 6, ANA, '10.0.0.1')).toEqual([0, 0, 0, 0, 0, 900]);
    clock.advance(900_000);
    expect(limiter.beginLogin(ANA, '10.0.0.1')).toBe(0);
  });

  it('counts a try before its outcome is known, so that a hundred at once are five', () => {
    const limiter = new SignInLimiter(createTestClock().now);
    expect(tries(limiter, 100, ANA, '10.0.0.1').filter((wait) => wait === 0)).toHaveLength(5);
  });

  it('does not lock a person out from another address', () => {
    const limiter = new SignInLimiter(createTestClock().now);
    tries(limiter, 6, ANA, '10.0.0.1');
    expect(limiter.beginLogin(ANA, '10.0.0.2')).toBe(0);
  });

  it('stops guesses that come from many addresses', () => {
    const limiter = new SignInLimiter(createTestClock().now);
    for (let i = 0; i < 100; i++) expect(limiter.beginLogin(ANA, `10.0.1.${i}`)).toBe(0);
    expect(limiter.beginLogin(ANA, '10.0.2.1')).toBe(3600);
  });

  it('stops an address that tries many people, or many codes', () => {
    const limiter = new SignInLimiter(createTestClock().now);
    for (let i = 0; i < 50; i++) limiter.beginLogin(`person${i}@example.com`, '10.0.0.1');
    expect(limiter.beginLogin('someone-else@example.com', '10.0.0.1')).toBe(900);
    expect(limiter.beginCode('10.0.0.1')).toBe(900);
  });

  it('forgives a person who signs in, however often', () => {
    const limiter = new SignInLimiter(createTestClock().now);
    for (let i = 0; i < 500; i++) {
      expect(limiter.beginLogin(ANA, '10.0.0.1')).toBe(0);
      limiter.loginSucceeded(ANA, '10.0.0.1');
    }
  });
});

describe('the limit on refreshing', () => {
  it('stops an address whose tokens are refused, and a session that refreshes without end', () => {
    const limiter = new SignInLimiter(createTestClock().now);
    for (let i = 0; i < 50; i++) limiter.refreshFailed('10.0.0.1');
    expect(limiter.beginRefresh('one', '10.0.0.1')).toBe(900);
    for (let i = 0; i < 120; i++) expect(limiter.beginRefresh('two', '10.0.0.2')).toBe(0);
    expect(limiter.beginRefresh('two', '10.0.0.2')).toBe(900);
    expect(limiter.beginRefresh('three', '10.0.0.2')).toBe(0);
  });
});

describe('the limits', () => {
  it('can be set one by one, and a limit that limits nothing is refused', () => {
    expect(rateLimitsSchema.parse({ loginPerPerson: { count: 3, windowMs: 60_000 } })).toEqual({
      ...RATE_LIMITS,
      loginPerPerson: { count: 3, windowMs: 60_000 },
    });
    expect(rateLimitsSchema.safeParse({ loginPerAddress: { count: 0, windowMs: 60_000 } }).success).toBe(false);
  });
});
