import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SIZES } from '../../bench/engine-company.ts';
import { type BenchData, benchData } from '../../bench/engine-data.ts';
import { benchEdits } from '../../bench/engine-edit.ts';
import { benchAnalytics, benchForecasts, benchTree } from '../../bench/engine-pure.ts';
import { benchRecount } from '../../bench/engine-recount.ts';

describe('the engine’s bench, on a small company', () => {
  let folder: string;
  let data: BenchData;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fieldgoal-bench-'));
    data = benchData(SIZES.small, folder, () => {});
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every contestant comes to the same value for every goal, and for every day', async () => {
    // Throws where two of them differ.
    const { rounds } = await benchRecount(data, 1, () => {});
    expect([...rounds.keys()]).toEqual(expect.arrayContaining(['ours', 'obvious', 'goalByGoal', 'indexed', 'covering', 'arrays']));
  });

  test('a closing deal reaches its owner’s goal, the team’s and the company’s', async () => {
    const { times, settled, disk, pages, goals } = await benchEdits(data.replicaFile, 3, 2);
    expect(times).toHaveLength(3);
    expect(settled).toHaveLength(3);
    expect(disk).toHaveLength(3);
    expect(pages).toBeGreaterThan(5);
    expect(goals).toBeGreaterThanOrEqual(3);
  });

  test('the pure parts run', () => {
    expect(benchTree(data.company, 1)).toHaveLength(1);
    expect(benchAnalytics(data.company, 1)).toHaveLength(1);
    expect(benchForecasts(data.company, 2)).toHaveLength(2);
  });
});
