import {
  type FileMapping,
  IMPORT_FIELDS,
  type ImportFile,
  type ImportFileKind,
  type ImportOptions,
  type ImportPreview,
  type NameQuestion,
} from '@fieldgoal/domain';
import { t, tn } from '../../lib/words.ts';

/** The steps of an import, in order; `run` shows progress and then what happened. */
export const STEPS = ['files', 'mapping', 'questions', 'preview', 'run'] as const;
export type Step = (typeof STEPS)[number];

export interface Wizard {
  readonly step: Step;
  readonly files: readonly ImportFile[];
  /** Null until the first preview has guessed what the files are. */
  readonly options: ImportOptions | null;
  readonly preview: ImportPreview | null;
  /** Every name asked about so far: an answered question stays on the page, so that the answer can be changed. */
  readonly questions: readonly NameQuestion[];
  readonly importId: string | null;
}

export type WizardEvent =
  | { readonly type: 'files_added'; readonly files: readonly ImportFile[] }
  | { readonly type: 'file_removed'; readonly name: string }
  | { readonly type: 'previewed'; readonly preview: ImportPreview }
  | { readonly type: 'mapping_changed'; readonly mapping: FileMapping }
  | { readonly type: 'answered'; readonly key: string; readonly answer: string }
  | { readonly type: 'template_changed'; readonly template: ImportOptions['goalTemplate'] }
  | { readonly type: 'went_to'; readonly step: Step }
  | { readonly type: 'started'; readonly importId: string }
  | { readonly type: 'restarted' };

export const EMPTY_WIZARD: Wizard = { step: 'files', files: [], options: null, preview: null, questions: [], importId: null };

/** Quarterly goals for both units, a little above what was sold: what most teams start from. */
const FIRST_TEMPLATE: NonNullable<ImportOptions['goalTemplate']> = { types: ['revenue', 'deals'], growthPercent: 5 };

/** A file chosen again replaces the one of the same name, so that a corrected export can simply be dropped in. */
function mergeFiles(old: readonly ImportFile[], added: readonly ImportFile[]): readonly ImportFile[] {
  const names = new Set(added.map((file) => file.name));
  return [...old.filter((file) => !names.has(file.name)), ...added];
}

function mergeQuestions(old: readonly NameQuestion[], asked: readonly NameQuestion[]): readonly NameQuestion[] {
  const byKey = new Map(old.map((question) => [question.key, question]));
  for (const question of asked) byKey.set(question.key, question);
  return [...byKey.values()];
}

/** The wizard after an event; pure, so that every path through an import can be tested without a page. */
export function wizardAfter(wizard: Wizard, event: WizardEvent): Wizard {
  switch (event.type) {
    case 'files_added':
      // Other files are other guesses: mappings and answers of the old set would be about columns that may be gone.
      return { ...EMPTY_WIZARD, files: mergeFiles(wizard.files, event.files) };
    case 'file_removed':
      return { ...EMPTY_WIZARD, files: wizard.files.filter((file) => file.name !== event.name) };
    case 'previewed':
      return {
        ...wizard,
        preview: event.preview,
        questions: mergeQuestions(wizard.questions, event.preview.questions),
        options: wizard.options ?? {
          mappings: event.preview.files.map((file) => file.mapping),
          answers: {},
          goalTemplate: FIRST_TEMPLATE,
        },
      };
    case 'mapping_changed':
      if (wizard.options === null) return wizard;
      return {
        ...wizard,
        // Other columns bring other names: questions of the old columns would ask about values that no longer matter.
        questions: [],
        options: {
          ...wizard.options,
          mappings: wizard.options.mappings.map((mapping) => (mapping.file === event.mapping.file ? event.mapping : mapping)),
        },
      };
    case 'answered':
      if (wizard.options === null) return wizard;
      return { ...wizard, options: { ...wizard.options, answers: { ...wizard.options.answers, [event.key]: event.answer } } };
    case 'template_changed':
      return wizard.options === null ? wizard : { ...wizard, options: { ...wizard.options, goalTemplate: event.template } };
    case 'went_to':
      return { ...wizard, step: event.step };
    case 'started':
      return { ...wizard, step: 'run', importId: event.importId };
    case 'restarted':
      return EMPTY_WIZARD;
  }
}

/** Why the wizard cannot go on from its step, in words for the person; null when it can. */
export function whyNotNext(wizard: Wizard): string | null {
  if (wizard.step === 'files') return wizard.files.length === 0 ? t('Choose at least one file.') : null;
  if (wizard.step === 'mapping') {
    return wizard.options?.mappings.every((mapping) => mapping.kind === null) === true
      ? t('All files are left out. Say what at least one of them contains.')
      : null;
  }
  if (wizard.step === 'questions') {
    const open = unanswered(wizard).length;
    if (open > 0) return tn(open, 'One name still needs an answer.', '{{count}} names still need an answer.');
  }
  return null;
}

/** The questions nobody has answered yet. */
export function unanswered(wizard: Wizard): readonly NameQuestion[] {
  return wizard.questions.filter((question) => wizard.options?.answers[question.key] === undefined);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * Columns for a file that is now said to be of another kind.
 *
 * Shape:  every header once; each field at most once, by a header that says the same or contains it ("sales account" → account).
 * Errors: none; what isn't recognized is ignored (null) and can be chosen by hand.
 */
export function columnsForKind(headers: readonly string[], kind: ImportFileKind | null): Readonly<Record<string, string | null>> {
  const columns: Record<string, string | null> = Object.fromEntries(headers.map((header) => [header, null]));
  if (kind === null) return columns;
  for (const field of IMPORT_FIELDS[kind]) {
    const free = headers.filter((header) => columns[header] === null);
    const match = free.find((header) => plain(header) === plain(field)) ?? free.find((header) => plain(header).includes(plain(field)));
    if (match !== undefined) columns[match] = field;
  }
  return columns;
}

/** Options as the API takes them: the same, in arrays and objects of its own. */
export function importInput(options: ImportOptions) {
  return {
    mappings: options.mappings.map((mapping) => ({ ...mapping, columns: { ...mapping.columns } })),
    answers: { ...options.answers },
    goalTemplate:
      options.goalTemplate === null ? null : { types: [...options.goalTemplate.types], growthPercent: options.goalTemplate.growthPercent },
  };
}
