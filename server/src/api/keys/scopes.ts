import { z } from 'zod';

/** What an API key may be allowed; everything is bounded by the reach of the member it acts for. */
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

export const apiScopeSchema = z.enum(API_SCOPES);
export type ApiScope = z.infer<typeof apiScopeSchema>;
