import type { Role, Settings, StageKind } from '@fieldgoal/domain';

export interface DirectoryView {
  readonly companyName: string;
  readonly currency: string;
  /** What deals and goals may be in: the company's own first, then those with an exchange rate. */
  readonly currencies: readonly string[];
  readonly timeZone: string;
  /** How the company divides time, for choosing a period; calendar years and Monday weeks when absent. */
  readonly calendar?: Pick<Settings, 'timeZone' | 'fiscalYearStartMonth' | 'fiscalPattern' | 'weekStart' | 'workingWeekdays' | 'holidays'>;
  readonly members: readonly { readonly id: string; readonly name: string; readonly role: Role; readonly teamId: string | null }[];
  readonly teams: readonly {
    readonly id: string;
    readonly name: string;
    readonly parentTeamId: string | null;
    readonly mayEdit: boolean;
  }[];
  readonly stages: readonly { readonly id: string; readonly name: string; readonly kind: StageKind; readonly probability: number }[];
  readonly products: readonly { readonly id: string; readonly name: string; readonly listPriceMinor: number | null }[];
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}
