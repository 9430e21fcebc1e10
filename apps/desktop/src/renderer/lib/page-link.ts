/** The address of what is shown, filters included, that opens it elsewhere: the page's own in a browser, `fieldgoal://app/…` in the desktop app. */
export function pageLink({
  protocol,
  origin,
  pathname,
  search,
  hash,
}: Pick<Location, 'protocol' | 'origin' | 'pathname' | 'search' | 'hash'>): string {
  if (protocol === 'http:' || protocol === 'https:') return `${origin}${pathname}${search}`;
  // A page opened from a file keeps its address after the #.
  const path = hash.startsWith('#/') ? hash.slice(1) : `${pathname}${search}`;
  return `fieldgoal://app${path}`;
}
