import type { MeasureDefinition } from '../framework/index.ts';
import { saidOf } from './baseline.ts';
import type { Figure, Note } from './figure.ts';
import { leastToJudge, type MonthlyChart } from './monthly-chart.ts';
import type { WaitsChart } from './waits-chart.ts';

/** What a reader must know beside the chart. */
export function notesOf(
  measure: MeasureDefinition,
  points: readonly Figure[],
  monthly: MonthlyChart | null,
  waits: WaitsChart | null,
  judged: Figure | null,
): Note[] {
  // A break after what is shown is none of it, and an edition as known on a day knew of none to come.
  const until = points.at(-1)?.period.end;
  return [
    ...gaps(points),
    ...measure.breaks
      .filter((b) => until === undefined || b.at <= until)
      .map((b): Note => ({ kind: 'break', text: `${saidOf(b)}.` })),
    ...immature(points, judged),
    ...(monthly ? ofChart(monthly, judged, waits !== null) : []),
    ...(waits ? ofWaits(waits) : []),
  ];
}

function gaps(points: readonly Figure[]): Note[] {
  const absent = points.filter((p) => p.status === 'missing' || p.status === 'late');
  return absent.length === 0
    ? []
    : [
        {
          kind: 'gap',
          text: `${spansOf(absent, points).join(', ')}: not supplied, and not counted as zero.`,
        },
      ];
}

/** Periods in a row as one span: `2022-12 to 2024-12`. */
function spansOf(absent: readonly Figure[], points: readonly Figure[]): string[] {
  const spans: string[] = [];
  for (const [i, figure] of absent.entries()) {
    const { id } = figure.period;
    const before = absent[i - 1];
    const goesOn = before && points[points.indexOf(figure) - 1] === before;
    const [from = id] = goesOn ? (spans.pop() ?? '').split(' to ') : [id];
    spans.push(from === id ? id : `${from} to ${id}`);
  }
  return spans;
}

function immature(points: readonly Figure[], judged: Figure | null): Note[] {
  if (!points.some((p) => p.immature)) return [];
  return [
    {
      kind: 'immature',
      text: `The newest figures still grow as late entries come in; they are hatched and not judged.${judged ? ` Judged to ${judged.period.end}.` : ''}`,
    },
  ];
}

function ofChart(
  { chart, because, expects }: MonthlyChart,
  judged: Figure | null,
  waits: boolean,
): Note[] {
  // Waits say for themselves how they are judged, a season replaces the kind that was chosen.
  if (waits) return [];
  const point = chart.points.findLast((p) => p.x === judged?.period.id) ?? chart.points.at(-1);
  const part = chart.parts.find((p) => p.part === point?.part);
  const notes: Note[] = [];
  if (because && !expects) notes.push({ kind: 'chart', text: because });
  if (part?.trial && part.baseline >= leastToJudge)
    notes.push({
      kind: 'trial',
      text:
        chart.type === 'run'
          ? `Trial median, from ${part.baseline} values.`
          : `Trial limits, from ${part.baseline} values.`,
    });
  if (expects)
    notes.push({
      kind: 'season',
      text: 'The series has a season: mean and limits follow it, and each month is judged against what is usual for that month of the year.',
    });
  const { crossings = null, crossings_min: least = null } = part?.runs ?? {};
  if (chart.type === 'run' && crossings !== null && least !== null && crossings < least)
    notes.push({
      kind: 'crossings',
      text: `The line crosses its median ${crossings} times; chance makes at least ${least}.`,
    });
  return notes;
}

function ofWaits({ chart, open, judged }: WaitsChart): Note[] {
  const part = chart.parts.find((p) => p.part === chart.points[judged ?? -1]?.part);
  return [
    {
      kind: 'chart',
      text: `Rare events: judged by the days between them, each point one event (${chart.type} chart). Higher means longer between them.${open ? ' The last wait has not ended.' : ''}`,
    },
    ...(part?.trial && part.baseline >= leastToJudge
      ? [{ kind: 'trial', text: `Trial limits, from ${part.baseline} waits.` } as const]
      : []),
  ];
}
