export * from './changes.ts';
export * from './check-update.ts';
export * from './check-vector.ts';
export * from './locate.ts';
export * from './rooms.ts';
export { mergeUpdates } from 'yjs';
