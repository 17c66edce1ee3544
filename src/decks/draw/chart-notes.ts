import { type Markup, markup } from '../../ooxml/index.ts';
import type { Box, DeckChart } from '../deck-plan.ts';
import { colour } from './ink.ts';
import { plotIn } from './line-chart.ts';
import { emuPerPoint, lineHeight, linesIn, textWidth } from './measure.ts';
import { type Scale, scaleOf } from './plot.ts';
import { freeform, type NextId, shape } from './shape.ts';

const size = 11;
const pt = emuPerPoint;
const line = size * lineHeight * pt;

/** A note over a chart: what is drawn behind the line and what before it. */
interface Note {
  readonly name: string;
  readonly box: Box;
  /** The text's own box; nothing that is drawn may stand in it. */
  readonly text: Box & { readonly words: readonly string[]; readonly align: 'l' | 'ctr' | 'r' };
  readonly drawn: 'bracket-below' | 'bracket-above' | 'hatch' | 'break';
}

export interface NotedChart {
  /** The chart, its axis raised where a note needs the room. */
  readonly chart: DeckChart;
  readonly behind: (next: NextId) => Markup[];
  readonly before: (next: NextId) => Markup[];
}

/**
 * Baseline bracket, hatched gaps and break lines as native shapes, placed by the chart's own plot
 * layout (visual.md sections 4 and 11). The axis grows until no note stands on the line.
 */
export function withNotes(chart: DeckChart, box: Box): NotedChart {
  const { baseline, gaps, breaks } = chart.notes;
  const none = chart.small || (!baseline && gaps.length === 0 && breaks.length === 0);
  if (none) return { chart, behind: () => [], before: () => [] };
  let raised = chart;
  for (let step = 0; ; step++) {
    const scale = scaleOf(raised, box, plotIn(raised, box));
    const notes = placed(raised, scale);
    if (step === 8 || notes.every((note) => isClear(note, raised, scale)))
      return {
        chart: raised,
        behind: (next) => notes.flatMap((note) => backdrop(next, note)),
        before: (next) => notes.map((note) => caption(next, note)),
      };
    const { axis } = raised;
    raised = { ...raised, axis: { ...axis, max: axis.max + axis.step } };
  }
}

function placed(chart: DeckChart, scale: Scale): Note[] {
  const { baseline, gaps, breaks } = chart.notes;
  const notes: Note[] = [];
  if (baseline) notes.push(baselineNote(baseline, chart, scale));
  const foot = notes.find((n) => n.drawn === 'bracket-below');
  for (const gap of gaps) notes.push(gapNote(gap, scale, foot));
  const shelf = notes.filter((n) => n.drawn === 'bracket-above').map((n) => n.text);
  for (const brk of breaks) {
    const note = breakNote(brk, scale, shelf);
    shelf.push(note.text);
    notes.push(note);
  }
  return notes;
}

/** Whole periods from the first to the last, inside the plot. */
const span = (of: { first: number; last: number }, scale: Scale): [number, number] => [
  Math.max(scale.left, scale.x(of.first) - scale.half),
  Math.min(scale.right, scale.x(of.last) + scale.half),
];

/** A bracket on the axis where the line leaves room under it, else at the top. */
function baselineNote(
  of: NonNullable<DeckChart['notes']['baseline']>,
  chart: DeckChart,
  scale: Scale,
): Note {
  const [x1, x2] = span(of, scale);
  const w = Math.max(x2 - x1 - 8 * pt, textWidth(of.label, size) * pt + 2 * pt);
  const x = Math.max(scale.left, Math.min(x1 + 4 * pt, scale.right - w));
  const lowest = Math.max(...heights(chart, scale, x1, Math.max(x2, x + w)), scale.top);
  const below = lowest < scale.bottom - line - 14 * pt;
  const h = 6 * pt;
  const text = { x, w, h: line, words: [of.label], align: 'l' as const };
  return below
    ? {
        name: of.label,
        drawn: 'bracket-below',
        box: { x: x1, y: scale.bottom - line - h - 4 * pt, w: x2 - x1, h },
        text: { ...text, y: scale.bottom - line - 2 * pt },
      }
    : {
        name: of.label,
        drawn: 'bracket-above',
        box: { x: x1, y: scale.top + line + pt, w: x2 - x1, h },
        text: { ...text, y: scale.top },
      };
}

function gapNote(
  gap: DeckChart['notes']['gaps'][number],
  scale: Scale,
  foot: Note | undefined,
): Note {
  const [x1, x2] = span(gap, scale);
  const w = (textWidth('no data', size) + 6) * pt;
  const middle = Math.min(Math.max((x1 + x2) / 2, scale.left + w / 2), scale.right - w / 2);
  const meets =
    foot &&
    middle + w / 2 > Math.min(foot.box.x, foot.text.x) &&
    middle - w / 2 < Math.max(foot.box.x + foot.box.w, foot.text.x + foot.text.w);
  const y = (meets ? foot.box.y : scale.bottom) - line - 3 * pt;
  return {
    name: gap.label,
    drawn: 'hatch',
    box: { x: x1, y: scale.top, w: x2 - x1, h: scale.bottom - scale.top },
    text: { x: middle - w / 2, y, w, h: line, words: ['no data'], align: 'ctr' },
  };
}

/** What changed and when, beside the line on the side with more room, under what stands there. */
function breakNote(
  brk: DeckChart['notes']['breaks'][number],
  scale: Scale,
  shelf: readonly Box[],
): Note {
  const at = scale.x(brk.at) - scale.half;
  const widest = 2.4 * 72 * pt;
  const right = scale.right - at >= Math.min(widest, at - scale.left);
  const room = Math.min(widest, (right ? scale.right - at : at - scale.left) - 6 * pt);
  const own = Math.max(...[brk.what, brk.when].map((t) => textWidth(t, size))) * pt + pt;
  const w = Math.min(room, own);
  const x = right ? at + 5 * pt : at - 5 * pt - w;
  const h = (linesIn(brk.what, w / pt, size) + 1) * line;
  const under = shelf.filter((s) => s.x < x + w && s.x + s.w > x).map((s) => s.y + s.h + 8 * pt);
  return {
    name: `Break: ${brk.what}, ${brk.when}`,
    drawn: 'break',
    box: { x: at, y: scale.top, w: 0, h: scale.bottom - scale.top },
    text: {
      x,
      y: Math.max(scale.top, ...under),
      w,
      h,
      words: [brk.what, brk.when],
      align: right ? 'l' : 'r',
    },
  };
}

/** Heights on the slide of what is drawn between two places. */
function heights(chart: DeckChart, scale: Scale, x1: number, x2: number): number[] {
  return chart.series.flatMap((series) =>
    series.values.flatMap((value, i) =>
      value !== null && scale.x(i) >= x1 - scale.half && scale.x(i) <= x2 + scale.half
        ? [scale.y(value)]
        : [],
    ),
  );
}

function isClear(note: Note, chart: DeckChart, scale: Scale): boolean {
  // Gaps and brackets on the axis were placed where nothing is.
  if (note.drawn === 'hatch' || note.drawn === 'bracket-below') return true;
  const { x, w, y, h } = note.text;
  const foot = note.drawn === 'bracket-above' ? note.box.y + note.box.h : y + h;
  return heights(chart, scale, x, x + w).every((height) => height > foot + 5 * pt);
}

function backdrop(next: NextId, note: Note): Markup[] {
  if (note.drawn === 'hatch')
    return [
      shape(next, {
        name: `Hatch: ${note.name}`,
        outline: 'rect',
        box: note.box,
        fill: markup(
          'a:pattFill',
          { prst: 'wdUpDiag' },
          markup('a:fgClr', {}, colour('data')),
          markup('a:bgClr', {}, colour('page')),
        ),
      }),
    ];
  if (note.drawn === 'break')
    return [
      shape(next, {
        name: `Line: ${note.name}`,
        outline: 'line',
        box: note.box,
        line: { ink: 'ink', width: 12_700, dash: 'sysDot' },
      }),
    ];
  return [bracket(next, note)];
}

function bracket(next: NextId, note: Note): Markup {
  const [w, h] = [Math.round(note.box.w), Math.round(note.box.h)];
  const [tip, base] = note.drawn === 'bracket-below' ? [0, h] : [h, 0];
  return shape(next, {
    name: 'Bracket',
    outline: freeform(
      w,
      h,
      [
        [0, tip],
        [0, base],
        [w, base],
        [w, tip],
      ],
      'open',
    ),
    box: note.box,
    line: { ink: 'bracket', width: 19_050 },
  });
}

function caption(next: NextId, note: Note): Markup {
  return shape(next, {
    name: note.name,
    outline: 'rect',
    box: note.text,
    fill: note.drawn === 'hatch' ? 'page' : null,
    text: {
      words: { paragraphs: note.text.words.map((words) => ({ runs: [{ text: words }] })) },
      style: { size, ink: 'soft', align: note.text.align },
      anchor: note.drawn === 'hatch' ? 'ctr' : 't',
    },
  });
}
