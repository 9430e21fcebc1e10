import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

/** Fields that never reach a log, wherever they stand. */
const SECRETS = [
  ...['password', 'passwordHash', 'accessToken', 'refreshToken', 'refreshHash', 'adminSecret', 'secret', 'token', 'codeHash', 'link'],
  ...['apiKey', 'privateJwk', 'authorization', 'cookie', 'x-fieldgoal-admin'],
];

export type ServerLogger = PinoLogger;

/** A structured log as JSON lines on stderr; stdout is for people and for the ready line. */
export function createLogger(
  level: 'silent' | 'error' | 'warn' | 'info' | 'debug',
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): ServerLogger {
  const paths = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino({ level, redact: { paths, censor: '[secret]' }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
