import { z } from 'zod';
import { configSchema } from './config.ts';

const PREFIX = 'FIELDGOAL_';
/** Names of this house that aren't settings of the server. */
const OTHERS = /^FIELDGOAL_(DATA|CONFIG|ADMIN_PASSWORD|PASSWORD|CHROMIUM|SIGN_IN_\w+)$/;

/** One setting: its path in the file and its name in the environment. */
export interface Setting {
  readonly path: readonly string[];
  readonly variable: string;
  readonly schema: z.ZodType;
}

/** `backup.keep` is `FIELDGOAL_BACKUP_KEEP`, `trustProxy` is `FIELDGOAL_TRUST_PROXY`. */
export const SETTINGS: readonly Setting[] = settingsOf(configSchema, []);

/** A value of the environment that isn't a setting, or can't be one. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly message: string;
}

/** Reads settings from the environment, as a tree like the file's. Errors: in words, for names nobody knows. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): {
  readonly values: object;
  readonly problems: readonly EnvironmentProblem[];
} {
  const values = {};
  const problems: EnvironmentProblem[] = [];
  for (const [variable, text] of Object.entries(environment)) {
    if (text === undefined || !variable.startsWith(PREFIX) || OTHERS.test(variable)) continue;
    const setting = SETTINGS.find((known) => known.variable === variable);
    if (setting === undefined)
      problems.push({ variable, message: `is not a setting. Settings are ${SETTINGS.map((known) => known.variable).join(', ')}.` });
    else setIn(values, setting.path, valueOf(text, setting.schema));
  }
  return { values, problems };
}

/** What is text stays text; numbers, booleans, null and objects are written as JSON. */
function valueOf(text: string, schema: z.ZodType): unknown {
  const json = parseJson(text);
  return json !== undefined && schema.safeParse(json).success ? json : schema.safeParse(text).success ? text : (json ?? text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Text it is.
  }
}

function setIn(tree: object, [first, ...rest]: readonly string[], value: unknown): void {
  if (first === undefined) return;
  if (rest.length === 0) Object.assign(tree, { [first]: value });
  else {
    const below: object = Reflect.get(tree, first) ?? {};
    Object.assign(tree, { [first]: below });
    setIn(below, rest, value);
  }
}

function settingsOf(schema: z.ZodType, path: readonly string[]): Setting[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([key, below]) => (below instanceof z.ZodType ? settingsOf(below, [...path, key]) : []));
  return [{ path, variable: `${PREFIX}${path.map(toUpperSnake).join('_')}`, schema }];
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const inner = schema.unwrap();
    return inner instanceof z.ZodType ? unwrap(inner) : schema;
  }
  return schema;
}

function toUpperSnake(key: string): string {
  return key.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
