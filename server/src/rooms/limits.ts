import { z } from 'zod';

const KB = 1024;
const MB = 1024 * KB;
const atLeastOne = z.int().min(1);

/**
 * What rooms allow one client, and keep in memory. Every limit is told to whoever meets it: with words and a close code, or by the connection
 * being read more slowly; nothing is dropped.
 *
 * Units: in the names; `…PerSecond` refills what `…Burst` holds.
 */
export const roomLimitsSchema = z.strictObject({
  /** One message of a client; a larger one closes its socket. */
  messageBytes: z
    .int()
    .min(64 * KB)
    .default(32 * MB),
  /** One room as it is stored; what would make it larger is refused. */
  roomBytes: z
    .int()
    .min(64 * KB)
    .default(64 * MB),
  /** What waits to be read by one client; one further behind is closed, comes back and catches up from disk. */
  backlogBytes: z
    .int()
    .min(64 * KB)
    .default(64 * MB),
  /** Changes of one client; above that its socket is read more slowly. */
  updatesPerSecond: atLeastOne.default(200),
  updateBurst: atLeastOne.default(5000),
  /** Sockets of one person, all devices together. */
  socketsPerAccount: atLeastOne.default(64),
  /** Clients let in when all come back at once; the others are told when to try again. */
  connectsPerSecond: atLeastOne.default(1000),
  connectBurst: atLeastOne.default(2000),
  /** One awareness message of a stock client, and how many of them. */
  awarenessBytes: z
    .int()
    .min(256)
    .default(16 * KB),
  awarenessPerSecond: atLeastOne.default(30),
  awarenessBurst: atLeastOne.default(100),
  /** Documents held open for writing: dropped when not written for that long, or when they take more than that together. */
  documentIdleSeconds: atLeastOne.default(5),
  documentBytes: z
    .int()
    .min(1 * MB)
    .default(256 * MB),
  /** What is kept ready for those who open a room next. */
  answerBytes: z
    .int()
    .min(1 * MB)
    .default(96 * MB),
});

export type RoomLimits = z.infer<typeof roomLimitsSchema>;
