import type { ActivityKind } from '@fieldgoal/domain';
import type { ComponentType } from 'react';
import { CallIcon, DemoIcon, EmailIcon, type IconProps, MeetingIcon, VisitIcon } from '../../components/icons.tsx';
import { t } from '../../lib/words.ts';

/** The kinds of activity in the order they are offered, with their words and pictures. */
export const ACTIVITY_KINDS: readonly { readonly kind: ActivityKind; readonly words: string; readonly Icon: ComponentType<IconProps> }[] = [
  {
    kind: 'call',
    get words() {
      return t('Call');
    },
    Icon: CallIcon,
  },
  {
    kind: 'email',
    get words() {
      return t('E-mail');
    },
    Icon: EmailIcon,
  },
  {
    kind: 'meeting',
    get words() {
      return t('Meeting');
    },
    Icon: MeetingIcon,
  },
  {
    kind: 'visit',
    get words() {
      return t('Visit');
    },
    Icon: VisitIcon,
  },
  {
    kind: 'demo',
    get words() {
      return t('Demo');
    },
    Icon: DemoIcon,
  },
];

/** The picture of a kind, named for those who don't see it. */
export function ActivityKindIcon({ kind }: { readonly kind: ActivityKind }) {
  const found = ACTIVITY_KINDS.find((candidate) => candidate.kind === kind);
  if (found === undefined) return null;
  return (
    <span role="img" aria-label={found.words} title={found.words} style={{ display: 'flex' }}>
      <found.Icon />
    </span>
  );
}
