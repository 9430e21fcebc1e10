import { describe, expect, it } from 'vitest';
import { Presence } from '../../../../server/src/rooms/presence.ts';

describe('who has a device connected', () => {
  it('is there from the first device to the last, and known to those asked about only', () => {
    const presence = new Presence();
    for (const id of ['ben', 'ana', 'ana']) presence.come(id);
    expect(presence.among(new Set(['ana', 'ben', 'carl']))).toEqual(['ana', 'ben']);
    expect(presence.among(new Set(['carl']))).toEqual([]);
    presence.go('ana');
    expect(presence.among(new Set(['ana']))).toEqual(['ana']);
    presence.go('ana');
    expect(presence.among(new Set(['ana']))).toEqual([]);
  });

  it('changes are told once, however many devices a person connects', () => {
    const presence = new Presence();
    presence.come('ana');
    presence.come('ana');
    expect([...presence.takeChanges()]).toEqual(['ana']);
    presence.go('ana');
    expect(presence.takeChanges().size).toBe(0);
    presence.go('ana');
    expect([...presence.takeChanges()]).toEqual(['ana']);
  });
});
