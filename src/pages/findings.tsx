import type { Finding, Overview } from '../findings/index.ts';
import { periodLabel } from '../periods/index.ts';
import { countWord } from '../wording/index.ts';
import { Select } from './context-bar.tsx';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';
import { Ranked, type RankedView } from './ranked-finding.tsx';
import { AsideSection } from './set-aside.tsx';
import { EndedSection, editionName, RestatedSection, type SinceEdition } from './since.tsx';

export interface FindingsView extends RankedView {
  readonly overview: Overview;
  readonly kind: string;
  readonly theme: string;
  readonly since: string;
  readonly themes: readonly { readonly id: string; readonly title: string }[];
  /** The last issued edition against what is known now; null where none was issued. */
  readonly edition: SinceEdition | null;
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
  const chosen = (f: Finding) =>
    (view.kind === '' || f.kind === view.kind) &&
    (view.theme === '' || f.theme === view.theme) &&
    (view.since === '' || f.continuing === (view.since === 'continuing'));
  const shown = overview.findings.filter(chosen);
  const setAside = overview.setAside.filter((aside) => chosen(aside.finding));
  return page(frame, {
    current: '/findings',
    title: 'Findings',
    downloads: [{ label: 'Findings (XLSX)', href: `/overview.xlsx${view.query}` }],
    keep: { kind: view.kind, theme: view.theme, since: view.since },
    children: (
      <>
        <Title
          kicker={`Findings · ${periodLabel(overview.period)}`}
          title={titleOf(shown, setAside.length, view.kind === '')}
          lead={
            <>
              {overview.family.judged === 0
                ? 'Nothing could be judged: no figure of the period is known. '
                : `${overview.family.judged} measures and areas could be judged. About one in ten of those listed as changes is expected to be chance. `}
              <a href={`/matrix${view.query}`}>Threat against activity</a>
              {setAside.length > 0 && (
                <>
                  {' · '}
                  <a href="#set-aside">{`${countWord(setAside.length, 'finding')} set aside`}</a>
                </>
              )}
            </>
          }
        />
        <Filters view={view} />
        <p class="to-decisions">
          <a href="/decisions">{`Decisions of meetings: ${openWords(view)}`}</a>
        </p>
        {kinds
          .filter(([kind]) => view.kind === '' || view.kind === kind)
          .map(([kind, title]) => (
            <Kind
              key={kind}
              title={title}
              findings={shown.filter((f) => f.kind === kind)}
              view={view}
              csrf={frame.csrf}
            />
          ))}
        {setAside.length > 0 && (
          <AsideSection
            setAside={setAside}
            writes={view.writes}
            query={view.query}
            csrf={frame.csrf}
            themeTitle={(id) => view.themes.find((t) => t.id === id)?.title ?? ''}
          />
        )}
        {view.edition && view.kind === '' && view.since === '' && (
          <>
            <EndedSection since={ofTheme(view.edition, view.theme)} query={view.query} />
            <RestatedSection since={ofTheme(view.edition, view.theme)} />
          </>
        )}
      </>
    ),
  });
}

/** What began since the last edition first, the rest under "Continuing". */
function Kind({
  title,
  findings,
  view,
  csrf,
}: {
  title: string;
  findings: readonly Finding[];
  view: FindingsView;
  csrf: string;
}) {
  const list = (some: readonly Finding[], from: number) => (
    <ol class="ranked">
      {some.map((finding, i) => (
        <Ranked
          key={finding.id}
          finding={finding}
          place={from + i}
          view={view}
          csrf={csrf}
          theme={view.themes.find((t) => t.id === finding.theme)?.title ?? ''}
        />
      ))}
    </ol>
  );
  const began = findings.filter((f) => !f.continuing);
  const continuing = findings.filter((f) => f.continuing);
  return (
    <Section title={title} note={countWord(findings.length, 'finding')}>
      {findings.length === 0 ? (
        <p class="empty-line">{`None${view.theme || view.since ? ' of what was chosen' : ''}.`}</p>
      ) : (
        <>
          {began.length > 0 && view.edition && (
            <h3 class="continuing">{`New since ${editionName(view.edition)}`}</h3>
          )}
          {began.length > 0 && list(began, 1)}
          {continuing.length > 0 && <h3 class="continuing">Continuing</h3>}
          {continuing.length > 0 && list(continuing, began.length + 1)}
        </>
      )}
    </Section>
  );
}

const ofTheme = (edition: SinceEdition, theme: string): SinceEdition =>
  theme === ''
    ? edition
    : {
        ...edition,
        ended: edition.ended.filter((e) => e.series.measure.theme === theme),
        restated: edition.restated.filter((r) => r.series.measure.theme === theme),
      };

const openWords = ({ open }: FindingsView): string => {
  const count = [...open.values()].reduce((sum, n) => sum + n, 0);
  return count === 0 ? 'none open' : `${count} open`;
};

/** The counts by kind, worse first. */
function titleOf(findings: readonly Finding[], aside: number, all: boolean): string {
  const of = (kind: Finding['kind']) => findings.filter((f) => f.kind === kind).length;
  if (findings.length === 0 && aside > 0)
    return `Nothing is listed: ${countWord(aside, 'finding')} set aside, with the reason`;
  if (findings.length === 0) return 'Nothing changed by more than chance, and nothing is missing';
  if (all && findings.every((f) => f.kind === 'gap'))
    return `${countWord(of('gap'), 'gap')}, and no change by more than chance`;
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
          ['new', view.edition ? `Since ${editionName(view.edition)}` : 'Began in this period'],
          ['continuing', 'Continuing'],
        ])}
      />
      <button type="submit" class="show">
        Show
      </button>
    </form>
  );
}
