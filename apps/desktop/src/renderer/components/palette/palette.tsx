import { Kbd, Modal } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../../lib/trpc.ts';
import { t, tn } from '../../lib/words.ts';
import { SearchIcon } from '../icons.tsx';
import { commandsFor, groupCommands, type PaletteGroup, type PaletteItem } from './item.ts';
import styles from './palette.module.css';
import { useResultGroups } from './result-items.tsx';
import { useCommands } from './use-commands.ts';
import { MOST_TYPED, type Typed, useTyped } from './use-typed.ts';

/** Commands shown beside what was found; all of them while nothing is typed. */
const COMMANDS_BESIDE = 5;
const field = (): Element | null => document.querySelector('[data-testid="palette-input"]');

interface PaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Every page, command, goal, deal, person and task by a few letters. The focus goes back to where it was. */
export function Palette({ isOpen, onClose }: PaletteProps) {
  const [typed, setTyped] = useTyped(isOpen, field);
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={620}
      yOffset="12vh"
      centered={false}
      transitionProps={{ duration: 80 }}
      classNames={{ content: styles.content ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={t('Search and commands')} data-testid="palette">
        <PaletteBody typed={typed} onTyped={setTyped} onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}

interface PaletteBodyProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onClose: () => void;
}

function PaletteBody({ typed: { text: typed, isEntered }, onTyped, onClose }: PaletteBodyProps) {
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { groups, isBehind } = useGroups(typed);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);

  const choose = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const index = Math.min(active, items.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index, items]);
  const chooseAwaited = useEffectEvent(() => {
    onTyped({ text: typed, isEntered: false });
    choose(items[index]);
  });
  useEffect(() => {
    // Enter may come before the answer to the last key.
    if (isEntered && !isBehind) chooseAwaited();
  }, [isEntered, isBehind]);

  const keyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 8, PageUp: index - 8 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const isStep = Math.abs(to - index) === 1;
      setActive(isStep ? (to + items.length) % Math.max(1, items.length) : Math.max(0, Math.min(items.length - 1, to)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isBehind) onTyped({ text: typed, isEntered: true });
      else choose(items[index]);
    }
  };

  return (
    <>
      <div className={styles.head}>
        <SearchIcon />
        <input
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={items[index] === undefined ? undefined : optionId(listId, items[index])}
          aria-label={t('Search goals, deals, people and commands')}
          placeholder={t('Search goals, deals, people or type a command')}
          maxLength={MOST_TYPED}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onKeyDown={keyDown}
          onChange={(event) => {
            onTyped({ text: event.currentTarget.value, isEntered: false });
            setActive(0);
          }}
          data-testid="palette-input"
        />
        <Kbd size="xs">{t('Esc')}</Kbd>
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t('Results')} className={styles.list} tabIndex={-1}>
        {groups.map((group, at) => (
          <Group key={group.label} group={group} labelId={`${listId}-${at}`}>
            {group.items.map((item) => (
              <Option
                key={item.id}
                id={optionId(listId, item)}
                item={item}
                isActive={item === items[index]}
                onPoint={() => setActive(items.indexOf(item))}
                onChoose={() => choose(item)}
              />
            ))}
          </Group>
        ))}
      </div>
      {items.length === 0 && !isBehind ? (
        <p className={styles.nothing}>
          {t('Nothing on this device is called “{{typed}}”. Try fewer letters, or part of an account or owner.', { typed: typed.trim() })}
        </p>
      ) : null}
      <p className="fg-hidden" role="status">
        {isBehind || typed.trim() === '' ? '' : tn(items.length, '{{count}} result', '{{count}} results')}
      </p>
    </>
  );
}

function useGroups(typed: string): { readonly groups: readonly PaletteGroup[]; readonly isBehind: boolean } {
  const trpc = useTRPC();
  const commands = useCommands();
  const q = typed.trim();
  const search = useQuery({
    ...trpc.search.queryOptions(q),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const found = useResultGroups(q === '' ? undefined : search.data);
  const fitting = commandsFor(commands, q);
  const groups =
    q === ''
      ? groupCommands(fitting)
      : [...(fitting.length === 0 ? [] : [{ label: t('Commands'), items: fitting.slice(0, COMMANDS_BESIDE) }]), ...found];
  return { groups, isBehind: q !== '' && (search.isPlaceholderData || search.isPending) };
}

function Group({
  group,
  labelId,
  children,
}: {
  readonly group: PaletteGroup;
  readonly labelId: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div role="group" aria-labelledby={labelId} className={styles.group}>
      <div id={labelId} className={styles.groupLabel}>
        {group.label}
        {(group.more ?? 0) > 0 ? <span className={styles.more}>{t('{{count}} more', { count: group.more ?? 0 })}</span> : null}
      </div>
      {children}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ id, item: { label, detail, end, Icon }, isActive, onPoint, onChoose }: OptionProps) {
  return (
    // The keyboard chooses from the field above, which keeps the focus.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      onMouseMove={isActive ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      data-testid="palette-option"
    >
      <span className={styles.icon}>
        <Icon />
      </span>
      <span className={styles.label}>{label}</span>
      {detail === undefined || detail === '' ? null : <span className={styles.detail}>{detail}</span>}
      <span className={styles.end}>{end}</span>
    </div>
  );
}

function optionId(listId: string, { id }: PaletteItem): string {
  return `${listId}-${id.replace(/\s+/g, '-')}`;
}
