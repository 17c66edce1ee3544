import { type Boundaries, type MapArea, mapLegend, mapSvg } from '../charts/index.ts';
import type { Against, Comparison, Figure, MeasureFacts, Series } from '../figures/index.ts';
import { monthsLabel, periodLabel } from '../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  formatFigure,
  formatPoints,
  formatValue,
  lowerFirst,
} from '../wording/index.ts';
import { AreasTable, type AreasView, placeKinds, unitHead } from './areas-table.tsx';
import { FigureLink, type RowsBehindFigure } from './figure-link.tsx';
import { ChangeCell, Raw, Scroll, Section, VerdictMark } from './parts.tsx';

/** What against what, with the two figures. */
export interface ComparedRow {
  readonly label: string;
  readonly measure: MeasureFacts;
  readonly figure: Figure;
  readonly before: Figure | null;
  readonly change: { readonly amount: string; readonly percent: string };
  readonly note: string;
}

/** Month on month and on year, quarter on quarter, on year and on baseline, year on year. */
export function Compared({
  rows,
  region,
  behind,
}: {
  rows: readonly ComparedRow[];
  region: Comparison | null;
  behind: RowsBehindFigure;
}) {
  return (
    <>
      <Scroll name="Comparisons">
        <table>
          <caption class="sr">Comparisons for the latest month, the period and the year</caption>
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col" class="num">
                Figure
              </th>
              <th scope="col" class="num">
                Before
              </th>
              <th scope="col" class="num">
                Change
              </th>
              <th scope="col" class="note-head">
                Note
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.label} row={row} behind={behind} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {region && <p class="caption">{regionWords(region)}</p>}
    </>
  );
}

function Row({
  row: { label, measure, figure, before, change, note },
  behind,
}: {
  row: ComparedRow;
  behind: RowsBehindFigure;
}) {
  // A baseline is the mean of many periods: its own months stand in the table of figures.
  const mean = before?.period.id === figure.period.id;
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class={figure.value === null ? 'num word-cell' : 'num'}>
        <FigureLink measure={measure} figure={figure} rows={behind} />
      </td>
      <td class={before?.value == null ? 'num word-cell' : 'num'}>
        {before ? (
          <FigureLink measure={measure} figure={before} rows={mean ? null : behind} />
        ) : (
          'no data'
        )}
      </td>
      <td class="num">
        <ChangeCell amount={change.amount} percent={change.percent} />
      </td>
      <td class="note-cell">{note}</td>
    </tr>
  );
}

/** Ours against the region's change, both from published tables at their own data-to date. */
function regionWords(comparison: Comparison): string {
  const { base, points } = comparison;
  const year = base ? monthsLabel(base.period).split(' to ').at(-1) : '';
  if (points === null) return `Against the region: ${comparison.because}`;
  const side = points < 0 ? 'below' : 'above';
  return `Against the region, year ending ${year}, from published tables: our change is ${points === 0 ? 'the same as' : `${formatPoints(points)} ${side}`} the region’s.`;
}

/** Map and table of the same figures. */
export function ByArea({
  areas,
  boundaries,
  canExport,
}: {
  areas: AreasView;
  boundaries: Boundaries | null;
  canExport: boolean;
}) {
  const [first] = areas.series;
  if (!first) return null;
  const map = areas.kind === 'district' && boundaries ? mapOf(areas) : null;
  const query = new URLSearchParams(areas.query);
  const to = (split: string) => {
    query.set('split', split);
    return `/measures/${first.measure.id}?${query.toString()}#areas`;
  };
  return (
    <Section
      id="areas"
      title={placeKinds[areas.kind].title}
      note={
        <>
          {`${monthsLabel(first.shown)} · `}
          {(['district', 'lpa', 'ward'] as const).map((kind, i) => (
            <span key={kind}>
              {i > 0 && ' · '}
              {kind === areas.kind ? (
                <strong>{placeKinds[kind].one}s</strong>
              ) : (
                <a href={to(kind)}>{placeKinds[kind].one}s</a>
              )}
            </span>
          ))}
        </>
      }
    >
      {map && boundaries ? (
        <div class="map-and-table">
          <div>
            {(['full', 'phone'] as const).map((size) => (
              <Raw
                key={size}
                html={mapSvg(
                  map.areas,
                  boundaries,
                  `Map of ${lowerFirst(map.measure)} by district, ${monthsLabel(first.shown)}, shaded by ${map.by}. The figures are in the table beside it.`,
                  size,
                )}
              />
            ))}
            <Raw html={mapLegend(map.areas, map.print)} />
            <p class="caption">
              {`Five classes of ${map.by}, set by the figure shown${map.isRate ? '' : '; a large district can be dark for its size alone'}. Boundaries: Office for National Statistics, Open Government Licence; contains OS data © Crown copyright.`}
              {canExport && (
                <>
                  {' '}
                  <a href={`/api/measures/${first.measure.id}.map.png${areas.query}`}>Map (PNG)</a>
                </>
              )}
            </p>
          </div>
          <AreasTable view={areas} sparks={false} />
        </div>
      ) : (
        <AreasTable view={areas} sparks={areas.kind === 'lpa'} />
      )}
    </Section>
  );
}

/** What the map shades: the rate for people where there is one, else the figure. */
export function mapOf(areas: AreasView) {
  const shaded = areas.rates.length > 0 ? areas.rates : areas.series;
  const measure = shaded[0]?.measure ?? { kind: 'flow' as const, unit: '', title: '' };
  const isRate = measure.kind === 'rate' || measure.kind === 'share';
  return {
    isRate,
    measure: measure.title,
    by: isRate ? lowerFirst(measure.title) : 'number',
    print: (value: number) => formatValue(measure, value),
    areas: shaded
      .filter((s) => s.area.kind === 'district')
      .map(
        (s): MapArea => ({
          code: s.area.id,
          name: s.area.title,
          value: s.figure.value,
          text: formatFigure(s.measure, s.figure),
        }),
      ),
  };
}

/** One measure by the members of a column: exploitation, offence, age. */
export interface CategoriesView {
  readonly heading: string;
  /** The split whose members these are. */
  readonly split: string;
  readonly rows: readonly {
    readonly title: string;
    readonly series: Series;
    /** Its code where it can be opened one step further. */
    readonly below: string | null;
  }[];
  /** Steps down a tree of codes to the one shown; empty at the first. */
  readonly path: readonly { readonly code: string; readonly title: string }[];
  readonly against: Against;
  /** A share that moved against all its parts: said before the parts are read; null where it did not. */
  readonly mix: string | null;
}

/** Address of the rows behind a member's figure; null for readers who may not open them. */
type RowsOf = ((series: Series, split: string) => string) | null;

export function Categories({
  view,
  query,
  rows,
}: {
  view: CategoriesView;
  query: string;
  rows: RowsOf;
}) {
  const measure = view.rows[0]?.series.measure.id ?? '';
  return (
    <>
      {view.path.length > 0 && (
        <p class="steps">
          <a href={stepHref(measure, query, null)}>All</a>
          {view.path.map(({ code, title }, i) => (
            <span key={code}>
              {' / '}
              {i === view.path.length - 1 ? (
                title
              ) : (
                <a href={stepHref(measure, query, code)}>{title}</a>
              )}
            </span>
          ))}
        </p>
      )}
      {view.rows.length === 0 && <p class="empty-line">Nothing is counted here in this period.</p>}
      {view.mix && <p class="mix">{view.mix}</p>}
      {view.rows.length > 0 && <CategoriesTable view={view} query={query} rows={rows} />}
    </>
  );
}

/** The same page one step down, or back at the first. */
function stepHref(measure: string, query: string, below: string | null): string {
  const asked = new URLSearchParams(query);
  if (below !== null) asked.set('below', below);
  const text = asked.toString();
  return `/measures/${measure}${text === '' ? '' : `?${text}`}#categories`;
}

function CategoriesTable({
  view,
  query,
  rows,
}: {
  view: CategoriesView;
  query: string;
  rows: RowsOf;
}) {
  const first = view.rows[0]?.series;
  return (
    <Scroll name={`By ${view.heading.toLowerCase()}`}>
      <table>
        <caption class="sr">{`${first?.measure.title ?? 'Figures'} by ${view.heading.toLowerCase()}${first ? `, ${periodLabel(first.shown)}` : ''}`}</caption>
        <thead>
          <tr>
            <th scope="col">{view.heading}</th>
            <th scope="col" class="num">
              {unitHead(first?.measure.unit ?? 'Figure')}
            </th>
            <th scope="col" class="num">
              {first ? `on ${againstWords(view.against, first.shown)}` : 'Change'}
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map(({ title, series, below }) => {
            const comparison = comparisonOf(series, view.against);
            const change = comparison
              ? changeParts(series.measure, comparison)
              : { amount: 'not comparable', percent: '' };
            return (
              <tr key={title}>
                <th scope="row">
                  {below === null ? (
                    title
                  ) : (
                    <a href={stepHref(series.measure.id, query, below)}>{title}</a>
                  )}
                </th>
                <td class="num">
                  {rows === null || series.figure.value === null ? (
                    formatFigure(series.measure, series.figure)
                  ) : (
                    <a href={rows(series, view.split)}>
                      {formatFigure(series.measure, series.figure)}
                      <span class="sr">{`, the rows behind ${title}`}</span>
                    </a>
                  )}
                </td>
                <td class="num">
                  <ChangeCell amount={change.amount} percent={change.percent} />
                </td>
                <td class="verdict-cell">
                  <VerdictMark word={series.verdict.word} direction={series.verdict.direction} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
