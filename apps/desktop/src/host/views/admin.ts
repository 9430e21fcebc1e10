import type { Instant, Role } from '@fieldgoal/domain';

/** A person with an account. */
export interface PersonRow {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  /** Names of the teams they are in or manage today. */
  readonly teams: readonly string[];
}

/** A device someone is signed in on. */
export interface SignedInDevice {
  readonly id: string;
  readonly device: string;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
}

export interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string | null;
  readonly createdAt: Instant;
  readonly byName: string;
  readonly expiresAt: Instant;
  readonly state: 'open' | 'accepted' | 'expired' | 'revoked';
}

export interface NewInvitation {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string | null;
  /** Days until it expires. */
  readonly days: number;
}

export interface AdminTeamRow {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly managers: readonly string[];
  readonly members: readonly string[];
}

/** What an API key may be allowed; the same list as the server's. */
export const API_SCOPES = [
  'goals:read',
  'goals:write',
  'deals:read',
  'deals:write',
  'activities:read',
  'activities:write',
  'tasks:read',
  'tasks:write',
  'import',
  'webhook',
  'events',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly role: Role | null;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export interface NewApiKey {
  readonly name: string;
  readonly memberId: string;
  readonly scopes: readonly ApiScope[];
}

/** Shown once; the server keeps neither in a form that could be read again by an admin. */
export interface MadeApiKey {
  readonly key: ApiKeyRow;
  readonly token: string;
  readonly webhookSecret: string | null;
  /** Where events of this key go; null without a secret. */
  readonly webhookUrl: string | null;
}

/** A room as it lies on the server's disk. */
export interface AdminRoomRow {
  readonly room: string;
  /** What it holds, in a person's words. */
  readonly label: string;
  /** Updates after the snapshot. */
  readonly updates: number;
  readonly logBytes: number;
  readonly snapshotBytes: number;
  /** Records by collection; empty where the room is damaged. */
  readonly records: Readonly<Record<string, number>>;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
}

/** A room to take elsewhere: its document (a Yjs update in base64) and its records. */
export interface ExportedRoom {
  readonly room: string;
  readonly update: string;
  readonly records: Readonly<Record<string, unknown>>;
}

export interface BackupOutcome {
  readonly ok: boolean;
  /** What came of it, in words. */
  readonly result: string;
}

export interface AuditEntryRow {
  /** Counted from 1, the oldest. */
  readonly position: number;
  readonly id: string;
  readonly at: Instant;
  readonly actorName: string;
  readonly action: string;
  readonly sentence: string;
}

export type AuditVerdict =
  | { readonly ok: true; readonly entries: number /** `entries:hash`, to be kept elsewhere. */; readonly head: string }
  | { readonly ok: false; readonly position: number | null; readonly problem: string };

/** What only admins may ask; all of it is answered by the server. Rejects with words (`EditRefused`). */
export interface AdminService {
  people(): Promise<readonly PersonRow[]>;
  setLocked(email: string, isLocked: boolean): Promise<void>;
  devices(email: string): Promise<readonly SignedInDevice[]>;
  /** Of one device, or with `sessionId` null of all. */
  signOut(email: string, sessionId: string | null): Promise<void>;

  /** The newest first. */
  invitations(): Promise<readonly InvitationRow[]>;
  /** The link is answered this once. */
  invite(input: NewInvitation): Promise<{ readonly link: string; readonly expiresAt: Instant }>;
  takeBackInvitation(invitationId: string): Promise<void>;

  teams(): Promise<readonly AdminTeamRow[]>;
  /** `parent` and the manager's e-mail address, or null. */
  addTeam(input: { name: string; parent: string | null; manager: string | null }): Promise<void>;
  assign(input: { email: string; team: string; asManager: boolean }): Promise<void>;

  keys(): Promise<readonly ApiKeyRow[]>;
  makeKey(input: NewApiKey): Promise<MadeApiKey>;
  revokeKey(keyId: string): Promise<void>;

  /** Damaged ones first. */
  rooms(): Promise<readonly AdminRoomRow[]>;
  exportRoom(room: string): Promise<ExportedRoom>;
  backUp(): Promise<BackupOutcome>;

  /** The newest entries, or those before a position. */
  audit(before: number | null, limit: number): Promise<readonly AuditEntryRow[]>;
  /** Walks the whole log; `expected` is a head that was kept elsewhere. */
  verifyAudit(expected: string | null): Promise<AuditVerdict>;
}
