import { webcrypto } from 'node:crypto';

/**
 * Yjs draws the ids of its clients from the platform's randomness, and which of two concurrent writes wins depends on them. For a run
 * to be repeated, they come from the seed. This file has to be imported before anything that imports yjs, which takes the function as it
 * finds it.
 */
type Fill = (bytes: Uint8Array) => void;

const original = webcrypto.getRandomValues.bind(webcrypto);
let fill: Fill | null = null;

webcrypto.getRandomValues = (array) => {
  if (fill === null || array === null) return original(array);
  fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return array;
};

/** From now on the platform's random bytes come from `next`; null gives them back to the platform. */
export function seedCrypto(next: Fill | null): void {
  fill = next;
}
