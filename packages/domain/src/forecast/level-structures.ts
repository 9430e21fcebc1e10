/** A value of a variance with how likely it is before anything was seen, in proportion to the others of its kind. */
export type Choice = readonly [variance: number, prior: number];

/**
 * The ways in which levels may move from stretch to stretch; every combination of one choice each is a structure. Variances are in
 * units of the reference level squared.
 */
export interface LevelChoices {
  /** Each stretch has its own level around the others'. */
  readonly own: readonly Choice[];
  /** The level moves on from stretch to stretch and stays there. */
  readonly drift: readonly Choice[];
  /** Months at the same place of the fiscal quarter are alike. */
  readonly quarterly: readonly Choice[];
  /** The same month of the year is alike. */
  readonly yearly: readonly Choice[];
  /** A steady slope. */
  readonly slope: readonly Choice[];
}

/*
 * Standard deviations of 0, 10, 25 and 50 % (own), 0, 5, 15 and 35 % a stretch (drift), 0, 15 and 35 % (seasons), 4 % a stretch (slope).
 * They span what sales do, from a steady company to a single seller; none is fitted to a data set. Where months stand in the
 * quarter or year is no more unlikely than not; of the rest, each larger movement is a third as likely
 * as the one before: the simpler course is believed until the data object.
 */
const OWN: readonly Choice[] = [
  [0, 27],
  [0.01, 9],
  [0.0625, 3],
  [0.25, 1],
];
const DRIFT: readonly Choice[] = [
  [0, 27],
  [0.0025, 9],
  [0.0225, 3],
  [0.1225, 1],
];
const QUARTERLY: readonly Choice[] = [
  [0, 2],
  [0.0225, 1],
  [0.1225, 1],
];
const YEARLY: readonly Choice[] = [
  [0, 1],
  [0.04, 1],
];
const SLOPE: readonly Choice[] = [
  [0, 3],
  [0.0016, 1],
];
const NONE: readonly Choice[] = [[0, 1]];
/** So many months and fewer hold no season twice. */
const MONTHS_WITHOUT_SEASON = { quarterly: 3, yearly: 12 };

/** The ways in which the levels of so many stretches may move. */
export function levelChoices(stretches: number, areMonths: boolean): LevelChoices {
  return {
    own: OWN,
    drift: DRIFT,
    quarterly: areMonths && stretches > MONTHS_WITHOUT_SEASON.quarterly ? QUARTERLY : NONE,
    yearly: areMonths && stretches > MONTHS_WITHOUT_SEASON.yearly ? YEARLY : NONE,
    slope: SLOPE,
  };
}

/** The few ways in which the mean amount of a record may move: it does so less than their number, so each larger movement is a ninth as likely. */
export const AMOUNT_CHOICES: LevelChoices = {
  own: [
    [0, 81],
    [0.01, 9],
    [0.0625, 1],
  ],
  drift: [
    [0, 81],
    [0.0025, 9],
    [0.0225, 1],
  ],
  quarterly: NONE,
  yearly: NONE,
  slope: NONE,
};
