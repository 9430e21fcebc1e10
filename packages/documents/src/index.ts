export * from './changes.ts';
export * from './locate.ts';
export * from './rooms.ts';
export { mergeUpdates } from 'yjs';
