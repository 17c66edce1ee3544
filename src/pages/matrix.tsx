import { type MatrixDrawing, type MatrixPoint, matrixSvg } from '../charts/index.ts';
import {
  activityLevels,
  activityWords,
  heldShort,
  heldWords,
  type Matrix,
  matrixMoves,
  type PlacedTheme,
  type Standing,
  threatLevels,
  threatWords,
} from '../findings/index.ts';
import { dayLabel, monthsLabel } from '../periods/index.ts';
import { countWord } from '../wording/index.ts';
import { type Frame, page } from './layout.tsx';
import { Raw, Scroll, Section, Title } from './parts.tsx';

export interface MatrixPageView {
  readonly matrix: Matrix;
  /** The page is asked for an area: threat is assessed for the whole force alone. */
  readonly wholeForce: boolean;
  readonly query: string;
}

/** Threat against activity: the picture, what moved, the same as a table, and the themes not placed. */
export function matrixPage(view: MatrixPageView, frame: Frame): string {
  const { matrix, query } = view;
  const { placed, beside, since } = matrix;
  return page(frame, {
    current: '/themes',
    title: 'Threat against activity',
    downloads: placed.length > 0 ? [{ label: 'Matrix (PNG)', href: `/matrix.png${query}` }] : [],
    children: (
      <>
        <Title
          kicker={
            <>
              <a href={`/${query}`}>Overview</a> / <a href={`/themes${query}`}>Themes</a> / Threat
              against activity
            </>
          }
          title={matrix.title.text}
          lead={`Threat is the newest dated assessment of each theme; activity is its lead activity beside what is usual for it. The two sides are never made into one score.${view.wholeForce ? '' : ' Both are of the whole force: no area is assessed by itself.'}`}
        />
        <Section
          title={`${countWord(placed.length, 'theme')} placed, ${monthsLabel(matrix.period)}`}
          note={
            since
              ? `Solid point: this period. Hollow point, where a theme has moved: ${heldWords(since)}`
              : 'No theme stood anywhere before that can be shown'
          }
        >
          {placed.length === 0 ? (
            <p class="empty-box">
              No theme has an assessment made in this period. Theme leads send them with the return
              of statements and assessments. <a href="/sources">See the sources</a>
            </p>
          ) : (
            <div class="matrix-and-words">
              <div>
                <Raw
                  html={matrixSvg(drawingOf(matrix), { id: 'matrix', form: 'full' })}
                  class="drawing on-screen"
                />
                <Raw
                  html={matrixSvg(drawingOf(matrix), { id: 'matrix-phone', form: 'phone' })}
                  class="drawing on-phone"
                />
                <p class="as-table">
                  <a href="#placed">
                    Show as table<span class="sr">: threat against activity</span>
                  </a>
                </p>
              </div>
              <Moved matrix={matrix} query={query} />
            </div>
          )}
        </Section>
        {placed.length > 0 && (
          <Section id="placed" title="The same as a table" class="wide">
            <PlacedTable matrix={matrix} query={query} />
          </Section>
        )}
        {beside.length > 0 && (
          <Section title="Not placed" note="A theme without an assessment is never guessed at">
            <ul class="list">
              {beside.map((one) => (
                <li key={one.theme}>
                  <a href={`/themes/${one.theme}${query}`}>{one.title}</a>: {one.why}
                </li>
              ))}
            </ul>
          </Section>
        )}
      </>
    ),
  });
}

function Moved({ matrix, query }: { matrix: Matrix; query: string }) {
  const moves = matrixMoves(matrix);
  return (
    <div class="moved">
      <ol class="matrix-key" aria-label="Numbers in the picture">
        {matrix.placed.map((theme) => (
          <li key={theme.theme}>{theme.title}</li>
        ))}
      </ol>
      {matrix.since && (
        <>
          <h3>{`What moved since ${heldShort(matrix.since)}`}</h3>
          {moves.length === 0 ? (
            <p>No theme has moved.</p>
          ) : (
            <ul>
              {moves.map(({ theme, said }) => (
                <li key={theme}>
                  <a href={`/themes/${theme}${query}`}>{capital(said)}</a>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <h3>Threat without enough activity</h3>
      {matrix.gaps.length === 0 ? (
        <p>No theme stands there.</p>
      ) : (
        <ul>
          {matrix.gaps.map((gap) => (
            <li key={gap.theme}>
              <a href={`/themes/${gap.theme}${query}`}>{gap.title}</a>: say what activity it will
              have
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function PlacedTable({ matrix, query }: { matrix: Matrix; query: string }) {
  const since = matrix.since
    ? `${matrix.since.edition ? 'edition of ' : ''}${monthsLabel(matrix.since.period, 'short')}`
    : 'before';
  return (
    <Scroll name="Themes by threat and activity">
      <table>
        <caption class="sr">
          Threat and activity of each theme, what they were before, and who assessed the threat
        </caption>
        <thead>
          <tr>
            <th scope="col" class="num">
              No.
            </th>
            <th scope="col">Theme</th>
            <th scope="col">Threat</th>
            <th scope="col">{`Threat, ${since}`}</th>
            <th scope="col">Activity</th>
            <th scope="col">{`Activity, ${since}`}</th>
            <th scope="col">Measured by</th>
            <th scope="col">Assessed</th>
            <th scope="col">Confidence</th>
          </tr>
        </thead>
        <tbody>
          {matrix.placed.map((theme, i) => (
            <PlacedRow key={theme.theme} theme={theme} number={i + 1} query={query} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function PlacedRow({
  theme,
  number,
  query,
}: {
  theme: PlacedTheme;
  number: number;
  query: string;
}) {
  const { before, assessed, measure } = theme;
  return (
    <tr>
      <td class="num">{number}</td>
      <th scope="row">
        <a href={`/themes/${theme.theme}${query}`}>{theme.title}</a>
      </th>
      <td>{threatWords[theme.threat]}</td>
      <td>{before ? threatWords[before.threat] : <span class="word-cell">not placed</span>}</td>
      <td>{activityWords[theme.activity]}</td>
      <td>{before ? activityWords[before.activity] : <span class="word-cell">not placed</span>}</td>
      <td>
        <a href={`/measures/${measure.id}${query}`}>{measure.title}</a>
      </td>
      <td>{`${dayLabel(assessed.on, 'short')}, ${assessed.role === '' ? 'role not given' : assessed.role.toLowerCase()}`}</td>
      <td>
        {assessed.confidence ? (
          capital(assessed.confidence)
        ) : (
          <span class="word-cell">not given</span>
        )}
      </td>
    </tr>
  );
}

const cellOf = (at: Standing) => ({
  column: activityLevels.indexOf(at.activity),
  row: threatLevels.length - 1 - threatLevels.indexOf(at.threat),
});

export function drawingOf(matrix: Matrix): MatrixDrawing {
  return {
    points: matrix.placed.map((theme, i): MatrixPoint => {
      const { before } = theme;
      const moved =
        before !== null && (before.threat !== theme.threat || before.activity !== theme.activity);
      return {
        number: i + 1,
        name: theme.title,
        at: cellOf(theme),
        before: moved ? cellOf(before) : null,
      };
    }),
    columns: activityLevels.map((level) => activityWords[level]),
    rows: threatLevels.map((level) => threatWords[level]).reverse(),
    across: 'Activity beside its usual level',
    upward: 'Threat as assessed',
    hatched: 'Threat without enough activity',
    alt: altOf(matrix),
  };
}

/** Kind, period, and which theme stands where, by the words of its two sides. */
function altOf({ placed, period, title }: Matrix): string {
  const of = new Map<string, string[]>();
  for (const { title: name, threat, activity } of placed) {
    const where = `${threatWords[threat].toLowerCase()} threat, activity ${activityWords[activity].toLowerCase()}`;
    of.set(where, [...(of.get(where) ?? []), name]);
  }
  const said = [...of].map(([where, names]) => `${capital(where)}: ${names.join('; ')}.`);
  return `Matrix of threat against activity, ${monthsLabel(period)}. ${title.text}. ${said.join(' ')}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
