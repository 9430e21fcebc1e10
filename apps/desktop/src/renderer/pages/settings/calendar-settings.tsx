import { Chip, Pill, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CompanySettingsView } from '../../../host/views/settings.ts';
import { DateField } from '../../components/date-field.tsx';
import { Section } from '../../components/section.tsx';
import { formatDate } from '../../lib/format.ts';
import { t } from '../../lib/words.ts';
import { monthName, weekdayName } from './calendar-names.ts';
import type { SaveSettings } from './company-settings.tsx';
import { SettingRow } from './setting-row.tsx';
import styles from './settings.module.css';

interface CalendarSettingsProps {
  readonly settings: CompanySettingsView;
  readonly onSave: SaveSettings;
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The company and how it divides time. */
export function CalendarSettings({ settings, onSave }: CalendarSettingsProps) {
  return (
    <Section title={t('The company')} isFlush>
      <CompanyName name={settings.companyName} onSave={onSave} />
      <SettingRow
        id="time-zone"
        isGroup
        label={t('Time zone')}
        note={t('Its days begin and end at midnight there. Fixed since the company was created.')}
      >
        <p className={styles.fixed}>{settings.timeZone}</p>
      </SettingRow>
      <SettingRow id="currency" isGroup label={t('Currency')} note={t('Fixed since the company was created.')}>
        <p className={styles.fixed}>{settings.currency}</p>
      </SettingRow>
      <SettingRow
        id="fiscal-year"
        label={t('The fiscal year begins in')}
        note={t('Quarters and years of new goals follow; goals that are there keep their days.')}
      >
        <Select
          id="fiscal-year"
          data={MONTHS.map((month) => ({ value: String(month), label: monthName(month) }))}
          value={String(settings.fiscalYearStartMonth)}
          onChange={(value) => onSave({ fiscalYearStartMonth: Number(value) })}
          data-testid="fiscal-year"
        />
      </SettingRow>
      <SettingRow id="fiscal-pattern" label={t('The fiscal year is divided into')}>
        <Select
          id="fiscal-pattern"
          data={patternChoices()}
          value={settings.fiscalPattern}
          onChange={(value) => onSave({ fiscalPattern: patternChoices().find((choice) => choice.value === value)?.value })}
        />
      </SettingRow>
      <SettingRow id="week-start" label={t('The week begins on')}>
        <Select
          id="week-start"
          data={WEEKDAYS.map((day) => ({ value: String(day), label: weekdayName(day, 'long') }))}
          value={String(settings.weekStart)}
          onChange={(value) => onSave({ weekStart: Number(value) })}
        />
      </SettingRow>
      <SettingRow id="working-days" isGroup label={t('Working days')} note={t('Targets are due on them, bit by bit.')}>
        <Chip.Group
          multiple
          value={settings.workingWeekdays.map(String)}
          onChange={(days) => {
            if (days.length > 0) onSave({ workingWeekdays: days.map(Number) });
          }}
        >
          <div className={styles.days} role="group" aria-labelledby="working-days">
            {WEEKDAYS.map((day) => (
              <Chip key={day} size="xs" value={String(day)} aria-label={weekdayName(day, 'long')}>
                {weekdayName(day, 'short')}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </SettingRow>
      <Holidays days={settings.holidays} onSave={onSave} />
    </Section>
  );
}

function CompanyName({ name, onSave }: { readonly name: string; readonly onSave: SaveSettings }) {
  const [draft, setDraft] = useState(name);
  const [saved, setSaved] = useState(name);
  if (saved !== name) {
    setSaved(name);
    setDraft(name);
  }
  const save = (): void => {
    if (draft.trim() === '') setDraft(name);
    else if (draft.trim() !== name) onSave({ companyName: draft.trim() });
  };
  return (
    <SettingRow id="company-name" label={t('Name')}>
      <TextInput
        id="company-name"
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
        data-testid="company-name"
      />
    </SettingRow>
  );
}

/** Days on which nobody works, besides the weekdays that are no working days. */
function Holidays({ days, onSave }: { readonly days: readonly string[]; readonly onSave: SaveSettings }) {
  return (
    <SettingRow id="holiday" label={t('Days off')} note={t('Choosing a day adds it. On these days nothing is due.')}>
      <DateField
        id="holiday"
        value={null}
        onChange={(day) => {
          if (day !== null && !days.includes(day)) onSave({ holidays: [...days, day] });
        }}
        data-testid="holiday"
      />
      {days.length === 0 ? null : (
        <ul className={styles.holidays} aria-label={t('Days off')}>
          {days.map((day) => (
            <li key={day}>
              <Pill
                withRemoveButton
                removeButtonProps={{ 'aria-label': t('Remove {{day}}', { day: formatDate(day) }), 'aria-hidden': false, tabIndex: 0 }}
                onRemove={() => onSave({ holidays: days.filter((other) => other !== day) })}
              >
                {formatDate(day)}
              </Pill>
            </li>
          ))}
        </ul>
      )}
    </SettingRow>
  );
}

function patternChoices(): { readonly value: CompanySettingsView['fiscalPattern']; readonly label: string }[] {
  return [
    { value: 'months', label: t('Calendar months') },
    { value: '445', label: t('Weeks: 4, 4 and 5 a quarter') },
    { value: '454', label: t('Weeks: 4, 5 and 4 a quarter') },
    { value: '544', label: t('Weeks: 5, 4 and 4 a quarter') },
  ];
}
