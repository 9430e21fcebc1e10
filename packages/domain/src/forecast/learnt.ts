import type { Foreseen } from './level.ts';
import type { Records } from './records.ts';
import type { Rhythm } from './rhythm.ts';
import type { Timeline } from './timeline.ts';
import type { OutlookInput } from './types.ts';

/** What the past of a goal taught about the rest of its period; the dear part of an outlook. It holds until a day before today changes. */
export interface LearntOutlook {
  readonly input: OutlookInput;
  readonly timeline: Timeline;
  readonly rhythm: Rhythm;
  readonly records: Records;
  /** Records to come by their own levels; null when no day is known, or no model asks. */
  readonly level: Foreseen | null;
}
