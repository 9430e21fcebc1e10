import { randomBytes, randomUUID } from 'node:crypto';
import { DEAL_DEFAULTS, type Deal, WORK_DEFAULTS } from '@fieldgoal/domain';
import { openReplica, type Replica } from '@fieldgoal/replica';
import { createSyncClient, type SyncClient } from '@fieldgoal/sync';
import { createTestLog, until } from '../fixtures/replicas.ts';
import { call, PASSWORD } from './company.ts';

const TOKEN_GOOD_FOR_MS = 10 * 60_000;

/** One person's device: it edits, and remembers what the server has acknowledged. */
export class Writer {
  readonly email: string;
  readonly replica: Replica;
  readonly client: SyncClient;
  /** Deals the server has acknowledged, with the last name it has acknowledged of each. */
  readonly acknowledged = new Map<string, string>();
  acknowledgements = 0;
  readonly #listeners = new Set<() => void>();
  /** What isn't acknowledged yet, ascending by its number. */
  readonly #madeBy = new Map<number, { readonly id: string; readonly name: string }>();
  #self: { memberId: string; role: 'member' } | null = null;
  #count = 0;

  /** `url` is the server's, or that of a proxy before it; signing in goes to `signInUrl`. */
  constructor(email: string, url: string, signInUrl: string = url) {
    this.email = email;
    const log = createTestLog();
    this.replica = openReplica({
      file: ':memory:',
      organization: 'main',
      role: 'device',
      now: Date.now,
      randomBytes: (size) => randomBytes(size),
      log,
      self: () => this.#self,
    });
    const acknowledge = this.replica.acknowledge.bind(this.replica);
    this.replica.acknowledge = (seq, serverSeq) => {
      acknowledge(seq, serverSeq);
      // An acknowledgement is for everything before it, too.
      for (const [each, { id, name }] of this.#madeBy) {
        if (each > seq) break;
        this.#madeBy.delete(each);
        this.acknowledgements += 1;
        this.acknowledged.set(id, name);
      }
      for (const listener of this.#listeners) listener();
    };
    this.client = createSyncClient({
      replica: this.replica,
      url: `${url.replace(/^http/, 'ws')}/sync`,
      deviceId: randomUUID(),
      accessToken: this.#tokens(signInUrl),
      log,
      random: Math.random,
    });
  }

  /** Resolves when this device has everything and has handed in everything. */
  settled(): Promise<void> {
    return until(
      () => this.replica.isReady() && this.replica.isUpToDate && this.replica.waitingChanges() === 0,
      (listener) => this.client.onChange(listener),
    );
  }

  /** Resolves when this device has noticed that the server doesn't answer. */
  offline(): Promise<void> {
    return until(
      () => this.client.state().connection === 'offline',
      (listener) => this.client.onChange(listener),
    );
  }

  /** Resolves after that many further acknowledgements. */
  acknowledgedMore(count: number): Promise<void> {
    let left = count;
    return new Promise((resolve) => {
      const listener = (): void => {
        left -= 1;
        if (left > 0) return;
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  /** Edits again after each acknowledgement, `ahead` edits being under way, until `stop` is called. */
  writeOn(ahead: number): { stop(): void } {
    const listener = (): void => {
      while (this.replica.waitingChanges() < ahead) this.edit();
    };
    this.#listeners.add(listener);
    listener();
    return { stop: () => void this.#listeners.delete(listener) };
  }

  /** Makes a deal, or renames one that is there. */
  edit(): void {
    const self = this.#self;
    if (self === null) throw new Error('not signed in yet');
    this.#count += 1;
    const name = `${this.email} ${String(this.#count).padStart(6, '0')}`;
    const known = [...this.acknowledged.keys()];
    const old = this.#count % 3 === 0 ? known[this.#count % Math.max(known.length, 1)] : undefined;
    const deal = old === undefined ? this.#deal(name, self.memberId) : null;
    const id = deal?.id ?? old ?? '';
    const change =
      deal === null
        ? ({ collection: 'deals', id, kind: 'update', fields: { name } } as const)
        : ({ collection: 'deals', id, kind: 'create', fields: deal } as const);
    const edited = this.replica.edit([change], { actor: self, origin: 'local' });
    if (!edited.ok) throw new Error(edited.error.message);
    for (const { seq } of edited.value.seqs) this.#madeBy.set(seq, { id, name });
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.client.close();
    this.replica.close();
  }

  #deal(name: string, ownerId: string): Deal {
    const stage = this.replica.list('stages').find(({ kind }) => kind === 'open');
    if (stage === undefined) throw new Error('the company has no stages');
    return {
      id: this.replica.newId(),
      name,
      ownerId,
      amountMinor: 100_000,
      currency: 'EUR',
      stageId: stage.id,
      openedOn: this.replica.today(),
      expectedCloseOn: null,
      closedOn: null,
      productId: null,
      accountId: null,
      note: '',
      externalId: null,
      ...DEAL_DEFAULTS,
      ...WORK_DEFAULTS,
      createdAt: this.replica.nowInstant(),
      createdBy: ownerId,
      importId: null,
      deletedAt: null,
    };
  }

  /** Signs in once, and again before the token ends. */
  #tokens(url: string): () => Promise<string> {
    let token: { readonly text: string; readonly at: number } | null = null;
    return async () => {
      if (token === null || Date.now() - token.at > TOKEN_GOOD_FOR_MS) {
        const signedIn = await call<{ accessToken: string; memberId: string }>(url, 'auth.login', {
          email: this.email,
          password: PASSWORD,
          deviceId: randomUUID(),
        });
        this.#self = { memberId: signedIn.memberId, role: 'member' };
        token = { text: signedIn.accessToken, at: Date.now() };
      }
      return token.text;
    };
  }
}
