import type { Figure, MeasureFacts, Series } from '../figures/index.ts';
import { dayLabel, monthsLabel, type PlainDate } from '../periods/index.ts';
import { changeBetween, countShown, instantLabel, listWords } from '../wording/index.ts';
import { FigureLink, type RowsBehindFigure } from './figure-link.tsx';
import { ChangeCell, Pill, Scroll } from './parts.tsx';

export interface LoadRow {
  readonly load: number;
  readonly source: string;
  readonly file: string;
  readonly sheet: string | null;
  /** Null where the file also brings rows that this reader may not see. */
  readonly rows: number | null;
  readonly arrivedAt: string;
  readonly byHand: boolean;
  readonly state: 'In use' | 'Replaced' | 'Taken out';
}

/** A month that a later file restated: the figure as first known and as known now. */
export interface RestatedRow {
  readonly before: Figure;
  readonly now: Figure;
  readonly file: string;
  readonly arrivedAt: string;
}

/** What the same month said before and after a later file. */
export function Restated({
  rows,
  measure,
  behind,
}: {
  rows: readonly RestatedRow[];
  measure: MeasureFacts;
  behind: RowsBehindFigure;
}) {
  if (rows.length === 0)
    return <p class="empty-line">No month of this measure’s sources has been restated.</p>;
  return (
    <Scroll name="Restated months">
      <table>
        <caption class="sr">Restated months with the figure before and since</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" class="num">
              Known before
            </th>
            <th scope="col" class="num">
              Since
            </th>
            <th scope="col" class="num">
              Change
            </th>
            <th scope="col">Restated by</th>
            <th scope="col">Arrived</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ before, now, file, arrivedAt }) => {
            const partial = before.status === 'partial';
            const change = partial
              ? { amount: 'incomplete before', percent: '' }
              : changeBetween(measure, { ...now, immature: false }, before);
            return (
              <tr key={`${now.period.id}${file}`}>
                <th scope="row">{monthsLabel(now.period)}</th>
                <td class="num">
                  <FigureLink measure={measure} figure={before} rows={behind} />
                  {partial ? ' so far' : ''}
                </td>
                <td class="num">
                  <FigureLink measure={measure} figure={now} rows={behind} />
                </td>
                <td class="num">
                  <ChangeCell amount={change.amount} percent={change.percent} />
                </td>
                <td class="break">{file}</td>
                <td>{instantLabel(arrivedAt, 'day')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

const states = { 'In use': 'complete', Replaced: 'neutral', 'Taken out': 'neutral' } as const;

/** Loads and files, the definition in words, the three dates, the way to the rows. */
export function WhereFrom({
  series,
  loads,
  absent,
  definition,
  notes,
  knownOn,
  rows,
}: {
  series: Series;
  loads: readonly LoadRow[];
  absent: readonly string[];
  definition: string;
  notes: string | null;
  knownOn: PlainDate;
  rows: string | null;
}) {
  return (
    <div class="map-and-table from">
      {loads.length === 0 ? (
        <p class="empty-box">No file has been loaded for this measure.</p>
      ) : (
        <Loads loads={loads} />
      )}
      <dl class="facts">
        <dt>Definition</dt>
        <dd>
          {definition}
          {notes ? ` ${notes}` : ''}{' '}
          <span class="hash">{series.figure.definition.slice(0, 12)}</span>
        </dd>
        {absent.length > 0 && (
          <>
            <dt>Not there</dt>
            <dd>{`Nothing has come of ${listWords(absent)}.`}</dd>
          </>
        )}
        <dt>Dates</dt>
        <dd>{`Data to ${series.dates.dataTo ? dayLabel(series.dates.dataTo) : 'none'}. Known by ${dayLabel(knownOn)}. Calculated ${instantLabel(series.dates.builtAt)}.`}</dd>
        <dt>Rows</dt>
        <dd>
          {rows === null ? (
            'You can see the figures, not the rows. Analysts and theme leads can open them.'
          ) : series.figure.value === null ? (
            'There is no figure, so no row stands behind it.'
          ) : (
            <>
              <a href={rows}>{`Show the rows behind ${monthsLabel(series.shown)}`}</a>. Looking is
              recorded.
            </>
          )}
        </dd>
      </dl>
    </div>
  );
}

function Loads({ loads }: { loads: readonly LoadRow[] }) {
  return (
    <Scroll name="Loads">
      <table class="dense">
        <caption class="sr">Loads behind the figures, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Load</th>
            <th scope="col">File and sheet</th>
            <th scope="col" class="num">
              Rows
            </th>
            <th scope="col">Loaded</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {loads.map((load) => (
            <tr key={load.load}>
              <th scope="row">
                <a href={`/sources/${load.source}#load-${load.load}`}>{`L-${load.load}`}</a>
              </th>
              <td class="break">
                {load.file}
                {load.sheet ? `, sheet “${load.sheet}”` : ''}
              </td>
              <td class="num">{countShown(load.rows)}</td>
              <td>{`${instantLabel(load.arrivedAt, 'short')}, ${load.byHand ? 'by hand' : 'by schedule'}`}</td>
              <td>
                <Pill state={states[load.state]}>{load.state}</Pill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
