import { Radio } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ForecastModel } from '@fieldgoal/domain';
import type { GoalDetail, ModelForecastRow } from '../../../host/views/goal-page.ts';
import { notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { NO_DATA, formatAmountShort, formatChance, formatRangeShort } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { MODELS } from './forecast-words.ts';
import styles from './forecast-models.module.css';
import tables from './tables.module.css';
import { t } from '../../lib/words.ts';

/** What each way of forecasting says of this goal, side by side; those who may edit choose one. */
export function ForecastModels({ detail }: { readonly detail: GoalDetail }) {
  const { card, forecastModel } = detail;
  const trpc = useTRPC();
  const query = useQuery(trpc.goals.forecastModels.queryOptions(card.id));
  const update = useMutation(trpc.goals.update.mutationOptions({ onError: (error) => notifyRefused(error, t('Not changed')) }));
  const rows = query.data ?? [];
  if (rows.length === 0) return null;
  const current = forecastModel.chosen ?? forecastModel.standard;
  return (
    <Section
      title={t('Ways to forecast')}
      note={forecastModel.chosen === null ? t('as the company has it') : t('chosen for this goal')}
      isFlush
    >
      <div className={tables.sideways} tabIndex={0} role="region" aria-label={t('Ways to forecast')}>
        <table className={`${tables.table} ${styles.models}`} data-testid="forecast-models">
          <thead>
            <tr>
              <th scope="col">{t('Model')}</th>
              <th scope="col" data-numeric>
                {t('Median')}
              </th>
              <th scope="col" data-numeric>
                {t('8 of 10 chances')}
              </th>
              <th scope="col" data-numeric>
                {t('Likely')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.model}
                row={row}
                detail={detail}
                isCurrent={row.model === current}
                isStandard={row.model === forecastModel.standard}
                onChoose={(model) => update.mutate({ goalId: card.id, forecastModel: model === forecastModel.standard ? null : model })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({
  row,
  detail,
  isCurrent,
  isStandard,
  onChoose,
}: {
  readonly row: ModelForecastRow;
  readonly detail: GoalDetail;
  readonly isCurrent: boolean;
  readonly isStandard: boolean;
  readonly onChoose: (model: ForecastModel) => void;
}) {
  const { card } = detail;
  const { model, forecast } = row;
  const { label, hint } = MODELS[model];
  return (
    <tr data-current={isCurrent || undefined}>
      <th scope="row">
        {card.mayEdit ? (
          <Radio
            size="xs"
            name="forecast-model"
            checked={isCurrent}
            onChange={() => onChoose(model)}
            label={<Name label={label} isStandard={isStandard} />}
            description={hint}
            data-testid={`forecast-model-${model}`}
          />
        ) : (
          <span className={styles.plain}>
            <Name label={isCurrent ? t('{{label}} (in use)', { label }) : label} isStandard={isStandard} />
            <span className={styles.hint}>{hint}</span>
          </span>
        )}
      </th>
      <td data-numeric>{forecast === null ? NO_DATA : formatAmountShort(forecast.p50, card)}</td>
      <td data-numeric>{forecast === null ? NO_DATA : formatRangeShort(forecast.p10, forecast.p90, card)}</td>
      <td data-numeric>{forecast?.probability == null ? NO_DATA : formatChance(forecast.probability)}</td>
    </tr>
  );
}

function Name({ label, isStandard }: { readonly label: string; readonly isStandard: boolean }) {
  return (
    <>
      {label}
      {isStandard ? <span className={styles.standard}> {t('standard')}</span> : null}
    </>
  );
}
