import { SegmentedControl, Select, Switch, useMantineColorScheme } from '@mantine/core';
import { notifyRefused } from '../../components/notify.ts';
import { SCHEMES } from '../../components/scheme-toggle.tsx';
import { Section } from '../../components/section.tsx';
import { LANGUAGES, type Language } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import { settings, useSettings } from '../../lib/settings.ts';
import { type DeviceSettings as Choices, NOTIFICATION_KINDS, type NotificationKind } from '../../lib/settings-store.ts';
import { t } from '../../lib/words.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings.module.css';

/** Language, look, first page and notifications: of this device alone, kept on it. */
export function DeviceSettings() {
  const { language, startPage, notifications } = useSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { reachesTeams } = useSession();
  return (
    <>
      <Section title={t('This device')} isFlush>
        <SettingRow id="language" label={t('Language')} note={t('Also how dates, numbers and amounts are written.')}>
          <Select
            id="language"
            data={[{ value: 'system', label: t('As the system') }, ...LANGUAGES.map((value) => ({ value, label: ownName(value) }))]}
            value={language}
            onChange={(value) => change({ language: choiceOf(LANGUAGE_CHOICES, value) })}
            data-testid="language"
          />
        </SettingRow>
        <SettingRow id="appearance" isGroup label={t('Appearance')}>
          <SegmentedControl
            aria-labelledby="appearance"
            size="xs"
            fullWidth
            data={SCHEMES.map(({ value, label }) => ({ value, label }))}
            value={colorScheme}
            onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme.value === value)?.value ?? 'auto')}
          />
        </SettingRow>
        <SettingRow id="start-page" label={t('First page')} note={t('Where Fieldgoal opens.')}>
          <Select
            id="start-page"
            data={startPages(reachesTeams)}
            value={startPage}
            onChange={(value) => change({ startPage: startPages(reachesTeams).find((page) => page.value === value)?.value })}
          />
        </SettingRow>
      </Section>
      <Section title={t('Notifications on this device')} isFlush>
        {NOTIFICATION_KINDS.map((kind) => (
          <SettingRow key={kind} id={`notify-${kind}`} {...kindWords(kind)}>
            <Switch
              className={styles.switch}
              id={`notify-${kind}`}
              checked={notifications[kind]}
              onChange={(event) => change({ notifications: { ...notifications, [kind]: event.currentTarget.checked } })}
              data-testid={`notify-${kind}`}
            />
          </SettingRow>
        ))}
      </Section>
    </>
  );
}

const LANGUAGE_CHOICES = ['system', 'en', 'de'] as const;

/** Everyone finds their language by its own name: "English", "Deutsch". */
function ownName(language: Language): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
}

function choiceOf<T extends string>(choices: readonly T[], value: string | null): T | undefined {
  return choices.find((choice) => choice === value);
}

/** Keeps what is given; storage that refuses is told. */
function change(choices: { readonly [Field in keyof Choices]?: Choices[Field] | undefined }): void {
  try {
    settings.set(choices);
  } catch (error) {
    notifyRefused(error);
  }
}

function startPages(reachesTeams: boolean): { readonly value: Choices['startPage']; readonly label: string }[] {
  return [
    { value: '/', label: t('Today') },
    { value: '/goals', label: t('Goals') },
    { value: '/deals', label: t('Deals') },
    { value: '/work', label: t('Work') },
    { value: '/analytics', label: t('Analytics') },
    ...(reachesTeams ? [{ value: '/team' as const, label: t('Team') }] : []),
  ];
}

function kindWords(kind: NotificationKind): { readonly label: string; readonly note: string } {
  switch (kind) {
    case 'goal_at_risk':
      return { label: t('A goal is at risk'), note: t('When the forecast of one of your goals falls below the threshold.') };
    case 'goal_achieved':
      return { label: t('A goal is reached'), note: t('When one of your goals reaches its target.') };
    case 'task_due':
      return { label: t('A task is due'), note: t('On the morning of the day on which it is due.') };
    case 'change_refused':
      return { label: t('A change was refused'), note: t('When the server doesn’t take something you changed here.') };
    case 'conflict':
      return { label: t('A conflict needs a decision'), note: t('When goals were moved at the same time and can’t all stay there.') };
  }
}
