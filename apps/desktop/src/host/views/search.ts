import type { Health, IsoDate, Role, StageKind } from '@fieldgoal/domain';

export const SEARCH_KINDS = ['goal', 'deal', 'member', 'account', 'task'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export type SearchHit =
  | {
      readonly kind: 'goal';
      readonly id: string;
      readonly name: string;
      readonly ownerName: string;
      readonly periodLabel: string;
      readonly health: Health;
      /** 1 is the whole target; null where nothing is known or aimed for. */
      readonly attainment: number | null;
      readonly isLive: boolean;
    }
  | {
      readonly kind: 'deal';
      readonly id: string;
      readonly name: string;
      readonly accountName: string | null;
      readonly ownerName: string;
      readonly stageName: string;
      readonly stageKind: StageKind;
      readonly amountMinor: number | null;
      readonly currency: string;
      readonly isLive: boolean;
    }
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly teamName: string | null;
      readonly isLive: boolean;
    }
  | { readonly kind: 'account'; readonly id: string; readonly name: string; readonly isLive: boolean }
  | {
      readonly kind: 'task';
      readonly id: string;
      readonly name: string;
      readonly ownerName: string;
      readonly dueOn: IsoDate | null;
      readonly isLive: boolean;
    };

/** What this device has that fits what was typed: the kinds in a fixed order, in each the best first. */
export interface SearchView {
  readonly groups: readonly { readonly kind: SearchKind; readonly total: number; readonly hits: readonly SearchHit[] }[];
}
