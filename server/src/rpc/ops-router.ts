import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import { SYSTEM_ACTOR } from '../authority/authority.ts';
import { makeBackup, pruneBackups } from '../backup/backup.ts';
import { adminProcedure, procedure, refuse, router } from './trpc.ts';

/** Files of the server's machine are named by who sits at it, never over the network. */
const consoleProcedure = procedure.meta({ access: 'console' });
const path = z.string().min(1).max(1000);
const room = z.string().min(1).max(300);

export const opsRouter = router({
  backup: consoleProcedure
    .input(z.object({ folder: path, keep: z.int().min(1).nullable() }))
    .mutation(async ({ ctx: { organization }, input }) => {
      const made = await makeBackup(organization.replica, input.folder);
      const removed = input.keep === null ? [] : pruneBackups(input.folder, organization.id, input.keep);
      organization.authority.audit({
        actorId: SYSTEM_ACTOR.memberId,
        action: 'backup.made',
        sentence: `made a backup of ${made.manifest.bytes} bytes`,
      });
      return { ...made, removed };
    }),
  rooms: adminProcedure.query(({ ctx: { organization } }) =>
    organization.replica.rooms().map((name) => organization.replica.inspectRoom(name)),
  ),
  room: adminProcedure.input(room).query(({ ctx: { organization }, input }) => {
    if (!organization.replica.rooms().includes(input)) throw refuse(`There is no room ${input}. "room list" shows all.`, 'NOT_FOUND');
    return organization.replica.inspectRoom(input);
  }),
  exportRoom: adminProcedure.input(room).query(({ ctx: { organization, actor }, input }) => {
    if (!organization.replica.rooms().includes(input)) throw refuse(`There is no room ${input}. "room list" shows all.`, 'NOT_FOUND');
    const { problem } = organization.replica.inspectRoom(input);
    if (problem !== null) throw refuse(`Room ${input} is damaged: ${problem}. "room repair ${input}" comes first.`, 'CONFLICT');
    organization.authority.audit({ actorId: actor.memberId, action: 'room.exported', sentence: `exported the room ${input}` });
    return organization.replica.exportRoom(input);
  }),
  repairRoom: consoleProcedure
    .input(z.object({ room, sources: z.array(path).max(20), acceptLoss: z.boolean() }))
    .mutation(({ ctx: { organization }, input }) => {
      const missing = input.sources.find((file) => !existsSync(file));
      if (missing !== undefined) throw refuse(`There is no file ${missing}.`, 'NOT_FOUND');
      const sources = input.sources.map((file) => new BetterSqlite3(file, { readonly: true, fileMustExist: true }));
      try {
        const { replica, authority } = organization;
        const repair = replica.repairRoom(input.room, sources, { acceptLoss: input.acceptLoss });
        // Devices that have what was lost here hand it in when they see that the server isn't what it was.
        if (repair.hasLoss) replica.renewEpoch();
        authority.audit({
          actorId: SYSTEM_ACTOR.memberId,
          action: 'room.repaired',
          sentence: `repaired the room ${input.room}: ${repair.leftOut.length} damaged parts left out, ${repair.taken} taken from elsewhere`,
        });
        return repair;
      } catch (error) {
        throw refuse(error instanceof Error ? error.message : String(error), 'CONFLICT');
      } finally {
        for (const source of sources) source.close();
      }
    }),
});
