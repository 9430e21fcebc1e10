import type { AnalyticsRow } from './types.ts';

/** Goals counted together: rates are of the pool, never averages of averages (rule L4). */
export class Tally {
  total = 0;
  cancelled = 0;
  completed = 0;
  #progress = 0;
  #progressCount = 0;
  #velocity = 0;
  #velocityCount = 0;

  add(row: AnalyticsRow): void {
    this.total++;
    if (row.status === 'cancelled') {
      this.cancelled++;
      return;
    }
    if (row.health === 'achieved') this.completed++;
    if (row.attainment !== null) {
      this.#progress += row.attainment;
      this.#progressCount++;
    }
    const share = shareOfTargetPerDay(row);
    if (share !== null) {
      this.#velocity += share;
      this.#velocityCount++;
    }
  }

  get counted(): number {
    return this.total - this.cancelled;
  }

  get completionRate(): number | null {
    return this.counted === 0 ? null : (100 * this.completed) / this.counted;
  }

  get averageProgress(): number | null {
    return this.#progressCount === 0 ? null : (100 * this.#progress) / this.#progressCount;
  }

  get averageVelocity(): number | null {
    return this.#velocityCount === 0 ? null : (100 * this.#velocity) / this.#velocityCount;
  }

  get velocityDataPoints(): number {
    return this.#velocityCount;
  }
}

/**
 * A goal's velocity as a share of its target, so that money and counts may be averaged (rule L5); null for ratios and composites, which don't
 * grow day by day, and without a target above 0.
 */
function shareOfTargetPerDay({ type, velocity, target }: AnalyticsRow): number | null {
  return type === 'performance' || velocity === null || target === null || target <= 0 ? null : velocity / target;
}
