import { describe, expect, it } from 'vitest';
import { LoginLimiter } from '../../../../server/src/auth/login-limiter.ts';
import { createTestClock } from '../test-organization.ts';

function failTimes(limiter: LoginLimiter, times: number, email: string, address: string): void {
  for (let i = 0; i < times; i++) limiter.failed(email, address);
}

describe('the limit on wrong passwords', () => {
  it('lets a person try five times, then wait a quarter of an hour', () => {
    const clock = createTestClock();
    const limiter = new LoginLimiter(clock.now);
    failTimes(limiter, 4, 'ana@example.com', '10.0.0.1');
    expect(limiter.waitSeconds('ana@example.com', '10.0.0.1')).toBe(0);
    limiter.failed('ana@example.com', '10.0.0.1');
    expect(limiter.waitSeconds('ana@example.com', '10.0.0.1')).toBe(900);
    clock.advance(900_000);
    expect(limiter.waitSeconds('ana@example.com', '10.0.0.1')).toBe(0);
  });

  it('does not lock a person out from another address', () => {
    const limiter = new LoginLimiter(createTestClock().now);
    failTimes(limiter, 5, 'ana@example.com', '10.0.0.1');
    expect(limiter.waitSeconds('ana@example.com', '10.0.0.2')).toBe(0);
  });

  it('stops an address that tries many people', () => {
    const limiter = new LoginLimiter(createTestClock().now);
    for (let i = 0; i < 50; i++) limiter.failed(`person${i}@example.com`, '10.0.0.1');
    expect(limiter.waitSeconds('someone-else@example.com', '10.0.0.1')).toBe(900);
  });

  it('forgives a person who signs in', () => {
    const limiter = new LoginLimiter(createTestClock().now);
    failTimes(limiter, 4, 'ana@example.com', '10.0.0.1');
    limiter.succeeded('ana@example.com', '10.0.0.1');
    failTimes(limiter, 4, 'ana@example.com', '10.0.0.1');
    expect(limiter.waitSeconds('ana@example.com', '10.0.0.1')).toBe(0);
  });
});
