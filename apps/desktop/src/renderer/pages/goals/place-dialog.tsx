import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ParentChoice } from '../../../host/views/goals.ts';
import { SearchIcon } from '../../components/icons.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './place-dialog.module.css';
import { hostText, periodText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

interface PlaceDialogProps {
  readonly goalIds: readonly string[];
  readonly isOpen: boolean;
  readonly isMoving: boolean;
  readonly onClose: () => void;
  readonly onPlace: (parent: ParentChoice) => void;
}

/** Chooses what goals are placed under: what can't take them says why, and what would stay is told before anything is moved. */
export function PlaceDialog({ isOpen, onClose, goalIds, ...rest }: PlaceDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={tn(goalIds.length, 'Place {{count}} goal under…', 'Place {{count}} goals under…')}
      size={620}
    >
      {isOpen && goalIds.length > 0 ? <PlaceForm goalIds={goalIds} onClose={onClose} {...rest} /> : null}
    </Modal>
  );
}

function PlaceForm({ goalIds, isMoving, onClose, onPlace }: Omit<PlaceDialogProps, 'isOpen'>) {
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text, 120);
  const [chosen, setChosen] = useState<ParentChoice | null>(null);
  const ids = [...goalIds];
  const query = useQuery({ ...trpc.goals.parentChoices.queryOptions({ goalIds: ids, q }), placeholderData: keepPreviousData });
  const preview = useQuery(trpc.goals.previewLinks.queryOptions(chosen === null ? skipToken : { goalIds: ids, parentId: chosen.id })).data;
  if (query.isError) return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading label={t('Looking for goals above')} />;
  const { choices, leftOff } = query.data;
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        aria-label={t('Search goals to place under')}
        placeholder={t('Search by goal or owner')}
        leftSection={<SearchIcon size={14} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Radio.Group
        aria-label={t('Goal to place under')}
        value={chosen?.id ?? ''}
        onChange={(id) => setChosen(choices.find((choice) => choice.id === id) ?? null)}
      >
        <div className={styles.list} tabIndex={-1}>
          {choices.map((choice) => (
            <Choice key={choice.id} choice={choice} total={goalIds.length} />
          ))}
          {choices.length === 0 ? <p className={styles.none}>{t('No goal above fits this search.')}</p> : null}
          {leftOff > 0 ? (
            <p className={styles.none}>
              {tn(leftOff, '{{count}} more goal not shown. Search to find it.', '{{count}} more goals not shown. Search to find them.')}
            </p>
          ) : null}
        </div>
      </Radio.Group>
      <div className={styles.preview} role="status" data-testid="link-preview">
        {chosen === null || preview === undefined ? (
          <Text fz={13} c="dimmed">
            {t('Choose a goal above to see what will happen.')}
          </Text>
        ) : (
          <>
            <Text fz={13} fw={500}>
              {preview.moved.length === 0
                ? t('Nothing will be moved.')
                : tn(preview.moved.length, '{{count}} goal will be moved.', '{{count}} goals will be moved.')}
              {preview.unchanged.length > 0
                ? ` ${tn(preview.unchanged.length, '{{count}} goal already there.', '{{count}} goals already there.')}`
                : ''}
            </Text>
            {preview.refused.length > 0 ? (
              <ul className={styles.refused}>
                {preview.refused.map(({ goalId, name, words }) => (
                  <li key={goalId}>
                    {t('{{goal}} stays where it is: {{reasons}}.', { goal: name, reasons: words.map(hostText).join('; ') })}
                  </li>
                ))}
              </ul>
            ) : null}
          </>
        )}
      </div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          loading={isMoving}
          disabled={chosen === null || preview === undefined || preview.moved.length === 0}
          onClick={() => (chosen === null ? undefined : onPlace(chosen))}
          data-testid="place-goals"
        >
          {preview === undefined || preview.moved.length === 0
            ? t('Place')
            : tn(preview.moved.length, 'Place {{count}} goal', 'Place {{count}} goals')}
        </Button>
      </Group>
    </Stack>
  );
}

function Choice({ choice, total }: { readonly choice: ParentChoice; readonly total: number }) {
  const isPossible = choice.takes > choice.alreadyHere;
  return (
    <div className={styles.choice} data-possible={isPossible || undefined} data-testid="parent-choice" data-goal-id={choice.id}>
      <Radio
        value={choice.id}
        size="xs"
        disabled={!isPossible}
        label={`${choice.ownerName} · ${choice.name}`}
        description={`${goalMeasureWords(choice)} · ${periodText(choice.periodLabel)}${takesWords(choice, total)}`}
      />
      {isPossible ? null : <Reasons choice={choice} />}
    </div>
  );
}

/** Every broken rule, once. */
function Reasons({ choice: { refused } }: { readonly choice: ParentChoice }) {
  const rules = [...new Set(refused.flatMap(({ words }) => words))];
  return rules.length === 0 ? null : (
    <p className={styles.why}>{t('Not possible: {{rules}}.', { rules: rules.map(hostText).join('; ') })}</p>
  );
}

function takesWords({ takes, alreadyHere, refused }: ParentChoice, total: number): string {
  if (takes === 0 || total === 1) return alreadyHere === total ? ` · ${t('already there')}` : '';
  if (refused.length === 0) return alreadyHere > 0 ? ` · ${t('{{count}} already there', { count: alreadyHere })}` : ` · ${t('takes all')}`;
  return ` · ${t('takes {{takes}} of {{total}}', { takes, total })}`;
}
