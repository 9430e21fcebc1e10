import type { FileMapping, ImportPreview, NameQuestion } from '@fieldgoal/domain';
import { describe, expect, it } from 'vitest';
import {
  columnsForKind,
  EMPTY_WIZARD,
  unanswered,
  type Wizard,
  whyNotNext,
  wizardAfter,
} from '../../../../../apps/desktop/src/renderer/pages/import/wizard.ts';

const file = { name: 'pipeline.csv', base64: 'YQ==' };
const mapping: FileMapping = { file: 'pipeline.csv', kind: 'deals', columns: { product: 'product' }, dateOrder: 'MDY' };
const question: NameQuestion = { key: 'product:GTXPro', kind: 'product', found: 'GTXPro', rows: 1480, suggestions: ['GTX Pro'] };

function preview(over: Partial<ImportPreview> = {}): ImportPreview {
  return {
    files: [
      {
        name: 'pipeline.csv',
        kind: 'deals',
        encoding: 'UTF-8',
        delimiter: ',',
        rows: 1,
        columns: ['product'],
        sample: [['GTXPro']],
        mapping,
      },
    ],
    counts: [],
    notices: [],
    questions: [],
    problems: [],
    moreProblems: 0,
    canRun: true,
    ...over,
  };
}

function previewed(over: Partial<ImportPreview> = {}): Wizard {
  const chosen = wizardAfter(EMPTY_WIZARD, { type: 'files_added', files: [file] });
  return wizardAfter(chosen, { type: 'previewed', preview: preview(over) });
}

describe('the import wizard', () => {
  it('takes over the guessed mapping of the first preview and keeps later changes to it', () => {
    const wizard = previewed();
    expect(wizard.options?.mappings).toEqual([mapping]);
    const changed = wizardAfter(wizard, { type: 'mapping_changed', mapping: { ...mapping, dateOrder: 'DMY' } });
    expect(wizardAfter(changed, { type: 'previewed', preview: preview() }).options?.mappings[0]?.dateOrder).toBe('DMY');
  });

  it('replaces a file chosen again and starts over with the guesses', () => {
    const again = wizardAfter(previewed(), { type: 'files_added', files: [{ name: 'pipeline.csv', base64: 'Yg==' }] });
    expect(again.files).toEqual([{ name: 'pipeline.csv', base64: 'Yg==' }]);
    expect(again.options).toBeNull();
  });

  it('keeps an answered question on the page, although the next preview no longer asks it', () => {
    const asked = previewed({ questions: [question], canRun: false });
    const answered = wizardAfter(asked, { type: 'answered', key: question.key, answer: 'GTX Pro' });
    const after = wizardAfter(answered, { type: 'previewed', preview: preview() });
    expect(after.questions).toEqual([question]);
    expect(unanswered(after)).toEqual([]);
    expect(after.options?.answers).toEqual({ 'product:GTXPro': 'GTX Pro' });
  });

  it('says in words why it cannot go on', () => {
    expect(whyNotNext(EMPTY_WIZARD)).toBe('Choose at least one file.');
    expect(whyNotNext({ ...previewed({ questions: [question] }), step: 'questions' })).toBe('One name still needs an answer.');
    const leftOut = wizardAfter(previewed(), { type: 'mapping_changed', mapping: { ...mapping, kind: null } });
    expect(whyNotNext({ ...leftOut, step: 'mapping' })).toContain('left out');
    expect(whyNotNext({ ...previewed(), step: 'mapping' })).toBeNull();
  });

  it('makes quarterly goals for revenue and deals unless they are switched off', () => {
    expect(previewed().options?.goalTemplate?.types).toEqual(['revenue', 'deals']);
    expect(wizardAfter(previewed(), { type: 'template_changed', template: null }).options?.goalTemplate).toBeNull();
  });
});

describe('columnsForKind', () => {
  it('finds fields by header, each field once, and ignores the rest', () => {
    expect(columnsForKind(['Account name', 'sector', 'employees', 'Name'], 'accounts')).toEqual({
      'Account name': null,
      sector: 'sector',
      employees: null,
      Name: 'name',
    });
    expect(columnsForKind(['deal_product', 'amount'], 'deals')).toEqual({ deal_product: 'product', amount: 'amount' });
  });

  it('ignores every column of a file that is left out', () => {
    expect(columnsForKind(['product'], null)).toEqual({ product: null });
  });
});
