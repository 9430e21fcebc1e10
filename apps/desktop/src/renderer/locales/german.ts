const files = import.meta.glob<Readonly<Record<string, string>>>('./de/*.json', { eager: true, import: 'default' });

/** Every German text by its English one; a file per area, so that two people rarely write in the same. */
export const german: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(files));
