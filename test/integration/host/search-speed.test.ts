import { expect, it } from 'vitest';
import { create, deal } from '../../fixtures/company.ts';
import { ADMIN } from '../../fixtures/replicas.ts';
import { openTestHost, replicaOf } from '../../unit/host/host-fixture.ts';

const DEALS = 100_000;
const FIRST = ['Acme', 'Müller', 'Globex', 'Ångström', 'Initech', 'Umbrella', 'Straßen', 'Hooli', 'Vehement', 'Massive'];
const SECOND = ['renewal', 'rollout', 'pilot', 'expansion', 'licences', 'Wartung', 'migration', 'audit', 'training', 'hardware'];
/** What a person types, key by key; single letters are in nearly every name. */
const TYPED = ['muller renewal 12', 'expansion', 'e', 'a 9', 'zzz', 'ang mig 777', 'ana'];

it(`answers every key within 50 ms with ${DEALS} deals on the device, and after an edit too`, { timeout: 300_000 }, async () => {
  const test = await openTestHost(ADMIN);
  const replica = replicaOf(test.connection);
  const started = performance.now();
  for (let from = 0; from < DEALS; from += 5000) {
    const made = replica.edit(
      [...Array(5000).keys()].map((at) => {
        const n = from + at;
        const name = `${FIRST[n % 10] ?? ''} ${SECOND[Math.floor(n / 10) % 10] ?? ''} ${n}`;
        return create('deals', deal({ id: `bulk-${n}`, ownerId: n % 2 === 0 ? 'ana' : 'ben', createdBy: 'ada', name }));
      }),
      { actor: ADMIN, origin: 'server' },
    );
    if (!made.ok) throw new Error(made.error.message);
  }
  const filled = performance.now();
  const { service } = test.host;
  service.search('warm');
  const warmed = performance.now();
  const times: number[] = [];
  const time = (typed: string): void => {
    // The fastest of three: other processes of this machine are not what is measured.
    const tries = [0, 1, 2].map(() => {
      const before = performance.now();
      service.search(typed);
      return performance.now() - before;
    });
    times.push(Math.min(...tries));
  };
  for (const typed of TYPED) for (let length = 1; length <= typed.length; length += 1) time(typed.slice(0, length));
  for (let edit = 0; edit < 20; edit += 1) {
    service.updateDeal(`bulk-${edit}`, { name: `Zephyr ${edit}` });
    time('zeph');
  }
  expect(service.search('zeph').groups[0]?.total).toBe(20);
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  console.log(
    `filled in ${Math.round(filled - started)} ms; index made in ${Math.round(warmed - filled)} ms; ${times.length} keys: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
  expect(times.at(-1)).toBeLessThan(50);
});
