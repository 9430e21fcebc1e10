import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ParentChoice } from '../../../host/views/goals.ts';
import { SearchIcon } from '../../components/icons.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { plural } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './place-dialog.module.css';

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
    <Modal opened={isOpen} onClose={onClose} title={`Place ${plural(goalIds.length, 'goal')} under…`} size={620}>
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
  if (query.data === undefined) return <Loading label="Looking for goals above" />;
  const { choices, leftOff } = query.data;
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        aria-label="Search goals to place under"
        placeholder="Search by goal or owner"
        leftSection={<SearchIcon size={14} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Radio.Group
        aria-label="Goal to place under"
        value={chosen?.id ?? ''}
        onChange={(id) => setChosen(choices.find((choice) => choice.id === id) ?? null)}
      >
        <div className={styles.list} tabIndex={-1}>
          {choices.map((choice) => (
            <Choice key={choice.id} choice={choice} total={goalIds.length} />
          ))}
          {choices.length === 0 ? <p className={styles.none}>No goal above fits this search.</p> : null}
          {leftOff > 0 ? <p className={styles.none}>{plural(leftOff, 'more goal')} not shown. Search to find them.</p> : null}
        </div>
      </Radio.Group>
      <div className={styles.preview} role="status" data-testid="link-preview">
        {chosen === null || preview === undefined ? (
          <Text fz={13} c="dimmed">
            Choose a goal above to see what will happen.
          </Text>
        ) : (
          <>
            <Text fz={13} fw={500}>
              {preview.moved.length === 0 ? 'Nothing will be moved.' : `${plural(preview.moved.length, 'goal')} will be moved.`}
              {preview.unchanged.length > 0 ? ` ${plural(preview.unchanged.length, 'goal')} already there.` : ''}
            </Text>
            {preview.refused.length > 0 ? (
              <ul className={styles.refused}>
                {preview.refused.map(({ goalId, name, words }) => (
                  <li key={goalId}>
                    <strong>{name}</strong> stays where it is: {words.join('; ')}.
                  </li>
                ))}
              </ul>
            ) : null}
          </>
        )}
      </div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={isMoving}
          disabled={chosen === null || preview === undefined || preview.moved.length === 0}
          onClick={() => (chosen === null ? undefined : onPlace(chosen))}
          data-testid="place-goals"
        >
          {preview === undefined || preview.moved.length === 0 ? 'Place' : `Place ${plural(preview.moved.length, 'goal')}`}
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
        description={`${goalMeasureWords(choice)} · ${choice.periodLabel}${takesWords(choice, total)}`}
      />
      {isPossible ? null : <Reasons choice={choice} />}
    </div>
  );
}

/** Every broken rule, once. */
function Reasons({ choice: { refused } }: { readonly choice: ParentChoice }) {
  const rules = [...new Set(refused.flatMap(({ words }) => words))];
  return rules.length === 0 ? null : <p className={styles.why}>Not possible: {rules.join('; ')}.</p>;
}

function takesWords({ takes, alreadyHere, refused }: ParentChoice, total: number): string {
  if (takes === 0 || total === 1) return alreadyHere === total ? ' · already there' : '';
  if (refused.length === 0) return alreadyHere > 0 ? ` · ${alreadyHere} already there` : ' · takes all';
  return ` · takes ${takes} of ${total}`;
}
