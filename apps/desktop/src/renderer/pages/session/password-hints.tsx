import { VisuallyHidden } from '@mantine/core';
import type { PasswordHint } from './company-form.ts';
import classes from './session.module.css';
import { t } from '../../lib/words.ts';

/** Live hints under a new password; a screen reader hears them when it reaches the field (`aria-describedby`). */
export function PasswordHints({ id, hints }: { id: string; hints: readonly PasswordHint[] }) {
  return (
    <ul className={classes.hints} id={id}>
      {hints.map((hint) => (
        <li key={hint.text} data-ok={hint.ok}>
          <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
            {hint.ok ? <path d="M2 6.5 5 9l5-6" strokeLinecap="round" strokeLinejoin="round" /> : <circle cx="6" cy="6" r="4" />}
          </svg>
          {hint.text}
          <VisuallyHidden>{hint.ok ? t('(met)') : t('(not met yet)')}</VisuallyHidden>
        </li>
      ))}
    </ul>
  );
}
