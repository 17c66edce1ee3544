import type { RowsBehind } from '../figures/index.ts';
import type { ThemeDefinition, ThemeList } from '../framework/index.ts';
import { type Host, openList } from '../host/index.ts';
import type { ReadList } from '../pages/index.ts';
import { addMonths, dayLabel, monthLabel, monthOf, parseDay, periodOf } from '../periods/index.ts';
import { plainNumber } from '../wording/index.ts';
import type { Shown } from './frame.ts';
import type { Asked } from './route.ts';

/** Years in which an edition is looked for: inspectors come every few. */
const years = 5;

/** The lists of a theme: of each the newest edition that was known, word for word. */
export async function readLists(
  { host, actor }: Pick<Asked, 'host' | 'actor'>,
  theme: ThemeDefinition,
  { view }: Shown,
): Promise<ReadList[]> {
  const list = openList(host, actor);
  const { last } = view.period;
  const sources = new Map((await host.figures.loads()).map((load) => [load.load, load.source]));
  return Promise.all(
    theme.lists.map(async (wanted): Promise<ReadList> => {
      const found = await Promise.all(
        Array.from({ length: years }, (_, year) =>
          list({
            dataset: wanted.of,
            where: [],
            period: periodOf('rolling-12', addMonths(last, -12 * year)),
            ...(view.asAt ? { asAt: view.asAt } : {}),
          }),
        ),
      );
      return newestOf(host, wanted, found.flat(), sources);
    }),
  );
}

function newestOf(
  host: Host,
  wanted: ThemeList,
  rows: RowsBehind['rows'],
  /** Load -> its source. */
  sources: ReadonlyMap<number, string>,
): ReadList {
  const edition = (row: (typeof rows)[number]) => String(row.values[wanted.newest] ?? '');
  const newest = rows.map(edition).sort().at(-1) ?? '';
  const columns = [...wanted.columns];
  return {
    title: wanted.title,
    note: wanted.note,
    edition: editionOf(host, wanted, newest),
    heads: columns.map(([, head]) => head),
    rows: rows
      .filter((row) => edition(row) === newest)
      .map(({ values, origin }) => ({
        cells: columns.map(([name]) => cellOf(host, wanted.of, name, values[name])),
        from: {
          words: `${origin.sheet}, row ${origin.row}`,
          href: `/sources/${sources.get(origin.load) ?? ''}#load-${origin.load}`,
        },
      })),
  };
}

/** `Year ending March 2024` where editions are known by a month, else the day; null where none has come. */
function editionOf({ framework }: Host, { of, newest }: ThemeList, at: string): string | null {
  const on = parseDay(at);
  if (on === null) return null;
  return framework.datasets.get(of)?.columns.get(newest)?.type === 'month'
    ? `Year ending ${monthLabel(monthOf(on))}`
    : dayLabel(on);
}

/** A code by its title, a number as numbers are printed, a text as it was written. */
function cellOf(
  { framework }: Host,
  dataset: string,
  name: string,
  value: unknown,
): ReadList['rows'][number]['cells'][number] {
  if (value === null || value === undefined || value === '') return { text: '', number: false };
  if (typeof value === 'number') return { text: plainNumber(value), number: true };
  const words = framework.datasets.get(dataset)?.columns.get(name)?.vocabulary;
  const title = framework.vocabularies.get(words ?? '')?.codes.get(String(value))?.title;
  return { text: title ?? String(value), number: false };
}
