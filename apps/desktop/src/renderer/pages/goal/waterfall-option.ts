import type { BarSeriesOption } from 'echarts/charts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { ChartColors } from '../../components/chart-colors.ts';
import type { ChartOption } from '../../components/chart.tsx';
import { formatAmountShort } from '../../lib/format.ts';
import type { WaterfallBar } from './waterfall-words.ts';

/** Columns narrower than this have no room for their number. */
const ROOMY = 9;

/** The waterfall as stacked columns: an invisible base, and on it what each step added or took. */
export function waterfallOption(
  bars: readonly WaterfallBar[],
  goal: GoalCard,
  selected: string | null,
  isHigherBetter: boolean,
  colors: ChartColors,
): ChartOption {
  const good = isHigherBetter ? 'up' : 'down';
  const colorOf = ({ kind }: WaterfallBar): string =>
    kind === 'total' ? colors.idleFill : kind === good ? colors.goodFill : colors.badFill;
  const column: BarSeriesOption = { type: 'bar', stack: 'waterfall', barMaxWidth: 56, barCategoryGap: '28%' };
  return {
    animation: false,
    grid: { left: 0, right: 4, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: bars.map(({ label }) => label),
      axisLine: { lineStyle: { color: colors.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: colors.text2, fontSize: 12, interval: 0, hideOverlap: true, width: 96, overflow: 'break', lineHeight: 15 },
    },
    yAxis: {
      type: 'value',
      ...axisStart(bars),
      splitNumber: 4,
      ...(goal.unit === 'count' ? { minInterval: 1 } : {}),
      axisLabel: { color: colors.text3, fontSize: 12, formatter: (value: number) => formatAmountShort(value, goal) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    series: [
      {
        ...column,
        name: 'base',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: bars.map(({ from, to }) => Math.min(from, to)),
      },
      {
        ...column,
        name: 'change',
        // Said in the table below as well.
        labelLayout: { hideOverlap: true },
        data: bars.map((bar) => ({
          value: Math.abs(bar.to - bar.from),
          itemStyle: {
            color: colorOf(bar),
            borderRadius: 3,
            opacity: selected === null || bar.kind === 'total' || bar.key === selected ? 1 : 0.35,
          },
          label: {
            show: bars.length <= ROOMY || bar.kind === 'total',
            position: 'top' as const,
            color: colors.text,
            fontSize: 12,
            formatter: bar.text,
          },
        })),
      },
    ],
  };
}

/** Small changes of a large value are only seen where the axis doesn't begin at zero; it then says so by its labels. */
function axisStart(bars: readonly WaterfallBar[]): { readonly min?: number } {
  const ends = bars.flatMap(({ kind, from, to }) => (kind === 'total' ? [to] : [from, to]));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return low > 0 && high - low < high * 0.25 ? { min: Math.max(0, Math.floor(low - (high - low))) } : {};
}
