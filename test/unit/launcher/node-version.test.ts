import { expect, it } from 'vitest';
import { nodeProblem } from '../../../apps/launcher/src/node-version.mjs';

it('runs on Node 24 and newer', () => {
  expect(nodeProblem('24.0.0')).toBeNull();
  expect(nodeProblem('26.1.0')).toBeNull();
});

it('tells an older Node what was found and what to do', () => {
  expect(nodeProblem('20.20.2')).toMatch(/started with Node 20\.20\.2[\s\S]*npm ci[\s\S]*Node 24 LTS/);
});
