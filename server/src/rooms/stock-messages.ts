import * as encoding from 'lib0/encoding';
import { type Message, messageOf } from './wire.ts';

/**
 * Messages of a stock y-websocket client.
 *
 *   message   = type varUint · body
 *   type 0    sync: step varUint (0 step 1 · state vector, 1 step 2 · update, 2 update · update), each a varUint8Array
 *   type 1    awareness: varUint8Array (`awareness.ts`)
 *   type 3    query awareness: answered with everybody's
 */
export const STOCK = { sync: 0, awareness: 1, queryAwareness: 3, step1: 0, step2: 1, update: 2 } as const;

/** Encodes what goes to many sockets once: a message is remembered as long as its bytes are. */
export class StockMessages {
  readonly #step2 = new WeakMap<Uint8Array, Message>();
  readonly #updates = new WeakMap<Uint8Array, Message>();

  step1(vector: Uint8Array): Message {
    return syncMessage(STOCK.step1, vector);
  }

  step2(update: Uint8Array): Message {
    return remembered(this.#step2, update, STOCK.step2);
  }

  update(update: Uint8Array): Message {
    return remembered(this.#updates, update, STOCK.update);
  }

  awareness(entries: Uint8Array): Message {
    return messageOf(headOf([STOCK.awareness], entries.length), entries);
  }
}

function remembered(known: WeakMap<Uint8Array, Message>, update: Uint8Array, step: number): Message {
  let message = known.get(update);
  if (message === undefined) {
    message = syncMessage(step, update);
    known.set(update, message);
  }
  return message;
}

function syncMessage(step: number, body: Uint8Array): Message {
  return messageOf(headOf([STOCK.sync, step], body.length), body);
}

function headOf(words: readonly number[], bodyLength: number): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const word of words) encoding.writeVarUint(encoder, word);
  encoding.writeVarUint(encoder, bodyLength);
  return encoding.toUint8Array(encoder);
}
