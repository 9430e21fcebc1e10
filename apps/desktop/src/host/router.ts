import {
  activityKindSchema,
  directionSchema,
  fiscalPatternSchema,
  forecastModelSchema,
  goalTypeSchema,
  id,
  instant,
  isoDate,
  metricSchema,
  ownerTypeSchema,
  pacingSchema,
  periodKindSchema,
  rollUpModeSchema,
  settingsSchema,
  targetModeSchema,
} from '@fieldgoal/domain';
import { z } from 'zod';
import { adminRouter } from './admin-router.ts';
import { aim, filterChoice } from './inputs.ts';
import { planRouter } from './plan-router.ts';
import { JOB_NAMES } from './service.ts';
import { procedure, router } from './trpc.ts';

const importFiles = z.array(z.object({ name: z.string().min(1).max(255), base64: z.string().max(128 * 1024 * 1024) })).max(20);
const importOptions = z.object({
  mappings: z.array(
    z.object({
      file: z.string(),
      kind: z.enum(['deals', 'teams', 'products', 'accounts']).nullable(),
      columns: z.record(z.string(), z.string().nullable()),
      dateOrder: z.enum(['MDY', 'DMY', 'YMD']),
    }),
  ),
  answers: z.record(z.string(), z.string()),
  goalTemplate: z.object({ types: z.array(z.enum(['revenue', 'deals'])).min(1), growthPercent: z.number().min(-100).max(1000) }).nullable(),
});
const count = z.int().min(0);
const dealFields = z.object({
  name: z.string().optional(),
  amountMinor: z.int().nullable().optional(),
  currency: z.string().max(3).optional(),
  stageId: id.optional(),
  expectedCloseOn: isoDate.nullable().optional(),
  closedOn: isoDate.nullable().optional(),
  productId: id.nullable().optional(),
  accountId: id.nullable().optional(),
  note: z.string().optional(),
});

/** The fields of the settings record that can be changed, by its own rules. */
const settingsChange = z.object({
  ...settingsSchema
    .pick({
      companyName: true,
      fiscalYearStartMonth: true,
      weekStart: true,
      workingWeekdays: true,
      holidays: true,
      onTrackPercent: true,
      atRiskPercent: true,
      maxGoalDepth: true,
    })
    .partial().shape,
  // Of these an absent one is left as it is, not the default.
  fiscalPattern: fiscalPatternSchema.optional(),
  pacing: pacingSchema.optional(),
  forecastModel: forecastModelSchema.optional(),
  closeAfterDays: settingsSchema.shape.closeAfterDays.unwrap().optional(),
});

const dealQuery = z.object({
  show: z.enum(['open', 'won', 'lost', 'all']).optional(),
  stageId: id.optional(),
  q: z.string().max(200).optional(),
  owner: id.optional(),
  sort: z
    .object({ id: z.enum(['name', 'account', 'product', 'stage', 'amount', 'currency', 'close', 'owner']), desc: z.boolean() })
    .nullable()
    .optional(),
  offset: count.default(0),
  limit: z.int().min(1).max(500),
});
const goalsFilter = z.object({
  q: z.string().optional(),
  ownerType: ownerTypeSchema.optional(),
  type: goalTypeSchema.optional(),
  running: z.boolean().optional(),
});
const weight = z.int();
/** What a new goal, a recurring one and a changed one say alike. */
const optionalTerms = {
  stretchTarget: aim.optional(),
  baseline: aim.optional(),
  targetMode: targetModeSchema.optional(),
  rollUp: rollUpModeSchema.nullable().optional(),
  filter: filterChoice.optional(),
  weight: weight.optional(),
  pacing: pacingSchema.nullable().optional(),
  forecastModel: forecastModelSchema.nullable().optional(),
};
const goalTerms = z.object({
  name: z.string(),
  ownerType: ownerTypeSchema,
  ownerId: id,
  type: goalTypeSchema,
  metric: metricSchema.nullable().optional(),
  direction: directionSchema.optional(),
  currency: z.string().nullable().optional(),
  target: aim,
  ...optionalTerms,
});
const goalComponents = z.array(z.object({ goalId: id, weight })).max(50);
const calculationSource = z.enum(['auto_calculated', 'manual']);
const linkWish = z.object({ goalIds: z.array(id).min(1).max(1000), parentId: id.nullable() });

const analyticsChoice = z.object({
  type: goalTypeSchema.optional(),
  ownerType: ownerTypeSchema.optional(),
  teamId: id.optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
});

/** The local API between a page and the host on the same device; one procedure per method of `HostService`. */
export const hostRouter = router({
  session: router({
    get: procedure.query(({ ctx }) => ctx.host.session()),
    signIn: procedure
      .input(z.object({ serverUrl: z.url(), email: z.string(), password: z.string() }))
      .mutation(({ ctx, input }) => ctx.host.signIn(input)),
    join: procedure
      .input(z.object({ link: z.string().min(1).max(2000), password: z.string().min(1).max(200) }))
      .mutation(({ ctx, input }) => ctx.host.join(input)),
    createCompany: procedure
      .input(
        z.object({
          companyName: z.string().trim().min(1).max(200),
          timeZone: z.string(),
          currency: z.string(),
          name: z.string().trim().min(1).max(200),
          email: z.email(),
          password: z.string().min(10).max(200),
        }),
      )
      .mutation(({ ctx, input }) => ctx.host.createCompany(input)),
    signOut: procedure.mutation(({ ctx }) => ctx.host.signOut()),
  }),
  status: router({
    get: procedure.query(({ ctx }) => ctx.host.status()),
    retry: procedure.mutation(({ ctx }) => ctx.host.retrySync()),
    refusals: procedure.query(({ ctx }) => ctx.host.refusals()),
    retryRefusal: procedure.input(id).mutation(({ ctx, input }) => ctx.host.retryRefusal(input)),
    discardRefusal: procedure.input(id).mutation(({ ctx, input }) => ctx.host.discardRefusal(input)),
  }),
  live: router({
    changes: procedure.subscription(async function* ({ ctx, signal }) {
      yield* ctx.host.changes(signal ?? new AbortController().signal);
    }),
  }),
  edits: router({
    get: procedure.query(({ ctx }) => ctx.host.edits()),
    undo: procedure.input(id.nullable()).mutation(({ ctx, input }) => ctx.host.undoEdit(input)),
    redo: procedure.input(id.nullable()).mutation(({ ctx, input }) => ctx.host.redoEdit(input)),
  }),
  search: procedure.input(z.string().max(200)).query(({ ctx, input }) => ctx.host.search(input)),
  notifications: router({
    list: procedure.query(({ ctx }) => ctx.host.notifications()),
    markRead: procedure.input(z.string().min(1).max(300)).mutation(({ ctx, input }) => ctx.host.markNotificationsRead(input)),
    markAllRead: procedure.mutation(({ ctx }) => ctx.host.markNotificationsRead(null)),
  }),
  directory: procedure.query(({ ctx }) => ctx.host.directory()),
  dashboard: procedure.query(({ ctx }) => ctx.host.dashboard()),
  team: procedure.query(({ ctx }) => ctx.host.team()),
  goals: router({
    list: procedure.input(goalsFilter).query(({ ctx, input }) => ctx.host.goals(input)),
    get: procedure.input(id).query(({ ctx, input }) => ctx.host.goal(input)),
    records: procedure
      .input(z.object({ goalId: id, offset: count, limit: z.int().min(1).max(500), through: id.optional() }))
      .query(({ ctx, input }) => ctx.host.goalRecords(input.goalId, input.offset, input.limit, input.through)),
    explanation: procedure.input(id).query(({ ctx, input }) => ctx.host.explanation(input)),
    waterfall: procedure
      .input(z.object({ goalId: id, from: isoDate, to: isoDate }))
      .query(({ ctx, input }) => ctx.host.waterfall(input.goalId, input.from, input.to)),
    calibration: procedure.input(id).query(({ ctx, input }) => ctx.host.calibration(input)),
    forecastModels: procedure.input(id).query(({ ctx, input }) => ctx.host.forecastModels(input)),
    whatIfChoices: procedure.input(id).query(({ ctx, input }) => ctx.host.whatIfChoices(input)),
    whatIf: procedure
      .input(
        z.object({
          goalId: id,
          wonDealIds: z.array(id).max(1000),
          fallenDealIds: z.array(id).max(1000),
          addedActivities: z.int().min(0).max(1000),
          activityKind: activityKindSchema,
          winRatePercent: z.int().min(0).max(500),
        }),
      )
      .query(({ ctx, input }) => ctx.host.whatIf(input)),
    create: procedure
      .input(
        goalTerms.extend({
          periodKind: periodKindSchema,
          periodStart: isoDate,
          periodEnd: isoDate,
          parentGoalId: id.nullable(),
          components: goalComponents.optional(),
          calculationSource: calculationSource.optional(),
          isPersonal: z.boolean().optional(),
        }),
      )
      .mutation(({ ctx, input }) => ctx.host.createGoal(input)),
    recalculateOne: procedure.input(id).mutation(({ ctx, input }) => ctx.host.recalculateGoal(input)),
    update: procedure
      .input(
        z.object({
          goalId: id,
          name: z.string().optional(),
          target: aim.optional(),
          ...optionalTerms,
          components: goalComponents.optional(),
          calculationSource: calculationSource.optional(),
          status: z.enum(['active', 'cancelled']).optional(),
        }),
      )
      .mutation(({ ctx, input }) => ctx.host.updateGoal(input)),
    terms: procedure.input(id).query(({ ctx, input }) => ctx.host.goalTerms(input)),
    form: procedure.query(({ ctx }) => ctx.host.goalForm()),
    tree: procedure.input(goalsFilter).query(({ ctx, input }) => ctx.host.goalTree(input)),
    parentChoices: procedure
      .input(z.object({ goalIds: z.array(id).min(1).max(1000), q: z.string() }))
      .query(({ ctx, input }) => ctx.host.parentChoices(input.goalIds, input.q)),
    dropTargets: procedure.input(z.array(id).min(1).max(1000).readonly()).query(({ ctx, input }) => ctx.host.dropTargets(input)),
    previewLinks: procedure.input(linkWish).query(({ ctx, input }) => ctx.host.previewLinks(input)),
    link: procedure.input(linkWish).mutation(({ ctx, input }) => ctx.host.linkGoals(input)),
    undoLinks: procedure
      .input(z.array(z.object({ childId: id, parentId: id.nullable() })).max(5000))
      .mutation(({ ctx, input }) => ctx.host.undoLinks(input)),
    conflicts: procedure.query(({ ctx }) => ctx.host.conflicts()),
    conflictCount: procedure.query(({ ctx }) => ctx.host.conflictCount()),
    settleConflict: procedure
      .input(z.object({ childId: id, wantedParentId: id, parentId: id.nullable() }))
      .mutation(({ ctx, input }) => ctx.host.settleConflict(input)),
    series: procedure.query(({ ctx }) => ctx.host.series()),
    createSeries: procedure
      .input(
        goalTerms.extend({
          periodKind: periodKindSchema.exclude(['custom']),
          startsOn: isoDate,
          endsOn: isoDate.nullable(),
          parentSeriesId: id.nullable(),
          components: z
            .array(z.object({ seriesId: id, weight }))
            .max(50)
            .optional(),
        }),
      )
      .mutation(({ ctx, input }) => ctx.host.createSeries(input)),
    updateSeries: procedure
      .input(
        z.object({
          seriesId: id,
          name: z.string().optional(),
          target: z.object({ from: isoDate, target: aim }).optional(),
          endsOn: isoDate.nullable().optional(),
          status: z.enum(['active', 'paused']).optional(),
        }),
      )
      .mutation(({ ctx, input }) => ctx.host.updateSeries(input)),
    recalculate: procedure.mutation(({ ctx }) => ctx.host.recalculate()),
    adjust: procedure
      .input(
        z.object({ goalId: id, kind: z.enum(['add', 'set']), entered: z.int(), justification: z.string(), expiresOn: isoDate.nullable() }),
      )
      .mutation(({ ctx, input }) => ctx.host.adjustGoal(input)),
    revokeAdjustment: procedure.input(id).mutation(({ ctx, input }) => ctx.host.revokeAdjustment(input)),
  }),
  plan: planRouter,
  analytics: router({
    get: procedure.input(analyticsChoice).query(({ ctx, input }) => ctx.host.analytics(input)),
    goals: procedure
      .input(
        analyticsChoice.extend({
          set: z.object({
            kind: z.enum(['all', 'counted', 'completed', 'active', 'cancelled']),
            type: goalTypeSchema.optional(),
            month: z
              .string()
              .regex(/^\d{4}-\d{2}$/)
              .optional(),
          }),
        }),
      )
      .query(({ ctx, input: { set, ...choice } }) => ctx.host.analyticsGoals(choice, set)),
  }),
  settings: router({
    get: procedure.query(({ ctx }) => ctx.host.companySettings()),
    update: procedure.input(settingsChange).mutation(({ ctx, input }) => ctx.host.updateSettings(input)),
  }),
  rates: router({
    list: procedure.query(({ ctx }) => ctx.host.rates()),
    add: procedure
      .input(z.object({ currency: z.string().max(20), on: isoDate, rate: z.string().max(60) }))
      .mutation(({ ctx, input }) => ctx.host.addRate(input)),
    remove: procedure.input(id).mutation(({ ctx, input }) => ctx.host.removeRate(input)),
    restore: procedure.input(id).mutation(({ ctx, input }) => ctx.host.restoreRate(input)),
  }),
  deals: router({
    list: procedure.input(dealQuery).query(({ ctx, input }) => ctx.host.deals(input)),
    get: procedure.input(id).query(({ ctx, input }) => ctx.host.deal(input)),
    create: procedure.input(dealFields.extend({ name: z.string(), stageId: id })).mutation(({ ctx, input }) => ctx.host.createDeal(input)),
    update: procedure
      .input(z.object({ dealId: id, fields: dealFields }))
      .mutation(({ ctx, input }) => ctx.host.updateDeal(input.dealId, input.fields)),
    move: procedure
      .input(z.object({ dealId: id, to: z.enum(['won', 'lost', 'open']), closedOn: isoDate.optional() }))
      .mutation(({ ctx, input }) => ctx.host.moveDeal(input.dealId, input.to, input.closedOn)),
    setCredits: procedure
      .input(z.object({ dealId: id, credits: z.array(z.object({ memberId: id, shareBp: z.int() })).max(10) }))
      .mutation(({ ctx, input }) => ctx.host.setCredits(input.dealId, input.credits)),
    delete: procedure.input(id).mutation(({ ctx, input }) => ctx.host.deleteDeal(input)),
    restore: procedure.input(id).mutation(({ ctx, input }) => ctx.host.restoreDeal(input)),
  }),
  activities: router({
    list: procedure
      .input(z.object({ limit: z.int().min(1).max(1000), owner: id.optional() }))
      .query(({ ctx, input }) => ctx.host.activities(input.limit, input.owner)),
    log: procedure
      .input(z.object({ kind: activityKindSchema, subject: z.string(), dealId: id.nullable(), completedAt: instant.nullable() }))
      .mutation(({ ctx, input }) => ctx.host.logActivity(input)),
    update: procedure
      .input(z.object({ activityId: id, subject: z.string().optional(), dealId: id.nullable().optional() }))
      .mutation(({ ctx, input }) => ctx.host.updateActivity(input)),
    delete: procedure.input(id).mutation(({ ctx, input }) => ctx.host.deleteActivity(input)),
  }),
  tasks: router({
    list: procedure.query(({ ctx }) => ctx.host.tasks()),
    create: procedure
      .input(z.object({ title: z.string(), dueOn: isoDate.nullable(), dealId: id.nullable() }))
      .mutation(({ ctx, input }) => ctx.host.createTask(input)),
    complete: procedure
      .input(z.object({ taskId: id, isDone: z.boolean() }))
      .mutation(({ ctx, input }) => ctx.host.completeTask(input.taskId, input.isDone)),
  }),
  imports: router({
    preview: procedure
      .input(z.object({ files: importFiles, options: importOptions.nullable() }))
      .mutation(({ ctx, input }) => ctx.host.previewImport(input.files, input.options)),
    start: procedure
      .input(z.object({ files: importFiles, options: importOptions }))
      .mutation(({ ctx, input }) => ctx.host.startImport(input.files, input.options)),
    progress: procedure.input(id).query(({ ctx, input }) => ctx.host.importProgress(input)),
    list: procedure.query(({ ctx }) => ctx.host.imports()),
    undo: procedure.input(id).mutation(({ ctx, input }) => ctx.host.undoImport(input)),
  }),
  jobs: router({
    list: procedure.query(({ ctx }) => ctx.host.jobs()),
    run: procedure.input(z.enum(JOB_NAMES)).mutation(({ ctx, input }) => ctx.host.runJob(input)),
  }),
  admin: adminRouter,
});

export type HostRouter = typeof hostRouter;
