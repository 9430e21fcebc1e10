import { AttemptCounter, RATE_LIMITS, type RateLimits } from './rate-limits.ts';

/** Longer addresses are no addresses; a key is not to be a place to put megabytes. */
const LONGEST_EMAIL = 254;

/** Slows down guessing of passwords, codes and tokens; one for all organizations of a server. */
export class SignInLimiter {
  readonly #person: AttemptCounter;
  readonly #personAnywhere: AttemptCounter;
  readonly #address: AttemptCounter;
  readonly #refreshAddress: AttemptCounter;
  readonly #refreshSession: AttemptCounter;

  constructor(now: () => number, limits: RateLimits = RATE_LIMITS) {
    this.#person = new AttemptCounter(limits.loginPerPerson, now);
    this.#personAnywhere = new AttemptCounter(limits.loginPerPersonAnywhere, now);
    this.#address = new AttemptCounter(limits.loginPerAddress, now);
    this.#refreshAddress = new AttemptCounter(limits.refreshPerAddress, now);
    this.#refreshSession = new AttemptCounter(limits.refreshPerSession, now);
  }

  /** Begins a try: seconds to wait before this person may try from there; 0 is "go on", and the try counts until `succeeded`. */
  beginLogin(email: string, address: string): number {
    const person = email.slice(0, LONGEST_EMAIL);
    const here = `${person} ${address}`;
    const waits = [this.#person.waitMs(here), this.#personAnywhere.waitMs(person), this.#address.waitMs(address)];
    const wait = Math.max(...waits);
    if (wait > 0) return Math.ceil(wait / 1000);
    this.#person.add(here);
    this.#personAnywhere.add(person);
    this.#address.add(address);
    return 0;
  }

  /** The right password forgives the person's own failures from there, not those of the address. */
  loginSucceeded(email: string, address: string): void {
    const person = email.slice(0, LONGEST_EMAIL);
    this.#person.forget(`${person} ${address}`);
    this.#personAnywhere.takeBack(person);
    this.#address.takeBack(address);
  }

  /** Seconds to wait before that address may try another code of an invitation. */
  beginCode(address: string): number {
    const wait = this.#address.waitMs(address);
    if (wait === 0) this.#address.add(address);
    return Math.ceil(wait / 1000);
  }

  codeSucceeded(address: string): void {
    this.#address.takeBack(address);
  }

  /** Seconds to wait before this session may be refreshed from there. */
  beginRefresh(sessionId: string, address: string): number {
    const key = sessionId.slice(0, LONGEST_EMAIL);
    const wait = Math.max(this.#refreshAddress.waitMs(address), this.#refreshSession.waitMs(key));
    if (wait === 0) this.#refreshSession.add(key);
    return Math.ceil(wait / 1000);
  }

  refreshFailed(address: string): void {
    this.#refreshAddress.add(address);
  }
}
