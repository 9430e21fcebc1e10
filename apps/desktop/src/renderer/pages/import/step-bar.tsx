import { CheckIcon } from '../../components/icons.tsx';
import styles from './import.module.css';
import { STEPS, type Step } from './wizard.ts';
import { t } from '../../lib/words.ts';

const WORDS: Readonly<Record<Step, string>> = {
  get files() {
    return t('Files');
  },
  get mapping() {
    return t('Columns');
  },
  get questions() {
    return t('Names and goals');
  },
  get preview() {
    return t('Preview');
  },
  get run() {
    return t('Import');
  },
};

/** Where one is in the import; earlier steps can be gone back to. */
export function StepBar({ step, onStep }: { readonly step: Step; readonly onStep: (step: Step) => void }) {
  const at = STEPS.indexOf(step);
  return (
    <ol className={styles.steps} aria-label={t('Steps of the import')}>
      {STEPS.map((candidate, index) => {
        const state = index < at ? 'done' : index === at ? 'current' : 'ahead';
        return (
          <li key={candidate} className={styles.stepItem} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
            <button type="button" className={styles.stepButton} disabled={state !== 'done'} onClick={() => onStep(candidate)}>
              <span className={styles.stepNumber}>{state === 'done' ? <CheckIcon size={14} /> : index + 1}</span>
              {WORDS[candidate]}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
