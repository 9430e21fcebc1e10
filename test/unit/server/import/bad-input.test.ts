import { Buffer } from 'node:buffer';
import type { ImportFile, ImportProblem } from '@fieldgoal/domain';
import { describe, expect, it } from 'vitest';
import { csv, DEALS_HEADER, dealsFile, mustPlan, plan, recordsOf } from './company.ts';

const GOOD = 'D1,Ann Lee,GTX Pro,Acme,Won,1/2/2017,2/3/2017,100';

/** The problems of a preview that, having an error, must not run and have no plan. */
async function refused(...files: readonly ImportFile[]): Promise<readonly ImportProblem[]> {
  const planned = await plan(files);
  expect(planned.preview.canRun).toBe(false);
  expect(planned.plan).toBeNull();
  return planned.preview.problems;
}

async function firstProblem(file: ImportFile): Promise<ImportProblem | undefined> {
  const [problem] = await refused(file);
  return problem;
}

describe('a file that cannot be read', () => {
  it('is refused when it is not UTF-8, naming the first bad line and what to do', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${DEALS_HEADER}\n${GOOD}\nD2,Jos`),
      Buffer.from([0xe9]),
      Buffer.from(',GTX Pro,Acme,Won,1/2/2017,2/3/2017,1\n'),
    ]);
    const problem = await firstProblem(csv('deals.csv', bytes));
    expect(problem).toMatchObject({ file: 'deals.csv', row: 3, severity: 'error' });
    expect(problem?.message).toMatch(/line 3 .*CSV UTF-8/);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), /empty/],
    ['a file of blank lines', Buffer.from('\n \n'), /empty/],
    ['a header without rows', Buffer.from(`${DEALS_HEADER}\n`), /no rows/],
    ['an Excel workbook', Buffer.from('PK\u0003\u0004rest'), /Excel workbook.*Save it as CSV/],
    ['a PDF', Buffer.from('%PDF-1.7'), /PDF/],
    ['a binary file', Buffer.from([1, 2, 0, 3]), /binary/],
    ['an unclosed quotation mark', Buffer.from(`${DEALS_HEADER}\nD1,"Ann Lee,x,y\n${GOOD}\n`), /quotation mark/],
    ['a doubled column', Buffer.from('id,stage,stage\n1,Won,Won\n'), /"stage" appears twice/],
  ])('is refused when it is %s', async (_what, bytes, words) => {
    const problems = await refused(csv('deals.csv', bytes));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(words);
  });

  it('is refused with one problem when it has a million rows, quickly', async () => {
    const file = csv('deals.csv', `${DEALS_HEADER}\n${`${GOOD}\n`.repeat(1_000_000)}`);
    const before = performance.now();
    const problems = await refused(file);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/200,000 rows.*Split/);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('names the column that is missing and those there are', async () => {
    const problems = await refused(csv('deals.csv', 'opportunity_id,sales_agent,close_date\nD1,Ann Lee,2/3/2017\n'));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/no column for "stage".*opportunity_id, sales_agent, close_date/);
  });

  it('is refused when no column is recognised', async () => {
    const problems = await refused(csv('things.csv', 'colour,shape\nred,round\n'));
    expect(problems.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  });

  it('does not let the good files of the same import through', async () => {
    const problems = await refused(dealsFile(GOOD), csv('products.csv', Buffer.from([0])));
    expect(problems[0]).toMatchObject({ file: 'products.csv', severity: 'error' });
  });
});

describe('a row that is wrong', () => {
  it.each([
    ['an impossible date', 'D2,Ann Lee,P,A,Won,2/30/2017,3/3/2017,1', 'engage_date', /no day "2\/30\/2017".*month\/day\/year/],
    ['a word for a date', 'D2,Ann Lee,P,A,Won,soon,3/3/2017,1', 'engage_date', /"soon" is not a date/],
    ['a two-digit year', 'D2,Ann Lee,P,A,Won,1/3/17,3/3/2017,1', 'engage_date', /four digits/],
    ['a negative amount', 'D2,Ann Lee,P,A,Won,1/3/2017,3/3/2017,-5', 'close_value', /negative/],
    ['an absurd amount', 'D2,Ann Lee,P,A,Won,1/3/2017,3/3/2017,99999999999999', 'close_value', /largest amount/],
    ['a word for an amount', 'D2,Ann Lee,P,A,Won,1/3/2017,3/3/2017,lots', 'close_value', /not an amount/],
    ['too fine an amount', 'D2,Ann Lee,P,A,Won,1/3/2017,3/3/2017,1.005', 'close_value', /decimals of USD/],
    ['no owner', 'D2,,P,A,Won,1/3/2017,3/3/2017,1', 'sales_agent', /no sales_agent/],
    ['no id', ',Ann Lee,P,A,Won,1/3/2017,3/3/2017,1', 'opportunity_id', /no opportunity_id/],
    ['an id used twice', 'D1,Ann Lee,P,A,Won,1/3/2017,3/3/2017,1', 'opportunity_id', /already used in row 2/],
    ['an unknown stage', 'D2,Ann Lee,P,A,Hibernating,1/3/2017,3/3/2017,1', 'deal_stage', /"Hibernating" is no stage/],
    ['a closed deal without its day', 'D2,Ann Lee,P,A,Won,1/3/2017,,1', 'close_date', /needs the day it was closed/],
    ['too many fields', 'D2,Ann Lee,P,A,Won,1/3/2017,3/3/2017,1,extra', null, /9 fields and the header 8/],
    ['an over-long text', `D2,Ann Lee,P,${'A'.repeat(201)},Won,1/3/2017,3/3/2017,1`, 'account', /201 characters; at most 200/],
  ])('stops the import for %s, naming row and column', async (_what, row, column, words) => {
    const problem = await firstProblem(dealsFile(GOOD, row));
    expect(problem).toMatchObject({ file: 'deals.csv', row: 3, column, severity: 'error' });
    expect(problem?.message).toMatch(words);
  });

  it('is named by its line in the file, also below blank lines and line breaks in quotes', async () => {
    const [problem] = await refused(
      csv('deals.csv', `${DEALS_HEADER}\r\n\r\nD1,Ann Lee,P,"A\r\nB",Won,1/2/2017,2/3/2017,1\r\nD2,Ann Lee,P,A,Won,x,2/3/2017,1\r\n`),
    );
    expect(problem?.row).toBe(5);
  });

  it('is imported with a warning when it is only odd', async () => {
    const { preview, plan: planned } = await plan([
      dealsFile(GOOD, 'D2,Ann Lee,GTX Pro,Acme,Won,3/1/2017,2/1/2017,1', 'D3,Ann Lee,GTX Pro,Acme,Won,1/1/2017,2/1/2017'),
    ]);
    const warnings = preview.problems.filter(({ row }) => row !== 2);
    expect(warnings.map(({ row, message }) => [row, message])).toEqual([
      [4, expect.stringContaining('7 fields')],
      [3, expect.stringContaining('closed before it was opened')],
      [4, expect.stringContaining('adds nothing to revenue')],
    ]);
    expect(planned).not.toBeNull();
  });

  it('with a formula keeps it as text and says so', async () => {
    const formula = '=HYPERLINK("http://example.test")';
    const planned = await plan([dealsFile(`D1,Ann Lee,GTX Pro,"${formula.replaceAll('"', '""')}",Won,1/2/2017,2/3/2017,100`)]);
    expect(planned.preview.problems).toContainEqual(
      expect.objectContaining({ row: 2, column: 'account', value: formula, severity: 'warning' }),
    );
    expect(recordsOf(mustPlan(planned).changes, 'accounts').map(({ name }) => name)).toEqual([formula]);
  });

  it('counts the problems that are not listed, errors first', async () => {
    const odd = Array.from({ length: 300 }, (_, at) => `W${at},Ann Lee,GTX Pro,Acme,Won,3/1/2017,2/1/2017,1`);
    const { preview } = await plan([dealsFile(...odd, 'E1,Ann Lee,GTX Pro,Acme,Won,3/1/2017,nonsense,1')]);
    expect(preview.problems).toHaveLength(200);
    expect(preview.problems[0]).toMatchObject({ severity: 'error', value: 'nonsense' });
    expect(preview.problems.length + preview.moreProblems).toBe(304);
  });
});
