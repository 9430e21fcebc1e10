import { Tooltip } from '@mantine/core';
import type { ResultState } from '../../host/views/goal-card.ts';
import { t } from '../lib/words.ts';
import styles from './provisional-mark.module.css';

function markWords(state: Exclude<ResultState, 'confirmed'>): { readonly label: string; readonly hint: string } {
  switch (state) {
    case 'provisional':
      return { label: t('Provisional'), hint: t('Computed on this device. The server has not confirmed it yet.') };
    case 'differs':
      return { label: t('Differs'), hint: t('The server, with everything of yours, came to another result. It has been logged.') };
    case 'waiting':
      return {
        label: t('Waiting'),
        hint: t('Some records of this goal are not on this device, and the server has not sent its result yet.'),
      };
  }
}

/** Says how far a number can be relied on; nothing is shown for a number the server has confirmed. */
export function ProvisionalMark({ state }: { readonly state: ResultState }) {
  if (state === 'confirmed') return null;
  const { label, hint } = markWords(state);
  return (
    <Tooltip label={hint} multiline w={240}>
      <span className={styles.mark} data-state={state} data-testid={state === 'provisional' ? 'provisional-mark' : `${state}-mark`}>
        {label}
      </span>
    </Tooltip>
  );
}
