/** Puts an entry as the latest of a cache and lets the oldest go. */
export function keepLatest<T>(cache: Map<string, T>, key: string, value: T, kept: number): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size <= kept) return;
  const [oldest] = cache.keys();
  if (oldest !== undefined) cache.delete(oldest);
}
