import type { Instant, IsoDate, Role } from '@fieldgoal/domain';

export type SessionView =
  | {
      readonly state: 'signed_out';
      readonly serverUrl: string;
      readonly serverReachable: boolean;
      readonly needsCompany: boolean /** Why signing in again is needed. */;
      readonly words?: string | null;
    }
  | {
      readonly state: 'signed_in';
      readonly memberId: string;
      readonly memberName: string;
      readonly role: Role;
      readonly companyName: string;
      readonly currency: string;
      readonly timeZone: string;
      readonly today: IsoDate;
      readonly reachesTeams: boolean;
      /** False until this device has received everything once. */
      readonly firstSyncDone: boolean;
      /** True when the company has no goals and no deals yet. */
      readonly isEmpty: boolean;
    };

export type ConnectionState = 'offline' | 'connecting' | 'syncing' | 'up_to_date';

export interface StatusView {
  readonly connection: ConnectionState;
  /** Changes saved on this device and not yet acknowledged by the server. */
  readonly changesToSend: number;
  readonly refused: number;
  /** Last moment at which this device had everything the server had. */
  readonly upToDateAt: Instant | null;
  readonly serverUrl: string;
  readonly rooms: readonly {
    readonly name: string;
    readonly label: string;
    readonly toSend: number;
    readonly isSynced: boolean;
    /** The server's copy is damaged and waits for repair there; what is here stays. */
    readonly isDamaged?: boolean;
  }[];
  /** Set when the device cannot write, e.g. its disk is full: what is wrong and what to do. */
  readonly storageProblem: string | null;
  /** Records kept aside because they are invalid, never counted (law 7). */
  readonly quarantined: number;
  /** Why there is no connection, when it is more than a missing network; the server's words. */
  readonly syncProblem?: string | null;
  /** What kind of reason, by the server's code: `unauthorized`, `please_update`, `too_many_sockets`, `busy`. */
  readonly problemCode?: string | null;
  /** How far this device's clock was behind the server's at the last contact; negative where it was ahead. */
  readonly clockBehindMs?: number | null;
}

export interface RefusalRow {
  readonly id: string;
  readonly at: Instant;
  /** What the person had changed, in words. */
  readonly change: string;
  readonly code: string;
  readonly reason: string;
  readonly whatToDo: string;
}

export type Topic =
  | 'session'
  | 'status'
  | 'goals'
  | 'deals'
  | 'activities'
  | 'tasks'
  | 'directory'
  | 'imports'
  | 'presence'
  | 'notifications';

export interface LiveChange {
  readonly topics: readonly Topic[];
  /** Goals whose numbers changed; the page lets them light up. */
  readonly goalIds: readonly string[];
}
