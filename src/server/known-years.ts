import { speaksByYear } from '../figures/index.ts';
import type { MeasureDefinition } from '../framework/index.ts';
import type { Host } from '../host/index.ts';
import { type Month, monthOf, monthsOf, periodOf } from '../periods/index.ts';
import { questionFor, type Shown } from './frame.ts';

/**
 * What is shown of a measure: of one whose sources speak for whole years alone, the newest year that
 * they have spoken for by the end of a shorter period, since a quarter of it is no figure.
 */
export async function shownOfMeasure(
  host: Host,
  measure: MeasureDefinition,
  shown: Shown,
): Promise<Shown> {
  const { period } = shown.view;
  if (monthsOf(period).length >= 12 || !speaksByYear(host.framework, measure)) return shown;
  const yearTo = (last: Month): Shown => ({
    ...shown,
    view: { ...shown.view, period: periodOf('rolling-12', last) },
  });
  const asked = yearTo(period.last);
  const { dataTo } = (await host.figures.series(questionFor(measure.id, asked))).dates;
  return dataTo === null || dataTo >= period.end ? asked : yearTo(monthOf(dataTo));
}
