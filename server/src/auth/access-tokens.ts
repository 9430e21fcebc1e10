import type { Instant } from '@fieldgoal/domain';
import { toInstant } from '@fieldgoal/replica';
import { desc } from 'drizzle-orm';
import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { signingKeys } from '../storage/schema.ts';
import type { ServerDatabase } from '../storage/server-database.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'fieldgoal';
const ACCESS_TOKEN_SECONDS = 15 * 60;
/** A stock client has a socket for every room, all with one token. */
const VERIFIED_KEPT = 5000;

const claimsSchema = z.object({ sub: z.string(), org: z.string(), sid: z.string(), did: z.string(), exp: z.number() });

/** Who an access token speaks for. The role isn't in it: it is looked up when the token is used. */
export interface TokenClaims {
  readonly memberId: string;
  readonly organization: string;
  readonly sessionId: string;
  readonly deviceId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

interface SigningKey {
  readonly id: string;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** The organization a token says it is for; only for finding whose keys must verify it. Null for what isn't a token. */
export function audienceOf(token: string): string | null {
  try {
    const { aud } = decodeJwt(token);
    return typeof aud === 'string' ? aud : null;
  } catch {
    return null; // Not a token at all: nobody's keys will verify it.
  }
}

/** Issues and verifies access tokens: JWT, EdDSA, 15 minutes; the audience is the organization. */
export class AccessTokens {
  readonly #organization: string;
  readonly #now: () => number;
  readonly #keys: ReadonlyMap<string, SigningKey>;
  readonly #current: SigningKey;
  /** Whose signature and claims were right; whether their time is over is looked at each time. */
  readonly #verified = new Map<string, TokenClaims>();

  private constructor(organization: string, now: () => number, keys: readonly [SigningKey, ...SigningKey[]]) {
    this.#organization = organization;
    this.#now = now;
    this.#keys = new Map(keys.map((key) => [key.id, key]));
    this.#current = keys[0];
  }

  /** Loads the organization's keys; makes the first one. */
  static async open(db: ServerDatabase, organization: string, now: () => number, newId: () => string): Promise<AccessTokens> {
    const stored = await Promise.all(db.select().from(signingKeys).orderBy(desc(signingKeys.createdAt)).all().map(loadKey));
    const [newest, ...older] = stored;
    return new AccessTokens(
      organization,
      now,
      newest === undefined ? [await createKey(db, newId(), toInstant(now()))] : [newest, ...older],
    );
  }

  async issue(claims: Omit<TokenClaims, 'organization' | 'expiresAt'>): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
    const seconds = Math.floor(this.#now() / 1000);
    const token = await new SignJWT({ org: this.#organization, sid: claims.sessionId, did: claims.deviceId })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#current.id })
      .setSubject(claims.memberId)
      .setIssuer(ISSUER)
      .setAudience(this.#organization)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
      .sign(this.#current.privateKey);
    return { token, expiresAt: toInstant((seconds + ACCESS_TOKEN_SECONDS) * 1000) };
  }

  /** What a token says, or null for one that is forged, expired, or of another organization. */
  async verify(token: string): Promise<TokenClaims | null> {
    const known = this.#verified.get(token);
    if (known !== undefined && this.#isInItsTime(known)) return known;
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#publicKey(kid), {
        issuer: ISSUER,
        audience: this.#organization,
        algorithms: [ALGORITHM],
        requiredClaims: ['sub', 'iat', 'exp'],
        // Also refuses a token from the future.
        maxTokenAge: ACCESS_TOKEN_SECONDS,
        currentDate: new Date(this.#now()),
      });
      const { sub, org, sid, did, exp } = claimsSchema.parse(payload);
      const claims = { memberId: sub, organization: org, sessionId: sid, deviceId: did, expiresAt: exp * 1000 };
      if (this.#verified.size >= VERIFIED_KEPT) this.#verified.clear();
      this.#verified.set(token, claims);
      return claims;
    } catch {
      return null; // Every way of being wrong is the same to the caller, who logs the refusal.
    }
  }

  #isInItsTime({ expiresAt }: TokenClaims): boolean {
    return this.#now() < expiresAt && this.#now() >= expiresAt - ACCESS_TOKEN_SECONDS * 1000;
  }

  #publicKey(kid: string | undefined): CryptoKey {
    const key = this.#keys.get(kid ?? '');
    if (key === undefined) throw new Error('unknown key');
    return key.publicKey;
  }
}

async function createKey(db: ServerDatabase, id: string, createdAt: Instant): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const [publicJwk, privateJwk] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)]);
  db.insert(signingKeys)
    .values({ id, publicJwk: JSON.stringify(publicJwk), privateJwk: JSON.stringify(privateJwk), createdAt })
    .run();
  return { id, publicKey, privateKey };
}

async function loadKey(row: typeof signingKeys.$inferSelect): Promise<SigningKey> {
  const [publicKey, privateKey] = await Promise.all([importKey(row.publicJwk), importKey(row.privateJwk)]);
  return { id: row.id, publicKey, privateKey };
}

/** Written by `createKey`. */
async function importKey(json: string): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(json) as JWK, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('A signing key is not an asymmetric key.');
  return key;
}
