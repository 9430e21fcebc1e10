/**
 * What a child says on stdout, one JSON line at its start:
 *   {"fieldgoal":"ready","what":"server","url":"http://127.0.0.1:4600","demo":{"rep":{"email","password","name"},"manager":{…}}|null}
 *   {"fieldgoal":"ready","what":"host","url":"http://127.0.0.1:4601/?token=…","member":"Name"|null}
 *   {"fieldgoal":"failed","message":"…"}
 * Every other line is for the log.
 */
export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

export interface ServerReady {
  readonly what: 'server';
  readonly url: string;
  readonly demo: { readonly rep: SignIn; readonly manager: SignIn } | null;
}

export interface HostReady {
  readonly what: 'host';
  readonly url: string;
  /** Whom this device is signed in as. */
  readonly member: string | null;
}

export type ChildMessage = ServerReady | HostReady | { readonly what: 'failed'; readonly message: string };

/** The message of a line, or null when the line is an ordinary one (or a message this launcher doesn't know). */
export function parseChildLine(line: string): ChildMessage | null {
  if (!line.startsWith('{"fieldgoal":')) return null;
  const value = parseObject(line);
  if (value === null) return null;
  const { url, message, member } = value;
  if (value['fieldgoal'] === 'failed') return { what: 'failed', message: typeof message === 'string' ? message : 'it did not say why' };
  if (value['fieldgoal'] !== 'ready' || typeof url !== 'string') return null;
  if (value['what'] === 'host') return { what: 'host', url, member: typeof member === 'string' ? member : null };
  if (value['what'] === 'server') return { what: 'server', url, demo: parseDemo(value['demo']) };
  return null;
}

function parseDemo(value: unknown): ServerReady['demo'] {
  if (!isObject(value)) return null;
  const rep = parseSignIn(value['rep']);
  const manager = parseSignIn(value['manager']);
  return rep === null || manager === null ? null : { rep, manager };
}

function parseSignIn(value: unknown): SignIn | null {
  if (!isObject(value)) return null;
  const { email, password, name } = value;
  return typeof email === 'string' && typeof password === 'string' && typeof name === 'string' ? { email, password, name } : null;
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    // A log line that only begins like a message.
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
