import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { SafeStorage } from 'electron';
import type { ShellLog } from './log-file.ts';

/** What keeps the host's secrets: a key that the system's key store encrypts, or nothing but the file's permissions, and why. */
export type SecretProtection =
  | { readonly kind: 'system'; readonly key: string }
  | { readonly kind: 'none'; readonly reason: 'unavailable' | 'basic_text' | 'failed' };

type KeyStore = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'>;

const KEY_BYTES = 32;

/**
 * The key for the host's secrets, `session.key`: 32 random bytes, encrypted by the system's key store, made when there is none.
 * On Linux without a key store Electron would encrypt with a password that is in its source (`basic_text`): that protects nothing
 * and is not used. A key that can't be decrypted any more (another machine, a new key store) is replaced; the person signs in again.
 *
 * Errors: none; what goes wrong is logged and the answer is `none`.
 */
export async function secretKey(store: KeyStore, file: string, platform: NodeJS.Platform, log: ShellLog): Promise<SecretProtection> {
  try {
    if (!(await store.isAsyncEncryptionAvailable())) return { kind: 'none', reason: 'unavailable' };
    if (platform === 'linux' && store.getSelectedStorageBackend() === 'basic_text') return { kind: 'none', reason: 'basic_text' };
    return { kind: 'system', key: (await storedKey(store, file, log)) ?? (await newKey(store, file)) };
  } catch (error) {
    log.event('error', "the system's key store could not be used", { error: String(error) });
    return { kind: 'none', reason: 'failed' };
  }
}

async function storedKey(store: KeyStore, file: string, log: ShellLog): Promise<string | null> {
  const encrypted = readIfThere(file);
  if (encrypted === null) return null;
  try {
    const { result: key, shouldReEncrypt } = await store.decryptStringAsync(encrypted);
    if (Buffer.from(key, 'base64').length === KEY_BYTES) {
      if (shouldReEncrypt) await keep(store, file, key);
      return key;
    }
    log.event('warn', 'the stored key is damaged; a new one is made, and signing in again is needed');
  } catch (error) {
    log.event('warn', 'the stored key could not be decrypted; a new one is made, and signing in again is needed', { error: String(error) });
  }
  return null;
}

async function newKey(store: KeyStore, file: string): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString('base64');
  await keep(store, file, key);
  return key;
}

async function keep(store: KeyStore, file: string, key: string): Promise<void> {
  const encrypted = await store.encryptStringAsync(key);
  const fresh = `${file}.new`;
  try {
    writeFileSync(fresh, encrypted, { mode: 0o600, flush: true });
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
