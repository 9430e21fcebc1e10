import type { Instant, IsoDate } from '@fieldgoal/domain';

export interface RateRow {
  readonly id: string;
  readonly currency: string;
  readonly on: IsoDate;
  /** What one unit is worth, as decimal text: "1.0842". */
  readonly rate: string;
  readonly addedByName: string;
  readonly addedAt: Instant;
  /** The one that counts today. */
  readonly isInForce: boolean;
  /** A later entry for the same day stands instead. */
  readonly isReplaced: boolean;
}

export interface RatesView {
  /** What rates are in. */
  readonly currency: string;
  readonly rows: readonly RateRow[];
  readonly mayEdit: boolean;
}
