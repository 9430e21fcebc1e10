import type { ActivityKind } from '@fieldgoal/domain';
import type { ComponentType } from 'react';
import { CallIcon, DemoIcon, EmailIcon, type IconProps, MeetingIcon, VisitIcon } from '../../components/icons.tsx';

/** The kinds of activity in the order they are offered, with their words and pictures. */
export const ACTIVITY_KINDS: readonly { readonly kind: ActivityKind; readonly words: string; readonly Icon: ComponentType<IconProps> }[] = [
  { kind: 'call', words: 'Call', Icon: CallIcon },
  { kind: 'email', words: 'E-mail', Icon: EmailIcon },
  { kind: 'meeting', words: 'Meeting', Icon: MeetingIcon },
  { kind: 'visit', words: 'Visit', Icon: VisitIcon },
  { kind: 'demo', words: 'Demo', Icon: DemoIcon },
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
