import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { z } from 'zod';
import { configSchema, SECRET_KEYS, type ServerConfig } from './config.ts';
import { readEnvironment, SETTINGS } from './environment.ts';

export const CONFIG_FILE = 'fieldgoal.json';

/** The settings can't be used; the message names each key, its value, the rule, and where it came from. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `The settings can't be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nCorrect them and start again. Nothing was started.`,
    );
    this.name = 'ConfigError';
  }
}

export interface LoadedConfig {
  readonly config: ServerConfig;
  /** The file that was read, or null where there is none. */
  readonly file: string | null;
}

export interface ConfigSources {
  readonly dataDir: string;
  /** Asked for by name; without it `fieldgoal.json` in the data folder counts where it exists. */
  readonly file: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the command line says, over all else. */
  readonly options: object;
}

/** Reads and checks all settings once. Errors: throws `ConfigError`. */
export function loadConfig({ dataDir, file, environment, options }: ConfigSources): LoadedConfig {
  const path = resolve(file ?? join(dataDir, CONFIG_FILE));
  const fromFile = readConfigFile(path, file !== undefined);
  const fromEnvironment = readEnvironment(environment);
  const problems = fromEnvironment.problems.map(({ variable, message }) => `${variable} ${message}`);
  const merged = [fromFile ?? {}, fromEnvironment.values, options].reduce<object>(mergeTrees, {});
  const parsed = configSchema.safeParse(merged);
  if (!parsed.success || problems.length > 0) {
    const found = parsed.success ? [] : parsed.error.issues.flatMap((issue) => wordsOf(issue, merged, { path, environment, options }));
    throw new ConfigError([...problems, ...found]);
  }
  return {
    config: withAbsolutePaths(parsed.data, fromFile === null ? resolve(dataDir) : dirname(path)),
    file: fromFile === null ? null : path,
  };
}

/** The settings in force, secrets left out, for an admin to read. */
export function describeConfig(config: ServerConfig): string {
  const shown = structuredClone(config);
  for (const key of SECRET_KEYS) {
    const path = key.split('.');
    const holder = path.slice(0, -1).reduce<unknown>(below, shown);
    const last = path.at(-1) ?? '';
    if (typeof holder === 'object' && holder !== null && below(holder, last) !== null) Object.assign(holder, { [last]: '[secret]' });
  }
  return JSON.stringify(shown, null, 2);
}

function readConfigFile(path: string, isAskedFor: boolean): object | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    // Whether the folder can be used at all is said by who takes it.
    if ((code === 'ENOENT' || code === 'ENOTDIR') && !isAskedFor) return null;
    throw new ConfigError([`${path} can't be read (${code})`]);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new SyntaxError('it has to be an object: { … }');
  } catch (error) {
    throw new ConfigError([`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

type Issue = z.core.$ZodIssue;

function wordsOf(issue: Issue, merged: object, sources: Pick<ConfigSources, 'environment' | 'options'> & { path: string }): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const full = [...issue.path, key].join('.');
      return `${full}: is not a setting (${originOf(full.split('.'), sources)}). "fieldgoal config" prints all there are.`;
    });
  }
  const path = issue.path.map(String);
  const value = SECRET_KEYS.includes(path.join('.')) ? '[secret]' : JSON.stringify(path.reduce<unknown>(below, merged));
  return [`${path.join('.')}: ${value} ${issue.message} (${originOf(path, sources)})`];
}

function originOf(
  path: readonly string[],
  { environment, options, path: file }: Pick<ConfigSources, 'environment' | 'options'> & { path: string },
): string {
  if (path.reduce<unknown>(below, options) !== undefined) return 'from the command line';
  const variable = SETTINGS.find((setting) => setting.path.join('.') === path.join('.'))?.variable;
  if (variable !== undefined && environment[variable] !== undefined) return `from ${variable}`;
  return `from ${file}`;
}

function below(tree: unknown, key: string): unknown {
  return typeof tree === 'object' && tree !== null ? Reflect.get(tree, key) : undefined;
}

function mergeTrees(under: object, over: object): object {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const [before, isTree] = [merged[key], typeof value === 'object' && value !== null && !Array.isArray(value)];
    merged[key] = isTree && typeof before === 'object' && before !== null ? mergeTrees(before, value) : value;
  }
  return merged;
}

function withAbsolutePaths(config: ServerConfig, folder: string): ServerConfig {
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const { cert, key } = config.tls;
  return {
    ...config,
    tls: { cert: cert === null ? null : absolute(cert), key: key === null ? null : absolute(key) },
    backup: { ...config.backup, folder: absolute(config.backup.folder) },
  };
}
