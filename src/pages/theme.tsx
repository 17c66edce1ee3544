import type { Against } from '../figures/index.ts';
import type { Profile, ThemeStory } from '../findings/index.ts';
import { monthsLabel, periodLabel } from '../periods/index.ts';
import { countWord } from '../wording/index.ts';
import { ActionsSection, type ActionsView } from './actions.tsx';
import { AreasTable, type AreasView, placeKinds } from './areas-table.tsx';
import { Select } from './context-bar.tsx';
import { type Frame, page } from './layout.tsx';
import { ManyPeriods, type MeasurePeriods } from './many-periods.tsx';
import { FindingItem, Pill, type PillState, Section, Title } from './parts.tsx';
import { ProfileSection } from './profile.tsx';
import { type ReadList, ReadLists } from './read-lists.tsx';
import { type RelatedTable, RelatedTables } from './related-tables.tsx';
import { SmallMultiples } from './small-multiples.tsx';
import { verdictCounts } from './verdict-counts.ts';
import { Says, type SaysView } from './words.tsx';

export interface ThemeView {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly story: ThemeStory;
  /** How many findings of the theme people set aside; they are not in the story. */
  readonly setAside: number;
  readonly says: SaysView;
  /** What people have stated of the threat, of the whole force; null where an area is shown. */
  readonly profile: Profile | null;
  readonly related: readonly RelatedTable[];
  readonly lists: readonly ReadList[];
  /** Operations and sites that aimed at a measure of the theme, where shown. */
  readonly actions: ActionsView;
  /** Where the theme's register is worked with, for those who may. */
  readonly register: string | null;
  readonly against: Against;
  readonly sources: readonly ThemeSource[];
  /** Each measure for its month, its period and its year. */
  readonly measures: readonly MeasurePeriods[];
  /** One measure by area; null where the page shows an area already. */
  readonly areas: AreasView | null;
  /** Measures that the table of areas can show. */
  readonly placed: ReadonlySet<string>;
  readonly query: string;
}

export interface ThemeSource {
  readonly id: string;
  readonly title: string;
  readonly state: PillState;
  readonly stateWords: string;
  readonly dataTo: string;
}

/** Narrative, small multiples, the table, districts, findings of one theme. */
export function themePage(view: ThemeView, frame: Frame): string {
  const { story, query } = view;
  // A breakdown is a table further down.
  const charted = story.series.filter(({ measure }) => !measure.listed);
  const shown = charted[0]?.shown;
  const first = charted[0]?.chartFigures.at(-30) ?? charted[0]?.chartFigures[0];
  const last = charted[0]?.chartFigures.at(-1);
  return page(frame, {
    current: '/themes',
    title: view.title,
    islands: ['chart'],
    downloads: [{ label: 'Figures of this theme (XLSX)', href: `/themes/${view.id}.xlsx${query}` }],
    ...(view.areas
      ? { keep: { of: view.areas.series[0]?.measure.id ?? '', split: view.areas.kind } }
      : {}),
    children: (
      <>
        <Title
          kicker={
            <>
              <a href={`/${query}`}>Overview</a> / <a href={`/themes${query}`}>Themes</a> /{' '}
              {view.title}
            </>
          }
          title={story.title.text}
          lead={`${view.question} ${countWord(charted.length, 'measure')}${shown ? `, ${periodLabel(shown)}` : ''}: ${verdictCounts(charted)}.`}
          side={<Sources sources={view.sources} />}
        />
        <Says view={view.says} />
        {view.profile && <ProfileSection profile={view.profile} />}
        {view.register && (
          <p class="to-register">
            <a href={view.register}>Open the register as a working list</a>. Looking is recorded.
          </p>
        )}
        <Section
          title="Measures"
          note={
            first && last
              ? `Per ${last.period.grain}, ${monthsLabel(first.period)} to ${monthsLabel(last.period)}. Every axis starts at zero; scales differ. Band: usual range`
              : 'Every axis starts at zero; scales differ'
          }
        >
          <SmallMultiples series={charted} query={query} />
        </Section>
        <Section
          title="Month, quarter and year"
          class="wide"
          note="Arrows show direction only. The verdict says whether a change is more than chance"
        >
          <ManyPeriods measures={view.measures} query={query} />
        </Section>
        {view.areas && <Areas areas={view.areas} view={view} />}
        <Section
          title="Findings of the theme"
          note={
            <>
              {view.setAside > 0 && (
                <>
                  <a href={`/findings${query}#set-aside`}>
                    {`${countWord(view.setAside, 'finding')} set aside`}
                  </a>
                  {' · '}
                </>
              )}
              <a href={`/findings${query}`}>All findings</a>
            </>
          }
        >
          {story.findings.length === 0 ? (
            <p class="empty-line">
              {view.setAside > 0
                ? 'None that is not set aside.'
                : 'No change in this theme is more than chance.'}
            </p>
          ) : (
            <ul class="findings">
              {story.findings.map((finding) => (
                <FindingItem key={finding.id} finding={finding} query={query} />
              ))}
            </ul>
          )}
        </Section>
        <ActionsSection view={view.actions} query={query} />
        <RelatedTables tables={view.related} query={query} />
        <ReadLists lists={view.lists} />
      </>
    ),
  });
}

function Sources({ sources }: { sources: readonly ThemeSource[] }) {
  return (
    <>
      <p class="key-head">Sources of this theme</p>
      <ul class="key sources-key">
        {sources.map((source) => (
          <li key={source.id}>
            <Pill state={source.state}>{source.stateWords}</Pill>{' '}
            <span>
              <a href={`/sources/${source.id}`}>{source.title}</a>
              {source.dataTo === '' ? '' : `, to ${source.dataTo}`}
            </span>
          </li>
        ))}
        {sources.length === 0 && <li>None has been loaded.</li>}
      </ul>
    </>
  );
}

/** One measure of the theme by area: which measure and which areas stand in the address. */
function Areas({ areas, view }: { areas: AreasView; view: ThemeView }) {
  const chosen = areas.series[0]?.measure.id ?? '';
  const kept = new URLSearchParams(view.query);
  return (
    <Section
      id="areas"
      title={placeKinds[areas.kind].title}
      note={
        <form class="choose" method="get" action={`/themes/${view.id}#areas`} data-island="context">
          {[...kept].map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Select
            name="of"
            label="Measure"
            value={chosen}
            groups={[
              {
                label: '',
                choices: view.story.series
                  .filter((s) => view.placed.has(s.measure.id))
                  .map((s) => ({ value: s.measure.id, label: s.measure.title })),
              },
            ]}
          />
          <Select
            name="split"
            label="Areas"
            value={areas.kind}
            groups={[
              {
                label: '',
                choices: [
                  { value: 'district', label: 'Districts' },
                  { value: 'lpa', label: 'Local policing areas' },
                  { value: 'ward', label: 'Wards' },
                ],
              },
            ]}
          />
          <button type="submit" class="show">
            Show
          </button>
        </form>
      }
    >
      <AreasTable view={areas} sparks={areas.kind !== 'ward'} />
    </Section>
  );
}
