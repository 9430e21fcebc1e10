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

export type DealShow = StageKind | 'all';
export type DealColumn = 'name' | 'account' | 'product' | 'stage' | 'amount' | 'currency' | 'close' | 'owner';
export interface DealSort {
  readonly id: DealColumn;
  readonly desc: boolean;
}

/** Which deals; what is left out is the default: open ones, everyone's, no search, newest first. */
export interface DealQuery {
  readonly show?: DealShow | undefined;
  readonly stageId?: string | undefined;
  /** Words that all have to appear, in any order, somewhere in what a row shows. */
  readonly q?: string | undefined;
  readonly owner?: string | undefined;
  readonly sort?: DealSort | null | undefined;
}

/** Some of the deals that a query lets through, and what is to be said of all of them. */
export interface DealWindow {
  /** Of the first row among all that pass. */
  readonly offset: number;
  readonly rows: readonly DealRow[];
  readonly total: number;
  /** What each chip would bring: after search box and owner. */
  readonly counts: Readonly<Record<DealShow, number>>;
  /** The sum of all that pass, in the company's currency, minor units. */
  readonly worthMinor: number;
  /** Amounts that aren't in it for want of an exchange rate. */
  readonly withoutRate: number;
  /** Owners of all deals here by name; one entry means that a column of owners says nothing. */
  readonly owners: readonly { readonly value: string; readonly label: string }[];
  readonly hasOtherCurrencies: boolean;
  /** Whether there are any deals here at all. */
  readonly hasAny: boolean;
}
