import { roomLabel } from './pages/room-label.ts';
import { teamNamesByMember } from './pages/team-names.ts';
import type { AdminApi } from './session/admin-api.ts';
import { inWords, type Session } from './session/session.ts';
import type { AdminService } from './views/admin.ts';
import type { WorkspaceKeeper } from './workspace-keeper.ts';

/** What admins ask of the server, with what this device knows added: teams of people, rooms in words. */
export function createAdminService(session: Pick<Session, 'api' | 'serverUrl'>, keeper: Pick<WorkspaceKeeper, 'current'>): AdminService {
  const ask = <T>(call: (api: AdminApi) => Promise<T>): Promise<T> => inWords(call(session.api.admin));
  return {
    people: async () => {
      const people = await ask((api) => api.people());
      const teamsOf = teamNamesByMember(keeper.current);
      return people.map((person) => ({ ...person, teams: teamsOf.get(person.memberId) ?? [] }));
    },
    setLocked: (email, isLocked) => ask((api) => api.setDisabled(email, isLocked)),
    devices: (email) => ask((api) => api.sessions(email)),
    signOut: (email, sessionId) => ask((api) => api.endSessions(email, sessionId)),

    invitations: () => ask((api) => api.invitations()),
    invite: async (input) => {
      const { code, invitation } = await ask((api) => api.invite(input));
      return { link: `${session.serverUrl}/invitation#${code}`, expiresAt: invitation.expiresAt };
    },
    takeBackInvitation: (id) => ask((api) => api.revokeInvitation(id)),

    teams: () => ask((api) => api.teams()),
    addTeam: (input) => ask((api) => api.addTeam(input)),
    assign: (input) => ask((api) => api.assign(input)),

    keys: () => ask((api) => api.keys()),
    makeKey: async (input) => {
      const made = await ask((api) => api.makeKey(input));
      return { ...made, webhookUrl: made.webhookSecret === null ? null : `${session.serverUrl}/api/webhooks/${made.key.id}` };
    },
    revokeKey: async (id) => void (await ask((api) => api.revokeKey(id))),

    rooms: async () => {
      const rooms = await ask((api) => api.rooms());
      const { current } = keeper;
      const rows = rooms.map((report) => ({ ...report, label: current === null ? report.room : roomLabel(current, report.room) }));
      return [...rows.filter(({ problem }) => problem !== null), ...rows.filter(({ problem }) => problem === null)];
    },
    exportRoom: (room) => ask((api) => api.exportRoom(room)),
    backUp: () => ask((api) => api.backUp()),

    audit: (before, limit) => ask((api) => api.audit(before, limit)),
    verifyAudit: async (expected) => {
      const verdict = await ask((api) => api.verifyAudit(expected));
      return verdict.ok ? { ok: true, entries: verdict.head.count, head: `${verdict.head.count}:${verdict.head.hash}` } : verdict;
    },
  };
}
