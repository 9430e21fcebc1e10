import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { notifyRefused } from '../../components/notify.ts';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { FilesStep } from './files-step.tsx';
import styles from './import.module.css';
import { MappingStep } from './mapping-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { QuestionsStep } from './questions-step.tsx';
import { RunStep } from './run-step.tsx';
import { StepBar } from './step-bar.tsx';
import { usePreview } from './use-preview.ts';
import { EMPTY_WIZARD, importInput, STEPS, type Wizard, type WizardEvent, whyNotNext, wizardAfter } from './wizard.ts';
import { t } from '../../lib/words.ts';

/** One import from the choice of files to its result; `runningId` is an import the server is busy with. */
export function ImportWizard({ runningId }: { readonly runningId: string | null }) {
  const trpc = useTRPC();
  const [wizard, send] = useReducer(wizardAfter, EMPTY_WIZARD);
  const check = usePreview(wizard.files, wizard.options, (preview) => send({ type: 'previewed', preview }));
  const start = useMutation(
    trpc.imports.start.mutationOptions({
      onSuccess: ({ importId }) => send({ type: 'started', importId }),
      onError: (error) => notifyRefused(error, t('The import did not start')),
    }),
  );

  // An import found running, after a reload or started elsewhere, takes the place of a wizard nobody has begun.
  const importId = wizard.importId ?? (wizard.files.length === 0 ? runningId : null);
  useEffect(() => {
    // Adopted, so that its result stays on the page when it is no longer running.
    if (wizard.importId === null && importId !== null) send({ type: 'started', importId });
  }, [wizard.importId, importId]);

  if (importId !== null) {
    return (
      <div className={styles.panel}>
        <RunStep importId={importId} onAgain={() => send({ type: 'restarted' })} />
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      <StepBar step={wizard.step} onStep={(step) => send({ type: 'went_to', step })} />
      <div className={styles.step}>
        <CurrentStep wizard={wizard} send={send} isChecking={check.isChecking} />
        {check.error === null ? null : (
          <div className={styles.checkFailed} role="alert">
            <span>{errorText(check.error)}</span>
            <Button variant="default" size="compact-sm" onClick={check.retry}>
              {t('Check again')}
            </Button>
          </div>
        )}
      </div>
      {wizard.files.length === 0 ? null : (
        <WizardFoot
          wizard={wizard}
          send={send}
          isChecking={check.isChecking || (wizard.preview === null && check.error === null)}
          isStarting={start.isPending}
          onRun={() => wizard.options !== null && start.mutate({ files: [...wizard.files], options: importInput(wizard.options) })}
        />
      )}
    </div>
  );
}

interface StepProps {
  readonly wizard: Wizard;
  readonly send: (event: WizardEvent) => void;
  readonly isChecking: boolean;
}

function CurrentStep({ wizard, send, isChecking }: StepProps) {
  const { preview, options } = wizard;
  if (wizard.step === 'files' || preview === null || options === null)
    return <FilesStep wizard={wizard} send={send} isChecking={isChecking} />;
  if (wizard.step === 'mapping') return <MappingStep preview={preview} options={options} send={send} />;
  if (wizard.step === 'questions') return <QuestionsStep questions={wizard.questions} options={options} send={send} />;
  return <PreviewStep preview={preview} isChecking={isChecking} />;
}

function WizardFoot(props: StepProps & { readonly isStarting: boolean; readonly onRun: () => void }) {
  const { wizard, send, isChecking } = props;
  const at = STEPS.indexOf(wizard.step);
  const back = STEPS[at - 1];
  const next = STEPS[at + 1];
  const reason = whyNotNext(wizard);
  return (
    <div className={styles.foot}>
      {back === undefined ? null : (
        <Button variant="default" size="sm" onClick={() => send({ type: 'went_to', step: back })} data-testid="import-back">
          {t('Back')}
        </Button>
      )}
      <span className={styles.reason} role="status">
        {isChecking
          ? t('Checking the files…')
          : (reason ?? (wizard.step === 'preview' && wizard.preview?.canRun === false ? t('The errors above stop the import.') : ''))}
      </span>
      {wizard.step === 'preview' ? (
        <Button
          size="sm"
          disabled={isChecking || wizard.preview?.canRun !== true}
          loading={props.isStarting}
          onClick={props.onRun}
          data-testid="import-run"
        >
          {t('Import')}
        </Button>
      ) : (
        <Button
          size="sm"
          disabled={isChecking || reason !== null || wizard.preview === null}
          onClick={() => next !== undefined && send({ type: 'went_to', step: next })}
          data-testid="import-next"
        >
          {t('Next')}
        </Button>
      )}
    </div>
  );
}
