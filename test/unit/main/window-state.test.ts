import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_STATE, MINIMUM, restoreWindow, saveWindow } from '../../../apps/desktop/src/main/window-state.ts';
import { type TemporaryDir, temporaryDir } from '../../fixtures/processes.ts';

const display = { x: 0, y: 0, width: 1920, height: 1080 };
let folder: TemporaryDir;
let file = '';

beforeEach(() => {
  folder = temporaryDir('window');
  file = join(folder.path, 'window.json');
});
afterEach(() => folder.remove());

it('opens where it was', () => {
  const state = { x: 100, y: 80, width: 1200, height: 800, isMaximized: true };
  saveWindow(file, state);
  expect(restoreWindow(file, [display])).toEqual(state);
});

it('opens in the usual place at the first start and after a damaged file', () => {
  expect(restoreWindow(file, [display])).toEqual(DEFAULT_STATE);
  for (const text of ['', '{"width":', '[]', '{"width":"wide","height":1,"isMaximized":false}']) {
    writeFileSync(file, text);
    expect(restoreWindow(file, [display])).toEqual(DEFAULT_STATE);
  }
});

it('keeps its size but not its place when the display is gone', () => {
  saveWindow(file, { x: 3000, y: 80, width: 1200, height: 800, isMaximized: false });
  expect(restoreWindow(file, [display])).toEqual({ width: 1200, height: 800, isMaximized: false });
});

it('is never smaller than the page can be used', () => {
  saveWindow(file, { x: 0, y: 0, width: 10, height: 10, isMaximized: false });
  expect(restoreWindow(file, [display])).toMatchObject(MINIMUM);
});

it('closes even where its place can not be kept', () => {
  expect(() => saveWindow(join(folder.path, 'missing', 'window.json'), DEFAULT_STATE)).not.toThrow();
});

it('fits the display that is there, after a larger one is gone', () => {
  saveWindow(file, { x: 0, y: 0, width: 3840, height: 2160, isMaximized: false });
  expect(restoreWindow(file, [display])).toMatchObject({ width: 1920, height: 1080 });
  expect(restoreWindow(file, [display, { x: 1920, y: 0, width: 2560, height: 1440 }])).toMatchObject({ width: 2560, height: 1440 });
});
