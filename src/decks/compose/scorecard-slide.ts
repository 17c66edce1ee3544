import type { Series } from '../../figures/index.ts';
import type { OutcomeLine } from '../../findings/index.ts';
import { periodLabel } from '../../periods/index.ts';
import {
  againstWords,
  changeParts,
  comparisonOf,
  formatFigure,
  numberWord,
  unitWords,
  verdictWords,
} from '../../wording/index.ts';
import type { Paragraph, Run, SlidePlan, Words } from '../deck-plan.ts';
import { fits, type Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { seriesChart } from './series-chart.ts';
import { SlideDraft } from './slide.ts';
import { sourceText } from './sources.ts';
import { capital, line, listed, toneOf, words } from './words.ts';

/** The intended outcomes, each with its verdict, figure, line, change and one reason. */
export function scorecardSlide(content: PackContent, template: Template): SlidePlan {
  const { overview } = content;
  const draft = new SlideDraft(template, 'scorecard');
  draft.kicker = `Intended outcomes · ${periodLabel(content.period)}`;
  draft.title(scorecardTitle(overview.outcomes));
  const shown = overview.outcomes.slice(0, 6);
  for (const [i, outcome] of shown.entries()) outcomeBlock(draft, outcome, i + 1);
  for (let n = shown.length + 1; n <= 6; n++) draft.without.push(`Rule ${n}`);
  const series = shown.flatMap((o) =>
    o.series && o.series.figure.value !== null ? [o.series] : [],
  );
  const source = sourceText(content, draft.slot('Source'), {
    series,
    also: ['Each line shows up to 24 points; marked points are signals.'],
  });
  draft.source = source.text;
  return draft.done(
    [overview.lead.text, overview.notKnown.text, overview.forDecision.text],
    [
      'A colour or a direction word stands only where a named rule calls a change more than chance.',
      ...(source.note ? [source.note] : []),
    ],
  );
}

/** "Two of six intended outcomes are improving and one is worsening; three have no figure". */
export function scorecardTitle(outcomes: readonly OutcomeLine[]): string {
  const count = (test: (o: OutcomeLine) => boolean) => outcomes.filter(test).length;
  const all = `${numberWord(outcomes.length)} intended outcomes`;
  const parts = (['improving', 'worsening', 'changed'] as const).flatMap((word) => {
    const n = count((o) => o.word === word);
    const is = word === 'changed' ? (n === 1 ? 'has' : 'have') : n === 1 ? 'is' : 'are';
    return n === 0 ? [] : [[numberWord(n), `${is} ${word}`] as const];
  });
  const [first, ...rest] = parts;
  const moved = first
    ? listed([
        `${capital(first[0])} of ${all} ${first[1]}`,
        ...rest.map(([n, words]) => `${n} ${words}`),
      ])
    : `None of ${all} has changed by more than chance`;
  const blank = count((o) => !o.series || o.series.figure.value === null);
  return blank === 0
    ? moved
    : `${moved}; ${numberWord(blank)} ${blank === 1 ? 'has' : 'have'} no figure`;
}

function outcomeBlock(draft: SlideDraft, outcome: OutcomeLine, n: number): void {
  draft.put(`Outcome ${n}`, outcome.title);
  draft.put(
    `Word ${n}`,
    words(
      line(verdictWords[outcome.word], {
        tone: toneOf(outcome.word),
        bold: outcome.direction !== null,
      }),
    ),
  );
  draft.marks.push({
    area: `Verdict ${n}`,
    word: outcome.word,
    direction: outcome.direction,
  });
  const { series } = outcome;
  if (!series || series.figure.value === null) {
    draft.put(`Figure ${n}`, {
      ...words(line('no data', { tone: 'soft', bold: false })),
      size: 20,
    });
    draft.put(`Unit ${n}`, outcome.missing ?? outcome.because.text);
    return;
  }
  draft.put(`Figure ${n}`, formatFigure(series.measure, series.figure));
  const unit = outcome.caution ? series.measure.title : unitWords(series.measure);
  draft.put(
    `Unit ${n}`,
    `${unit || series.measure.title}${series.figure.immature ? ', so far' : ''}`,
  );
  draft.put(`Reason ${n}`, reason(draft, outcome, series, `Reason ${n}`));
  draft.charts.push(
    seriesChart(series, { area: `Chart ${n}`, name: `${outcome.title} chart`, small: true }),
  );
}

/** The change, why, and how the outcome's other measures read where there is room for it. */
function reason(draft: SlideDraft, outcome: OutcomeLine, series: Series, slot: string): Words {
  const change = changeLine(series);
  const because = line(
    `${outcome.because.text}${outcome.caution ? ` This is ${outcome.caution}.` : ''}`,
    { above: 2 },
  );
  const short = words(...(change ? [change] : []), because);
  const others = outcome.others.map(
    (o) => `${numberWord(o.count)} ${verdictWords[o.word].toLowerCase()}`,
  );
  if (others.length === 0) return short;
  const long: Words = {
    paragraphs: [...short.paragraphs, line(`Other measures: ${listed(others)}.`, { above: 2 })],
  };
  return [12, 11].some((size) => fits(draft.slot(slot), { ...long, size })) ? long : short;
}

/** "↓ 1.1 points on the same quarter last year (12.2%)". */
function changeLine(series: Series): Paragraph | null {
  const comparison = comparisonOf(series, 'same-last-year');
  if (!comparison?.base || comparison.base.value === null) return null;
  const { amount, percent } = changeParts(series.measure, comparison);
  const bold: Run = {
    text: amount + (/\d/.test(percent) ? ` (${percent})` : ''),
    bold: true,
    tone: 'ink',
  };
  if (!/\d|no change/.test(amount)) return null;
  return {
    runs: [
      bold,
      {
        text: ` on ${againstWords('same-last-year', series.shown)} (${formatFigure(series.measure, comparison.base)})`,
        bold: false,
      },
    ],
  };
}
