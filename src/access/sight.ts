import type {
  Condition,
  Framework,
  MeasureDefinition,
  SourceDefinition,
  Value,
} from '../framework/index.ts';
import { closedOf, themeColumns, withClosed, withOpenTables } from './closed.ts';
import { type Actor, may, type Thing } from './may.ts';

/** The framework as far as an actor may see it: what is made from it cannot name what stands above access. */
export interface Sight {
  /** For what is shown: without the sources and datasets that feed hidden themes alone. */
  readonly framework: Framework;
  /** For what is worked out: the same themes and measures over every source. */
  readonly behind: Framework;
  /** Sources that also bring rows of hidden themes: how many rows they brought is not said. */
  readonly uncounted: ReadonlySet<string>;
  /** Whether a row that is listed is about a theme or a measure that is hidden. */
  hides(row: Readonly<Record<string, unknown>>): boolean;
  /** The same for all who see the same. */
  readonly key: string;
}

/** A theme, for the one decision. */
export const themeThing = (framework: Pick<Framework, 'themes'>, theme: string): Thing => ({
  theme,
  restricted: framework.themes.get(theme)?.restricted ?? false,
});

/** A measure, for the one decision: its theme, and whether that is restricted. */
export function measureThing(
  framework: Pick<Framework, 'themes' | 'measures'>,
  measure: string,
): Thing {
  const theme = framework.measures.get(measure)?.theme;
  return theme === undefined ? {} : themeThing(framework, theme);
}

/** What an actor may see of a framework; null where that is all of it. */
export function sightOf(actor: Actor | null, framework: Framework): Sight | null {
  const hidden = new Set(
    [...framework.themes.keys()].filter(
      (id) => !may(actor, 'see-figures', themeThing(framework, id)),
    ),
  );
  if (hidden.size === 0) return null;
  const { closed, uncounted, shut } = feedsOf(framework, hidden);
  const measures = new Map(
    [...framework.measures.values()]
      .filter((measure) => !hidden.has(measure.theme))
      .map((measure) => [
        measure.id,
        withClosed(
          ofOpenRecords(measure, framework, hidden, { closed, uncounted }),
          closedOf(measure, framework, hidden),
        ),
      ]),
  );
  const behind: Framework = {
    ...framework,
    themes: new Map(
      [...framework.themes]
        .filter(([id]) => !hidden.has(id))
        .map(([id, theme]) => [id, withOpenTables(theme, measures)]),
    ),
    measures,
    outcomes: framework.outcomes.map((outcome) => openOutcome(outcome, framework, measures)),
  };
  return {
    behind,
    framework: {
      ...behind,
      sources: new Map([...framework.sources].filter(([id]) => !closed.has(id))),
      datasets: new Map([...framework.datasets].filter(([id]) => !shut.has(id))),
      packs: new Map([...framework.packs].map(([id, pack]) => [id, openPack(pack, behind)])),
    },
    uncounted,
    hides: hiding(framework, hidden),
    key: [...hidden].sort().join(' '),
  };
}

/** Sources and datasets by what they feed: hidden themes alone, or hidden themes too. */
function feedsOf(framework: Framework, hidden: ReadonlySet<string>) {
  const open = new Set<string>();
  const above = new Set<string>();
  for (const measure of framework.measures.values())
    for (const dataset of datasetsOf(measure))
      (hidden.has(measure.theme) ? above : open).add(dataset);
  const feeds = (source: SourceDefinition, some: ReadonlySet<string>) =>
    [...source.loads.keys()].some((dataset) => some.has(dataset));
  const touched = [...framework.sources.values()].filter((source) => feeds(source, above));
  // Statements and the like: no measure reads them, and each is about some theme.
  const told = new Set(
    [...framework.datasets.values()]
      .filter(
        (d) => !open.has(d.id) && !above.has(d.id) && themeColumns.some((c) => d.columns.has(c)),
      )
      .map((d) => d.id),
  );
  const telling = [...framework.sources.values()].filter((source) => feeds(source, told));
  return {
    shut: new Set([...above].filter((dataset) => !open.has(dataset))),
    closed: new Set(touched.filter((s) => !feeds(s, open)).map((s) => s.id)),
    uncounted: new Set([...touched.filter((s) => feeds(s, open)), ...telling].map((s) => s.id)),
  };
}

/** Columns that say which measure it aims at. */
const measureColumns = ['measure', 'aimed_at'] as const;

const hiding =
  (framework: Framework, hidden: ReadonlySet<string>): Sight['hides'] =>
  (row) =>
    themeColumns.some((column) => hidden.has(String(row[column]))) ||
    measureColumns.some((column) =>
      hidden.has(framework.measures.get(String(row[column]))?.theme ?? ''),
    );

/** Every dataset that a measure reads, those that its conditions ask included. */
export function datasetsOf(measure: MeasureDefinition): ReadonlySet<string> {
  const found = new Set<string>(measure.per ? [measure.per.of] : []);
  const take = (value: Value): void => {
    found.add(value.of);
    value.where.forEach(look);
  };
  const look = (condition: Condition): void => {
    if (condition.kind === 'key-in') take(condition.value);
    if (condition.kind === 'any') condition.of.flat().forEach(look);
  };
  for (const value of [measure.value, measure.whole, ...measure.instead.values()])
    if (value) take(value);
  return found;
}

/** A measure of the product's own records leaves out those of hidden sources and measures. */
function ofOpenRecords(
  measure: MeasureDefinition,
  framework: Framework,
  hidden: ReadonlySet<string>,
  { closed, uncounted }: { closed: ReadonlySet<string>; uncounted: ReadonlySet<string> },
): MeasureDefinition {
  const without = (value: Value, column: string, codes: Iterable<string>): Value => ({
    ...value,
    where: [...value.where, { kind: 'not-in', column, codes: [...codes] }],
  });
  const narrowed = (value: Value): Value => {
    if (value.of === 'arrivals')
      return without(
        value,
        'source',
        value.count.kind === 'sum' ? [...closed, ...uncounted] : closed,
      );
    if (value.of !== 'printed') return value;
    const above = [...framework.measures.values()].filter((m) => hidden.has(m.theme));
    return without(
      value,
      'measure',
      above.map((m) => m.id),
    );
  };
  return {
    ...measure,
    value: narrowed(measure.value),
    whole: measure.whole ? narrowed(measure.whole) : null,
  };
}

type Outcome = Framework['outcomes'][number];

const notOpen = 'Its figures are open to named roles alone.';

/** An outcome keeps its line: with the figures that are open, or with the words that none is. */
function openOutcome(
  outcome: Outcome,
  framework: Framework,
  open: ReadonlyMap<string, MeasureDefinition>,
): Outcome {
  const measures = outcome.measures.filter((id) => open.has(id) || !framework.measures.has(id));
  if (measures.some((id) => open.has(id)) || measures.length === outcome.measures.length)
    return { ...outcome, measures };
  return { ...outcome, measures: [outcome.id], awaits: new Map([[outcome.id, notOpen]]) };
}

type Pack = Framework['packs'] extends ReadonlyMap<string, infer P> ? P : never;

/** A pack without what is hidden; a slide that was for hidden themes alone goes. */
const openPack = (
  pack: Pack,
  { themes, measures }: Pick<Framework, 'themes' | 'measures'>,
): Pack => ({
  ...pack,
  release: pack.release.map((rule) => ({
    ...rule,
    measures: rule.measures.filter((id) => measures.has(id)),
  })),
  slides: pack.slides.flatMap((slide): Pack['slides'][number][] => {
    if ('measures' in slide)
      return [{ ...slide, measures: slide.measures.filter((id) => measures.has(id)) }];
    if (slide.kind !== 'each-theme' || slide.themes.length === 0) return [slide];
    const open = slide.themes.filter((id) => themes.has(id));
    return open.length > 0 ? [{ ...slide, themes: open }] : [];
  }),
});
