import type { ActivityKind } from '@fieldgoal/domain';
import type { ComponentType } from 'react';
import { t } from '../lib/words.ts';
import { CallIcon, DemoIcon, EmailIcon, type IconProps, MeetingIcon, VisitIcon } from './icons.tsx';

export interface LogKind {
  readonly value: ActivityKind;
  readonly label: string;
  /** The letter that logs it once the menu is open. */
  readonly letter: string;
  readonly Icon: ComponentType<IconProps>;
}

/** The kinds of activity in the order they are offered, with their words, letters and marks. */
export function logKinds(): readonly LogKind[] {
  return [
    { value: 'visit', label: t('Visit'), letter: t('V', { context: 'key' }), Icon: VisitIcon },
    { value: 'call', label: t('Call'), letter: t('C', { context: 'key' }), Icon: CallIcon },
    { value: 'email', label: t('Email'), letter: t('E', { context: 'key' }), Icon: EmailIcon },
    { value: 'meeting', label: t('Meeting'), letter: t('M', { context: 'key' }), Icon: MeetingIcon },
    { value: 'demo', label: t('Demo'), letter: t('D', { context: 'key' }), Icon: DemoIcon },
  ];
}

export function logKindOf(kind: ActivityKind): LogKind {
  const found = logKinds().find(({ value }) => value === kind);
  if (found === undefined) throw new Error(`No words for the kind of activity "${kind}".`);
  return found;
}
