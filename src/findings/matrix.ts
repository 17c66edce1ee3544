import type { Figures, Listed, MeasureFacts, Series } from '../figures/index.ts';
import { themesOf } from '../framework/index.ts';
import { type Period, type PlainDate, parseDay } from '../periods/index.ts';
import { lowerFirst, type Sentence, sentence } from '../wording/index.ts';
import type { HeldAgainst } from './held-against.ts';

/**
 * Threat against activity (DESIGN.md 7): the dated assessment of a theme against its lead activity
 * beside what is usual for it. Two sides, never one blended index.
 */
export interface Matrix {
  readonly period: Period;
  /** What the hollow points show; null where no theme stood anywhere then. */
  readonly since: HeldAgainst | null;
  readonly placed: readonly PlacedTheme[];
  /** Themes that cannot be placed, each with the reason. */
  readonly beside: readonly {
    readonly theme: string;
    readonly title: string;
    readonly why: string;
  }[];
  /** Themes of high threat whose activity is below usual or not recorded. */
  readonly gaps: readonly PlacedTheme[];
  readonly title: Sentence;
}

export interface PlacedTheme extends Standing {
  readonly theme: string;
  readonly title: string;
  readonly before: Standing | null;
  /** Who assessed it, when and how sure. */
  readonly assessed: {
    readonly on: PlainDate;
    readonly role: string;
    readonly confidence: string | null;
  };
  readonly measure: MeasureFacts;
}

export interface Standing {
  readonly threat: ThreatLevel;
  readonly activity: ActivityLevel;
}

export const threatLevels = ['low', 'medium', 'high', 'very-high'] as const;
export type ThreatLevel = (typeof threatLevels)[number];
export const threatWords: Readonly<Record<ThreatLevel, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  'very-high': 'Very high',
};
export const activityLevels = ['none-recorded', 'below-usual', 'usual', 'above-usual'] as const;
export type ActivityLevel = (typeof activityLevels)[number];
export const activityWords: Readonly<Record<ActivityLevel, string>> = {
  'none-recorded': 'None recorded',
  'below-usual': 'Below usual',
  usual: 'Usual',
  'above-usual': 'Above usual',
};

export interface MatrixView {
  readonly period: Period;
  /** What the hollow points are to show. */
  readonly since: HeldAgainst | null;
  readonly asAt?: PlainDate;
}

/** Places every theme that has an assessment and a figure of its lead activity. */
export async function matrixOf(
  figures: Figures,
  list: (asked: Listed) => ReturnType<Figures['list']>,
  view: MatrixView,
): Promise<Matrix> {
  const { framework } = figures;
  const { since } = view;
  const asAt = view.asAt ? { asAt: view.asAt } : {};
  const now = await assessments(list, view.period, asAt);
  const asThen = since?.asAt ? { asAt: since.asAt } : {};
  const then = since
    ? await assessments(list, since.period, asThen)
    : new Map<string, Assessment>();
  const placed: PlacedTheme[] = [];
  const beside: { theme: string; title: string; why: string }[] = [];
  for (const { id, title, leadActivity } of themesOf(framework)) {
    const leave = (why: string) => beside.push({ theme: id, title, why });
    const own = now.get(id);
    if (!own) {
      leave('not assessed');
      continue;
    }
    if (leadActivity === null) {
      leave('no measure of its activity');
      continue;
    }
    const ask = (period: Period, known: { readonly asAt?: PlainDate }) =>
      figures.series({ measure: leadActivity, by: period.grain, period, ...known });
    const series = await ask(view.period, asAt);
    const activity = activityOf(series);
    if (activity === null) {
      leave('no figure of its activity');
      continue;
    }
    const old = then.get(id);
    const was = since && old ? activityOf(await ask(since.period, asThen)) : null;
    placed.push({
      theme: id,
      title,
      threat: own.level,
      activity,
      before: old && was ? { threat: old.level, activity: was } : null,
      assessed: { on: own.on, role: own.role, confidence: own.confidence },
      measure: series.measure,
    });
  }
  const gaps = placed.filter(isGap);
  const shown = placed.some((p) => p.before !== null) ? since : null;
  return { period: view.period, since: shown, placed, beside, gaps, title: titleOf(gaps, placed) };
}

/** High threat, and less activity than usual. */
export const isGap = (at: Standing): boolean =>
  threatLevels.indexOf(at.threat) >= 2 && activityLevels.indexOf(at.activity) <= 1;

/** The lead activity beside its usual level; null where it has no figure or cannot be judged. */
export function activityOf(series: Series): ActivityLevel | null {
  const { figure, verdict } = series;
  if (figure.value === null) return null;
  if (figure.value === 0) return 'none-recorded';
  switch (verdict.word) {
    case 'improving':
    case 'worsening':
    case 'changed':
      return verdict.direction === 'down' ? 'below-usual' : 'above-usual';
    case 'withheld':
    case 'missing':
    case 'late':
      return null;
    default:
      return 'usual';
  }
}

/** What each theme that moved did since the hollow points: "drugs moved from medium to high threat". */
export function matrixMoves({ placed }: Matrix): { theme: string; said: string }[] {
  return placed.flatMap((p) => {
    if (!p.before) return [];
    const threat =
      p.before.threat === p.threat
        ? null
        : `from ${threatWords[p.before.threat].toLowerCase()} to ${threatWords[p.threat].toLowerCase()} threat`;
    const activity =
      p.before.activity === p.activity
        ? null
        : `from activity ${activityWords[p.before.activity].toLowerCase()} to ${activityWords[p.activity].toLowerCase()}`;
    const said = [threat, activity].filter((s) => s !== null);
    return said.length === 0
      ? []
      : [{ theme: p.theme, said: `${lowerFirst(p.title)} moved ${said.join(' and ')}` }];
  });
}

interface Assessment {
  readonly level: ThreatLevel;
  readonly on: PlainDate;
  readonly role: string;
  readonly confidence: string | null;
}

/** The newest assessment of each theme made in a period. */
async function assessments(
  list: (asked: Listed) => ReturnType<Figures['list']>,
  period: Period,
  asAt: { readonly asAt?: PlainDate },
): Promise<ReadonlyMap<string, Assessment>> {
  const rows = await list({ dataset: 'narrative', where: [], period, ...asAt });
  const found = new Map<string, Assessment>();
  for (const { values } of rows) {
    const level = threatLevels.find((l) => l === values.level);
    const on = parseDay(String(values.made_on ?? ''));
    if (values.kind !== 'assessment' || !level || !on) continue;
    const theme = String(values.theme);
    const known = found.get(theme);
    if (known && known.on > on) continue;
    found.set(theme, {
      level,
      on,
      role: String(values.role ?? ''),
      confidence: values.confidence ? String(values.confidence) : null,
    });
  }
  return found;
}

function titleOf(gaps: readonly PlacedTheme[], placed: readonly PlacedTheme[]): Sentence {
  if (placed.length === 0) return sentence('No theme could be placed by threat and activity');
  const high = placed.filter((p) => threatLevels.indexOf(p.threat) >= 2).length;
  if (high === 0) return sentence('No theme is assessed as high threat');
  if (gaps.length === 0)
    return sentence('No theme of high threat has less than its usual activity');
  if (gaps.length > 3)
    return sentence(
      `${gaps.length} of ${high} themes of high threat have less than their usual activity`,
    );
  const names = gaps.map((g, i) => (i === 0 ? g.title : lowerFirst(g.title)));
  const all = names.length < 2 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return sentence(
    `${all} ${gaps.length === 1 ? 'carries' : 'carry'} high threat with less than ${gaps.length === 1 ? 'its' : 'their'} usual activity`,
  );
}
