import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyCell, percentCell, valueCell } from '../../../../../apps/desktop/src/renderer/lib/csv/amount.ts';
import { csvTable, csvText } from '../../../../../apps/desktop/src/renderer/lib/csv/csv.ts';

const text = (...rows: Parameters<typeof csvText>[0]['rows']): string => csvText({ rows }).slice(1);

describe('comma-separated values', () => {
  it('begin with a byte order mark, and every line ends with CR LF', () => {
    expect(csvText({ rows: [['Näme'], ['a']] })).toBe('\uFEFFNäme\r\na\r\n');
  });

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'the "big" one', '"the ""big"" one"'],
    ['a line break', 'two\nlines', '"two\nlines"'],
    ['a space at its end', 'end ', '"end "'],
    ['nothing special', 'plain', 'plain'],
  ])('keep a text with %s', (_, cell, written) => {
    expect(text([cell])).toBe(`${written}\r\n`);
  });

  it.each(['=HYPERLINK("http://x")', '+49 30 1234', '-1+2', '@SUM(A1)', '\t=1', '\r=1'])(
    'make %j plain, so that no spreadsheet runs it',
    (cell) => {
      const written = text([cell]);
      expect(written.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('leave numbers as they are, negative ones too', () => {
    expect(text([-5, 0.5, null, moneyCell(-129_950, 'EUR')])).toBe('-5,0.5,,-1299.50\r\n');
  });

  it('read back as what was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((one) => !/^[=+\-@\t\r]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        expect(readCsv(text(...rows))).toEqual(rows);
      }),
    );
  });

  it('have a row of headers', () => {
    const table = csvTable('Deals', [{ header: 'Name', cell: ({ name }: { name: string }) => name }], [{ name: 'Acme' }]);
    expect(table).toEqual({ name: 'Deals', rows: [['Name'], ['Acme']] });
  });
});

describe('amounts', () => {
  it('are decimals with all the digits of their currency, to the last one', () => {
    expect(text([moneyCell(1, 'EUR'), moneyCell(1234, 'JPY'), moneyCell(9_007_199_254_740_991, 'USD'), moneyCell(null, 'EUR')])).toBe(
      '0.01,1234,90071992547409.91,\r\n',
    );
  });

  it('are in the unit of their goal', () => {
    const unit = (kind: 'count' | 'percent' | 'days') => ({ unit: kind, currency: null });
    expect([valueCell(6452, unit('percent')), valueCell(4251, unit('days')), valueCell(37, unit('count')), percentCell(0.63456)]).toEqual([
      64.52, 42.51, 37, 63.46,
    ]);
  });
});

/** As RFC 4180 says to read it. */
function readCsv(written: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < written.length; at += 1) {
    const letter = written[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (written[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ',') {
      row.push(cell);
      cell = '';
    } else if (letter === '\r' && written[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else cell += letter;
  }
  return rows;
}
