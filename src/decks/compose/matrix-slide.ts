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
} from '../../findings/index.ts';
import { dayLabel, monthsLabel } from '../../periods/index.ts';
import { lowerFirst } from '../../wording/index.ts';
import type { DeckPoint, DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent } from './content.ts';
import { SlideDraft } from './slide.ts';
import { line, listed } from './words.ts';

/** Threat against activity: numbered points, the themes beside them, what moved and what is asked. */
export function matrixSlide(content: PackContent, template: Template, matrix: Matrix): SlidePlan {
  const draft = new SlideDraft(template, 'matrix');
  draft.kicker = 'Threat against activity';
  draft.title(matrix.title.text);
  draft.matrix = { area: 'Matrix', points: matrix.placed.map(pointOf) };
  const columns = [
    { head: '', share: 0.07 },
    { head: 'Theme', share: 0.49 },
    { head: 'Threat', share: 0.18 },
    { head: 'Activity', share: 0.26 },
  ];
  const rows = [...matrix.placed.map(rowOf), ...matrix.beside.map(besideRow)];
  draft.tables.push({
    name: 'Themes table',
    area: 'Table',
    columns,
    dense: true,
    ...rowsThatFit({ columns, rows, dense: true }, draft.slot('Table').box, [12, 11]),
    alt: `Themes with their assessed threat and their activity. ${matrix.title.text}.`,
  });
  const sentences = [movedText(matrix), askText(matrix)].filter((s) => s !== null);
  draft.put('Sentences', {
    paragraphs: sentences.map((text, i) => line(text, i === 0 ? {} : { bold: true, above: 2 })),
  });
  draft.source = sourceText(content, matrix);
  return draft.done(
    [`${matrix.title.text}.`, ...sentences],
    [
      'A theme without an assessment of this period is listed and not placed; the two sides are never added up.',
    ],
  );
}

const cellOf = (at: Standing): DeckPoint['at'] => ({
  column: activityLevels.indexOf(at.activity),
  row: threatLevels.length - 1 - threatLevels.indexOf(at.threat),
});

function pointOf(placed: PlacedTheme, i: number): DeckPoint {
  const [at, before] = [cellOf(placed), placed.before && cellOf(placed.before)];
  const stayed = before && before.column === at.column && before.row === at.row;
  return {
    number: i + 1,
    alt: `${placed.title}: ${threatWords[placed.threat].toLowerCase()} threat, activity ${activityWords[placed.activity].toLowerCase()}`,
    at,
    before: stayed ? null : before,
  };
}

const rowOf = (placed: PlacedTheme, i: number): DeckRow => ({
  cells: [
    { text: String(i + 1), bold: true },
    placed.title,
    threatWords[placed.threat],
    activityWords[placed.activity],
  ],
});

const besideRow = (theme: Matrix['beside'][number]): DeckRow => ({
  cells: [
    '',
    { text: theme.title, tone: 'soft' },
    { text: 'not placed', tone: 'soft' },
    { text: theme.why, tone: 'soft' },
  ],
});

/** "Since July to September 2025 drugs moved from medium to high threat." */
function movedText(matrix: Matrix): string | null {
  if (!matrix.since) return null;
  const moves = matrixMoves(matrix).map((m) => m.said);
  if (moves.length === 0) return `No theme has moved since ${heldShort(matrix.since)}.`;
  const shown = moves.slice(0, 3);
  const more = moves.length - shown.length;
  return `Since ${heldShort(matrix.since)} ${listed(shown)}${more > 0 ? `; ${more} more moved` : ''}.`;
}

function askText({ gaps }: Matrix): string | null {
  if (gaps.length === 0) return null;
  return `Asked of the meeting: say what activity ${listed(gaps.slice(0, 3).map((g) => lowerFirst(g.title)))} will have.`;
}

function sourceText(content: PackContent, matrix: Matrix): string {
  const days = [...new Set(matrix.placed.map((p) => p.assessed.on))].sort();
  const [first, last] = [days[0], days.at(-1)];
  const dated =
    !first || !last
      ? ''
      : first === last
        ? ` of ${dayLabel(first)}`
        : ` of ${dayLabel(first)} to ${dayLabel(last)}`;
  const hollow = matrix.since ? ` Hollow point: ${heldWords(matrix.since)}.` : '';
  return `Threat: assessments of theme leads${dated}. Activity: the lead activity of each theme beside its usual level, ${monthsLabel(content.period)}.${hollow}`;
}
