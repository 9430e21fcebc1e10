export type { CurrentCompany } from './context.ts';
export { DEFAULT_GOAL_TEMPLATE, type ImportPlan, type PlannedImport, type PlanProgress, planImport } from './plan.ts';
export type { ChangeOf, RecordChange } from './record-change.ts';
export { type CurrentRecords, undoChanges } from './undo.ts';
