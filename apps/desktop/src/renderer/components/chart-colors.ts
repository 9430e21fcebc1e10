/** The tokens a chart draws with, resolved: a canvas or SVG attribute cannot read CSS variables. */
export interface ChartColors {
  readonly accent: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly surface: string;
  readonly raised: string;
  readonly goodFill: string;
  readonly warnFill: string;
  readonly badFill: string;
  readonly idleFill: string;
}

export function readChartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    accent: token('--fg-accent'),
    text: token('--fg-text'),
    text2: token('--fg-text-2'),
    text3: token('--fg-text-3'),
    line: token('--fg-line'),
    lineStrong: token('--fg-line-strong'),
    surface: token('--fg-surface'),
    raised: token('--fg-raised'),
    goodFill: token('--fg-good-fill'),
    warnFill: token('--fg-warn-fill'),
    badFill: token('--fg-bad-fill'),
    idleFill: token('--fg-idle-fill'),
  };
}
