/** Every TypeScript project of the house, in the order of the allowed import directions. */
export const PROJECTS: readonly string[] = [
  'packages/domain/tsconfig.json',
  'packages/documents/tsconfig.json',
  'packages/replica/tsconfig.json',
  'packages/sync/tsconfig.json',
  'server/tsconfig.json',
  'apps/desktop/tsconfig.host.json',
  'apps/desktop/tsconfig.shell.json',
  'apps/desktop/src/renderer/tsconfig.json',
  'apps/launcher/tsconfig.json',
  'test/tsconfig.json',
];
