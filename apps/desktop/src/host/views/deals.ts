import type { IsoDate, StageKind } from '@fieldgoal/domain';

/** A rate that somebody has to enter: of this currency, on or before this day. */
export interface MissingRateView {
  readonly currency: string;
  readonly on: IsoDate;
}

export interface DealRow {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly amountMinor: number | null;
  readonly currency: string;
  /** In the company's currency, at the rate of the day it was closed, else of today; null without an amount or a rate. */
  readonly worthMinor: number | null;
  /** Why its amount counts nowhere: there is no rate for its currency on that day; null where there is one. */
  readonly missingRate: MissingRateView | null;
  readonly stageId: string;
  readonly stageName: string;
  readonly stageKind: StageKind;
  readonly probability: number;
  readonly openedOn: IsoDate | null;
  readonly expectedCloseOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
  readonly productId: string | null;
  readonly productName: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly note: string;
  /** Who has which share, in basis points; empty gives the owner the whole credit (rule R13). */
  readonly credits: readonly { readonly memberId: string; readonly shareBp: number }[];
  /** Changed here and not yet acknowledged by the server. */
  readonly toSend: boolean;
  readonly mayEdit: boolean;
}
