export type UpdatePolicy =
  | { readonly kind: 'off'; readonly why: 'not_packaged' | 'not_configured' | 'bad_address' }
  | { readonly kind: 'on'; readonly url: string };

/**
 * Whether this copy looks for new versions: only an installed one, only where an address is set, only over https.
 * What is found there is still checked by the updater: its checksum everywhere, the publisher's signature on macOS and Windows.
 */
export function updatePolicy({
  isPackaged,
  updatesUrl,
}: {
  readonly isPackaged: boolean;
  readonly updatesUrl: string | null;
}): UpdatePolicy {
  if (!isPackaged) return { kind: 'off', why: 'not_packaged' };
  if (updatesUrl === null) return { kind: 'off', why: 'not_configured' };
  const url = URL.parse(updatesUrl);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return { kind: 'off', why: 'bad_address' };
  return { kind: 'on', url: url.href };
}
