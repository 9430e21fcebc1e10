import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * Binary frames of a device's socket (`/sync`), which carries every room of the device.
 *
 *   frame      = channel varUint · kind varUint · body
 *   channel    a number the device chose for a room when it opened it (control message `open`), 1 and up
 *   kind 0     SYNC_STEP_1  body = state vector (varUint8Array)   "this is what I have of the room"; the server says it where the epoch is new
 *   kind 1     SYNC_STEP_2  body = update (varUint8Array)         "this is what you lack"
 *   kind 2     UPDATE       body = update (varUint8Array)         server → device: someone else's change, committed
 *   kind 3     PUSH         body = seq varUint · update           device → server: my change number `seq`
 *   kind 4     ACK          body = seq varUint · serverSeq varUint   server → device: `seq` and what was pushed before it on this channel
 *                                                                   and not refused is committed and fsynced
 *   kind 5     REFUSED      body = seq varUint · code string · message string   server → device: not taken, and why
 *   kind 6     OFFER        body = update (varUint8Array)         device → server, after a restore: what you lack and I have, whoever made it
 *
 * Text frames are control messages (`control.ts`). Stock y-websocket clients don't use this socket: they open one
 * socket a room at `/{room}` and speak y-protocols (`server/src/rooms/stock.ts`).
 */
export const PROTOCOL_VERSION = 2;
/** The oldest version that is still spoken. */
export const OLDEST_PROTOCOL_VERSION = 2;

export type Frame =
  | { readonly kind: 'step1'; readonly channel: number; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2' | 'update' | 'offer'; readonly channel: number; readonly update: Uint8Array }
  | { readonly kind: 'push'; readonly channel: number; readonly seq: number; readonly update: Uint8Array }
  | { readonly kind: 'ack'; readonly channel: number; readonly seq: number; readonly serverSeq: number }
  | { readonly kind: 'refused'; readonly channel: number; readonly seq: number; readonly code: string; readonly message: string };

const KINDS: readonly Frame['kind'][] = ['step1', 'step2', 'update', 'push', 'ack', 'refused', 'offer'];

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, frame.channel);
  encoding.writeVarUint(encoder, KINDS.indexOf(frame.kind));
  switch (frame.kind) {
    case 'step1':
      encoding.writeVarUint8Array(encoder, frame.stateVector);
      break;
    case 'step2':
    case 'update':
    case 'offer':
      encoding.writeVarUint8Array(encoder, frame.update);
      break;
    case 'push':
      encoding.writeVarUint(encoder, frame.seq);
      encoding.writeVarUint8Array(encoder, frame.update);
      break;
    case 'ack':
      encoding.writeVarUint(encoder, frame.seq);
      encoding.writeVarUint(encoder, frame.serverSeq);
      break;
    case 'refused':
      encoding.writeVarUint(encoder, frame.seq);
      encoding.writeVarString(encoder, frame.code);
      encoding.writeVarString(encoder, frame.message);
  }
  return new Uint8Array(encoding.toUint8Array(encoder));
}

/** Errors: throws on bytes that are not a frame, or that have something behind it; the socket is closed then. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const channel = decoding.readVarUint(decoder);
  const kind = KINDS[decoding.readVarUint(decoder)];
  const frame = readBody(decoder, channel, kind);
  if (decoding.hasContent(decoder)) throw new Error('a frame with something behind it');
  return frame;
}

function readBody(decoder: decoding.Decoder, channel: number, kind: Frame['kind'] | undefined): Frame {
  switch (kind) {
    case 'step1':
      return { kind, channel, stateVector: decoding.readVarUint8Array(decoder) };
    case 'step2':
    case 'update':
    case 'offer':
      return { kind, channel, update: decoding.readVarUint8Array(decoder) };
    case 'push':
      return { kind, channel, seq: decoding.readVarUint(decoder), update: decoding.readVarUint8Array(decoder) };
    case 'ack':
      return { kind, channel, seq: decoding.readVarUint(decoder), serverSeq: decoding.readVarUint(decoder) };
    case 'refused':
      return {
        kind,
        channel,
        seq: decoding.readVarUint(decoder),
        code: decoding.readVarString(decoder),
        message: decoding.readVarString(decoder),
      };
    case undefined:
      throw new Error('a frame of an unknown kind');
  }
}
