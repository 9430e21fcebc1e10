import { useComputedColorScheme } from '@mantine/core';
import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type ECharts, init, use as registerParts } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { usePrinting } from '../lib/printing.ts';
import { type ChartColors, readChartColors } from './chart-colors.ts';

registerParts([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption>;

interface ChartProps {
  /** Builds the option from the colours of the present scheme; keep it stable between renders (`useCallback`). */
  readonly option: (colors: ChartColors) => ChartOption;
  readonly height: number;
  /** What the chart shows, in a sentence; the same data must also be readable as text beside it. */
  readonly label: string;
  /** A click on the point or column with that number; offer the same beside the chart for those without a mouse. */
  readonly onSelect?: (index: number) => void;
}

/** One ECharts chart that follows its container's size and the colour scheme. */
export function Chart({ option, height, label, onSelect }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const isPrinting = usePrinting();

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const instance = init(element, null, { renderer: 'svg' });
    chart.current = instance;
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);

  // Neither the scheme nor printing is read here, but they decide what `readChartColors` finds, and how wide the chart is.
  useEffect(() => {
    chart.current?.resize();
    chart.current?.setOption(option(readChartColors()), { notMerge: true });
  }, [option, scheme, isPrinting]);

  useEffect(() => {
    const instance = chart.current;
    if (instance === null || onSelect === undefined) return;
    const select = ({ dataIndex }: { readonly dataIndex: number }) => onSelect(dataIndex);
    instance.on('click', select);
    return () => {
      if (!instance.isDisposed()) instance.off('click', select);
    };
  }, [onSelect]);

  return <div ref={box} style={{ height }} role="img" aria-label={label} />;
}
