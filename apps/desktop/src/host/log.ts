import type { Logger } from '@fieldgoal/replica';

/** Writes one JSON line per event; errors are written with their stack. */
export function createLog(write: (line: string) => void, now: () => number, minimum: 'debug' | 'info' = 'info'): Logger {
  const line =
    (level: string) =>
    (fields: object, message: string): void =>
      write(
        JSON.stringify({ level, at: new Date(now()).toISOString(), message, ...fields }, (_key, value: unknown) =>
          value instanceof Error ? (value.stack ?? value.message) : value,
        ),
      );
  return { debug: minimum === 'debug' ? line('debug') : () => undefined, info: line('info'), warn: line('warn'), error: line('error') };
}
