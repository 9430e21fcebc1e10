import { id } from '@fieldgoal/domain';
import { z } from 'zod';

const kind = z.enum(['deals', 'teams', 'products', 'accounts']).nullable();
const mapping = z.object({
  file: z.string(),
  kind,
  columns: z.record(z.string(), z.string().nullable()),
  dateOrder: z.enum(['MDY', 'DMY', 'YMD']),
});
const state = z.enum(['running', 'done', 'failed', 'undone']);

export const importPreview = z
  .object({
    files: z
      .array(
        z.object({
          name: z.string(),
          kind,
          encoding: z.string(),
          delimiter: z.string(),
          rows: z.int(),
          columns: z.array(z.string()).readonly(),
          sample: z.array(z.array(z.string()).readonly()).readonly(),
          mapping: mapping.describe('As guessed or given; send it with POST /api/import.'),
        }),
      )
      .readonly(),
    counts: z.array(z.object({ what: z.string(), created: z.int(), updated: z.int(), unchanged: z.int() })).readonly(),
    notices: z.array(z.string()).readonly(),
    questions: z
      .array(
        z.object({
          key: z.string(),
          kind: z.enum(['product', 'account', 'owner', 'stage']),
          found: z.string(),
          rows: z.int(),
          suggestions: z.array(z.string()).readonly(),
        }),
      )
      .readonly()
      .describe('Each has to be answered in `options.answers`.'),
    problems: z
      .array(
        z.object({
          file: z.string(),
          row: z.int().nullable(),
          column: z.string().nullable(),
          value: z.string().nullable(),
          message: z.string(),
          severity: z.enum(['error', 'warning']),
        }),
      )
      .readonly(),
    moreProblems: z.int(),
    canRun: z.boolean(),
  })
  .meta({ id: 'ImportPreview' });

export const importStarted = z.object({ importId: id });
export const importProgress = z.object({
  importId: id,
  state,
  phase: z.enum(['reading', 'checking', 'writing', 'calculating', 'finished']),
  done: z.number().describe('0–1.'),
  message: z.string(),
});
export const importList = z
  .array(
    z.object({
      id,
      at: z.string(),
      byName: z.string(),
      state,
      files: z.array(z.string()).readonly(),
      created: z.int(),
      updated: z.int(),
      mayUndo: z.boolean(),
    }),
  )
  .readonly();
export const importUndone = z.object({ changed: z.int() });
