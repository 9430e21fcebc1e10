import type { ActivityKind } from '@fieldgoal/domain';
import type { ComponentType } from 'react';
import { CallIcon, DemoIcon, EmailIcon, type IconProps, MeetingIcon, VisitIcon } from './icons.tsx';

/** The kinds of activity in the order they are offered, with their words and marks. */
export const ACTIVITY_KINDS: readonly { readonly value: ActivityKind; readonly label: string; readonly Icon: ComponentType<IconProps> }[] =
  [
    { value: 'call', label: 'Call', Icon: CallIcon },
    { value: 'email', label: 'Email', Icon: EmailIcon },
    { value: 'meeting', label: 'Meeting', Icon: MeetingIcon },
    { value: 'visit', label: 'Visit', Icon: VisitIcon },
    { value: 'demo', label: 'Demo', Icon: DemoIcon },
  ];
