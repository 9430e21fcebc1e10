import type { ServerRouter } from '@fieldgoal/server/router';
import type { TRPCClient } from '@trpc/client';
import type { NewApiKey, NewInvitation } from '../views/admin.ts';

/** The calls only admins may make; `call` turns what goes wrong into a `ServerCallError`. */
export function createAdminApi(client: TRPCClient<ServerRouter>, call: <T>(answer: Promise<T>) => Promise<T>) {
  return {
    people: () => call(client.users.list.query()),
    setDisabled: (email: string, isDisabled: boolean) => call(client.users.setDisabled.mutate({ email, isDisabled })),
    sessions: (email: string) => call(client.users.sessions.query({ email })),
    endSessions: (email: string, sessionId: string | null) => call(client.users.endSessions.mutate({ email, sessionId })),
    invitations: () => call(client.invitations.list.query()),
    invite: (input: NewInvitation) => call(client.invitations.create.mutate(input)),
    revokeInvitation: (id: string) => call(client.invitations.revoke.mutate(id)),
    teams: () => call(client.teams.list.query()),
    addTeam: (input: { name: string; parent: string | null; manager: string | null }) => call(client.teams.add.mutate(input)),
    assign: (input: { email: string; team: string; asManager: boolean }) => call(client.teams.assign.mutate(input)),
    keys: () => call(client.keys.list.query()),
    makeKey: ({ scopes, ...input }: NewApiKey) => call(client.keys.create.mutate({ ...input, scopes: [...scopes] })),
    revokeKey: (id: string) => call(client.keys.revoke.mutate({ id })),
    rooms: () => call(client.ops.rooms.query()),
    exportRoom: (room: string) => call(client.ops.exportRoom.query(room)),
    backUp: () => call(client.jobs.run.mutate('backup')),
    audit: (before: number | null, limit: number) => call(client.audit.list.query({ before, limit })),
    verifyAudit: (expected: string | null) => call(client.audit.verify.mutate({ expected })),
  };
}

export type AdminApi = ReturnType<typeof createAdminApi>;
