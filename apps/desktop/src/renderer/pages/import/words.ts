import type { FileMapping, ImportFileKind, ImportProgress, NameQuestion } from '@fieldgoal/domain';

/** The page's words for what the import messages name. */
export const KIND_WORDS: Readonly<Record<ImportFileKind, string>> = {
  deals: 'Deals',
  teams: 'Teams and people',
  products: 'Products',
  accounts: 'Accounts',
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  externalId: 'Deal number',
  owner: 'Owner',
  name: 'Name',
  product: 'Product',
  account: 'Account',
  stage: 'Stage',
  openedOn: 'Opened on',
  closedOn: 'Closed on',
  amount: 'Amount',
  currency: 'Currency',
  member: 'Person',
  email: 'E-mail',
  manager: 'Manager',
  region: 'Region',
  series: 'Series',
  listPrice: 'List price',
  sector: 'Sector',
  location: 'Location',
};

/** A field's name as the page shows it; a field this page does not know yet is shown as it is called. */
export function fieldWord(field: string): string {
  return FIELD_WORDS[field] ?? field;
}

export const DATE_ORDER_WORDS: Readonly<Record<FileMapping['dateOrder'], string>> = {
  MDY: 'month / day / year',
  DMY: 'day / month / year',
  YMD: 'year - month - day',
};

export const PHASE_WORDS: Readonly<Record<ImportProgress['phase'], string>> = {
  reading: 'Reading the files',
  checking: 'Checking every row',
  writing: 'Writing the records',
  calculating: 'Calculating the goals',
  finished: 'Finished',
};

export const STATE_WORDS: Readonly<Record<ImportProgress['state'], string>> = {
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  undone: 'Undone',
};

const LIST_WORDS: Readonly<Record<NameQuestion['kind'], string>> = {
  product: 'the products',
  account: 'the accounts',
  owner: 'the people',
  stage: 'the stages',
};

/** "“GTXPro” isn’t among the products." */
export function questionSentence(question: NameQuestion): string {
  return `“${question.found}” isn’t among ${LIST_WORDS[question.kind]}.`;
}

/** "1 row", "1,480 rows". */
export function rowsWord(rows: number): string {
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`;
}

const DELIMITER_WORDS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** The character between columns, by its name: a tab or a comma on its own is easily overlooked. */
export function delimiterWord(delimiter: string): string {
  return DELIMITER_WORDS[delimiter] ?? delimiter;
}
