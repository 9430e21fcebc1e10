import { expect, it } from 'vitest';
import { ADMIN } from '../../fixtures/replicas.ts';
import { NOW } from '../../fixtures/company.ts';
import { answerFor, openTestHost, standInApi } from './host-fixture.ts';

const room = (name: string, problem: string | null) => ({
  ...{ room: name, updates: 1, logBytes: 10, snapshotBytes: 0, lastSeq: 1, unchecked: 0 },
  ...{ records: {}, problem },
});

it('people come with the teams they are in or lead, and rooms in words, the damaged ones first', async () => {
  const login = () => Promise.resolve(answerFor(ADMIN, NOW));
  const person = (memberId: string) =>
    ({ memberId, name: memberId, email: `${memberId}@example.com`, role: 'member', isDisabled: false }) as const;
  const admin = {
    ...standInApi()().admin,
    people: () => Promise.resolve([person('ana'), person('nora'), person('ada')]),
    rooms: () => Promise.resolve([room('main/directory', null), room('main/work/ana/2026-Q4', 'a wrong checksum')]),
  };
  const { host } = await openTestHost(ADMIN, { host: { api: standInApi({ login, admin }) } });
  const people = await host.service.admin.people();
  expect(people.map(({ memberId, teams }) => [memberId, teams])).toEqual([
    ['ana', ['North']],
    ['nora', ['North']],
    ['ada', []],
  ]);
  const rooms = await host.service.admin.rooms();
  expect(rooms.map(({ label, problem }) => [label, problem])).toEqual([
    ['Deals and activities of Ana Ames, Q4 2026', 'a wrong checksum'],
    ['Company directory', null],
  ]);
});

it('without the server, every question of an admin is refused in words', async () => {
  const { host } = await openTestHost(ADMIN);
  await expect(host.service.admin.people()).rejects.toThrow(/can’t be reached/);
  await expect(host.service.admin.verifyAudit(null)).rejects.toThrow(/can’t be reached/);
});
