import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Where the session is kept. Electron passes one that encrypts with the system's key store; plain Node keeps a file only its owner can read. */
export interface SecretStore {
  /** Null when nothing is stored. */
  read(): string | null;
  /** Errors: throws when it can't be stored; what was stored before stays. */
  write(text: string): void;
}

/** A file with mode 0600, replaced as a whole so that a crash leaves the old or the new one. */
export function fileSecretStore(file: string): SecretStore {
  return {
    read() {
      try {
        return readFileSync(file, 'utf8');
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    write(text) {
      const fresh = `${file}.new`;
      try {
        writeFileSync(fresh, text, { mode: 0o600, flush: true });
        chmodSync(fresh, 0o600);
        renameSync(fresh, file);
      } catch (error) {
        rmSync(fresh, { force: true });
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
