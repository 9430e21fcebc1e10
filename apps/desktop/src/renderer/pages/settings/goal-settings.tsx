import { Select } from '@mantine/core';
import type { CompanySettingsView } from '../../../host/views/settings.ts';
import { Section } from '../../components/section.tsx';
import { percentText } from '../../lib/format.ts';
import { t } from '../../lib/words.ts';
import { MODELS } from '../goal/forecast-words.ts';
import type { SaveSettings } from './company-settings.tsx';
import { SavedNumber } from './saved-number.tsx';
import { SettingRow } from './setting-row.tsx';

interface GoalSettingsProps {
  readonly settings: CompanySettingsView;
  readonly onSave: SaveSettings;
}

/** How goals are judged, foretold and closed; a goal may have its own way of spreading and forecasting. */
export function GoalSettings({ settings, onSave }: GoalSettingsProps) {
  const { onTrackPercent, atRiskPercent, pacing, forecastModel, closeAfterDays, maxGoalDepth } = settings;
  return (
    <Section title={t('Goals of the company')} isFlush>
      <SettingRow
        id="on-track"
        label={t('On track from')}
        note={t('The chance of reaching the target; before there is a forecast, the share of the pace.')}
      >
        <SavedNumber
          id="on-track"
          value={onTrackPercent}
          min={1}
          max={100}
          suffix={percentText('')}
          problem={(value) =>
            value < atRiskPercent
              ? t('Not below the threshold for “at risk”, {{percent}}.', { percent: percentText(String(atRiskPercent)) })
              : null
          }
          onSave={(value) => onSave({ onTrackPercent: value })}
        />
      </SettingRow>
      <SettingRow id="at-risk" label={t('At risk from')} note={t('Below it a goal is off track.')}>
        <SavedNumber
          id="at-risk"
          value={atRiskPercent}
          min={0}
          max={99}
          suffix={percentText('')}
          problem={(value) =>
            value > onTrackPercent
              ? t('Not above the threshold for “on track”, {{percent}}.', { percent: percentText(String(onTrackPercent)) })
              : null
          }
          onSave={(value) => onSave({ atRiskPercent: value })}
        />
      </SettingRow>
      <SettingRow id="pacing" label={t('Targets are spread')} note={t('Where a goal should be on each day of its period.')}>
        <Select
          id="pacing"
          data={pacingChoices()}
          value={pacing}
          onChange={(value) => onSave({ pacing: pacingChoices().find((choice) => choice.value === value)?.value })}
        />
      </SettingRow>
      <SettingRow id="forecast-model" label={t('Forecasts')} note={MODELS[forecastModel].hint}>
        <Select
          id="forecast-model"
          data={modelChoices()}
          value={forecastModel}
          onChange={(value) => onSave({ forecastModel: modelChoices().find((choice) => choice.value === value)?.value })}
          data-testid="forecast-model"
        />
      </SettingRow>
      <SettingRow
        id="close-after"
        label={t('Days until a goal is closed')}
        note={t('So long after its period a goal’s number may still change.')}
      >
        <SavedNumber id="close-after" value={closeAfterDays} min={0} max={366} onSave={(value) => onSave({ closeAfterDays: value })} />
      </SettingRow>
      <SettingRow id="max-depth" label={t('Levels of goals')} note={t('How deep goals may hang under each other.')}>
        <SavedNumber id="max-depth" value={maxGoalDepth} min={1} max={8} onSave={(value) => onSave({ maxGoalDepth: value })} />
      </SettingRow>
    </Section>
  );
}

function pacingChoices(): { readonly value: CompanySettingsView['pacing']; readonly label: string }[] {
  return [
    { value: 'working_days', label: t('Evenly over working days') },
    { value: 'calendar_days', label: t('Evenly over all days') },
    { value: 'seasonal', label: t('As earlier periods went') },
  ];
}

function modelChoices(): { readonly value: CompanySettingsView['forecastModel']; readonly label: string }[] {
  return (['ensemble', 'velocity', 'robust', 'smoothed', 'seasonal', 'pipeline'] as const).map((value) => ({
    value,
    label: MODELS[value].label,
  }));
}
