import { type Replica, RoomDamaged } from '@fieldgoal/replica';
import type { Job, JobContext } from './job.ts';

/** A shorter log is left as it is: rewriting the room would write more than it saves. */
const SHORTEST_LOG = 20;

/**
 * Reads every room whole, checksums and all, and rewrites long logs as one snapshot: one room at a time, verified, each in one transaction.
 * A damaged room is closed and named, the others are gone on with.
 */
export function createCompactionJob(replica: Replica): Job {
  return {
    name: 'compaction',
    description: 'Checks what is stored of every room and rewrites long logs as snapshots.',
    schedule: 'every night at 01:15',
    pattern: '0 15 1 * * *',
    async run(context) {
      const damaged: string[] = [];
      let compacted = 0;
      let saved = 0;
      const rooms = replica.rooms();
      for (const room of rooms) {
        await context.breathe();
        const { problem, updates } = replica.inspectRoom(room);
        if (problem !== null) damaged.push(`${room}: ${problem}`);
        else if (updates >= SHORTEST_LOG) {
          const bytes = compact(replica, room, context);
          if (bytes !== null) [compacted, saved] = [compacted + 1, saved + bytes];
        }
      }
      const done = `${rooms.length} rooms checked, ${compacted} rewritten, ${Math.round(saved / 1024)} KB saved.`;
      if (damaged.length === 0) return done;
      throw new Error([done, `${damaged.length} damaged: ${damaged.join('; ')}.`, '"fieldgoal room repair <room>" repairs one.'].join(' '));
    },
  };
}

/** Bytes saved; null where nothing was done, or the room was damaged between the look and the work. */
function compact(replica: Replica, room: string, { write }: JobContext): number | null {
  try {
    const done = write(() => replica.compactRoom(room));
    return done === null ? null : done.bytesBefore - done.bytesAfter;
  } catch (error) {
    if (!(error instanceof RoomDamaged)) throw error;
    return null;
  }
}
