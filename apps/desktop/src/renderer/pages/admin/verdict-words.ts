import type { AuditVerdict } from '../../../host/views/admin.ts';
import { hostText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** What a verification found, in a sentence. `wasCompared` says that a head kept from earlier was given. */
export function verdictWords(verdict: AuditVerdict, wasCompared: boolean): string {
  if (verdict.ok) {
    const whole = tn(
      verdict.entries,
      'The log is whole: {{count}} entry, none changed and none missing.',
      'The log is whole: {{count}} entries, none changed and none missing.',
    );
    return wasCompared ? `${whole} ${t('It still contains everything up to the head you gave.')}` : whole;
  }
  const problem = hostText(verdict.problem);
  return verdict.position === null
    ? t('The log is not whole: {{problem}}.', { problem })
    : t('The log breaks first at entry {{position}}: {{problem}}. What comes after it can’t be relied on either.', {
        position: verdict.position,
        problem,
      });
}
