/** One operation of the REST API: a method and a path for a procedure. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api`; `{id}` is the procedure's input of that name, or its whole input where that is plain. */
  readonly path: string;
  readonly procedure: string;
  readonly tag: 'Goals' | 'Deals' | 'Activities' | 'Tasks' | 'Import';
  readonly summary: string;
  /** 200 when left out; 201 comes with the new thing's address, 202 with where to ask how far it is. */
  readonly status?: 201 | 202;
  /** Where the new thing is, by its answer. */
  readonly location?: (data: { readonly id?: string; readonly importId?: string }) => string;
  /** Carries files, so its body may be large; only for admins. */
  readonly isLarge?: true;
}

const made = (collection: string) =>
  ({ status: 201, location: ({ id = '' }) => `/api/${collection}/${id}` }) as const satisfies Partial<Operation>;

function recordOperations(tag: 'Deals' | 'Activities' | 'Tasks', name: string, one: string): Operation[] {
  return [
    { method: 'GET', path: `/${name}`, procedure: `${name}.list`, tag, summary: `List the ${name} of those you reach` },
    { method: 'POST', path: `/${name}`, procedure: `${name}.create`, tag, summary: `Make ${one}`, ...made(name) },
    { method: 'GET', path: `/${name}/{id}`, procedure: `${name}.get`, tag, summary: `Get ${one}` },
    { method: 'PATCH', path: `/${name}/{id}`, procedure: `${name}.update`, tag, summary: `Change the given fields of ${one}` },
    { method: 'DELETE', path: `/${name}/{id}`, procedure: `${name}.delete`, tag, summary: `Delete ${one}` },
  ];
}

const goal = '/goals/{id}';

export const OPERATIONS: readonly Operation[] = [
  { method: 'GET', path: '/goals', procedure: 'goals.list', tag: 'Goals', summary: 'List goals' },
  { method: 'POST', path: '/goals', procedure: 'goals.create', tag: 'Goals', summary: 'Make a goal', ...made('goals') },
  { method: 'GET', path: '/goals/analytics', procedure: 'goals.analytics', tag: 'Goals', summary: 'How goals went' },
  { method: 'GET', path: goal, procedure: 'goals.get', tag: 'Goals', summary: 'Get a goal and how it stands' },
  { method: 'PATCH', path: goal, procedure: 'goals.update', tag: 'Goals', summary: 'Change the given fields of a goal' },
  {
    method: 'PUT',
    path: goal,
    procedure: 'goals.replace',
    tag: 'Goals',
    summary: 'Change a goal; what is left out goes back to its default',
  },
  { method: 'DELETE', path: goal, procedure: 'goals.delete', tag: 'Goals', summary: 'Delete a goal that none hangs under' },
  {
    method: 'POST',
    path: `${goal}/recalculate`,
    procedure: 'goals.recalculate',
    tag: 'Goals',
    summary: 'Calculate a goal and those above it anew',
  },
  {
    method: 'POST',
    path: `${goal}/manual-adjustment`,
    procedure: 'goals.manualAdjustment',
    tag: 'Goals',
    summary: 'Adjust a goal by hand',
    status: 201,
  },
  { method: 'GET', path: `${goal}/adjustments`, procedure: 'adjustments.list', tag: 'Goals', summary: 'List the adjustments of a goal' },
  {
    method: 'POST',
    path: `${goal}/adjustments/{adjustmentId}/revoke`,
    procedure: 'adjustments.revoke',
    tag: 'Goals',
    summary: 'Revoke an adjustment, for good',
  },
  { method: 'GET', path: `${goal}/forecast`, procedure: 'goals.forecast', tag: 'Goals', summary: 'Where a goal is heading' },
  {
    method: 'GET',
    path: `${goal}/progress-history`,
    procedure: 'goals.progressHistory',
    tag: 'Goals',
    summary: 'A goal day by day, as reported and as restated',
  },
  { method: 'POST', path: `${goal}/link-parent`, procedure: 'goals.linkParent', tag: 'Goals', summary: 'Hang a goal under another' },
  { method: 'POST', path: `${goal}/unlink-parent`, procedure: 'goals.unlinkParent', tag: 'Goals', summary: 'Take a goal to the top' },
  { method: 'GET', path: `${goal}/hierarchy`, procedure: 'goals.hierarchy', tag: 'Goals', summary: 'A goal, all above and all below it' },
  { method: 'GET', path: `${goal}/children`, procedure: 'goals.children', tag: 'Goals', summary: 'The goals directly below a goal' },
  ...recordOperations('Deals', 'deals', 'a deal'),
  ...recordOperations('Activities', 'activities', 'an activity'),
  ...recordOperations('Tasks', 'tasks', 'a task'),
  { method: 'GET', path: '/import', procedure: 'imports.list', tag: 'Import', summary: 'List the imports there were' },
  {
    method: 'POST',
    path: '/import',
    procedure: 'imports.start',
    tag: 'Import',
    summary: 'Import the files of a CRM export',
    status: 202,
    location: ({ importId = '' }) => `/api/import/${importId}`,
    isLarge: true,
  },
  {
    method: 'POST',
    path: '/import/preview',
    procedure: 'imports.preview',
    tag: 'Import',
    summary: 'What an import would do; changes nothing',
    isLarge: true,
  },
  { method: 'GET', path: '/import/{id}', procedure: 'imports.progress', tag: 'Import', summary: 'How far an import is' },
  { method: 'POST', path: '/import/{id}/undo', procedure: 'imports.undo', tag: 'Import', summary: 'Take an import back, whole' },
];

/** `{name}` of a path, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
