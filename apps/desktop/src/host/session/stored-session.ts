import { id, roleSchema } from '@fieldgoal/domain';
import type { Logger } from '@fieldgoal/replica';
import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';

/**
 * What a device remembers between starts, `session.json`:
 *   { version: 1, deviceId, serverUrl, member: null | { organization, memberId, name, role, refreshToken, accessExpiresAt } }
 */
const storedSessionSchema = z.object({
  version: z.literal(1),
  /** Random, made once for this data folder. */
  deviceId: id,
  serverUrl: z.string(),
  member: z
    .object({
      organization: id,
      memberId: id,
      name: z.string(),
      role: roleSchema,
      /** Null after the server refused it: who it was is remembered, the person signs in again. */
      refreshToken: z.string().nullable(),
      accessExpiresAt: z.string(),
    })
    .nullable(),
});
export type StoredSession = z.infer<typeof storedSessionSchema>;
export type StoredMember = NonNullable<StoredSession['member']>;

/** Reads the stored session, or begins a new one; an unreadable one is logged and the person signs in again. */
export function loadSession(store: SecretStore, fresh: { deviceId: string; serverUrl: string }, log: Logger): StoredSession {
  const empty: StoredSession = { version: 1, ...fresh, member: null };
  try {
    const text = store.read();
    return text === null ? empty : storedSessionSchema.parse(JSON.parse(text));
  } catch (error) {
    log.warn({ error }, 'the stored session could not be read; signing in again is needed');
    return empty;
  }
}

export function saveSession(store: SecretStore, session: StoredSession): void {
  store.write(`${JSON.stringify(session, null, 2)}\n`);
}
