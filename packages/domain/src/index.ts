export * from './engine/types.ts';
export * from './import/types.ts';
export * from './records/collections.ts';
export * from './records/directory.ts';
export * from './records/fields.ts';
export * from './records/goals.ts';
export * from './records/work.ts';
