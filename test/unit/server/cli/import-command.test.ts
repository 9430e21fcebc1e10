import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient, unstable_localLink } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../server/src/cli/connect.ts';
import { type ImportCommand, readImportFiles, runImport } from '../../../../server/src/cli/import-command.ts';
import { CliProblem } from '../../../../server/src/cli/problem.ts';
import type { Terminal } from '../../../../server/src/cli/terminal.ts';
import { type ServerRouter, serverRouter } from '../../../../server/src/router.ts';
import { openEmptyOrganization, type TestOrganization } from '../test-organization.ts';

let dir: string;
let opened: TestOrganization;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'fieldgoal-import-'));
  opened = await openEmptyOrganization();
  writeFileSync(join(dir, 'products.csv'), 'product,series,sales_price\nGTX Pro,GTX,4821\n');
  writeFileSync(join(dir, 'teams.csv'), 'sales_agent,manager,regional_office\nAna Ames,Nora North,East\n');
  writeFileSync(
    join(dir, 'deals.csv'),
    'opportunity_id,sales_agent,product,deal_stage,engage_date,close_date,close_value\nX1,Ana Ames,GTXPro,Won,2026-10-05,2026-10-25,1500\n',
  );
});
afterEach(async () => {
  await opened.organization.close();
  rmSync(dir, { recursive: true });
});

function connection(): Connection {
  const { organization, organizations, log } = opened;
  const createContext = async () => ({ organization, organizations, asker: { kind: 'console' } as const, address: 'console', log });
  return {
    client: createTRPCClient<ServerRouter>({ links: [unstable_localLink({ router: serverRouter, createContext })] }),
    url: null,
    close: async () => {},
  };
}

/** A person who answers from a list; `null` is no person. */
function terminal(answers: readonly boolean[] | null): Terminal & { readonly lines: string[]; readonly asked: string[] } {
  const lines: string[] = [];
  const asked: string[] = [];
  return {
    lines,
    asked,
    isInteractive: answers !== null,
    print: (line) => void lines.push(line),
    showProgress: () => {},
    confirm: async (question) => answers?.[asked.push(question) - 1] ?? false,
  };
}

const COMMAND: Omit<ImportCommand, 'paths'> = {
  companyName: 'Acme',
  adminEmail: 'admin@acme.example',
  isYes: false,
  goalTemplate: { types: ['revenue'], growthPercent: 10 },
};

function productNames(): string[] {
  return opened.organization.replica.list('products').map(({ name }) => name);
}

describe('the import command', () => {
  it('asks whether a name that is close means the known one, then whether to import', async () => {
    const person = terminal([true, true]);
    await runImport({ ...COMMAND, paths: [dir] }, connection(), person);
    expect(person.asked[0]).toContain('"GTXPro" (1 row) is not among the products. Is it "GTX Pro"?');
    expect(productNames()).toEqual(['GTX Pro']);
    expect(opened.organization.replica.list('deals')).toHaveLength(1);
    expect(person.lines.join('\n')).toContain('raised from 3 to 4');
  });

  it('takes a no for a name of its own', async () => {
    await runImport({ ...COMMAND, paths: [dir] }, connection(), terminal([false, true]));
    expect(productNames().sort()).toEqual(['GTX Pro', 'GTXPro']);
  });

  it('imports nothing when the person says no in the end', async () => {
    await runImport({ ...COMMAND, paths: [dir] }, connection(), terminal([true, false]));
    expect(opened.organization.replica.list('deals')).toEqual([]);
  });

  it('creates the company first where there is none, and shows the password once', async () => {
    const person = terminal(null);
    await runImport({ ...COMMAND, paths: [dir], isYes: true }, connection(), person);
    expect(person.lines.join('\n')).toMatch(/"Acme" was created.*\n.*admin@acme\.example with the password \S{5}-/);
    expect(opened.organization.people.list()).toMatchObject([{ email: 'admin@acme.example', role: 'admin' }]);
  });

  it('explains the questions and ends with code 2 where nobody can be asked', async () => {
    const refused = runImport({ ...COMMAND, paths: [dir] }, connection(), terminal(null));
    await expect(refused).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(/GTXPro[\s\S]*--yes/) });
    expect(opened.organization.replica.list('deals')).toEqual([]);
  });

  it('lists what is wrong by file and row, and imports nothing', async () => {
    writeFileSync(
      join(dir, 'deals.csv'),
      'opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value\nX1,Ana Ames,Won,2026-10-05,2026-13-45,1500\n',
    );
    const refused = runImport({ ...COMMAND, paths: [dir], isYes: true }, connection(), terminal(null));
    await expect(refused).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/deals\.csv, row 2[\s\S]*2026-13-45[\s\S]*Nothing was imported/),
    });
    expect(opened.organization.replica.list('members')).toHaveLength(1);
  });

  it('says what is missing when no files are named or they are not there', () => {
    expect(() => readImportFiles([])).toThrow(CliProblem);
    expect(() => readImportFiles([join(dir, 'nowhere')])).toThrow('There is no file or folder');
    rmSync(join(dir, 'deals.csv'));
    expect(readImportFiles([dir]).map(({ name }) => name)).toEqual(['products.csv', 'teams.csv']);
  });
});
