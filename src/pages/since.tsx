import type { Ended, Finding } from '../findings/index.ts';
import { monthsLabel, type Period } from '../periods/index.ts';
import {
  countWord,
  formatFigure,
  formatValue,
  instantLabel,
  plainDays,
  verdictWords,
} from '../wording/index.ts';
import { Scroll, Section, VerdictMark } from './parts.tsx';

/** What the last issued edition said, held against what is known now; null where none was issued. */
export interface SinceEdition {
  readonly period: Period;
  readonly version: string;
  readonly issuedAt: string;
  readonly ended: readonly Ended[];
  readonly restated: readonly RestatedFigure[];
}

/** A printed figure that is another now, with the files that did it. */
export interface RestatedFigure {
  readonly series: Finding['series'] & object;
  readonly value: number;
  readonly valueNow: number | null;
  readonly files: readonly {
    readonly file: string;
    readonly on: string;
    readonly undone: boolean;
  }[];
}

export const editionName = (since: SinceEdition): string =>
  `the edition of ${monthsLabel(since.period)}, ${since.version}`;

/** Two lines of the first page: what has ended, and what is printed otherwise than it is known now. */
export function SinceLines({ since, query }: { since: SinceEdition; query: string }) {
  const { ended, restated } = since;
  const [first] = restated;
  return (
    <div class="since-lines">
      <p>
        <strong>{`Ended since ${editionName(since)}: `}</strong>
        {ended.length === 0
          ? 'nothing.'
          : ended.map(({ series, was }, i) => (
              <span key={series.measure.id}>
                {i > 0 && '; '}
                <a href={`/measures/${series.measure.id}${query}`}>{series.measure.title}</a>
                {` (was ${verdictWords[was.word].toLowerCase()})`}
              </span>
            ))}
      </p>
      <p>
        <strong>Restated since it was printed: </strong>
        {first ? (
          <>
            <a href={`/findings${query}#restated`}>{countWord(restated.length, 'figure')}</a>
            {`, the most ${first.series.measure.title}: ${printedThen(first)}, now ${printedNow(first)}`}
            {`${byFiles(first)}.`}
          </>
        ) : (
          'nothing.'
        )}
      </p>
    </div>
  );
}

const printedThen = ({ series, value }: RestatedFigure) => formatValue(series.measure, value);
const printedNow = ({ series, valueNow }: RestatedFigure) =>
  valueNow === null
    ? formatFigure(series.measure, series.figure)
    : formatValue(series.measure, valueNow);

function byFiles({ files }: RestatedFigure): string {
  const newest = files.at(-1);
  if (!newest) return '';
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `, by ${newest.file}${more}`;
}

/** Changes that the edition printed and that no longer hold. */
export function EndedSection({ since, query }: { since: SinceEdition; query: string }) {
  return (
    <Section
      title={`Ended since ${editionName(since)}`}
      note={countWord(since.ended.length, 'change')}
    >
      {since.ended.length === 0 ? (
        <p class="empty-line">None: every change that it printed still holds or is not known.</p>
      ) : (
        <ul class="findings">
          {since.ended.map(({ series, was }) => (
            <li key={series.measure.id}>
              <p>
                <a href={`/measures/${series.measure.id}${query}`}>{series.measure.title}</a>
                {': '}
                <VerdictMark word={was.word} direction={was.direction} small />
                {' then, now '}
                <VerdictMark
                  word={series.verdict.word}
                  direction={series.verdict.direction}
                  small
                />
              </p>
              <p class="evidence">{plainDays(series.verdict.because)}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Printed, now, and what did it. */
export function RestatedSection({ since }: { since: SinceEdition }) {
  return (
    <Section
      id="restated"
      title={`Restated since ${editionName(since)}`}
      note={`Issued ${instantLabel(since.issuedAt, 'day')}`}
    >
      {since.restated.length === 0 ? (
        <p class="empty-line">None: every whole figure that it printed is still the same.</p>
      ) : (
        <>
          <Scroll name="Restated figures">
            <table class="dense">
              <caption class="sr">
                Printed figures that are others now, the largest change first
              </caption>
              <thead>
                <tr>
                  <th scope="col">Measure</th>
                  <th scope="col" class="num">
                    Printed
                  </th>
                  <th scope="col" class="num">
                    Now
                  </th>
                  <th scope="col">What did it</th>
                </tr>
              </thead>
              <tbody>
                {since.restated.map((one) => (
                  <tr key={`${one.series.measure.id}${one.series.area.id}`}>
                    <th scope="row">
                      <a href={`/measures/${one.series.measure.id}?period=${since.period.id}`}>
                        {one.series.measure.title}
                      </a>
                    </th>
                    <td class="num">{printedThen(one)}</td>
                    <td class="num">{printedNow(one)}</td>
                    <td>{filesWords(one)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <p class="caption">
            Figures of {monthsLabel(since.period)} that were whole when they were printed. The
            edition itself stays as it was issued.
          </p>
        </>
      )}
    </Section>
  );
}

function filesWords({ files }: RestatedFigure): string {
  const newest = files.at(-1);
  if (!newest) return 'No file: what it counts is defined otherwise';
  const more = files.length > 1 ? `, and ${countWord(files.length - 1, 'file')} before it` : '';
  return `${newest.file}, ${newest.undone ? 'taken out ' : ''}${instantLabel(newest.on, 'day')}${more}`;
}
