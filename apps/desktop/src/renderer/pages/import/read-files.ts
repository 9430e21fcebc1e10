import type { ImportFile } from '@fieldgoal/domain';
import { t } from '../../lib/words.ts';

/** Largest file the server takes (bytes); checked here too, so that nobody waits for an upload that is then refused. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface ReadFiles {
  readonly files: readonly ImportFile[];
  /** What could not be read, in words that name the file and say what to do. */
  readonly problems: readonly string[];
}

/** Base64 of bytes, in pieces: `fromCharCode` takes its input as arguments, of which there may only be so many. */
export function toBase64(bytes: Uint8Array): string {
  const piece = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += piece) binary += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(binary);
}

/** What a person dropped or chose, as messages for the host; the bytes go as they are, encodings are looked at by the server. */
export async function readFiles(chosen: readonly File[]): Promise<ReadFiles> {
  const files: ImportFile[] = [];
  const problems: string[] = [];
  for (const file of chosen) {
    if (file.size > MAX_FILE_BYTES) {
      problems.push(
        t('{{name}} has {{megabytes}} MB; an import takes up to 64 MB per file. Split it and import the parts.', {
          name: file.name,
          megabytes: Math.ceil(file.size / 1024 / 1024),
        }),
      );
      continue;
    }
    try {
      files.push({ name: file.name, base64: toBase64(new Uint8Array(await file.arrayBuffer())) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(
        t('{{name}} could not be read ({{reason}}). If it is open in another program or was moved, close it and choose it again.', {
          name: file.name,
          reason,
        }),
      );
    }
  }
  return { files, problems };
}
