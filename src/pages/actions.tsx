import { chartOf, chartSvg, withActions } from '../charts/index.ts';
import { type ActionStory, actionsTitle, actionWords } from '../findings/index.ts';
import { dayLabel } from '../periods/index.ts';
import { formatPercent } from '../wording/index.ts';
import { Raw, Section } from './parts.tsx';

export interface ActionsView {
  readonly stories: readonly ActionStory[];
  /** Titles of the kinds and phases of the register. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly phases: ReadonlyMap<string, string>;
}

/** Did it work? Each action with its dates, its place, the measure it aimed at, and what that did at the time. */
export function ActionsSection({ view, query }: { view: ActionsView; query: string }) {
  if (view.stories.length === 0) return null;
  return (
    <Section
      id="actions"
      title="Did it work?"
      note="Months before against months since, and against the other areas. What comes after is no proof"
    >
      <p class="question">{actionsTitle(view.stories).text}.</p>
      <div class="action-list">
        {view.stories.map((story) => (
          <ActionItem key={story.ref || story.title} story={story} view={view} query={query} />
        ))}
      </div>
    </Section>
  );
}

function ActionItem({
  story,
  view,
  query,
}: {
  story: ActionStory;
  view: ActionsView;
  query: string;
}) {
  const { measure, own, area, from, ended } = story;
  const asked = new URLSearchParams(query);
  asked.set('area', area.id);
  const kind = view.kinds.get(story.kind) ?? story.kind;
  const phase = view.phases.get(story.phase) ?? story.phase;
  const id = `action-${story.ref || story.from}`.replace(/[^\w-]/g, '-');
  // Before and since are what is looked at: limits and signals belong to the measure's own page.
  const drawn = chartOf(own, 48);
  const bare = {
    ...drawn,
    points: drawn.points.map((point) => ({ ...point, shape: 'common' as const })),
    ...{ upper: [], lower: [], baseline: null, annotations: [] },
  };
  const chart = withActions(bare, [{ title: story.title, from, ended, where: null }]);
  return (
    <article class="action">
      <h3>{story.title}</h3>
      <p class="action-facts">
        {`${kind}, ${area.title}. ${dayLabel(from)} ${ended ? `to ${dayLabel(ended)}` : `and still running (${phase.toLowerCase()})`}.`}
      </p>
      <p class="action-word">{actionWords[story.word]}</p>
      <p class="action-effect">{effectOf(story)}</p>
      <Raw html={chartSvg(chart, { id, form: 'phone' })} class="drawing" />
      <p>{story.sentence.text}</p>
      <ul class="action-notes">
        {story.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p class="as-table">
        <a href={`/measures/${measure.id}?${asked.toString()}#figures`}>
          Show as table<span class="sr">: {`${measure.title} in ${area.title}`}</span>
        </a>
      </p>
    </article>
  );
}

/** "−51% (95% range −64% to −32%)": the level since against what the months before would have given. */
function effectOf({ series, measure }: ActionStory): string {
  if (!series) return `${measure.title}: too few months to measure`;
  const { ratio, lower, upper } = series.level;
  return `${measure.title}: ${formatPercent(ratio - 1)} (95% range ${formatPercent(lower - 1)} to ${formatPercent(upper - 1)})`;
}
