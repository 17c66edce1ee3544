import type { Finding, Overview } from '../findings/index.ts';
import { periodLabel } from '../periods/index.ts';
import { countWord, formatPercent, plainNumber } from '../wording/index.ts';
import { Select } from './context-bar.tsx';
import { DecideForm, type DecideFormView } from './decide-form.tsx';
import { type Frame, page } from './layout.tsx';
import { FindingSentence, Section, Title, VerdictMark } from './parts.tsx';

export interface FindingsView {
  readonly overview: Overview;
  readonly query: string;
  readonly kind: string;
  readonly theme: string;
  readonly since: string;
  readonly themes: readonly { readonly id: string; readonly title: string }[];
  /** What can be decided here; null for who may decide nothing. */
  readonly decide: Pick<DecideFormView, 'editions' | 'roles'> | null;
  /** Finding -> decisions that are open on it. */
  readonly open: ReadonlyMap<string, number>;
}

const kinds = [
  ['worse', 'Getting worse'],
  ['better', 'Getting better'],
  ['changed', 'Changed, direction not judged'],
  ['gap', 'Gaps'],
] as const;

/** Exceptions, progress and gaps, ranked; filters stand in the address. */
export function findingsPage(view: FindingsView, frame: Frame): string {
  const { overview } = view;
  const shown = overview.findings.filter(
    (f) =>
      (view.kind === '' || f.kind === view.kind) &&
      (view.theme === '' || f.theme === view.theme) &&
      (view.since === '' || f.continuing === (view.since === 'continuing')),
  );
  return page(frame, {
    current: '/findings',
    title: 'Findings',
    downloads: [{ label: 'Findings (XLSX)', href: `/overview.xlsx${view.query}` }],
    keep: { kind: view.kind, theme: view.theme, since: view.since },
    children: (
      <>
        <Title
          kicker={`Findings · ${periodLabel(overview.period)}`}
          title={titleOf(shown)}
          lead={
            <>
              {`${overview.family.judged} measures and areas could be judged. About one in ten of those listed as changes is expected to be chance. `}
              <a href={`/matrix${view.query}`}>Threat against activity</a>
            </>
          }
        />
        <Filters view={view} />
        <p class="to-decisions">
          <a href="/decisions">{`Decisions of meetings: ${openWords(view)}`}</a>
        </p>
        {kinds
          .filter(([kind]) => view.kind === '' || view.kind === kind)
          .map(([kind, title]) => {
            const own = shown.filter((f) => f.kind === kind);
            return (
              <Section key={kind} title={title} note={countWord(own.length, 'finding')}>
                {own.length === 0 ? (
                  <p class="empty-line">None.</p>
                ) : (
                  <ol class="ranked">
                    {own.map((finding) => (
                      <Ranked
                        key={finding.id}
                        finding={finding}
                        view={view}
                        csrf={frame.csrf}
                        theme={view.themes.find((t) => t.id === finding.theme)?.title ?? ''}
                      />
                    ))}
                  </ol>
                )}
              </Section>
            );
          })}
      </>
    ),
  });
}

const openWords = ({ open }: FindingsView): string => {
  const count = [...open.values()].reduce((sum, n) => sum + n, 0);
  return count === 0 ? 'none open' : `${count} open`;
};

/** The counts by kind, worse first. */
function titleOf(findings: readonly Finding[]): string {
  const of = (kind: Finding['kind']) => findings.filter((f) => f.kind === kind).length;
  if (findings.length === 0) return 'Nothing changed by more than chance, and nothing is missing';
  return `${of('worse')} getting worse, ${of('better')} getting better, ${countWord(of('gap'), 'gap')}: strongest evidence first`;
}

function Filters({ view }: { view: FindingsView }) {
  const choices = (some: readonly (readonly [string, string])[]) => [
    { label: '', choices: some.map(([value, label]) => ({ value, label })) },
  ];
  return (
    <form class="choose filters" method="get" action="/findings" data-island="context">
      {[...new URLSearchParams(view.query)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Select
        name="kind"
        label="Kind"
        value={view.kind}
        groups={choices([['', 'All kinds'], ...kinds])}
      />
      <Select
        name="theme"
        label="Theme"
        value={view.theme}
        groups={choices([
          ['', 'All themes'],
          ...view.themes.map(({ id, title }) => [id, title] as const),
        ])}
      />
      <Select
        name="since"
        label="Since"
        value={view.since}
        groups={choices([
          ['', 'Any time'],
          ['new', 'Began in this period'],
          ['continuing', 'Continuing'],
        ])}
      />
      <button type="submit" class="show">
        Show
      </button>
    </form>
  );
}

/** One finding with everything that makes it one: since when, where from, how sure, who answers. */
function Ranked({
  finding,
  view,
  csrf,
  theme,
}: {
  finding: Finding;
  view: FindingsView;
  csrf: string;
  theme: string;
}) {
  const { query } = view;
  const { verdict, contributions } = finding;
  const open = view.open.get(finding.id) ?? 0;
  return (
    <li>
      <div class="ranked-verdict">
        {verdict && <VerdictMark word={verdict.word} direction={verdict.direction} />}
        <p class="evidence">{theme}</p>
      </div>
      <div>
        <FindingSentence finding={finding} query={query} />
        <p class="evidence">{`${finding.evidence.text}${finding.continuing ? ' Continuing.' : ''}`}</p>
        {contributions.length > 0 && (
          <p class="evidence">{`Where from: ${contributions.map(contributionWords).join(', ')}.`}</p>
        )}
        {open > 0 && (
          <p class="evidence">
            <a href={`/decisions?theme=${finding.theme}`}>
              {`${countWord(open, 'decision')} open on this`}
            </a>
          </p>
        )}
        {view.decide && (
          <details class="write">
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
      </div>
      <dl class="ranked-facts">
        <dt>How sure</dt>
        <dd>{sureness(finding)}</dd>
        <dt>Owner</dt>
        <dd>{finding.owner}</dd>
      </dl>
    </li>
  );
}

const contributionWords = (c: Finding['contributions'][number]): string =>
  `${c.title} ${c.change > 0 ? '+' : '−'}${plainNumber(Math.abs(c.change))}${c.share === null ? '' : ` (${formatPercent(c.share).replace('+', '')} of the change)`}`;

/** The false discovery rate: how many of the changes at least this strong chance would make. */
function sureness(finding: Finding): string {
  if (finding.kind === 'gap') return 'Not known: there is no figure';
  const { q } = finding;
  if (q === null) return 'Not tested';
  const share = q < 0.01 ? 'Under 1%' : `${plainNumber(Math.max(1, q * 100))}%`;
  const trial = finding.verdict?.trial ? '; limits from few values' : '';
  return `${share} of changes as strong are expected to be chance${trial}`;
}
