import type { Instant } from '@fieldgoal/domain';

/** Milliseconds since 1970 as an instant. */
export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}
