import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';

/**
 * What lies in the file, JSON: { fieldgoal: 'encrypted', version: 1, iv, tag, data }, each in base64: AES-256-GCM with the key that the
 * system's key store keeps for this person.
 */
const envelopeSchema = z.object({
  fieldgoal: z.literal('encrypted'),
  version: z.literal(1),
  iv: z.base64(),
  tag: z.base64(),
  data: z.base64(),
});

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;

/**
 * Encrypts what another store keeps. What lies there unencrypted, from before there was a key, is read once more and encrypted with the
 * next write. With `key` null it stores as it is, and refuses to read what was encrypted.
 *
 * Shape:  a store and a key of 32 bytes in base64, or null → a store.
 * Errors: throws on a key of another length; `read` throws when what is stored can't be decrypted.
 */
export function encryptedSecretStore(store: SecretStore, key: string | null): SecretStore {
  const bytes = key === null ? null : Buffer.from(key, 'base64');
  if (bytes !== null && bytes.length !== KEY_BYTES)
    throw new Error(`the key for the session has ${bytes.length} bytes and not ${KEY_BYTES}`);
  return {
    read() {
      const text = store.read();
      const envelope = text === null ? null : readEnvelope(text);
      if (envelope === null) return text;
      if (bytes === null) throw new Error("the session is encrypted and the system's key store is not there");
      return decrypt(envelope, bytes);
    },
    write: (text) => store.write(bytes === null ? text : encrypt(text, bytes)),
  };
}

function encrypt(text: string, key: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, key, iv);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const [ivText = '', tag = '', dataText = ''] = [iv, cipher.getAuthTag(), data].map((part) => part.toString('base64'));
  return JSON.stringify({ fieldgoal: 'encrypted', version: 1, iv: ivText, tag, data: dataText } satisfies z.infer<typeof envelopeSchema>);
}

function decrypt({ iv, tag, data }: z.infer<typeof envelopeSchema>, key: Buffer): string {
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('utf8');
}

/** Null for anything else, which is then a session as it is. */
function readEnvelope(text: string): z.infer<typeof envelopeSchema> | null {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
