/** What the address of the targets page says; absent keys are the defaults: the first team one leads, months, the next fiscal year's numbers. */
export interface TargetsSearch {
  readonly team?: string;
  readonly kind?: 'quarter';
  readonly year?: number;
  readonly measure?: string;
}

/** Reads the address; anything it does not understand is left out, so that an old bookmark still opens. */
export function parseTargetsSearch(search: Readonly<Record<string, unknown>>): TargetsSearch {
  const { team, kind, measure } = search;
  const year = Number(search['year']);
  return {
    ...(typeof team === 'string' && team !== '' ? { team } : {}),
    ...(kind === 'quarter' ? { kind } : {}),
    ...(Number.isInteger(year) && year >= 1900 && year <= 2200 ? { year } : {}),
    ...(typeof measure === 'string' && measure !== '' ? { measure } : {}),
  };
}
