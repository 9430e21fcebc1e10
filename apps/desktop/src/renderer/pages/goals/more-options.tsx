import { Collapse } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { ChevronDownIcon, ChevronRightIcon } from '../../components/icons.tsx';
import { EMPTY_DRAFT, type GoalDraft } from './goal-draft.ts';
import styles from './goal-form.module.css';
import { t } from '../../lib/words.ts';

const OPTIONS = [
  'direction',
  'stretch',
  'baseline',
  'targetMode',
  'rollUp',
  'productIds',
  'pipelineIds',
  'activityKinds',
  'minimumAmount',
  'tags',
  'weight',
  'pacing',
  'forecastModel',
  'isManual',
] as const satisfies readonly (keyof GoalDraft)[];

/** Hides what a simple goal does without, and says how much of it is set. */
export function MoreOptions({ draft, children }: { readonly draft: Partial<GoalDraft>; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const set = OPTIONS.filter((field) => field in draft && JSON.stringify(draft[field]) !== JSON.stringify(EMPTY_DRAFT[field])).length;
  return (
    <>
      <button
        type="button"
        className={styles.more}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        data-testid="more-options"
      >
        {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
        {t('More options')}
        {set === 0 ? null : <span className={styles.count}>{t('{{set}} set', { set })}</span>}
      </button>
      <Collapse expanded={isOpen} id={id}>
        {isOpen ? children : null}
      </Collapse>
    </>
  );
}
