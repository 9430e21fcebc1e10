import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Where the window was, `window.json`: { x, y, width, height, isMaximized }, all in screen points. */
export interface WindowState {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const DEFAULT_STATE: WindowState = { width: 1280, height: 860, isMaximized: false };
export const MINIMUM = { width: 900, height: 600 };

/**
 * The state to open with: the stored one, unless it can't be read; its place only where a display still shows a good part of it,
 * and never larger than the largest display there is now.
 */
export function restoreWindow(file: string, displays: readonly Area[]): WindowState {
  const stored = readStored(file);
  if (stored === null) return DEFAULT_STATE;
  const width = fit(stored.width, MINIMUM.width, Math.max(...displays.map((display) => display.width)));
  const height = fit(stored.height, MINIMUM.height, Math.max(...displays.map((display) => display.height)));
  const { x, y, isMaximized } = stored;
  if (x === undefined || y === undefined || !displays.some((display) => shows(display, { x, y, width, height })))
    return { width, height, isMaximized };
  return { x, y, width, height, isMaximized };
}

/** Keeps the state for the next start. Losing it is no loss worth a word. */
export function saveWindow(file: string, state: WindowState): void {
  try {
    // Replaced as a whole: a power cut leaves the old or the new place.
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk must not keep a window from closing.
  }
}

function fit(length: number, least: number, most: number): number {
  return Math.max(least, Math.min(length, most));
}

function shows(display: Area, window: Area): boolean {
  const overlapX = Math.min(display.x + display.width, window.x + window.width) - Math.max(display.x, window.x);
  const overlapY = Math.min(display.y + display.height, window.y + window.height) - Math.max(display.y, window.y);
  return overlapX >= 200 && overlapY >= 150;
}

function readStored(file: string): WindowState | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isWindowState(value) ? value : null;
  } catch {
    // The first start, or a damaged file: the window opens in its usual place.
    return null;
  }
}

function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null) return false;
  const state: Record<string, unknown> = { ...value };
  const isPlace = [state['x'], state['y']].every((number) => number === undefined || Number.isFinite(number));
  return isPlace && Number.isFinite(state['width']) && Number.isFinite(state['height']) && typeof state['isMaximized'] === 'boolean';
}
