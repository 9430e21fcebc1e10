import { id, roleSchema } from '@fieldgoal/domain';
import { z } from 'zod';
import { procedure, router } from './trpc.ts';
import { API_SCOPES } from './views/admin.ts';

// How long names may be and what is an address is for the server to say, in words.
const text = z.string().max(1000);
const name = text.nullable();

/** What only admins may ask; the server decides on each. */
export const adminRouter = router({
  people: procedure.query(({ ctx }) => ctx.host.admin.people()),
  setLocked: procedure
    .input(z.object({ email: text, isLocked: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.host.admin.setLocked(input.email, input.isLocked)),
  devices: procedure.input(text).query(({ ctx, input }) => ctx.host.admin.devices(input)),
  signOut: procedure
    .input(z.object({ email: text, sessionId: text.nullable() }))
    .mutation(({ ctx, input }) => ctx.host.admin.signOut(input.email, input.sessionId)),
  invitations: procedure.query(({ ctx }) => ctx.host.admin.invitations()),
  invite: procedure
    .input(z.object({ email: text, name: text, role: roleSchema, teamId: id.nullable(), days: z.int() }))
    .mutation(({ ctx, input }) => ctx.host.admin.invite(input)),
  takeBackInvitation: procedure.input(id).mutation(({ ctx, input }) => ctx.host.admin.takeBackInvitation(input)),
  teams: procedure.query(({ ctx }) => ctx.host.admin.teams()),
  addTeam: procedure
    .input(z.object({ name: text, parent: name, manager: name }))
    .mutation(({ ctx, input }) => ctx.host.admin.addTeam(input)),
  assign: procedure
    .input(z.object({ email: text, team: text, asManager: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.host.admin.assign(input)),
  keys: procedure.query(({ ctx }) => ctx.host.admin.keys()),
  makeKey: procedure
    .input(z.object({ name: text, memberId: id, scopes: z.array(z.enum(API_SCOPES)).readonly() }))
    .mutation(({ ctx, input }) => ctx.host.admin.makeKey(input)),
  revokeKey: procedure.input(id).mutation(({ ctx, input }) => ctx.host.admin.revokeKey(input)),
  rooms: procedure.query(({ ctx }) => ctx.host.admin.rooms()),
  exportRoom: procedure.input(text).mutation(({ ctx, input }) => ctx.host.admin.exportRoom(input)),
  backUp: procedure.mutation(({ ctx }) => ctx.host.admin.backUp()),
  audit: procedure
    .input(z.object({ cursor: z.int().min(1).nullish(), limit: z.int().min(1).max(200) }))
    .query(({ ctx, input }) => ctx.host.admin.audit(input.cursor ?? null, input.limit)),
  verifyAudit: procedure.input(text.nullable()).mutation(({ ctx, input }) => ctx.host.admin.verifyAudit(input)),
});
