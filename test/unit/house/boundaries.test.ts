import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_DIR, type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

/** Snippets in a copy of the folders, linted once with the project's own configuration: a rule that stopped firing is seen. */
const FORBIDDEN: readonly [file: string, code: string, rule: string][] = [
  ['packages/domain/src/a1.ts', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;", 'no-restricted-imports'],
  ['packages/domain/src/a2.ts', "import { Temporal } from 'temporal-polyfill';\nexport const x = Temporal;", 'no-restricted-imports'],
  ['packages/domain/src/a3.ts', "import { x } from '../../documents/src/index.ts';\nexport { x };", 'no-restricted-imports'],
  ['packages/domain/src/time/a4.ts', "import * as Y from 'yjs';\nexport const x = Y;", 'no-restricted-imports'],
  ['packages/domain/src/engine/b1.ts', 'export const x = Date.now();', 'no-restricted-globals'],
  ['packages/domain/src/engine/b2.ts', 'export const x = Math.random();', 'no-restricted-properties'],
  ['packages/domain/src/engine/b3.ts', 'export const x = Math.exp(1);', 'no-restricted-properties'],
  ['packages/domain/src/engine/b4.ts', 'export const x = Math.log(1);', 'no-restricted-properties'],
  ['packages/domain/src/engine/b5.ts', 'export const x = Math.pow(1, 2);', 'no-restricted-properties'],
  ['packages/domain/src/engine/b6.ts', "export const x = new Intl.NumberFormat('en');", 'no-restricted-globals'],
  ['packages/domain/src/engine/b7.ts', "export const x = 'a'.localeCompare('b');", 'no-restricted-properties'],
  ['packages/domain/src/engine/b8.ts', "console.log('x');", 'no-console'],
  ['packages/documents/src/c1.ts', "import Database from 'better-sqlite3';\nexport const x = Database;", 'no-restricted-imports'],
  ['packages/documents/src/c2.ts', "import { x } from '@fieldgoal/replica';\nexport { x };", 'no-restricted-imports'],
  ['packages/replica/src/d1.ts', "import { x } from '@fieldgoal/sync';\nexport { x };", 'no-restricted-imports'],
  ['packages/replica/src/d2.ts', "import fastify from 'fastify';\nexport const x = fastify;", 'no-restricted-imports'],
  ['packages/sync/src/e1.ts', "import { x } from '@fieldgoal/replica';\nexport { x };", 'no-restricted-imports'],
  ['packages/sync/src/e2.ts', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;", 'no-restricted-imports'],
  ['apps/desktop/src/host/f1.ts', "import { app } from 'electron';\nexport const x = app;", 'no-restricted-imports'],
  ['apps/desktop/src/host/f2.ts', "import { x } from '../renderer/x.ts';\nexport { x };", 'no-restricted-imports'],
  ['apps/desktop/src/host/f3.ts', "import { x } from '@fieldgoal/server';\nexport { x };", 'no-restricted-imports'],
  ['apps/desktop/src/host/f4.ts', "import { x } from '@fieldgoal/server/router';\nexport { x };", 'no-restricted-imports'],
  ['apps/desktop/src/main/g1.ts', "import { x } from '../renderer/x.ts';\nexport { x };", 'no-restricted-imports'],
  ['apps/desktop/src/main/g2.ts', "import { startHost } from '../host/start.ts';\nexport { startHost };", 'no-restricted-imports'],
  ['apps/desktop/src/preload/h1.ts', "import { join } from 'node:path';\nexport const x = join;", 'no-restricted-imports'],
  ['apps/desktop/src/preload/h2.ts', "import { x } from '../main/shell.ts';\nexport { x };", 'no-restricted-imports'],
  ['apps/desktop/src/bridge/n1.ts', "import { app } from 'electron';\nexport const x = app;", 'no-restricted-imports'],
  ['apps/desktop/src/bridge/n2.ts', "import { x } from '../host/start.ts';\nexport { x };", 'no-restricted-imports'],
  [
    'apps/desktop/src/renderer/i1.ts',
    "import { hostRouter } from '../host/router.ts';\nexport const x = hostRouter;",
    'no-restricted-imports',
  ],
  [
    'apps/desktop/src/renderer/pages/i2.ts',
    "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
    'no-restricted-imports',
  ],
  [
    'apps/desktop/src/renderer/i3.ts',
    "import { openReplica } from '@fieldgoal/replica';\nexport const x = openReplica;",
    'no-restricted-imports',
  ],
  ['apps/launcher/src/j1.ts', "import { z } from 'zod';\nexport const x = z;", 'no-restricted-imports'],
  ['server/src/k1.ts', "import { x } from '@fieldgoal/desktop';\nexport { x };", 'no-restricted-imports'],
  ['server/src/rooms/k2.ts', "import { x } from '../../../apps/desktop/src/host/x.ts';\nexport { x };", 'no-restricted-imports'],
  ['server/src/l1.ts', "import { l2 } from './l2.ts';\nexport const l1 = () => l2;", 'no-cycle'],
  ['server/src/m1.ts', 'export const x = (y: any) => y;', 'no-explicit-any'],
  ['server/src/m2.ts', 'const unused = 1;\nexport const x = 2;', 'no-unused-vars'],
];

const ALLOWED: readonly [file: string, code: string][] = [
  ['packages/domain/src/ok1.ts', "import { z } from 'zod';\nexport const x = z;"],
  ['packages/domain/src/time/ok2.ts', "import { Temporal } from 'temporal-polyfill';\nexport const x = Temporal;"],
  [
    'packages/replica/src/ok3.ts',
    "import { readFileSync } from 'node:fs';\nimport { eq } from 'drizzle-orm/sql';\nexport const x = [readFileSync, eq];",
  ],
  ['apps/desktop/src/host/ok4.ts', "import type { ServerRouter } from '@fieldgoal/server/router';\nexport type X = ServerRouter;"],
  ['apps/desktop/src/renderer/ok5.ts', "import type { HostRouter } from '../host/router.ts';\nexport type X = HostRouter;"],
  ['apps/desktop/src/renderer/ok6.ts', "import { x } from '@fieldgoal/domain';\nexport { x };"],
  ['apps/desktop/src/main/ok7.ts', "import { x } from '../bridge/commands.ts';\nexport { x };"],
  ['apps/desktop/src/preload/ok8.ts', "import { x } from '../bridge/page-messages.ts';\nexport { x };"],
  ['server/src/l2.ts', "import { l1 } from './l1.ts';\nexport const l2 = () => l1;"],
];

let folder: TemporaryDir;
let problems: string[] = [];

beforeAll(async () => {
  folder = temporaryDir('boundaries');
  copyFileSync(join(PROJECT_DIR, '.oxlintrc.json'), join(folder.path, '.oxlintrc.json'));
  for (const [file, code] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    writeFileSync(join(folder.path, file), `${code}\n`);
  }
  problems = (await lint(folder.path)).split('\n').filter((line) => line.includes('['));
});
afterAll(() => folder.remove());

describe('lint errors keep the import directions', () => {
  it.each(FORBIDDEN)('%s: %s', (file, _code, rule) => {
    expect(problems.filter((line) => line.startsWith(`${file}:`)).join('\n')).toContain(rule);
  });
});

describe('and leave alone what is allowed', () => {
  it.each(ALLOWED.filter(([file]) => file !== 'server/src/l2.ts'))('%s: %s', (file) => {
    expect(problems.filter((line) => line.startsWith(`${file}:`))).toEqual([]);
  });
});

/** The linter's findings, one a line. It ends with a failure, because there are some. */
function lint(cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(join(PROJECT_DIR, 'node_modules/.bin/oxlint'), ['--format', 'unix'], { cwd, maxBuffer: 16 * 1024 * 1024 }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}
