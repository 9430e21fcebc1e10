import { id } from '@fieldgoal/domain';
import { z } from 'zod';
import { importList, importPreview, importProgress, importStarted, importUndone } from '../api/schemas/imports.ts';
import { importFiles, importOptions } from './inputs.ts';
import { adminApiProcedure, refuse, router } from './trpc.ts';

/** Procedures that carry files, and so may have a large body. */
export const LARGE_PROCEDURES = ['imports.preview', 'imports.start'] as const;

const importing = adminApiProcedure('import');

export const importsRouter = router({
  preview: importing
    .input(z.strictObject({ files: importFiles, options: importOptions.nullable() }))
    .output(importPreview)
    .mutation(async ({ ctx, input }) => {
      const preview = await ctx.organization.importer.preview(input.files, input.options, ctx.actor);
      if (!preview.ok) throw refuse(preview.error);
      return preview.value;
    }),
  start: importing
    .input(z.strictObject({ files: importFiles, options: importOptions }))
    .output(importStarted)
    .mutation(({ ctx, input }) => {
      const started = ctx.organization.importer.start(input.files, input.options, ctx.actor);
      if (!started.ok) throw refuse(started.error, 'CONFLICT');
      return started.value;
    }),
  progress: importing
    .input(id)
    .output(importProgress)
    .query(({ ctx, input }) => {
      const progress = ctx.organization.importer.progress(input);
      if (progress === null) throw refuse(`There is no import ${input}.`, 'NOT_FOUND');
      return progress;
    }),
  list: importing.output(importList).query(({ ctx }) => ctx.organization.importer.list()),
  undo: importing
    .input(id)
    .output(importUndone)
    .mutation(({ ctx, input }) => {
      const undone = ctx.organization.importer.undo(input, ctx.actor);
      if (!undone.ok) throw refuse(undone.error, 'CONFLICT');
      return undone.value;
    }),
});
