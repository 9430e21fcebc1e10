import type { ActivityKind } from '@fieldgoal/domain';
import type { ComponentType } from 'react';
import { t } from '../lib/words.ts';
import { CallIcon, DemoIcon, EmailIcon, type IconProps, MeetingIcon, VisitIcon } from './icons.tsx';

/** The kinds of activity in the order they are offered, with their words and marks. */
export const ACTIVITY_KINDS: readonly { readonly value: ActivityKind; readonly label: string; readonly Icon: ComponentType<IconProps> }[] =
  [
    {
      value: 'call',
      get label() {
        return t('Call');
      },
      Icon: CallIcon,
    },
    {
      value: 'email',
      get label() {
        return t('Email');
      },
      Icon: EmailIcon,
    },
    {
      value: 'meeting',
      get label() {
        return t('Meeting');
      },
      Icon: MeetingIcon,
    },
    {
      value: 'visit',
      get label() {
        return t('Visit');
      },
      Icon: VisitIcon,
    },
    {
      value: 'demo',
      get label() {
        return t('Demo');
      },
      Icon: DemoIcon,
    },
  ];
