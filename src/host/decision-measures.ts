import type { Series, Verdict } from '../figures/index.ts';
import { day, lastCompletePeriod, type Period } from '../periods/index.ts';
import { formatFigure, formatValue, unitWords } from '../wording/index.ts';
import type { Decision } from './decisions.ts';
import { editions } from './edition-list.ts';
import type { Host } from './host.ts';

/** What the measure of a decision did since: side by side, and nothing is said of a cause. */
export interface MeasureSince {
  readonly measure: string;
  readonly title: string;
  readonly area: string | null;
  readonly areaTitle: string | null;
  readonly seen: MeasureState;
  /** Null where no later period is known yet. */
  readonly now: MeasureState | null;
}

export interface MeasureState {
  readonly period: Period;
  /** The figure with its unit, or the word that stands for it. */
  readonly shows: string;
  readonly word: Verdict;
  readonly direction: 'up' | 'down' | null;
}

/** The figure that the meeting saw, as it was printed where it was, and the newest complete quarter's. */
export async function measureSince(host: Host, decision: Decision): Promise<MeasureSince | null> {
  const [measure, area] = aboutOf(decision.finding);
  if (!host.framework.measures.has(measure)) return null;
  const ask = (at: Period) =>
    host.figures.series({ measure, by: at.grain, period: at, ...(area ? { area } : {}) });
  const edition = (await editions(host)).find((e) => e.id === decision.edition);
  const period = edition?.period ?? lastCompletePeriod('quarter', day(decision.at.slice(0, 10)));
  const newest = lastCompletePeriod(period.grain, host.reportingDay);
  const [then, now] = await Promise.all([ask(period), ask(newest)]);
  const printed = await host.records
    .selectFrom('printed_figure')
    .selectAll()
    .where('edition', '=', decision.edition)
    .where('measure', '=', measure)
    .where('area', '=', then.area.id)
    .executeTakeFirst();
  const whole = then.area.kind === 'force';
  return {
    measure,
    title: then.measure.title,
    area: whole ? null : then.area.id,
    areaTitle: whole ? null : then.area.title,
    seen:
      printed && printed.value !== null
        ? {
            period,
            shows: `${formatValue(then.measure, printed.value)} ${unitWords(then.measure)}`.trim(),
            word: printed.word as Verdict,
            direction: printed.direction as 'up' | 'down' | null,
          }
        : stateOf(then),
    now: newest.last > period.last ? stateOf(now) : null,
  };
}

/** Measure and area of a finding's id: `soac.theft@lpa-burton`, `gap:rocu.requests`. */
function aboutOf(finding: string): readonly [string, string | null] {
  const [about = '', area = null] = finding.replace(/^[a-z-]+:/, '').split('@');
  return [about, area];
}

function stateOf({ shown, measure, figure, verdict }: Series): MeasureState {
  const unit = figure.value === null ? '' : unitWords(measure);
  return {
    period: shown,
    shows: `${formatFigure(measure, figure)} ${unit}`.trim(),
    word: verdict.word,
    direction: verdict.direction,
  };
}
