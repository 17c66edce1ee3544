import type { Series } from '../figures/index.ts';
import { memberTitle, mixOf, mixSentence } from '../findings/index.ts';
import {
  type DatasetDefinition,
  descendants,
  type MeasureDefinition,
  type Vocabulary,
} from '../framework/index.ts';
import type { Host } from '../host/index.ts';
import type { CategoriesView } from '../pages/index.ts';
import { idWords } from '../wording/index.ts';
import { questionFor, type Shown } from './frame.ts';

const mostCategories = 20;

/**
 * A measure by the members of its breakdown; where what it counts stands in a tree of codes, one step
 * of it at a time, from group to subgroup to code (R38).
 * @param below the code whose members are shown; none for the first step
 */
export async function categoriesOf(
  host: Host,
  measure: MeasureDefinition,
  shown: Shown,
  below: string | undefined,
): Promise<CategoriesView | null> {
  const tree = measure.by ? null : treeOf(host, measure);
  const column = tree?.column ?? columnOf(host, measure);
  if (column === null) return null;
  const at = tree && stepAt(tree, below);
  const split = at === null || at === undefined ? column : `${column}/${at}`;
  const all = await host.figures.split(questionFor(measure.id, shown), split);
  const series = tree ? all.filter((s) => tree.vocabulary.codes.has(s.category ?? '')) : all;
  if (series.length < 2 && !below) return null;
  const titleOf = memberTitle(host.framework, measure.id, column);
  const mix = measure.whole ? mixOf(series, titleOf) : null;
  return {
    heading: capital(idWords(column)),
    split,
    mix: mix && mixSentence(mix).text,
    path: tree ? pathTo(tree, at ?? '') : [],
    rows: series
      .map((one) => ({
        title: one.category === null ? one.area.title : capital(titleOf(one.category)),
        series: one,
        below: tree && opens(tree, one, at ?? '') ? one.category : null,
      }))
      .sort((a, b) => (b.series.figure.value ?? -1) - (a.series.figure.value ?? -1))
      .slice(0, mostCategories),
    against: shown.against.startsWith('region') ? 'same-last-year' : shown.against,
  };
}

interface Tree {
  readonly column: string;
  readonly vocabulary: Vocabulary;
  /** The code under which everything that the measure counts lies; empty for the top. */
  readonly root: string;
}

/** The tree of codes that a measure can be walked down: of several, the one it leaves most of open. */
function treeOf({ framework }: Host, measure: MeasureDefinition): Tree | null {
  // What is withheld is settled for one step; another could be taken from it.
  if (measure.per || measure.withhold) return null;
  const dataset = framework.datasets.get(measure.value.of);
  const whole = measure.whole ? framework.datasets.get(measure.whole.of) : dataset;
  if (!dataset || !whole) return null;
  const found = [...dataset.columns.values()].flatMap(({ name, type, vocabulary: words }) => {
    const vocabulary = framework.vocabularies.get(words ?? '');
    const deep = vocabulary && [...vocabulary.codes.values()].some((c) => c.parent !== null);
    const shut = measure.closed?.columns.includes(name);
    return deep && !shut && type === 'code' && whole.columns.has(name) && words !== 'areas'
      ? [{ column: name, vocabulary }]
      : [];
  });
  const named = namedIn(measure);
  const leaves = ({ column, vocabulary }: (typeof found)[number]) =>
    named.get(column)?.length ?? vocabulary.codes.size;
  const [first] = found.sort((a, b) => leaves(b) - leaves(a));
  if (!first || isTotalled(dataset, first.column)) return null;
  return { ...first, root: rootOf(first.vocabulary, named.get(first.column) ?? []) };
}

const isTotalled = (dataset: DatasetDefinition, column: string): boolean =>
  dataset.columns.get(column)?.total !== null;

/** Column -> codes that the conditions of a measure name. */
const namedIn = ({ value }: MeasureDefinition): ReadonlyMap<string, readonly string[]> =>
  new Map(
    value.where.flatMap((c) =>
      c.kind === 'in'
        ? [[c.column, c.codes] as const]
        : 'column' in c
          ? [[c.column, []] as const]
          : [],
    ),
  );

/** The lowest code that all of some lie under, each under itself; empty where only the top holds them. */
function rootOf(vocabulary: Vocabulary, codes: readonly string[]): string {
  const lines = codes.map((code) => lineOf(vocabulary, code));
  const [first] = lines;
  if (!first) return '';
  return first.find((code) => lines.every((line) => line.includes(code))) ?? '';
}

/** A code and those above it, itself first. */
function lineOf(vocabulary: Vocabulary, code: string): string[] {
  const line: string[] = [];
  for (let at: string | null = code; at !== null; at = vocabulary.codes.get(at)?.parent ?? null)
    line.push(at);
  return line;
}

/** The step asked for where it lies within what the measure counts, else the first. */
const stepAt = ({ vocabulary, root }: Tree, below: string | undefined): string =>
  below && vocabulary.codes.has(below) && (root === '' || lineOf(vocabulary, below).includes(root))
    ? below
    : root;

/** A member with codes below it, other than the one that is open. */
const opens = ({ vocabulary }: Tree, { category, figure }: Series, at: string): boolean =>
  category !== null &&
  category !== at &&
  figure.value !== null &&
  descendants(vocabulary, category).length > 1;

/** From the first step to the one shown, each to go back to. */
function pathTo({ vocabulary, root }: Tree, at: string): { code: string; title: string }[] {
  const line = at === '' ? [] : lineOf(vocabulary, at).reverse();
  const from = root === '' ? 0 : line.indexOf(root) + 1;
  return line
    .slice(Math.max(0, from))
    .map((code) => ({ code, title: vocabulary.codes.get(code)?.title ?? code }));
}

/** The column that says most: the declared breakdown, else one with several codes, else the dataset's first. */
function columnOf({ framework }: Host, measure: MeasureDefinition): string | null {
  if (measure.by) return measure.by.column;
  if (measure.whole || measure.per) return null;
  const dataset = framework.datasets.get(measure.value.of);
  if (!dataset) return null;
  const fixed = new Set(dataset.counts.flatMap((c) => ('column' in c ? [c.column] : [])));
  const several = measure.value.where.find(
    (c) =>
      c.kind === 'in' &&
      c.codes.length > 1 &&
      !fixed.has(c.column) &&
      !measure.closed?.columns.includes(c.column) &&
      dataset.columns.get(c.column)?.vocabulary,
  );
  if (several && 'column' in several) return several.column;
  const named = new Set(measure.value.where.flatMap((c) => ('column' in c ? [c.column] : [])));
  const free = [...dataset.columns.values()].find(
    (c) =>
      c.type === 'code' &&
      c.vocabulary !== null &&
      !['areas', 'forces'].includes(c.vocabulary) &&
      !named.has(c.name) &&
      !measure.closed?.columns.includes(c.name) &&
      !fixed.has(c.name),
  );
  return free?.name ?? null;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
