import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { ClosingView } from '../../../host/views/goal-page.ts';
import { ChevronDownIcon, ChevronRightIcon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmountExact, formatChange, formatDate } from '../../lib/format.ts';
import { causeLabel } from './cause-words.ts';
import styles from './closing.module.css';
import tables from './tables.module.css';
import { hostText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** A closed goal: what was reported, what it is with everything that came later, and each change between the two. */
export function Closing({ closing, card }: { readonly closing: ClosingView; readonly card: GoalCard }) {
  const { reported, restated, lines } = closing;
  const [isOpen, { toggle }] = useDisclosure(true);
  const difference = (restated ?? 0) - (reported ?? 0);
  return (
    <Section title={t('Closed')} note={t('on {{date}}', { date: formatDate(closing.closedOn) })} isFlush>
      <dl className={styles.values} data-testid="goal-closing">
        <div>
          <dt>{t('Reported at close')}</dt>
          <dd data-testid="closing-reported">{formatAmountExact(reported, card)}</dd>
        </div>
        <div>
          <dt>{t('Restated, from today’s records')}</dt>
          <dd data-testid="closing-restated">{formatAmountExact(restated, card)}</dd>
        </div>
        <div>
          <dt>{t('Difference')}</dt>
          <dd>{difference === 0 ? t('None') : formatChange(difference, card)}</dd>
        </div>
      </dl>
      {lines.length === 0 ? (
        <p className={styles.note}>{t('Nothing that counts in this goal changed after it was closed.')}</p>
      ) : (
        <>
          <div className={styles.note}>
            <UnstyledButton className={tables.disclose} onClick={toggle} aria-expanded={isOpen}>
              {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
              {tn(lines.length, '{{count}} change after the close', '{{count}} changes after the close')}
            </UnstyledButton>
          </div>
          {isOpen ? (
            <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('Changes after the close')}>
              <table className={tables.table} data-testid="closing-lines">
                <thead>
                  <tr>
                    <th scope="col">{t('Day')}</th>
                    <th scope="col">{t('What happened')}</th>
                    <th scope="col">{t('Record')}</th>
                    <th scope="col">{t('Owner')}</th>
                    <th scope="col" data-numeric>
                      {t('Change')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <tr key={line.id}>
                      <td className={tables.quiet}>{line.on === null ? '' : formatDate(line.on)}</td>
                      <td>{line.cause === 'elsewhere' ? t('Other changes') : causeLabel(line.cause)}</td>
                      <th scope="row">{hostText(line.name)}</th>
                      <td className={tables.quiet}>{line.ownerName ?? ''}</td>
                      <td data-numeric>{formatChange(line.amount, card)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : null}
        </>
      )}
    </Section>
  );
}
