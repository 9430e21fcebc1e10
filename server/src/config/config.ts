import { z } from 'zod';
import { rateLimitsSchema } from '../auth/rate-limits.ts';
import { JOB_NAMES } from '../jobs/job.ts';
import { roomLimitsSchema } from '../rooms/limits.ts';
import { cronPattern } from './cron-pattern.ts';

const port = z.int().min(0).max(65_535);
const days = z.int().min(1).max(36_500);
const path = z.string().min(1).max(1000);
/** Long enough that it can't be guessed. */
const secret = z.string().min(16).max(200);

/**
 * Everything an admin can set. One file (`fieldgoal.json`), environment variables (`FIELDGOAL_…`, see `environment.ts`) and the options of
 * `start` give its values, each over the one before; unknown keys are refused. Paths are relative to the file's folder.
 */
export const configSchema = z.strictObject({
  /** Address to listen on; `0.0.0.0` is every one of this machine. */
  host: z.string().min(1).max(255).default('127.0.0.1'),
  /** 0 takes any free one. */
  port: port.default(4600),
  /** PEM files; without both the server speaks plain HTTP. */
  tls: z
    .strictObject({ cert: path.nullable().default(null), key: path.nullable().default(null) })
    .refine(({ cert, key }) => (cert === null) === (key === null), 'needs both tls.cert and tls.key, or neither')
    .prefault({}),
  /** How many proxies stand before the server: the caller's address is taken that many places from the end of X-Forwarded-For. */
  trustProxy: z.int().min(0).max(10).default(0),
  /** Origins of pages that may use the server besides its own, as a proxy shows it: `https://goals.example.com`. */
  allowedOrigins: z.array(z.url()).max(50).default([]),
  /** What rooms allow one client; see `rooms/limits.ts`. */
  limits: roomLimitsSchema.prefault({}),
  /** How often is too often for wrong passwords, codes and tokens; see `auth/rate-limits.ts`. */
  rateLimits: rateLimitsSchema.prefault({}),
  log: z.strictObject({ level: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info') }).prefault({}),
  /** Requests and jobs get this long to end when the server stops. */
  shutdownSeconds: z.int().min(1).max(300).default(10),
  metrics: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** Who asks must send `Authorization: Bearer <token>`; without a token only this machine may ask. */
      token: secret.nullable().default(null),
    })
    .prefault({}),
  backup: z
    .strictObject({
      /** Null makes none by the clock. */
      schedule: cronPattern.nullable().default('0 30 2 * * *'),
      folder: path.default('backups'),
      /** The newest so many are kept. */
      keep: z.int().min(1).max(10_000).default(14),
    })
    .prefault({}),
  /** Cron patterns with seconds, in the organization's time zone, in place of a job's own. */
  jobs: z.partialRecord(z.enum(JOB_NAMES), cronPattern).default({}),
  /** Days things that are no facts are kept for. */
  retention: z
    .strictObject({
      jobRunsDays: days.default(90),
      /** After they have ended. */
      sessionsDays: days.default(30),
    })
    .prefault({}),
});

export type ServerConfig = z.infer<typeof configSchema>;

/** The keys whose values are never printed or logged. */
export const SECRET_KEYS: readonly string[] = ['metrics.token'];
