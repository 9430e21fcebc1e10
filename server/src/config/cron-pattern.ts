import { Cron } from 'croner';
import { z } from 'zod';

/** A cron pattern with seconds: `0 30 2 * * *` is 02:30 every day. */
export const cronPattern = z
  .string()
  .max(100)
  .refine((pattern) => pattern.trim().split(/\s+/).length === 6, 'needs six fields: second minute hour day month weekday')
  .refine(isPattern, 'is not a cron pattern; one looks like "0 30 2 * * *" (02:30 every day)');

function isPattern(pattern: string): boolean {
  try {
    return new Cron(pattern, { paused: true }).nextRun() !== null;
  } catch {
    return false; // The refinement says it in words.
  }
}
