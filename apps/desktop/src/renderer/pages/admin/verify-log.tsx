import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Section } from '../../components/section.tsx';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { Refusal } from './confirm-dialog.tsx';
import { CopyField } from './copy-field.tsx';
import { verdictWords } from './verdict-words.ts';
import { t } from '../../lib/words.ts';

/** Walks the whole log on the server and says what it found. */
export function VerifyLog() {
  const verify = useMutation(useTRPC().admin.verifyAudit.mutationOptions());
  const [kept, setKept] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    verify.mutate(kept.trim() === '' ? null : kept.trim());
  };
  const verdict = verify.data;
  return (
    <Section title={t('Verification')}>
      <form onSubmit={submit} className={styles.verify}>
        <TextInput
          flex={1}
          label={t('Head kept from an earlier verification')}
          description={t('Optional. With it, a log that was cut off or written anew is seen as well.')}
          placeholder={t('1204:9f2c…')}
          autoComplete="off"
          spellCheck={false}
          value={kept}
          onChange={(event) => setKept(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={verify.isPending} data-testid="verify-audit">
          {t('Verify the whole log')}
        </Button>
      </form>
      <Refusal error={verify.error} />
      {verdict === undefined ? null : (
        <div className={styles.verdict}>
          <p className={verdict.ok ? styles.good : styles.bad} role="status" data-testid="audit-verdict">
            {verdictWords(verdict, typeof verify.variables === 'string')}
          </p>
          {verdict.ok ? <CopyField label={t('Head: keep it away from the server')} value={verdict.head} testId="audit-head" /> : null}
        </div>
      )}
    </Section>
  );
}
