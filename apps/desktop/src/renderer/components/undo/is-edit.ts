/** Parts of the host's API whose mutations change records; what they answer differs, but each is one edit. */
const EDITED: readonly string[] = ['deals', 'activities', 'tasks', 'goals', 'rates'];
/** Not edits of records, undo itself, or told already with a way back (components/logged-notice). */
const OTHERS: readonly string[] = ['recalculate', 'undoLinks', 'log'];

/** Whether a mutation changes records, by its key `[['deals', 'update']]`. */
export function isEdit(key: readonly unknown[] | undefined): boolean {
  const [path] = key ?? [];
  if (!Array.isArray(path)) return false;
  const [area, name]: unknown[] = path;
  return typeof area === 'string' && EDITED.includes(area) && typeof name === 'string' && !OTHERS.includes(name);
}
