import type { z } from 'zod';
import { problem } from '../problems/index.ts';
import {
  type Context,
  cannot,
  column,
  columnOfType,
  numbers,
  type Place,
  unknown,
  wrongType,
} from './context.ts';
import type { Breakdown, DatasetDefinition, MeasureDefinition, Value } from './definitions.ts';
import { daysOf } from './duration.ts';
import type { frameworkYaml, measureYaml, themeYaml } from './grammar.ts';
import { areaCodes } from './resolve-condition.ts';
import { kindOf, resolveValue } from './resolve-value.ts';
import { hashOf } from './vocabulary.ts';

export type FrameworkYaml = z.infer<typeof frameworkYaml>;
type MeasureYaml = z.infer<typeof measureYaml>;

/** A measure with where it stands, for what must be said of it. */
interface Written {
  readonly yaml: MeasureYaml;
  readonly theme: z.infer<typeof themeYaml>;
  readonly at: (...key: PropertyKey[]) => PropertyKey[];
  readonly place: Place;
}

export function resolveMeasure(
  yaml: MeasureYaml,
  theme: z.infer<typeof themeYaml>,
  path: readonly PropertyKey[],
  place: Place,
  context: Context,
  framework: FrameworkYaml | null,
): MeasureDefinition | null {
  const written: Written = { yaml, theme, at: (...key) => [...path, ...key], place };
  const { at } = written;
  checkWords(context, written, framework);
  const parts = partsOf(context, written);
  if (!parts) return null;
  const { value, whole } = parts;
  const kind = kindOf(value, whole, yaml.per);
  checkForm(context, written, kind);
  checkPer(context, written);
  checkElse(context, written, value);
  areaCodes(context, yaml['against-areas'] ?? [], at('against-areas'), place);
  const instead = new Map(
    Object.entries(yaml.instead ?? {}).flatMap(([against, other]) => {
      const resolved = other && resolveValue(context, other, at('instead', against), place);
      return resolved ? [[against, resolved] as const] : [];
    }),
  );
  const bare = {
    id: yaml.id,
    theme: theme.theme,
    title: yaml.title,
    owner: yaml.owner ?? theme.owner,
    role: yaml.role,
    unit: yaml.unit ?? '',
    better: yaml.better,
    wanted: yaml.wanted ?? null,
    kind,
    value,
    whole,
    per: yaml.per ?? null,
    by: breakdownOf(context, written, context.datasets.get(value.of)),
    againstAreas: yaml['against-areas'] ?? [],
    chart: yaml.chart,
    rules: yaml.rules ?? framework?.rules ?? 'mdc',
    baseline: yaml.baseline ?? null,
    breaks: (yaml.breaks ?? []).map((cut) =>
      cut.unexplained ? { ...cut, reason: `${cut.reason} unexplained by the source` } : cut,
    ),
    instead,
    else: yaml.else ?? [],
    withhold: yaml.withhold ?? null,
    status: yaml.status,
    immatureDays: yaml.immature
      ? daysOf(yaml.immature)
      : (context.datasets.get(value.of)?.immatureDays ?? 0),
    small: yaml.small ?? framework?.small ?? 5,
    notes: yaml.notes ?? null,
  };
  return {
    ...bare,
    hash: hashOf({ ...bare, title: undefined, owner: undefined, notes: undefined }),
  };
}

/** `value`, or `part` and `whole`. */
function partsOf(
  context: Context,
  { yaml, at, place }: Written,
): { value: Value; whole: Value | null } | null {
  const given = yaml.value ?? yaml.part;
  if (!given || (yaml.value && yaml.part) || Boolean(yaml.part) !== Boolean(yaml.whole)) {
    cannot(context, yaml.id, 'it needs either `value`, or `part` and `whole`', place(at()));
    return null;
  }
  const value = resolveValue(context, given, at(yaml.value ? 'value' : 'part'), place);
  const whole = yaml.whole ? resolveValue(context, yaml.whole, at('whole'), place) : null;
  return value && (whole || !yaml.whole) ? { value, whole } : null;
}

/** Unit, direction, baseline and breaks: what is said of a measure besides what it counts. */
function checkWords(context: Context, written: Written, framework: FrameworkYaml | null): void {
  const { yaml, theme, at, place } = written;
  if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(yaml.id)) {
    const detail = `an id is written theme.measure, and this is “${yaml.id}”`;
    const where = place(at('id'));
    context.problems.push(
      problem('Y102', { path: at('id').map(String).join(' › '), detail }, where),
    );
  } else if (!yaml.id.startsWith(`${theme.theme}.`) && !context.lost.has(theme.theme))
    cannot(
      context,
      yaml.id,
      `a measure of “${theme.theme}” has an id that begins so`,
      place(at('id')),
    );
  if (!yaml.unit) context.problems.push(problem('Y111', { measure: yaml.id }, place(at())));
  if (yaml.role === 'activity' && yaml.better !== 'neutral')
    cannot(
      context,
      yaml.id,
      'an activity is neither better nor worse; write what is `wanted` of it',
      place(at('better')),
    );
  else if (yaml.wanted && yaml.better !== 'neutral')
    cannot(
      context,
      yaml.id,
      '`wanted` is for a measure that is not better either way',
      place(at('wanted')),
    );
  const { baseline } = yaml;
  if (baseline && framework && !Object.hasOwn(framework.baselines, baseline))
    unknown(context, 'baseline', baseline, Object.keys(framework.baselines), place(at('baseline')));
  for (const [i, cut] of (yaml.breaks ?? []).entries())
    if (context.today !== null && cut.at > context.today)
      context.problems.push(
        problem('Y113', { at: cut.at, today: context.today }, place(at('breaks', i, 'at'))),
      );
}

/** The chart and the unit must be those of its kind. */
function checkForm(context: Context, { yaml, at, place }: Written, kind: string): void {
  const share = kind === 'share';
  if (share && yaml.unit && yaml.unit !== '%')
    cannot(context, yaml.id, 'the unit of a share is "%"', place(at('unit')));
  const { chart } = yaml;
  const wrong =
    (chart === 'p' || chart === 'p-prime') && !share
      ? `a ${chart} chart is of a share`
      : (chart === 'u' || chart === 'u-prime') && kind !== 'rate'
        ? `a ${chart} chart is of a rate`
        : ['c', 'g', 't'].includes(chart) && !['flow', 'distinct', 'movement', 'sum'].includes(kind)
          ? `a ${chart} chart is of a count`
          : null;
  if (wrong) cannot(context, yaml.id, wrong, place(at('chart')));
}

/** The denominator of a rate. */
function checkPer(context: Context, { yaml, at, place }: Written): void {
  if (!yaml.per) return;
  if (yaml.whole)
    cannot(
      context,
      yaml.id,
      'a share has a `whole`, a rate has a `per`, and no measure both',
      place(at('per')),
    );
  const of = context.datasets.get(yaml.per.of);
  if (of) {
    const needs = 'a rate divides by a number';
    columnOfType(context, of, yaml.per.column, numbers, needs, at('per', 'column'), place);
  } else unknown(context, 'dataset', yaml.per.of, context.datasets.keys(), place(at('per', 'of')));
}

/** Sources in order of preference: each must feed the dataset. */
function checkElse(context: Context, { yaml, at, place }: Written, value: Value): void {
  for (const [i, id] of (yaml.else ?? []).entries()) {
    const source = context.sources.get(id);
    if (!source) unknown(context, 'source', id, context.sources.keys(), place(at('else', i)));
    else if (!source.loads.has(value.of) && !yaml.whole)
      cannot(
        context,
        yaml.id,
        `the source “${id}” loads nothing into ${value.of}`,
        place(at('else', i)),
      );
  }
}

/** Kinds of place that a measure can be split by, besides the columns of its dataset. */
const places = ['district', 'lpa', 'ward', 'lsoa', 'force'];

function breakdownOf(
  context: Context,
  { yaml, at, place }: Written,
  dataset: DatasetDefinition | undefined,
): Breakdown | null {
  const bands = yaml.bands ?? [];
  if (!yaml.by) {
    if (yaml.bands)
      cannot(context, yaml.id, '`bands` need `by`, the column they divide', place(at('bands')));
    return null;
  }
  const col =
    dataset && !places.includes(yaml.by)
      ? column(context, dataset, yaml.by, at('by'), place)
      : null;
  if (col && bands.length > 0 && ![...numbers, 'score'].some((type) => type === col.type))
    wrongType(context, col, 'only numbers have bands', place(at('by')));
  if (bands.some((bound, i) => i > 0 && bound <= (bands[i - 1] ?? bound)))
    cannot(context, yaml.id, 'the bounds of bands rise', place(at('bands')));
  return { column: yaml.by, bands };
}
