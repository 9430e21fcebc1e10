import { id } from '@fieldgoal/domain';
import { z } from 'zod';
import { importFiles, importOptions } from './inputs.ts';
import { adminProcedure, refuse, router } from './trpc.ts';

/** Procedures that carry files, and so may have a large body. */
export const LARGE_PROCEDURES = ['imports.preview', 'imports.start'] as const;

export const importsRouter = router({
  preview: adminProcedure.input(z.object({ files: importFiles, options: importOptions.nullable() })).mutation(async ({ ctx, input }) => {
    const preview = await ctx.organization.importer.preview(input.files, input.options, ctx.actor);
    if (!preview.ok) throw refuse(preview.error);
    return preview.value;
  }),
  start: adminProcedure.input(z.object({ files: importFiles, options: importOptions })).mutation(({ ctx, input }) => {
    const started = ctx.organization.importer.start(input.files, input.options, ctx.actor);
    if (!started.ok) throw refuse(started.error, 'CONFLICT');
    return started.value;
  }),
  progress: adminProcedure.input(id).query(({ ctx, input }) => {
    const progress = ctx.organization.importer.progress(input);
    if (progress === null) throw refuse(`There is no import ${input}.`, 'NOT_FOUND');
    return progress;
  }),
  list: adminProcedure.query(({ ctx }) => ctx.organization.importer.list()),
  undo: adminProcedure.input(id).mutation(({ ctx, input }) => {
    const undone = ctx.organization.importer.undo(input, ctx.actor);
    if (!undone.ok) throw refuse(undone.error, 'CONFLICT');
    return undone.value;
  }),
});
