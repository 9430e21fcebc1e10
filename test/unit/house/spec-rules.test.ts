import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
const SPEC = path.join(PROJECT, 'packages/domain/SPEC.md');

/** Rules of SPEC.md, in its order: a line that begins with the number in bold. */
function rulesOf(spec: string): string[] {
  return [...spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, rule = '']) => rule);
}

/** The rule numbers that stand in brackets in a source's texts, which is where titles are. */
function rulesNamedIn(source: string): string[] {
  const texts = source.match(/(['"`])(?:\\.|(?!\1)[^\\])*?\1/g) ?? [];
  return texts.flatMap((text) => [...text.matchAll(/\[([A-Z]\d+)\]/g)].map(([, rule = '']) => rule));
}

const rules = rulesOf(readFileSync(SPEC, 'utf8'));
const named = new Map<string, string[]>();
for (const file of globSync('test/{unit,contract,integration,e2e}/**/*.test.{ts,tsx}', { cwd: PROJECT }).sort()) {
  if (path.basename(file) === 'spec-rules.test.ts') continue;
  for (const rule of rulesNamedIn(readFileSync(path.join(PROJECT, file), 'utf8'))) named.set(rule, [...(named.get(rule) ?? []), file]);
}

test('a number in brackets in a title is found, whatever quotes it has', () => {
  const source = "test('[A1] one', f);\ntest(\"[B2] [C3] it's\", f);\ntest(`x [D10] ${[1][0]}`, f);\nconst [E1] = list;";
  expect(rulesNamedIn(source)).toEqual(['A1', 'B2', 'C3', 'D10']);
  expect(rulesOf('- **A1** One.\n  **B2** no\n- **D10** Ten.')).toEqual(['A1', 'D10']);
});

test('no rule of SPEC.md has the number of another', () => {
  expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([]);
  expect(rules.length).toBeGreaterThan(100);
});

test('every rule of SPEC.md is held by a test whose title carries its number', () => {
  expect(rules.filter((rule) => !named.has(rule))).toEqual([]);
});

test('no title carries the number of a rule that SPEC.md does not have', () => {
  const known = new Set(rules);
  expect([...named].filter(([rule]) => !known.has(rule)).map(([rule, files]) => `${rule} in ${files.join(', ')}`)).toEqual([]);
});
