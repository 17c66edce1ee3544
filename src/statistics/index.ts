export type { ChartPart, ChartPoint, ChartType, ControlChart } from './control-chart.ts';
