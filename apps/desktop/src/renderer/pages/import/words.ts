import type { FileMapping, ImportFileKind, ImportProgress, NameQuestion } from '@fieldgoal/domain';
import { t, tn } from '../../lib/words.ts';

/** The page's words for what the import messages name. */
export const KIND_WORDS: Readonly<Record<ImportFileKind, string>> = {
  get deals() {
    return t('Deals');
  },
  get teams() {
    return t('Teams and people');
  },
  get products() {
    return t('Products');
  },
  get accounts() {
    return t('Accounts');
  },
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  get externalId() {
    return t('Deal number');
  },
  get owner() {
    return t('Owner');
  },
  get name() {
    return t('Name');
  },
  get product() {
    return t('Product');
  },
  get account() {
    return t('Account');
  },
  get stage() {
    return t('Stage');
  },
  get openedOn() {
    return t('Opened on');
  },
  get closedOn() {
    return t('Closed on');
  },
  get amount() {
    return t('Amount');
  },
  get currency() {
    return t('Currency');
  },
  get member() {
    return t('Person');
  },
  get email() {
    return t('E-mail');
  },
  get manager() {
    return t('Manager');
  },
  get region() {
    return t('Region');
  },
  get series() {
    return t('Series');
  },
  get listPrice() {
    return t('List price');
  },
  get sector() {
    return t('Sector');
  },
  get location() {
    return t('Location');
  },
};

/** A field's name as the page shows it; a field this page does not know yet is shown as it is called. */
export function fieldWord(field: string): string {
  return FIELD_WORDS[field] ?? field;
}

export const DATE_ORDER_WORDS: Readonly<Record<FileMapping['dateOrder'], string>> = {
  get MDY() {
    return t('month / day / year');
  },
  get DMY() {
    return t('day / month / year');
  },
  get YMD() {
    return t('year - month - day');
  },
};

export const PHASE_WORDS: Readonly<Record<ImportProgress['phase'], string>> = {
  get reading() {
    return t('Reading the files');
  },
  get checking() {
    return t('Checking every row');
  },
  get writing() {
    return t('Writing the records');
  },
  get calculating() {
    return t('Calculating the goals');
  },
  get finished() {
    return t('Finished');
  },
};

export const STATE_WORDS: Readonly<Record<ImportProgress['state'], string>> = {
  get running() {
    return t('Running');
  },
  get done() {
    return t('Done');
  },
  get failed() {
    return t('Failed');
  },
  get undone() {
    return t('Undone');
  },
};

/** "“GTXPro” isn’t among the products." */
export function questionSentence({ kind, found }: NameQuestion): string {
  switch (kind) {
    case 'product':
      return t('“{{found}}” isn’t among the products.', { found });
    case 'account':
      return t('“{{found}}” isn’t among the accounts.', { found });
    case 'owner':
      return t('“{{found}}” isn’t among the people.', { found });
    case 'stage':
      return t('“{{found}}” isn’t among the stages.', { found });
  }
}

/** "1 row", "1,480 rows". */
export function rowsWord(rows: number): string {
  return tn(rows, '{{count}} row', '{{count}} rows');
}

const DELIMITER_WORDS: Readonly<Record<string, string>> = {
  get ','() {
    return t('comma');
  },
  get ';'() {
    return t('semicolon');
  },
  get '\t'() {
    return t('tab');
  },
  get '|'() {
    return t('bar');
  },
};

/** The character between columns, by its name: a tab or a comma on its own is easily overlooked. */
export function delimiterWord(delimiter: string): string {
  return DELIMITER_WORDS[delimiter] ?? delimiter;
}
