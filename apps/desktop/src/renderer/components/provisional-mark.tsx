import { Tooltip } from '@mantine/core';
import type { ResultState } from '../../host/views/goal-card.ts';
import styles from './provisional-mark.module.css';

const WORDS: Readonly<Record<Exclude<ResultState, 'confirmed'>, { readonly label: string; readonly hint: string }>> = {
  provisional: { label: 'Provisional', hint: 'Computed on this device. The server has not confirmed it yet.' },
  differs: { label: 'Differs', hint: 'The server, with everything of yours, came to another result. It has been logged.' },
  waiting: { label: 'Waiting', hint: 'Some records of this goal are not on this device, and the server has not sent its result yet.' },
};

/** Says how far a number can be relied on; nothing is shown for a number the server has confirmed. */
export function ProvisionalMark({ state }: { readonly state: ResultState }) {
  if (state === 'confirmed') return null;
  const { label, hint } = WORDS[state];
  return (
    <Tooltip label={hint} multiline w={240}>
      <span className={styles.mark} data-state={state} data-testid={state === 'provisional' ? 'provisional-mark' : `${state}-mark`}>
        {label}
      </span>
    </Tooltip>
  );
}
