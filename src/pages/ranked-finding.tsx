import { chartOf, sparkSvg } from '../charts/index.ts';
import type { Finding } from '../findings/index.ts';
import { countWord, formatPercent, plainNumber } from '../wording/index.ts';
import { DecideForm, type DecideFormView } from './decide-form.tsx';
import { FindingSentence, Raw, VerdictMark } from './parts.tsx';
import { SetAsideForm } from './set-aside.tsx';

export interface RankedView {
  /** Period, area, comparison and day as the address says them. */
  readonly query: string;
  /** Themes whose rows the reader may open. */
  readonly rowsOf: ReadonlySet<string>;
  /** What can be decided here; null for who may decide nothing. */
  readonly decide: Pick<DecideFormView, 'editions' | 'roles'> | null;
  /** Finding -> decisions that are open on it. */
  readonly open: ReadonlyMap<string, number>;
  /** Themes for which the reader may write, and set findings aside. */
  readonly writes: ReadonlySet<string>;
  /** Whether the words of themes are of what is shown: they are of the whole force alone. */
  readonly narrative: boolean;
}

/** One finding with everything that makes it one: since when, where from, how sure, who answers. */
export function Ranked({
  finding,
  place,
  view,
  csrf,
  theme,
}: {
  finding: Finding;
  /** Its number in the list. */
  place: number;
  view: RankedView;
  csrf: string;
  theme: string;
}) {
  const { query } = view;
  const { verdict, contributions, series } = finding;
  const open = view.open.get(finding.id) ?? 0;
  const rows = view.rowsOf.has(finding.theme) ? rowsOf(finding) : null;
  const writes = view.writes.has(finding.theme);
  const say = writes && view.narrative ? narrativeOf(finding, query) : null;
  return (
    <li data-place={place}>
      <div class="ranked-verdict">
        {verdict && <VerdictMark word={verdict.word} direction={verdict.direction} />}
        <p class="evidence">{theme}</p>
      </div>
      <div>
        <FindingSentence finding={finding} query={query} />
        <p class="evidence">{finding.evidence.text}</p>
        {contributions.length > 0 && (
          <p class="evidence">{`Where from: ${contributions.map(contributionWords).join(', ')}.`}</p>
        )}
        {finding.ask && <p class="ask">{finding.ask.text}</p>}
        {(rows || open > 0 || say) && (
          <p class="finding-links">
            {say && (
              <a href={say}>
                Use in narrative<span class="sr">{`: ${finding.sentence.text}`}</span>
              </a>
            )}
            {rows && (
              <a href={rows}>
                Rows behind it<span class="sr">{`: ${finding.sentence.text}`}</span>
              </a>
            )}
            {open > 0 && (
              <a href={`/decisions?theme=${finding.theme}`}>
                {`${countWord(open, 'decision')} open on this`}
              </a>
            )}
          </p>
        )}
        {view.decide && (
          <details class="write decide">
            <summary>
              Decide<span class="sr">{`: ${finding.sentence.text}`}</span>
            </summary>
            <DecideForm
              csrf={csrf}
              finding={finding.id}
              theme={finding.theme}
              themes={[]}
              editions={view.decide.editions}
              roles={view.decide.roles}
              owner={finding.owner}
              text=""
            />
          </details>
        )}
        {writes && <SetAsideForm finding={finding} query={query} csrf={csrf} />}
      </div>
      <div class="ranked-side">
        {series?.chartFigures.some((f) => f.value !== null) && (
          <Raw html={sparkSvg(chartOf(series, 24))} />
        )}
        <dl class="ranked-facts">
          <dt>How sure</dt>
          <dd>{sureness(finding)}</dd>
          <dt>Owner</dt>
          <dd>{finding.owner}</dd>
        </dl>
      </div>
    </li>
  );
}

/** The form for the theme's words, with the sentence of the finding in it. */
const narrativeOf = (finding: Finding, query: string): string =>
  `/themes/${finding.theme}${query ? `${query}&` : '?'}use=${encodeURIComponent(finding.id)}#words`;

/** The rows behind the figure, where there is one; looking is recorded. */
function rowsOf({ measure, area, period, kind, series }: Finding): string | null {
  if (!measure || (kind === 'gap' && series === null)) return null;
  const own = area && area.kind !== 'force' ? `&area=${area.id}` : '';
  return `/measures/${measure.id}/rows?period=${period.id}${own}`;
}

const contributionWords = (c: Finding['contributions'][number]): string =>
  `${c.title} ${c.change > 0 ? '+' : '−'}${plainNumber(Math.abs(c.change))}${c.share === null ? '' : ` (${formatPercent(c.share).replace('+', '')} of the change)`}`;

/** The false discovery rate: how many of the changes at least this strong chance would make. */
function sureness(finding: Finding): string {
  if (finding.kind === 'gap')
    return finding.series ? 'A judgement, not a test' : 'Not known: there is no figure';
  const { q } = finding;
  if (q === null) return 'Not tested';
  const share = q < 0.01 ? 'Under 1%' : `${plainNumber(Math.max(1, q * 100))}%`;
  const trial = finding.verdict?.trial ? '; limits from few values' : '';
  return `${share} of changes as strong are expected to be chance${trial}`;
}
