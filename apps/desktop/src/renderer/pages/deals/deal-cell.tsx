import { closeDateOf, type IsoDate } from '@fieldgoal/domain';
import type { DealColumn, DealRow } from '../../../host/views/deals.ts';
import { formatDateShort, formatMoney } from '../../lib/format.ts';
import { missingRateWords } from '../../lib/rate-words.ts';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

/** What a cell shows while it isn't edited. */
export function DealCell({ deal, column, today }: { readonly deal: DealRow; readonly column: DealColumn; readonly today: IsoDate }) {
  switch (column) {
    case 'name':
      return (
        <>
          <span className={styles.name} title={deal.name}>
            {deal.name}
          </span>
          {deal.toSend ? (
            <span className={styles.toSend} role="img" title={t('Saved on this device, to be sent')} aria-label={t('to be sent')} />
          ) : null}
        </>
      );
    case 'account':
      return <Words text={deal.accountName} />;
    case 'product':
      return <Words text={deal.productName} />;
    case 'stage':
      return <StageLabel deal={deal} />;
    case 'amount':
      return deal.amountMinor === null ? <Nothing /> : <span className="fg-num">{formatMoney(deal.amountMinor, deal.currency)}</span>;
    case 'currency':
      return <Currency deal={deal} />;
    case 'close':
      return <CloseDate deal={deal} today={today} />;
    case 'owner':
      return <Words text={deal.ownerName} />;
  }
}

/** The code; where there is no rate for it, that its amount counts nowhere, in words. */
function Currency({ deal }: { readonly deal: DealRow }) {
  if (deal.missingRate === null) return deal.currency;
  return (
    <span className={styles.noRate} title={missingRateWords(deal.missingRate)} data-testid="deal-no-rate">
      {deal.currency}
      <span>{t('no rate')}</span>
      <span className="fg-hidden">{missingRateWords(deal.missingRate)}</span>
    </span>
  );
}

/** In full on hovering where the column is too narrow for it. */
function Words({ text }: { readonly text: string | null }) {
  return text === null ? (
    <Nothing />
  ) : (
    <span className="fg-truncate" title={text}>
      {text}
    </span>
  );
}

function Nothing() {
  return <span className="fg-faint">–</span>;
}

function StageLabel({ deal }: { readonly deal: DealRow }) {
  return (
    <span className={styles.stage} data-kind={deal.stageKind}>
      <StageMark kind={deal.stageKind} probability={deal.probability} />
      <span className="fg-truncate">{deal.stageName}</span>
    </span>
  );
}

/** How far along a deal is: a ring that fills with the stage's probability, a tick for won, a bar for lost. */
function StageMark({ kind, probability }: { readonly kind: DealRow['stageKind']; readonly probability: number }) {
  const length = 2 * Math.PI * 3;
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" aria-hidden="true" className={styles.stageMark}>
      <circle cx="7" cy="7" r="6" strokeWidth="1.25" />
      {kind === 'won' ? <path d="m4.5 7.2 1.8 1.8 3.3-3.8" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" /> : null}
      {kind === 'lost' ? <path d="M4.7 7h4.6" strokeWidth="1.5" strokeLinecap="round" /> : null}
      {kind === 'open' && probability > 0 ? (
        <circle
          cx="7"
          cy="7"
          r="3"
          strokeWidth="3.5"
          strokeDasharray={`${(probability / 100) * length} ${length}`}
          transform="rotate(-90 7 7)"
        />
      ) : null}
    </svg>
  );
}

function CloseDate({ deal, today }: { readonly deal: DealRow; readonly today: IsoDate }) {
  const date = closeDateOf(deal);
  if (date === null) return <Nothing />;
  const isLate = deal.stageKind === 'open' && date < today;
  return (
    <span className="fg-num" data-late={isLate || undefined} title={isLate ? t('The expected day has passed') : undefined}>
      {formatDateShort(date, today)}
    </span>
  );
}
