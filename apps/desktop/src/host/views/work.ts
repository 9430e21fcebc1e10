import type { ActivityKind, Instant, IsoDate } from '@fieldgoal/domain';

export interface ActivityRow {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly subject: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly completedAt: Instant | null;
  readonly completedOn: IsoDate | null;
  readonly dealId: string | null;
  readonly dealName: string | null;
  readonly toSend: boolean;
}

export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly dueOn: IsoDate | null;
  readonly completedAt: Instant | null;
  readonly dealId: string | null;
  readonly dealName: string | null;
  readonly isOverdue: boolean;
  readonly toSend: boolean;
}
