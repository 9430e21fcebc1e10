import { z } from 'zod';

/**
 * Text frames of a device's socket: JSON, one message a frame.
 *
 *   device → server   hello (first), open, ping
 *   server → device   welcome, rooms (what you may and should read now), closed (a room, with the reason), feed, pong,
 *                     rejected (then the socket closes)
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
    protocol: z.int(),
    engine: z.int(),
    deviceId: z.string().min(1).max(100),
    token: z.string().max(4000),
    feedCursor: z.int().min(0),
  }),
  z.object({ type: z.literal('open'), channel: z.int().min(1).max(100_000), room: z.string().max(300) }),
  z.object({ type: z.literal('ping') }),
]);

export const toDeviceSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    memberId: z.string(),
    organization: z.string(),
    serverTime: z.string(),
    rooms: z.array(z.string()),
  }),
  z.object({ type: z.literal('rooms'), rooms: z.array(z.string()) }),
  z.object({ type: z.literal('closed'), channel: z.int(), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('feed'), entries: z.array(feedEntry), cursor: z.int().min(0), through: z.int().nullable() }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('rejected'), code: z.string(), message: z.string() }),
]);

export type ToServer = z.infer<typeof toServerSchema>;
export type ToDevice = z.infer<typeof toDeviceSchema>;

/** Close codes: 4400–4499 are permanent (don't come back with the same request), everything else is worth another try. */
export const CLOSE = {
  badRequest: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  tooLarge: 4413,
  pleaseUpdate: 4426,
  restart: 1012,
} as const;

export function isPermanent(closeCode: number): boolean {
  return closeCode >= 4400 && closeCode <= 4499;
}
