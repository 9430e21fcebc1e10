import { formatRoom, parseRoom, quarterOf } from '@fieldgoal/documents';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const address = fc.oneof(
  fc.constant({ kind: 'directory' as const }),
  fc.constant({ kind: 'hierarchy' as const }),
  fc.record({ kind: fc.constant('goals' as const), ownerId: id, fiscalYear: fc.integer({ min: 1900, max: 2200 }) }),
  fc.record({ kind: fc.constant('work' as const), memberId: id, quarter: fc.constantFrom('2025-Q1', '2026-Q4') }),
);

describe('rooms', () => {
  test('a name leads back to its address', () => {
    fc.assert(
      fc.property(id, address, (org, room) => {
        expect(parseRoom(org, formatRoom(org, room))).toEqual({ ok: true, value: room });
      }),
    );
  });

  test.each([
    'main/../other/directory',
    'main/work/ana',
    'main/work/ana/2026-Q5',
    'main/goals/x/26',
    'main//directory',
    'main/directory/',
    '',
    '__proto__/directory',
    'main/work/a%2Fb/2026-Q1',
  ])('"%s" is no room', (name) => expect(parseRoom('main', name).ok).toBe(false));

  test('a room of another organization is refused', () => {
    expect(parseRoom('main', 'rival/directory')).toMatchObject({ ok: false, error: expect.stringContaining('another organization') });
  });

  test('work belongs to the calendar quarter it was made in', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual(['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4']);
  });
});
