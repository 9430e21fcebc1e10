import { currencyCode, isTimeZone, title } from '@fieldgoal/domain';
import { z } from 'zod';
import { MAX_PASSWORD } from '../auth/passwords.ts';

const LARGEST_FILE_BASE64 = 90 * 1024 * 1024;

export const email = z.email('an e-mail address looks like ana@example.com').max(254);
/** Any text a person may type as a password; what a new one must be is said in words where it is set. */
export const password = z
  .string()
  .min(1)
  .max(MAX_PASSWORD * 4);
export const deviceId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'a device id has only letters, digits, _ and -');

/** What a person calls the device; shown in the list of their sessions. */
export const deviceName = z.string().trim().min(1).max(100).optional();
export const organizationId = z.string().max(64).optional();

export const newCompany = z.object({
  companyName: title,
  timeZone: z.string().max(64).refine(isTimeZone, 'is not a time zone; one looks like Europe/Berlin'),
  currency: currencyCode,
});

export const importFiles = z
  .array(z.object({ name: z.string().min(1).max(255), base64: z.base64().max(LARGEST_FILE_BASE64) }))
  .max(20)
  .readonly();
const mapping = z.object({
  file: z.string().max(255),
  kind: z.enum(['deals', 'teams', 'products', 'accounts']).nullable(),
  columns: z.record(z.string(), z.string().nullable()).readonly(),
  dateOrder: z.enum(['MDY', 'DMY', 'YMD']),
});
const goalTemplate = z.object({
  types: z
    .array(z.enum(['revenue', 'deals']))
    .min(1)
    .readonly(),
  growthPercent: z.number().min(-100).max(1000),
});
export const importOptions = z.object({
  mappings: z.array(mapping).max(20).readonly(),
  answers: z.record(z.string(), z.string()).readonly(),
  goalTemplate: goalTemplate.nullable(),
});
