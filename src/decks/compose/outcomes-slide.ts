import type { Series } from '../../figures/index.ts';
import { monthsLabel, periodLabel } from '../../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  formatFigure,
  lowerFirst,
  numberWord,
  verdictWords,
} from '../../wording/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { pagesOf } from './listing.ts';
import { SlideDraft } from './slide.ts';
import { sourceText } from './sources.ts';
import { capital, toneOf } from './words.ts';

interface Entry {
  readonly outcome: string;
  readonly series: Series;
}

/** Every measure of the intended outcomes: figure, change on the period before and on a year before, verdict. */
export function outcomesSlides(content: PackContent, template: Template): SlidePlan[] {
  const { framework, themes, period } = content;
  const known = new Map(themes.flatMap((t) => t.series).map((s) => [s.measure.id, s]));
  const entries = framework.outcomes.flatMap((outcome) =>
    outcome.measures.flatMap((id): Entry[] => {
      const series = known.get(id);
      return series ? [{ outcome: outcome.title, series }] : [];
    }),
  );
  const columns = [
    { head: '', share: 0.035 },
    { head: 'Measure', share: 0.27 },
    { head: 'Intended outcome', share: 0.235 },
    { head: monthsLabel(period, 'short'), share: 0.12, right: true },
    { head: `On ${againstWords('previous', period)}`, share: 0.13, right: true },
    { head: `On ${againstWords('same-last-year', period)}`, share: 0.13, right: true },
    { head: 'Verdict', share: 0.14 },
  ];
  const { pages } = pagesOf(entries, columns, rowOf, new SlideDraft(template, 'table'), 9);
  return pages.map((page, i) => {
    const draft = new SlideDraft(template, 'table');
    draft.kicker = `Measures of the intended outcomes · ${periodLabel(period)}${pages.length > 1 ? ` (${i + 1} of ${pages.length})` : ''}`;
    const title = titleOf(page);
    draft.title(title);
    draft.tables.push({
      name: 'Outcomes table',
      area: 'Table',
      columns,
      rows: page.map(rowOf),
      size: 11,
      alt: `Measures of the intended outcomes with change and verdict. ${title}.`,
    });
    const source = sourceText(content, draft.slot('Source'), {
      series: page.map((e) => e.series).filter((s) => s.dates.dataTo !== null),
    });
    draft.source = source.text;
    return draft.done([`${title}.`], source.note ? [source.note] : []);
  });
}

function rowOf({ outcome, series }: Entry): DeckRow {
  const { measure, figure, verdict } = series;
  const change = (against: 'previous' | 'same-last-year') => {
    const comparison = comparisonOf(series, against);
    if (!comparison) return { text: 'not comparable', tone: 'soft' as const };
    const { amount, percent } = changeParts(measure, comparison);
    return /\d/.test(amount)
      ? { text: `${amount}${/\d/.test(percent) ? ` (${percent})` : ''}` }
      : { text: amount, tone: 'soft' as const };
  };
  return {
    cells: [
      '',
      measure.title,
      outcome,
      formatFigure(measure, figure),
      change('previous'),
      change('same-last-year'),
      { text: verdictWords[verdict.word], tone: toneOf(verdict.word) },
    ],
    mark: { word: verdict.word, direction: verdict.direction },
  };
}

/** "Two of 14 measures are improving and none is worsening, from criminal justice outcomes to lower threat". */
function titleOf(page: readonly Entry[]): string {
  const count = (word: string) => page.filter((e) => e.series.verdict.word === word).length;
  const [better, worse] = [count('improving'), count('worsening')];
  const is = (n: number) => (n === 1 || n === 0 ? 'is' : 'are');
  const say = (n: number) => (n === 0 ? 'none' : numberWord(n));
  const [first, last] = [page[0]?.outcome ?? '', page.at(-1)?.outcome ?? ''];
  const span =
    first === last
      ? `all of ${lowerFirst(first)}`
      : `from ${lowerFirst(first)} to ${lowerFirst(last)}`;
  return `${capital(say(better))} of ${numberWord(page.length)} measures ${is(better)} improving and ${say(worse)} ${is(worse)} worsening, ${span}`;
}
