import { useSyncExternalStore } from 'react';

/** Whether the page is being put on paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => paper().matches);
}

function subscribe(onChange: () => void): () => void {
  const media = paper();
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}

function paper(): MediaQueryList {
  return window.matchMedia('print');
}
