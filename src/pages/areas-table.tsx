import { chartOf, sparkSvg } from '../charts/index.ts';
import type { Against, Series } from '../figures/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  formatFigure,
  lowerFirst,
} from '../wording/index.ts';
import { ChangeCell, Raw, Scroll, VerdictMark } from './parts.tsx';

/** Kinds of places a table of areas can show. */
export const placeKinds = {
  district: { one: 'District', title: 'By district' },
  lpa: { one: 'Local policing area', title: 'By local policing area' },
  ward: { one: 'Ward', title: 'By ward' },
} as const;
export type PlaceKind = keyof typeof placeKinds;

export interface AreasView {
  readonly kind: PlaceKind;
  readonly series: readonly Series[];
  /** The same places by rate for people, where the framework has such a measure. */
  readonly rates: readonly Series[];
  /** The whole that the places add up to; null where they do not. */
  readonly whole: Series | null;
  /** District of each ward, for headings. */
  readonly groupOf: ReadonlyMap<string, string>;
  readonly against: Against;
  readonly query: string;
}

/** The head of a column of figures: its unit, in a capital. */
export const unitHead = (unit: string): string =>
  unit === '%'
    ? 'Per cent'
    : unit === 'GBP'
      ? 'Pounds'
      : `${unit.charAt(0).toUpperCase()}${unit.slice(1)}`;

/** Places with figure, change and verdict; what has no place has its own row, so that the column adds up. */
export function AreasTable({ view, sparks }: { view: AreasView; sparks: boolean }) {
  const placed = view.series.filter((s) => s.area.kind !== 'unknown');
  const nowhere = view.series.filter((s) => s.area.kind === 'unknown');
  const groups = groupsOf(placed, view.groupOf);
  const first = view.series[0];
  const measure = first?.measure;
  const visited = [...view.rates, ...placed].flatMap((s) =>
    s.notes.filter((note) => note.kind === 'visited').map((note) => note.text),
  );
  const columns = 4 + (sparks ? 1 : 0) + (view.rates.length > 0 ? 1 : 0);
  return (
    <Scroll name={`${measure?.title ?? 'Figures'} ${lowerFirst(placeKinds[view.kind].title)}`}>
      <table>
        <caption class="sr">{`${measure?.title ?? 'Figures'}: figure, change and verdict of each ${placeKinds[view.kind].one.toLowerCase()}`}</caption>
        <thead>
          <tr>
            <th scope="col">{placeKinds[view.kind].one}</th>
            {sparks && <th scope="col">24 months</th>}
            <th scope="col" class="num">
              {unitHead(measure?.unit ?? 'Figure')}
            </th>
            <th scope="col" class="num">
              {first
                ? `on ${againstWords(view.against, first.shown).replace('the same quarter ', '')}`
                : 'Change'}
            </th>
            {view.rates.length > 0 && (
              <th scope="col" class="num">
                {unitHead(view.rates[0]?.measure.unit ?? 'Rate')}
              </th>
            )}
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        {groups.map(([title, members]) => (
          <tbody key={title}>
            {title !== '' && (
              <tr>
                <th scope="rowgroup" colSpan={columns} class="rowgroup">
                  {title}
                </th>
              </tr>
            )}
            {members.map((s) => (
              <AreaRow key={s.area.id} series={s} view={view} sparks={sparks} />
            ))}
          </tbody>
        ))}
        <tbody>
          {nowhere.map((s) => (
            <AreaRow key={s.area.id} series={s} view={view} sparks={sparks} />
          ))}
          {view.whole && <AreaRow series={view.whole} view={view} sparks={sparks} total />}
        </tbody>
      </table>
      {visited.length > 0 && <p class="caption">{visited.join(' ')}</p>}
    </Scroll>
  );
}

function groupsOf(
  series: readonly Series[],
  groupOf: ReadonlyMap<string, string>,
): readonly (readonly [string, readonly Series[]])[] {
  const groups = new Map<string, Series[]>();
  for (const s of series) {
    const title = groupOf.get(s.area.id) ?? '';
    groups.set(title, [...(groups.get(title) ?? []), s]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function AreaRow({
  series,
  view,
  sparks,
  total = false,
}: {
  series: Series;
  view: AreasView;
  sparks: boolean;
  total?: boolean;
}) {
  const { measure, area, verdict } = series;
  const comparison = comparisonOf(series, view.against);
  const nowhere = area.kind === 'unknown';
  const change =
    comparison && !nowhere
      ? changeParts(measure, comparison)
      : { amount: nowhere ? 'not compared' : 'not comparable', percent: '' };
  const rate = view.rates.find((r) => r.area.id === area.id);
  const query = new URLSearchParams(view.query);
  if (total) query.delete('area');
  else query.set('area', area.id);
  return (
    <tr class={total ? 'total' : undefined}>
      <th scope="row">
        <a href={`/measures/${measure.id}${query.size > 0 ? `?${query.toString()}` : ''}`}>
          {total ? 'Whole force' : nowhere ? 'Place not recorded' : area.title}
        </a>
      </th>
      {sparks && (
        <td>
          {nowhere || !series.chartFigures.some((f) => f.value !== null) ? (
            <span class="word-cell">not compared</span>
          ) : (
            <Raw html={sparkSvg(chartOf(series, 24), 140, 34)} />
          )}
        </td>
      )}
      <td class="num">
        {series.figure.value === null ? (
          <span class="word-cell">{formatFigure(measure, series.figure)}</span>
        ) : (
          formatFigure(measure, series.figure)
        )}
      </td>
      <td class="num">
        <ChangeCell amount={change.amount} percent={change.percent} />
      </td>
      {view.rates.length > 0 && (
        <td class="num">
          {rate && !nowhere ? (
            formatFigure(rate.measure, rate.figure)
          ) : (
            <span class="word-cell">not applicable</span>
          )}
        </td>
      )}
      <td class="verdict-cell">
        {nowhere ? (
          <span class="word-cell">not compared</span>
        ) : (
          <VerdictMark word={verdict.word} direction={verdict.direction} />
        )}
      </td>
    </tr>
  );
}
