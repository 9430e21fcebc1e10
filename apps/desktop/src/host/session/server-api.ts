import type { ImportFile, ImportOptions, ImportPreview, ImportProgress, ImportSummary, Role } from '@fieldgoal/domain';
import type { ServerRouter } from '@fieldgoal/server/router';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { JobRow } from '../service.ts';
import { type AdminApi, createAdminApi } from './admin-api.ts';

/** What a sign-in or a refresh answers. */
export interface SignedInAnswer {
  readonly accessToken: string;
  readonly accessExpiresAt: string;
  readonly refreshToken: string;
  readonly organization: string;
  readonly memberId: string;
  readonly role: Role;
  readonly name: string;
}
export interface NewCompany {
  readonly companyName: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** The calls this host makes to its server, apart from synchronization. Every one rejects with a `ServerCallError`. */
export interface ServerApi {
  status(): Promise<{ readonly needsCompany: boolean }>;
  createCompany(input: NewCompany & { readonly deviceId: string }): Promise<SignedInAnswer>;
  login(input: {
    readonly organization?: string | undefined;
    readonly email: string;
    readonly password: string;
    readonly deviceId: string;
    readonly deviceName?: string | undefined;
  }): Promise<SignedInAnswer>;
  acceptInvitation(input: {
    readonly code: string;
    readonly password: string;
    readonly deviceId: string;
    readonly deviceName?: string | undefined;
  }): Promise<SignedInAnswer>;
  refresh(input: {
    readonly refreshToken: string;
    readonly deviceId: string;
  }): Promise<Pick<SignedInAnswer, 'accessToken' | 'accessExpiresAt' | 'refreshToken'>>;
  logout(): Promise<void>;
  previewImport(files: readonly ImportFile[], options: ImportOptions | null): Promise<ImportPreview>;
  startImport(files: readonly ImportFile[], options: ImportOptions): Promise<{ readonly importId: string }>;
  importProgress(importId: string): Promise<ImportProgress>;
  imports(): Promise<readonly ImportSummary[]>;
  undoImport(importId: string): Promise<void>;
  jobs(): Promise<readonly JobRow[]>;
  runJob(name: JobRow['name']): Promise<void>;
  recalculateGoal(goalId: string): Promise<void>;
  readonly admin: AdminApi;
}

/** A call the server did not carry out; the message says why in words. */
export class ServerCallError extends Error {
  /** `unreachable`: no answer; `unauthorized`: it doesn't know this session or password; `refused`: anything else it said no to. */
  readonly kind: 'unreachable' | 'unauthorized' | 'refused';
  constructor(kind: ServerCallError['kind'], message: string) {
    super(message);
    this.name = 'ServerCallError';
    this.kind = kind;
  }
}

/** Answers of a person's patience: a status call gives up sooner than an import. */
const STATUS_TIMEOUT_MS = 2500;
const SIGN_IN_TIMEOUT_MS = 15_000;

export function createServerApi(serverUrl: string, accessToken: () => Promise<string | null>): ServerApi {
  const client = createTRPCClient<ServerRouter>({
    links: [
      httpLink({
        url: new URL('/trpc', serverUrl).href,
        headers: async ({ op }) => {
          const token = isPublic(op.path) ? null : await accessToken();
          return token === null ? {} : { authorization: `Bearer ${token}` };
        },
      }),
    ],
  });
  const call = <T>(answer: Promise<T>): Promise<T> => answer.catch((error: unknown) => Promise.reject(toServerCallError(error, serverUrl)));
  const within = (ms: number) => ({ signal: AbortSignal.timeout(ms) });
  return {
    status: () => call(client.setup.status.query(undefined, within(STATUS_TIMEOUT_MS))),
    createCompany: (input) => call(client.setup.createCompany.mutate(input, within(SIGN_IN_TIMEOUT_MS))),
    login: (input) => call(client.auth.login.mutate(input, within(SIGN_IN_TIMEOUT_MS))),
    acceptInvitation: (input) => call(client.invitations.accept.mutate(input, within(SIGN_IN_TIMEOUT_MS))),
    refresh: (input) => call(client.auth.refresh.mutate(input, within(SIGN_IN_TIMEOUT_MS))),
    logout: async () => void (await call(client.auth.logout.mutate(undefined, within(STATUS_TIMEOUT_MS)))),
    previewImport: (list, options) =>
      call(client.imports.preview.mutate({ files: [...list], options: options === null ? null : mutable(options) })),
    startImport: (list, options) => call(client.imports.start.mutate({ files: [...list], options: mutable(options) })),
    importProgress: (importId) => call(client.imports.progress.query(importId)),
    imports: () => call(client.imports.list.query()),
    undoImport: async (importId) => void (await call(client.imports.undo.mutate(importId))),
    jobs: () => call(client.jobs.list.query()),
    runJob: async (name) => void (await call(client.jobs.run.mutate(name))),
    recalculateGoal: async (goalId) => void (await call(client.goals.recalculate.mutate({ id: goalId }, within(STATUS_TIMEOUT_MS)))),
    admin: createAdminApi(client, call),
  };
}

/** The server's parser hands out lists it could change, so its input type wants such too. */
function mutable({ mappings, answers, goalTemplate }: ImportOptions) {
  return {
    mappings: mappings.map((mapping) => ({ ...mapping, columns: { ...mapping.columns } })),
    answers: { ...answers },
    goalTemplate: goalTemplate === null ? null : { ...goalTemplate, types: [...goalTemplate.types] },
  };
}

function isPublic(path: string): boolean {
  return path.startsWith('setup.') || path === 'auth.login' || path === 'auth.refresh' || path === 'invitations.accept';
}

function toServerCallError(error: unknown, serverUrl: string): ServerCallError {
  if (error instanceof ServerCallError) return error;
  const code = error instanceof TRPCClientError ? codeOf(error.data) : null;
  const words = error instanceof Error ? error.message : String(error);
  if (code === 'UNAUTHORIZED') return new ServerCallError('unauthorized', words);
  if (code !== null) return new ServerCallError('refused', words);
  return new ServerCallError(
    'unreachable',
    `The server at ${serverUrl} can't be reached. Check the address and the connection, then try again.`,
  );
}

function codeOf(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string' ? data.code : null;
}
