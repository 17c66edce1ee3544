import { countWord, instantLabel, plainNumber } from '../wording/index.ts';
import type { Choice } from './context-bar.tsx';
import { type Frame, page } from './layout.tsx';
import { Section, Title } from './parts.tsx';
import { PlainTable } from './plain-table.tsx';

export interface TrailLine {
  readonly entry: number;
  readonly at: string;
  readonly actor: string;
  readonly category: string;
  readonly event: string;
  /** What it was about, as words. */
  readonly about: string;
}

export interface TrailView {
  readonly lines: readonly TrailLine[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly chosen: { readonly person: string; readonly duty: string; readonly day: string };
  readonly people: readonly Choice[];
  readonly duties: readonly Choice[];
  /** What is chosen, to hand on in links; without a page. */
  readonly query: string;
}

/** The trail by person, duty and day, newest first. */
export function trailPage(view: TrailView, frame: Frame): string {
  const { chosen } = view;
  return page(frame, {
    current: '/admin',
    title: 'Audit trail',
    asksFeedback: false,
    children: (
      <>
        <Title
          kicker={<a href="/admin">Admin</a>}
          title="Audit trail"
          lead="Who did what and when. Nothing is ever taken out of it; to take it away is written to it too."
        />
        <Section
          title={countWord(view.total, 'entry', 'entries')}
          note={<a href={`/admin/trail.csv${view.query}`}>All of these as CSV</a>}
        >
          <form method="get" action="/admin/trail" class="choose trail-choose">
            <Pick name="person" label="Person" choices={view.people} chosen={chosen.person} />
            <Pick name="duty" label="Duty" choices={view.duties} chosen={chosen.duty} />
            <label class="choice">
              <span>Day</span>
              <input type="date" name="day" value={chosen.day} />
            </label>
            <button type="submit">Show</button>
          </form>
          <TrailTable lines={view.lines} />
          <Pages view={view} />
        </Section>
      </>
    ),
  });
}

export function TrailTable({ lines }: { lines: readonly TrailLine[] }) {
  return (
    <PlainTable
      name="Audit trail"
      class="trail-table"
      heads={['Entry', 'When', 'Who', 'Duty', 'What', 'About']}
      rows={lines.map((e) => ({
        key: String(e.entry),
        cells: [
          plainNumber(e.entry),
          instantLabel(e.at, 'short'),
          e.actor,
          e.category,
          e.event.replaceAll('-', ' '),
          <span key="about" class="about">
            {e.about}
          </span>,
        ],
      }))}
      empty="No entry fits."
    />
  );
}

function Pick({
  name,
  label,
  choices,
  chosen,
}: {
  name: string;
  label: string;
  choices: readonly Choice[];
  chosen: string;
}) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select name={name}>
        {choices.map(({ value, label: words }) => (
          <option key={value} value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Pages({ view }: { view: TrailView }) {
  if (view.pages < 2) return null;
  const to = (n: number) => `/admin/trail${view.query}${view.query ? '&' : '?'}page=${n}`;
  return (
    <nav class="pages" aria-label="Pages of the trail">
      {view.page > 1 && <a href={to(view.page - 1)}>Newer</a>}
      <span>{`Page ${plainNumber(view.page)} of ${plainNumber(view.pages)}`}</span>
      {view.page < view.pages && <a href={to(view.page + 1)}>Older</a>}
    </nav>
  );
}
