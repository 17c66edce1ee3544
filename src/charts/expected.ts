import type { Chart } from './chart.ts';
import { type Box, type Form, type Frame, f, goesUp, type Scale, textWidth } from './frame.ts';

/** One band over the months to come, a step for each. */
export function expectedBand({ expected }: Chart, x: Scale, y: Scale): string[] {
  if (expected.length === 0) return [];
  const half = (x(1) - x(0)) / 2;
  const along = (months: Chart['expected'], bound: 'lower' | 'upper', way: 1 | -1) =>
    months.flatMap((e) => [
      `${f(x(e.index) - way * half)},${f(y(e[bound]))}`,
      `${f(x(e.index) + way * half)},${f(y(e[bound]))}`,
    ]);
  const outline = [...along(expected, 'upper', 1), ...along([...expected].reverse(), 'lower', -1)];
  return [`<path class="c-band c-expected" d="M${outline.join('L')}Z"/>`];
}

/** A whisker for each month to come, with feet at its bounds and a tick at what is expected. */
export function expectedWhiskers({ expected }: Chart, x: Scale, y: Scale): string[] {
  const half = Math.min(4, (x(1) - x(0)) / 3);
  return expected.map(({ index, mean, lower, upper }) => {
    const px = x(index);
    const foot = (value: number, wide: number) => `M${f(px - wide)},${f(y(value))}h${f(2 * wide)}`;
    return `<path class="c-whisker" d="M${f(px)},${f(y(lower))}V${f(y(upper))}${foot(lower, half)}${foot(upper, half)}${foot(mean, half * 0.6)}"/>`;
  });
}

/** What the band is, over or under it: on the other side than the last value. */
export function expectedLabel(
  chart: Chart,
  frame: Frame,
  form: Form,
  x: Scale,
  y: Scale,
): { readonly svg: string; readonly box: Box } | null {
  const [first, last] = [chart.expected[0], chart.expected.at(-1)];
  const point = chart.points.findLast((p) => p.value !== null);
  if (!first || !last || !point || point.value === null) return null;
  const words = 'Expected range';
  const wide = textWidth(words);
  const under = goesUp(y(point.value), frame);
  const at = under
    ? Math.min(
        frame.height - frame.bottom - 5,
        y(Math.min(...chart.expected.map((e) => e.lower))) + 16,
      )
    : Math.max(frame.top + 9, y(Math.max(...chart.expected.map((e) => e.upper))) - 7);
  const middle = (x(first.index) + x(last.index)) / 2;
  const right = form === 'phone' ? frame.width - 2 : middle + wide / 2;
  return {
    svg: `<text class="c-limitname c-over" x="${f(right)}" y="${f(at)}" text-anchor="end">${words}</text>`,
    box: { left: right - wide, right, top: at - 11, foot: at + 4 },
  };
}

/** The band itself, so that words stand clear of it. */
export function expectedBox({ expected }: Chart, x: Scale, y: Scale): Box[] {
  const [first, last] = [expected[0], expected.at(-1)];
  if (!first || !last) return [];
  return [
    {
      left: x(first.index) - 4,
      right: x(last.index) + 4,
      top: y(Math.max(...expected.map((e) => e.upper))),
      foot: y(Math.min(...expected.map((e) => e.lower))),
    },
  ];
}
