import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A caller's own id is taken when it can't harm a log: letters, digits and a few signs, not too long. */
const SANE = /^[A-Za-z0-9._:-]{8,100}$/;
export const REQUEST_ID_HEADER = 'x-request-id';

/** The id under which a request stands in the log and is answered. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
