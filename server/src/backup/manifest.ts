import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../storage/data-dir.ts';

/**
 * A backup is a folder, `<backups>/<organization>/<YYYYMMDDTHHMMSSZ>`, with the database and this beside it (`manifest.json`, written last:
 * a folder without one is a backup that was never finished).
 */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  organization: z.string(),
  at: z.iso.datetime(),
  file: z.string().regex(/^[A-Za-z0-9_.-]+$/),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Versions of the tables, of the replica and the server. */
  schema: z.strictObject({ replica: z.int(), server: z.int() }),
  /** The last committed update's number. */
  lastSeq: z.int(),
  epoch: z.string(),
  /** The head of the audit log: `audit verify --expect` takes it. */
  auditHead: z.string().nullable(),
  counts: z.record(z.string(), z.int()),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST_FILE = 'manifest.json';
const STAMP = /^\d{8}T\d{6}Z(-\d+)?$/;

/** The manifest of a finished backup, or null. */
export function readManifest(folder: string): Manifest | null {
  const parsed = manifestSchema.safeParse(readJson(join(folder, MANIFEST_FILE)));
  return parsed.success ? parsed.data : null;
}

/** An organization's finished backups, newest first. */
export function listBackups(backups: string, organization: string): readonly { readonly folder: string; readonly manifest: Manifest }[] {
  return stampsIn(join(backups, organization))
    .map((stamp) => join(backups, organization, stamp))
    .flatMap((folder) => {
      const manifest = readManifest(folder);
      return manifest === null ? [] : [{ folder, manifest }];
    });
}

/** Organizations that have backups in a folder. */
export function organizationsIn(backups: string): readonly string[] {
  return entriesOf(backups)
    .filter((name) => listBackups(backups, name).length > 0)
    .sort();
}

/** The names of backup folders, finished or not, newest first. */
export function stampsIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((name) => STAMP.test(name))
    .sort()
    .reverse();
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return []; // No such folder: nothing was backed up yet.
  }
}
