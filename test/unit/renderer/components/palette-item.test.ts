import { describe, expect, it } from 'vitest';
import { type Command, commandsFor, groupCommands } from '../../../../apps/desktop/src/renderer/components/palette/item.ts';

const command = (label: string, keywords = '', group = 'Do'): Command => ({
  id: label,
  group,
  label,
  keywords,
  Icon: () => null,
  run: () => {},
});
const ALL = [
  command('Log an activity', 'call visit'),
  command('Goals', 'page', 'Go to'),
  command('Neues Ziel für Müller'),
  command('Catalog'),
];
const labels = (typed: string): string[] => commandsFor(ALL, typed).map(({ label }) => label);

describe('commands of the palette', () => {
  it('are all there, in their order, while nothing is typed', () => {
    expect(labels('  ')).toEqual(ALL.map(({ label }) => label));
    expect(groupCommands(ALL).map(({ label, items }) => [label, items.length])).toEqual([
      ['Do', 3],
      ['Go to', 1],
    ]);
  });

  it('are found by any of their words or keywords, the best fitting first', () => {
    expect(labels('log')).toEqual(['Log an activity', 'Catalog']);
    expect(labels('visit')).toEqual(['Log an activity']);
    expect(labels('MULLER ziel')).toEqual(['Neues Ziel für Müller']);
    expect(labels('nothing such')).toEqual([]);
  });
});
