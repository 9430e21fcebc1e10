import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptedSecretStore } from '../../../../apps/desktop/src/host/session/encrypted-secret-store.ts';
import type { SecretStore } from '../../../../apps/desktop/src/host/session/secret-store.ts';

class Memory implements SecretStore {
  text: string | null;
  constructor(text: string | null = null) {
    this.text = text;
  }
  read(): string | null {
    return this.text;
  }
  write(text: string): void {
    this.text = text;
  }
}

const newKey = () => randomBytes(32).toString('base64');
const SESSION = '{"version":1,"member":{"refreshToken":"very-secret-token"}}';

describe('the session, kept with a key of the system', () => {
  it('comes back as it was, whatever it holds, and is nowhere in the file', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, unit: 'binary' }), (text) => {
        const disk = new Memory();
        const store = encryptedSecretStore(disk, newKey());
        store.write(text);
        return store.read() === text.toWellFormed() && disk.text?.includes(text) === false;
      }),
    );
  });

  it('looks different each time it is written', () => {
    const disk = new Memory();
    const store = encryptedSecretStore(disk, newKey());
    const seen = new Set(
      [1, 2, 3].map(() => {
        store.write(SESSION);
        return disk.text;
      }),
    );
    expect(seen.size).toBe(3);
  });

  it('can not be read with another key, nor after a byte of it was changed', () => {
    const key = newKey();
    const disk = new Memory();
    encryptedSecretStore(disk, key).write(SESSION);
    expect(() => encryptedSecretStore(disk, newKey()).read()).toThrow();
    const envelope = JSON.parse(disk.text ?? '') as Record<string, string>;
    for (const part of ['iv', 'tag', 'data']) {
      const bytes = Buffer.from(envelope[part] ?? '', 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      const changed = new Memory(JSON.stringify({ ...envelope, [part]: bytes.toString('base64') }));
      expect(() => encryptedSecretStore(changed, key).read(), part).toThrow();
    }
    const cutTag = Buffer.from(envelope['tag'] ?? '', 'base64').subarray(0, 4);
    const shortened = new Memory(JSON.stringify({ ...envelope, tag: cutTag.toString('base64') }));
    expect(() => encryptedSecretStore(shortened, key).read()).toThrow();
  });

  it('of a device from before there was a key is read once more and encrypted with the next write', () => {
    const disk = new Memory(SESSION);
    const store = encryptedSecretStore(disk, newKey());
    const text = store.read();
    expect(text).toBe(SESSION);
    store.write(text ?? '');
    expect(disk.text).not.toContain('very-secret-token');
    expect(store.read()).toBe(SESSION);
  });
});

describe('the session, without a key', () => {
  it('is kept as it is, and one that was encrypted is refused in words', () => {
    const disk = new Memory();
    encryptedSecretStore(disk, null).write(SESSION);
    expect(disk.text).toBe(SESSION);
    encryptedSecretStore(disk, newKey()).write(SESSION);
    expect(() => encryptedSecretStore(disk, null).read()).toThrow("the system's key store is not there");
  });

  it('is not there on a new device; a key of another length is a bug that is seen', () => {
    expect(encryptedSecretStore(new Memory(), newKey()).read()).toBeNull();
    expect(() => encryptedSecretStore(new Memory(), 'c2hvcnQ=')).toThrow('5 bytes');
  });
});
