import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message older or newer than this is refused, so that one that was overheard can't be sent again later. */
const TOLERANCE_SECONDS = 5 * 60;

export type SignatureProblem = 'missing' | 'too_old' | 'too_new' | 'wrong';

/** What came with a webhook, as the Standard Webhooks specification names it. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
  /** `v1,{base64}`, several apart by spaces while secrets are changed. */
  readonly signature: string;
  readonly body: Uint8Array;
}

/**
 * What is wrong with a webhook's signature, or null.
 *
 * Source: Standard Webhooks (standardwebhooks.com): HMAC-SHA256 of `{id}.{timestamp}.{body}`.
 */
export function signatureProblem(message: SignedMessage, secret: Uint8Array, nowMs: number): SignatureProblem | null {
  const { id, timestamp, signature } = message;
  if (id === '' || signature === '' || !/^\d{1,12}$/.test(timestamp)) return 'missing';
  const age = Math.floor(nowMs / 1000) - Number(timestamp);
  const expected = hmacOf(message, secret);
  const isRight = signature.split(' ').some((one) => isSame(one, expected));
  if (!isRight) return 'wrong';
  return age > TOLERANCE_SECONDS ? 'too_old' : age < -TOLERANCE_SECONDS ? 'too_new' : null;
}

/** What a sender puts into `webhook-signature`. */
export function hmacOf({ id, timestamp, body }: Omit<SignedMessage, 'signature'>, secret: Uint8Array): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
