/** One way in which levels may move from stretch to stretch; variances in units of the reference level squared. */
export interface LevelStructure {
  /** Each stretch has its own level around the others'. */
  readonly own: number;
  /** The level moves on from stretch to stretch and stays there. */
  readonly drift: number;
  /** Months at the same place of the fiscal quarter are alike. */
  readonly quarterly: number;
  /** The same month of the year is alike. */
  readonly yearly: number;
  /** A steady slope. */
  readonly slope: number;
  /** How likely it is before anything was seen, in proportion to the others. */
  readonly prior: number;
}

/** A value of a variance with how likely it is. */
type Choice = readonly [variance: number, prior: number];

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

/** All ways in which the levels of so many stretches may move. */
export function levelStructures(stretches: number, areMonths: boolean): readonly LevelStructure[] {
  const quarterly = areMonths && stretches > MONTHS_WITHOUT_SEASON.quarterly ? QUARTERLY : NONE;
  const yearly = areMonths && stretches > MONTHS_WITHOUT_SEASON.yearly ? YEARLY : NONE;
  return combine(OWN, DRIFT, quarterly, yearly, SLOPE);
}

/** The few ways in which the mean amount of a record may move. */
export const AMOUNT_STRUCTURES: readonly LevelStructure[] = combine(OWN.slice(0, 3), DRIFT.slice(0, 3), NONE, NONE, NONE);

function combine(
  owns: readonly Choice[],
  drifts: readonly Choice[],
  quarterlies: readonly Choice[],
  yearlies: readonly Choice[],
  slopes: readonly Choice[],
): LevelStructure[] {
  const structures: LevelStructure[] = [];
  for (const own of owns) {
    for (const drift of drifts) {
      for (const quarterly of quarterlies) {
        for (const yearly of yearlies) {
          for (const slope of slopes) {
            const prior = own[1] * drift[1] * quarterly[1] * yearly[1] * slope[1];
            structures.push({ own: own[0], drift: drift[0], quarterly: quarterly[0], yearly: yearly[0], slope: slope[0], prior });
          }
        }
      }
    }
  }
  return structures;
}
