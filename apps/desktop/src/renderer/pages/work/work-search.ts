/** What the address of the work page says; absent is everyone whose work one sees. */
export interface WorkSearch {
  readonly owner?: string;
}

/** Reads the address; anything it does not understand is left out, so that an old bookmark still opens. */
export function parseWorkSearch(search: Readonly<Record<string, unknown>>): WorkSearch {
  const { owner } = search;
  return typeof owner === 'string' && owner.trim() !== '' ? { owner } : {};
}
