import type { Session } from '../session/session.ts';
import type { StoredMember } from '../session/stored-session.ts';
import type { SessionView } from '../views/session.ts';
import type { Workspace } from '../workspace.ts';

type SignedIn = Extract<SessionView, { state: 'signed_in' }>;

/** Asks the server, with little patience, whether it is there and has a company. */
export async function signedOutView(session: Session): Promise<SessionView> {
  const { serverUrl, words } = session;
  try {
    const { needsCompany } = await session.api.status();
    return { state: 'signed_out', serverUrl, serverReachable: true, needsCompany, words };
  } catch {
    // Any failure means the same for the person: this address gives no usable answer now.
    return { state: 'signed_out', serverUrl, serverReachable: false, needsCompany: false, words };
  }
}

export function signedInView(member: StoredMember, workspace: Workspace | null, nowInstant: string): SignedIn {
  const { memberId, name, role } = member;
  if (workspace === null || !workspace.replica.isReady()) {
    return {
      state: 'signed_in',
      memberId,
      memberName: name,
      role,
      companyName: '',
      currency: 'USD',
      timeZone: 'UTC',
      today: nowInstant.slice(0, 10),
      reachesTeams: false,
      firstSyncDone: false,
      isEmpty: true,
    };
  }
  const { replica } = workspace;
  const { settings, members } = replica.directory();
  const actor = workspace.actor();
  return {
    state: 'signed_in',
    memberId,
    memberName: members.find(({ id }) => id === memberId)?.name ?? name,
    role: actor.role,
    companyName: settings.companyName,
    currency: settings.currency,
    timeZone: settings.timeZone,
    today: replica.today(),
    reachesTeams: replica.reach().reachedTeams(actor).size > 0,
    firstSyncDone: workspace.lastUpToDateAt() !== null,
    isEmpty: workspace.isEmpty(),
  };
}
