import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { knownKinds, type NoticeKind } from '../bridge/notice-kinds.ts';
import type { ShellLog } from './log-file.ts';
import { LANGUAGES, type Language } from './texts.ts';

/**
 * What whoever installs the app may set, `shell.json` in the app's folder: { "updates": { "url": "https://…" } }.
 * Without the file nothing is looked for anywhere.
 */
export interface ShellSettings {
  readonly updatesUrl: string | null;
}

/** What the shell remembers by itself, `shell-state.json`. */
export interface ShellState {
  /** The language the page was last shown in; null before that. */
  readonly language: Language | null;
  /** The kinds of notices that the page's settings leave out; where that isn't known, none: better told than silent. */
  readonly muted: readonly NoticeKind[];
  /** That there is no key store has been said. */
  readonly saidUnprotected: boolean;
}

const NO_STATE: ShellState = { language: null, muted: [], saidUnprotected: false };

/** Errors: none; a file that is wrong is logged with what is wrong in it, and nothing of it holds. */
export function readSettings(file: string, log: ShellLog): ShellSettings {
  const value = readJson(file);
  if (value === undefined) return { updatesUrl: null };
  if (isObject(value) && Object.keys(value).every((key) => key === 'updates')) {
    const { updates } = value;
    if (updates === undefined) return { updatesUrl: null };
    if (isObject(updates) && Object.keys(updates).join() === 'url' && typeof updates['url'] === 'string')
      return { updatesUrl: updates['url'] };
  }
  log.event('error', `${file} is not used: it has to be {"updates": {"url": "https://…"}} and nothing else`);
  return { updatesUrl: null };
}

export function readState(file: string): ShellState {
  const value = readJson(file);
  if (!isObject(value)) return NO_STATE;
  return {
    language: LANGUAGES.find((language) => language === value['language']) ?? null,
    muted: knownKinds(value['muted']),
    saidUnprotected: value['saidUnprotected'] === true,
  };
}

/** Losing it is no loss worth a word. */
export function saveState(file: string, state: ShellState): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk must not end the app.
  }
}

/** `undefined` when there is no file, `null` when it is not JSON. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error instanceof SyntaxError ? null : undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
