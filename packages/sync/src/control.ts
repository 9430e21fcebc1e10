import { z } from 'zod';

/**
 * Text frames of a device's socket: JSON, one message a frame.
 *
 *   device → server   hello (first), open, token (a newer one, before the old one runs out), ping
 *   server → device   welcome, rooms (what you may and should read now), closed (a room, with the reason), feed, token (taken), pong,
 *                     presence (who of those you reach is connected, whenever that changes), rejected (then the socket closes)
 *
 * Both sides say which versions of the protocol they speak and what they can do beyond it; the highest common version and the common
 * capabilities hold for the socket.
 */
const feedEntry = z.object({
  seq: z.int().min(1),
  kind: z.enum(['result', 'outlook', 'profile', 'snapshots', 'ledger', 'audit']),
  key: z.string(),
  json: z.string(),
});

export const toServerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    /** The highest version the device speaks, and the lowest. */
    protocol: z.int(),
    oldestProtocol: z.int().optional(),
    schema: z.int().default(1),
    engine: z.int(),
    capabilities: z.array(z.string().max(50)).max(50).default([]),
    /** The server's epoch as the device knows it; null on the first contact. */
    epoch: z.string().max(100).nullable().default(null),
    deviceId: z.string().min(1).max(100),
    token: z.string().max(4000),
    feedCursor: z.int().min(0),
  }),
  z.object({ type: z.literal('open'), channel: z.int().min(1).max(100_000), room: z.string().max(300) }),
  z.object({ type: z.literal('token'), token: z.string().max(4000) }),
  z.object({ type: z.literal('ping') }),
]);

export const toDeviceSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    memberId: z.string(),
    organization: z.string(),
    serverTime: z.string(),
    rooms: z.array(z.string()),
    protocol: z.int().default(1),
    capabilities: z.array(z.string()).default([]),
    /** The server was put back to an earlier state when it is not the one the device knew. */
    epoch: z.string().nullable().default(null),
    /** The device is to hand in what the server lacks: its feed begins anew. */
    reconcile: z.boolean().default(false),
    /** When the token runs out, in milliseconds from now; null where it doesn't. */
    tokenExpiresInMs: z.number().nullable().default(null),
    /** The largest message the server takes. */
    messageBytes: z.int().nullable().default(null),
  }),
  z.object({ type: z.literal('token'), tokenExpiresInMs: z.number().nullable() }),
  z.object({ type: z.literal('rooms'), rooms: z.array(z.string()) }),
  z.object({ type: z.literal('closed'), channel: z.int(), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('feed'), entries: z.array(feedEntry), cursor: z.int().min(0), through: z.int().nullable() }),
  z.object({ type: z.literal('pong') }),
  /** All of them each time, without the device's own person. */
  z.object({ type: z.literal('presence'), online: z.array(z.string()).max(100_000) }),
  z.object({
    type: z.literal('rejected'),
    code: z.string(),
    message: z.string(),
    retryAfterMs: z.number().min(0).nullable().default(null),
  }),
]);

export type ToServer = z.infer<typeof toServerSchema>;
/** What is beyond the protocol's version: the server answers a device that knows an earlier epoch with what it has of each room, and takes `offer` frames; it
 * says who is connected. */
export const CAPABILITIES: readonly string[] = ['reconcile', 'token', 'presence'];

export type ToDevice = z.infer<typeof toDeviceSchema>;

/** Close codes: 4400–4499 are permanent (don't come back with the same request), everything else is worth another try. */
export const CLOSE = {
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  tooLarge: 4413,
  pleaseUpdate: 4426,
  tooMany: 4429,
  restart: 1012,
  tryAgainLater: 1013,
} as const;

export function isPermanent(closeCode: number): boolean {
  return closeCode >= 4400 && closeCode <= 4499;
}
