import { type GroupLine, type HeldAgainst, heldWords } from '../findings/index.ts';
import { dayLabel, parseDay } from '../periods/index.ts';
import { countWord, idWords } from '../wording/index.ts';
import { Select } from './context-bar.tsx';
import { type Frame, page } from './layout.tsx';
import { Pill, Scroll, Section, Title } from './parts.tsx';

export interface RegistersView {
  readonly kind: string;
  readonly kinds: readonly { readonly id: string; readonly title: string }[];
  readonly title: string;
  readonly period: string;
  /** What movements are held against. */
  readonly since: HeldAgainst;
  readonly theme: string;
  /** Why she looks, where she has said it. */
  readonly reason: string;
  readonly area: string;
  /** Code -> title. */
  readonly themes: ReadonlyMap<string, string>;
  readonly areas: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, string>;
  /** Of the columns that hold codes: code -> title. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly groups: readonly GroupLine[];
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

/** Working lists: what should be looked at first stands first. Looking is recorded. */
export function registersPage(view: RegistersView, frame: Frame): string {
  const groups = view.groups.filter(
    (g) =>
      (view.theme === '' || g.theme === view.theme) && (view.area === '' || g.area === view.area),
  );
  const rows = view.rows.filter(
    (r) =>
      (view.theme === '' || r.theme === view.theme) && (view.area === '' || r.area === view.area),
  );
  const count = view.kind === 'groups' ? groups.length : rows.length;
  const untouched = groups.filter((g) => g.untouched).length;
  return page(frame, {
    current: '/findings',
    title: view.title,
    children: (
      <>
        <Title
          kicker={`Registers · ${view.period}`}
          title={
            view.kind === 'groups' && untouched > 0
              ? `${countWord(untouched, 'group')} in tier 1 had no disruption for 12 months`
              : `${view.title}: ${count} on the register`
          }
          lead={`A working list at the end of the period, references only. Movements are since ${heldWords(view.since)}. Looking at it is recorded.`}
        />
        <p class="tabs">
          {view.kinds.map(({ id, title }) => (
            <a
              key={id}
              href={`/registers/${id}`}
              {...(id === view.kind ? { 'aria-current': 'page' as const } : {})}
            >
              {title}
            </a>
          ))}
        </p>
        <Section title={view.title} note={countWord(count, 'entry', 'entries')}>
          <Filters view={view} />
          {count === 0 ? (
            <p class="empty-box">Nothing on this register fits the choice.</p>
          ) : view.kind === 'groups' ? (
            <Groups groups={groups} view={view} />
          ) : (
            <Rows rows={rows} view={view} />
          )}
        </Section>
      </>
    ),
  });
}

function Filters({ view }: { view: RegistersView }) {
  const choices = (all: string, some: ReadonlyMap<string, string>) => [
    {
      label: '',
      choices: [
        { value: '', label: all },
        ...[...some].map(([value, label]) => ({ value, label })),
      ],
    },
  ];
  return (
    <form
      class="choose filters"
      method="get"
      action={`/registers/${view.kind}`}
      data-island="context"
    >
      <Select
        name="theme"
        label="Threat"
        value={view.theme}
        groups={choices('All threats', view.themes)}
      />
      <Select name="lpa" label="Area" value={view.area} groups={choices('All areas', view.areas)} />
      {view.reason && <input type="hidden" name="reason" value={view.reason} />}
      <button type="submit" class="show">
        Show
      </button>
    </form>
  );
}

const orWord = (word: string | undefined, none: string) =>
  word ? word : <span class="soft">{none}</span>;

/** A day as it is said in tables; anything else as it is. */
const dayWords = (text: string): string => {
  const found = parseDay(text);
  return found ? dayLabel(found, 'short') : text;
};

function Groups({ groups, view }: { groups: readonly GroupLine[]; view: RegistersView }) {
  return (
    <Scroll name={view.title}>
      <table class="dense">
        <caption class="sr">{view.title}, untouched top tier first</caption>
        <thead>
          <tr>
            {[
              'Reference',
              'Tier',
              'Band',
              movedHead(view),
              'Threat',
              'Area',
              'Last disruption',
              'Investigation',
              'Owner',
              'Review due',
            ].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((g) => (
            <tr key={g.ref}>
              <th scope="row">{g.ref}</th>
              <td>{orWord(g.tier, 'not set')}</td>
              <td>{orWord(g.band, 'no score')}</td>
              <td>{orWord(g.movement, 'no change')}</td>
              <td>{orWord(view.themes.get(g.theme), 'not recorded')}</td>
              <td>{orWord(view.areas.get(g.area), 'not recorded')}</td>
              <td>
                {g.lastDisruption ? (
                  `${view.levels.get(g.lastDisruption.level) ?? g.lastDisruption.level}, ${dayWords(g.lastDisruption.on)}`
                ) : (
                  <Pill state={g.untouched ? 'missing' : 'neutral'}>none in 12 months</Pill>
                )}
              </td>
              <td>{g.investigation ? 'Open' : <span class="soft">none open</span>}</td>
              <td>{orWord(g.owner, 'no owner')}</td>
              <td>
                {g.overdue ? (
                  <Pill state="late">{dayWords(g.reviewDue)}</Pill>
                ) : (
                  orWord(dayWords(g.reviewDue), 'not set')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const movedHead = ({ since }: RegistersView): string =>
  since.edition ? 'Since last edition' : 'Since the period before';

const isSaid = (value: string | number | boolean | null | undefined): boolean =>
  value !== null && value !== undefined && value !== '' && value !== 'unknown';

/** All are ours, live and on the newest snapshot: a column that says so says nothing. */
const hidden = new Set(['force', 'model', 'status', 'last_seen']);

function Rows({ rows, view }: { rows: RegistersView['rows']; view: RegistersView }) {
  const columns = Object.keys(rows[0] ?? {}).filter(
    (name) =>
      !hidden.has(name) &&
      rows.some((row) => isSaid(row[name])) &&
      // Each row of theirs is one.
      !(view.kind === 'investigations' && name === 'open_investigation'),
  );
  const cell = (name: string, value: string | number | boolean | null) => {
    if (name === 'movement') return orWord(String(value), 'no change');
    if (name === 'last_disruption') {
      const [level = '', on = ''] = String(value).split(', ');
      return orWord(
        on && `${view.levels.get(level) ?? level}, ${dayWords(on)}`,
        'none in 12 months',
      );
    }
    if (value === null || value === '') return <span class="soft">not recorded</span>;
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    if (name === 'area') return view.areas.get(String(value)) ?? String(value);
    const words = view.words.get(name);
    if (!words) return dayWords(String(value));
    const codes = String(value).split('; ');
    return codes.map((code) => words.get(code) ?? code).join('; ');
  };
  return (
    <Scroll name={view.title}>
      <table class="dense">
        <caption class="sr">{view.title}</caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name === 'movement'
                  ? movedHead(view)
                  : idWords(name).replace(/^./, (c) => c.toUpperCase())}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[columns[0] ?? ''])}>
              {columns.map((name, i) =>
                i === 0 ? (
                  <th key={name} scope="row">
                    {cell(name, row[name] ?? null)}
                  </th>
                ) : (
                  <td key={name}>{cell(name, row[name] ?? null)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
