import { describe, expect, it } from 'vitest';
import { formatTable, progressBar } from '../../../../server/src/cli/terminal.ts';

describe('words on a terminal', () => {
  it('stand in columns, numbers to the right', () => {
    expect(
      formatTable(
        ['File', 'Rows'],
        [
          ['a.csv', 5],
          ['teams.csv', 1200],
        ],
      ),
    ).toBe('File       Rows\na.csv         5\nteams.csv  1200');
  });

  it('show progress between nothing and all', () => {
    expect(progressBar(0)).toBe(`[${'.'.repeat(30)}]   0 %`);
    expect(progressBar(0.5)).toBe(`[${'#'.repeat(15)}${'.'.repeat(15)}]  50 %`);
    expect(progressBar(1)).toBe(`[${'#'.repeat(30)}] 100 %`);
  });
});
