/** The import of a CRM export, as messages between the page or the command line and the server. */

export type ImportFileKind = 'deals' | 'teams' | 'products' | 'accounts';

/** What a column of a file means; `null` in a mapping ignores the column. */
export const IMPORT_FIELDS = {
  deals: ['externalId', 'owner', 'name', 'product', 'account', 'stage', 'openedOn', 'closedOn', 'amount', 'currency'],
  teams: ['member', 'email', 'manager', 'region'],
  products: ['name', 'series', 'listPrice'],
  accounts: ['name', 'sector', 'location'],
} as const satisfies Record<ImportFileKind, readonly string[]>;

export interface ImportFile {
  readonly name: string;
  /** The file's bytes, base64: encodings are looked at by the server. */
  readonly base64: string;
}

export interface FileMapping {
  readonly file: string;
  /** `null`: the file is left out. */
  readonly kind: ImportFileKind | null;
  /** Column header → field of that kind, or null. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly dateOrder: 'MDY' | 'DMY' | 'YMD';
}

export interface ImportOptions {
  readonly mappings: readonly FileMapping[];
  /** Answers to name questions: `product:GTXPro` → id of the suggested target's name, or `new`. */
  readonly answers: Readonly<Record<string, string>>;
  /** Goals made in the same step, one per owner, type and quarter; null makes none. */
  readonly goalTemplate: { readonly types: readonly ('revenue' | 'deals')[]; readonly growthPercent: number } | null;
}

export interface ImportProblem {
  readonly file: string;
  /** 1-based line of the file; the header is row 1. Null when it is about the whole file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string | null;
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** `error` stops the import; `warning` is shown and imported as described. */
  readonly severity: 'error' | 'warning';
}

/** "GTXPro" is not among the products; did you mean "GTX Pro"? */
export interface NameQuestion {
  readonly key: string;
  readonly kind: 'product' | 'account' | 'owner' | 'stage';
  readonly found: string;
  readonly rows: number;
  readonly suggestions: readonly string[];
}

export interface ImportPreview {
  readonly files: readonly {
    readonly name: string;
    readonly kind: ImportFileKind | null;
    readonly encoding: string;
    readonly delimiter: string;
    readonly rows: number;
    readonly columns: readonly string[];
    /** First rows, for the eye. */
    readonly sample: readonly (readonly string[])[];
    readonly mapping: FileMapping;
  }[];
  /** What would be created, updated, left alone, by what it is. */
  readonly counts: readonly { readonly what: string; readonly created: number; readonly updated: number; readonly unchanged: number }[];
  /** Sentences about what else changes, e.g. "The depth of the goal hierarchy is raised from 3 to 4." */
  readonly notices: readonly string[];
  readonly questions: readonly NameQuestion[];
  readonly problems: readonly ImportProblem[];
  /** Problems beyond the ones listed. */
  readonly moreProblems: number;
  readonly canRun: boolean;
}

export interface ImportProgress {
  readonly importId: string;
  readonly state: 'running' | 'done' | 'failed' | 'undone';
  readonly phase: 'reading' | 'checking' | 'writing' | 'calculating' | 'finished';
  /** 0–1 over all phases. */
  readonly done: number;
  readonly message: string;
}

export interface ImportSummary {
  readonly id: string;
  readonly at: string;
  readonly byName: string;
  readonly state: ImportProgress['state'];
  readonly files: readonly string[];
  readonly created: number;
  readonly updated: number;
  readonly mayUndo: boolean;
}
