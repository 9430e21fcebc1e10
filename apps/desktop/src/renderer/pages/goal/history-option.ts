import type { LineSeriesOption } from 'echarts/charts';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import type { ChartColors } from '../../components/chart-colors.ts';
import type { ChartOption } from '../../components/chart.tsx';
import { formatAmountShort, formatDateShort } from '../../lib/format.ts';
import { isSpread } from '../../lib/goal-words.ts';
import { axisDays } from './axis-days.ts';
import { type HistoryLine, isoDay } from './history-lines.ts';
import { historyRows } from './history-rows.ts';
import { historyTip } from './history-tip.ts';
import { t } from '../../lib/words.ts';

/** More snapshots than this and their points would run together into a band. */
const MOST_POINTS = 45;

/** The history chart of a goal: time across, the goal's unit up, only the lines asked for. */
export function historyOption(detail: GoalDetail, shown: ReadonlySet<HistoryLine>, today: string, colors: ChartColors): ChartOption {
  const { card } = detail;
  return {
    animation: false,
    grid: { left: 0, right: 20, top: 20, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'time',
      min: card.periodStart,
      max: card.periodEnd,
      axisLine: { lineStyle: { color: colors.lineStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: colors.text3,
        fontSize: 12,
        hideOverlap: true,
        customValues: axisDays(card.periodStart, card.periodEnd),
        formatter: (at: number) => formatDateShort(isoDay(at), today),
      },
    },
    yAxis: {
      type: 'value',
      min: (extent: { min: number }) => Math.min(0, extent.min),
      max: (extent: { max: number }) => Math.max(extent.max, card.target ?? 0, card.stretchTarget ?? 0) * 1.06,
      splitNumber: 4,
      ...(card.unit === 'count' ? { minInterval: 1 } : {}),
      axisLabel: { color: colors.text3, fontSize: 12, showMaxLabel: false, formatter: (value: number) => formatAmountShort(value, card) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colors.raised,
      borderColor: colors.lineStrong,
      borderRadius: 8,
      padding: [8, 12],
      extraCssText: 'box-shadow: var(--fg-shadow);',
      textStyle: { color: colors.text, fontSize: 12 },
      axisPointer: { lineStyle: { color: colors.lineStrong, type: 'solid' } },
      formatter: historyTip(historyRows(detail), card, shown),
    },
    series: seriesOf(detail, shown, today, colors),
  };
}

function seriesOf(detail: GoalDetail, shown: ReadonlySet<HistoryLine>, today: string, colors: ChartColors): LineSeriesOption[] {
  const marks = markLines(detail, today, colors);
  return [
    ...(shown.has('forecast') ? forecastSeries(detail, colors) : []),
    ...(shown.has('expected') ? [expectedSeries(detail, colors)] : []),
    ...(shown.has('reported') ? [reportedSeries(detail, colors)] : []),
    ...(shown.has('restated') ? [restatedSeries(detail, colors)] : []),
    { type: 'line', data: [], silent: true, markLine: marks },
  ];
}

function restatedSeries(detail: GoalDetail, colors: ChartColors): LineSeriesOption {
  return {
    name: 'restated',
    type: 'line',
    symbol: 'none',
    z: 4,
    data: detail.asRestated.map((point) => [point.date, point.value]),
    lineStyle: { color: colors.accent, width: 2 },
    areaStyle: { color: colors.accent, opacity: 0.06 },
  };
}

/** Snapshots as steps: each stands until the next was taken. Those filled in later are hollow. */
function reportedSeries(detail: GoalDetail, colors: ChartColors): LineSeriesOption {
  const hasPoints = detail.asReported.length <= MOST_POINTS;
  // Where a whole period was filled in later, single hollow points say nothing.
  const hasHollow = detail.asReported.filter(({ backfilled }) => backfilled).length <= MOST_POINTS / 2;
  return {
    name: 'reported',
    type: 'line',
    step: 'end',
    z: 5,
    symbol: 'circle',
    symbolSize: 6,
    showSymbol: true,
    lineStyle: { color: colors.text2, width: 1.25 },
    data: detail.asReported.map((point) => ({
      value: [point.date, point.value],
      symbolSize: point.backfilled ? (hasHollow ? 6 : 0) : hasPoints ? 4 : 0,
      itemStyle: point.backfilled
        ? { color: colors.surface, borderColor: colors.text2, borderWidth: 1.25 }
        : { color: colors.text2, borderColor: colors.surface, borderWidth: 1 },
    })),
  };
}

function expectedSeries(detail: GoalDetail, colors: ChartColors): LineSeriesOption {
  return {
    name: 'expected',
    type: 'line',
    symbol: 'none',
    z: 3,
    data: detail.expectedLine.map((point) => [point.date, point.value]),
    lineStyle: { color: colors.text3, width: 1.25, type: [3, 4] },
  };
}

/** The band from p10 to p90 as an area on an invisible base, and the median as a dashed line. */
function forecastSeries(detail: GoalDetail, colors: ChartColors): LineSeriesOption[] {
  const band: LineSeriesOption = { type: 'line', symbol: 'none', stack: 'forecast', silent: true, z: 1, lineStyle: { opacity: 0 } };
  return [
    { ...band, name: 'p10', data: detail.forecastBand.map((point) => [point.date, point.p10]) },
    {
      ...band,
      name: 'p90',
      data: detail.forecastBand.map((point) => [point.date, point.p90 - point.p10]),
      areaStyle: { color: colors.accent, opacity: 0.14 },
    },
    {
      name: 'forecast',
      type: 'line',
      symbol: 'none',
      z: 2,
      data: detail.forecastBand.map((point) => [point.date, point.value]),
      lineStyle: { color: colors.accent, width: 1.5, type: [5, 4], opacity: 0.9 },
    },
  ];
}

function markLines(detail: GoalDetail, today: string, colors: ChartColors): NonNullable<LineSeriesOption['markLine']> {
  const { card } = detail;
  // A sum begins low at the left, a ratio anywhere: the label stands where the line is not.
  const labelSide = isSpread(card) ? ('insideStartTop' as const) : ('insideEndTop' as const);
  const isRunning = today >= card.periodStart && today < card.periodEnd;
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    label: { color: colors.text3, fontSize: 12 },
    data: [
      ...(card.target === null
        ? []
        : [
            {
              yAxis: card.target,
              lineStyle: { color: colors.text3, width: 1, type: 'solid' as const, opacity: 0.7 },
              label: {
                formatter: `${card.direction === 'lower' ? t('Limit') : t('Target')} ${formatAmountShort(card.target, card)}`,
                position: labelSide,
                backgroundColor: colors.surface,
                padding: [1, 4],
              },
            },
          ]),
      ...(card.stretchTarget === null
        ? []
        : [
            {
              yAxis: card.stretchTarget,
              lineStyle: { color: colors.text3, width: 1, type: [2, 4], opacity: 0.9 },
              label: {
                formatter: t('Stretch {{amount}}', { amount: formatAmountShort(card.stretchTarget, card) }),
                position: labelSide,
                backgroundColor: colors.surface,
                padding: [1, 4],
              },
            },
          ]),
      ...(isRunning
        ? [
            {
              xAxis: today,
              lineStyle: { color: colors.lineStrong, width: 1, type: 'solid' as const },
              label: {
                formatter: t('Today'),
                position: 'insideEndTop' as const,
                rotate: 0,
                align: 'right' as const,
                padding: [0, 6, 0, 0],
              },
            },
          ]
        : []),
    ],
  };
}
