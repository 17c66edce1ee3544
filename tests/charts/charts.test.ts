import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  axisOf,
  type Boundaries,
  type Chart,
  chartSvg,
  classesOf,
  type DrawnPoint,
  type Form,
  type MatrixDrawing,
  mapLegend,
  mapSvg,
  matrixSvg,
  sparkSvg,
} from '../../src/charts/index.ts';
import { monthOfNumber, period } from '../../src/periods/index.ts';
import { repository } from '../support/home.ts';

const april2022 = 2022 * 12 + 3;

/** A chart of months from April 2022; null is a month with no data. */
function chart(values: readonly (number | null)[], more: Partial<Chart> = {}): Chart {
  const points = values.map((value, index): DrawnPoint => {
    const month = period(monthOfNumber(april2022 + index));
    const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    return {
      index,
      period: month.id,
      start: month.start,
      label: names[(3 + index) % 12] ?? '',
      value,
      text: value === null ? 'no data' : String(value),
      shape: 'common',
      soFar: false,
      spoken: '',
      ref: { measure: 'm', period: month.id, area: 'a', category: null, asAt: null },
    };
  });
  const flat = (value: number, label: string) => [
    { first: 0, last: values.length - 1, values: values.map(() => value), label },
  ];
  return {
    kind: 'line',
    every: 'period',
    heading: 'Made',
    unit: 'Offences',
    points,
    centre: flat(50, 'Mean 50'),
    upper: flat(80, 'Upper limit 80'),
    lower: flat(20, 'Lower limit 20'),
    baseline: null,
    breaks: [],
    expected: [],
    gaps: [],
    y: axisOf([100]),
    annotations: [],
    alt: 'Made & named',
    ...more,
  };
}

const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>(?:<tspan[^>]*>)?([^<]*)/g)].map((m) => m[1] ?? '');

interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
}

/** Where the texts of a class stand, 12 px high and 6.4 px a letter. */
function boxes(svg: string, name: string): TextBox[] {
  return [...svg.matchAll(/<text class="([^"]*)" x="([-\d.]+)" y="([-\d.]+)"([^>]*)>([^<]*)/g)]
    .filter(([, classes = '']) => classes.split(' ').includes(name))
    .map(([, , x = '', y = '', rest = '', text = '']) => {
      const wide = text.length * 6.4;
      const anchor = /text-anchor="(\w+)"/.exec(rest)?.[1] ?? 'start';
      const left = Number(x) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
      return { text, left, right: left + wide, top: Number(y) - 9, foot: Number(y) + 3 };
    });
}
const overlap = (a: TextBox, b: TextBox): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.foot && b.top < a.foot;

describe('a chart is drawn by the rules of the house', () => {
  const values = Array.from({ length: 42 }, (_, i) => 40 + ((i * 7) % 23));
  const forms: readonly Form[] = ['full', 'middle', 'phone', 'multiple', 'multiple-phone'];

  test('it is drawn at the width it has: its box is its size, whatever the form', () => {
    for (const form of forms) {
      const svg = chartSvg(chart(values), { id: form, form });
      const box = /viewBox="0 0 (\d+) (\d+)" width="(\d+)" height="(\d+)"/.exec(svg);
      assert.deepEqual([box?.[1], box?.[2]], [box?.[3], box?.[4]], form);
    }
  });

  test('its name is one sentence, escaped, on the picture itself', () => {
    assert.match(chartSvg(chart(values), { id: 'c' }), /role="img" aria-label="Made &amp; named"/);
  });

  test('months stand every six, with the year under each April', () => {
    const words = texts(chartSvg(chart(values), { id: 'c' }));
    assert.equal(words.filter((w) => w === 'Apr').length, 4);
    assert.equal(words.filter((w) => w === 'Oct').length, 3);
    for (const year of ['2022', '2023', '2024', '2025']) assert.ok(words.includes(year), year);
  });

  test('a missing stretch is hatched over whole months, says no data, and no line crosses it', () => {
    const holed = values.map((v, i) => (i === 20 || i === 21 ? null : v));
    const svg = chartSvg(chart(holed, { gaps: [{ first: 20, last: 21 }] }), { id: 'c' });
    assert.match(svg, /fill="url\(#c-hatch\)"/);
    assert.ok(texts(svg).includes('no data'));
    const line = /<path class="c-line"[^>]* d="([^"]*)"/.exec(svg)?.[1] ?? '';
    assert.equal(line.split('M').length - 1, 2, 'two strokes, one on each side');
    assert.equal((svg.match(/data-i="2[01]"/g) ?? []).length, 0);
  });

  test('breaks close to one another say what and when in lines of their own', () => {
    const svg = chartSvg(
      chart(new Array(48).fill(50), {
        breaks: [
          { at: 3, what: 'Step up unexplained by the source', when: '1 April 2022' },
          { at: 6, what: 'Spike unexplained by the source', when: '1 July 2022' },
          { at: 40, what: 'Counted apart', when: '1 January 2025' },
        ],
      }),
      { id: 'a' },
    );
    const rows = [...svg.matchAll(/class="c-note c-over"[^>]* y="(\d+)"[^>]*>([^<]+)</g)];
    const at = new Map(rows.map(([, y, words]) => [words, y]));
    const row = (words: string) => Number(at.get(words) ?? assert.fail(words));
    const first = row('Step up unexplained by the source, 1 April 2022');
    assert.equal(row('Spike unexplained by the source, 1 July 2022'), first + 13);
    assert.deepEqual([row('Counted apart'), row('1 January 2025')], [first, first + 13]);
  });

  test('a break is dotted over the full height with what and when in two lines, and levels are not joined across it', () => {
    const half = (first: number, last: number, value: number) => ({
      first,
      last,
      values: Array.from({ length: last - first + 1 }, () => value),
      label: `Mean ${value}`,
    });
    const svg = chartSvg(
      chart(values, {
        breaks: [{ at: 21, what: 'Counted apart; see the note', when: '1 January 2024' }],
        centre: [half(0, 20, 45), half(21, 41, 55)],
      }),
      { id: 'c' },
    );
    assert.ok(texts(svg).includes('Counted apart'));
    assert.ok(texts(svg).includes('1 January 2024'));
    assert.equal((svg.match(/class="c-mean"/g) ?? []).length, 2);
    assert.ok(texts(svg).includes('Mean 55') && !texts(svg).includes('Mean 45'));
  });

  test('what still grows is hollow, dashed and said to be so far', () => {
    const made = chart(values);
    const points = made.points.map((p) => (p.index === 41 ? { ...p, soFar: true } : p));
    const svg = chartSvg({ ...made, points }, { id: 'c' });
    assert.match(svg, /class="c-hollow"[^>]*data-i="41"/);
    assert.match(svg, /class="c-line c-sofar"/);
    assert.ok(texts(svg).some((w) => w.endsWith(' so far')));
  });

  test('a small chart says so far beside its last point, on a line of its own that covers nothing', () => {
    const made = chart(values.map(() => 2));
    const points = made.points.map((p) =>
      p.index === 41 ? { ...p, text: '£44,783', soFar: true } : p,
    );
    const svg = chartSvg({ ...made, points }, { id: 'c', form: 'multiple' });
    const said = [...svg.matchAll(/<text class="c-last" x="([\d.]+)" y="([\d.]+)">([^<]+)</g)];
    assert.deepEqual(
      said.map(([, , , words]) => words),
      ['£44,783', 'so far'],
    );
    const last = Number(/<circle class="c-hollow" cx="([\d.]+)"/.exec(svg)?.[1]);
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    for (const [, x, y, words = ''] of said) {
      assert.ok(Number(x) > last + 5, 'right of the point');
      assert.ok(Number(x) + words.length * 6.4 <= width, 'inside the drawing');
      assert.ok(Number(y) <= 138 - 24, 'above the months');
    }
  });

  test('the axis of a share ends at the whole', () => {
    for (const values of [
      [0.75, 1],
      [0.2, 0.97],
      [0.9, 0.95, 1],
    ]) {
      const axis = axisOf(values, true, false);
      assert.equal(axis.max, 1, values.join(', '));
      assert.ok(axis.ticks.every((tick) => tick <= 1 + 1e-9));
    }
    assert.ok(axisOf([75, 100]).max > 100, 'a count does not');
  });

  test('a signal is told by its shape as well as by its colour', () => {
    const made = chart(values);
    const shapes = ['improving', 'worsening', 'changed'] as const;
    const points = made.points.map((p, i) => ({ ...p, shape: shapes[i] ?? p.shape }));
    const svg = chartSvg({ ...made, points }, { id: 'c' });
    assert.match(svg, /<circle class="c-improving"/);
    assert.match(svg, /<path class="c-worsening"/);
    assert.match(svg, /<rect class="c-changed"/);
  });

  test('names at the right stand apart by a line of text, however close their values', () => {
    const near = (value: number, label: string) => [
      { first: 0, last: 41, values: values.map(() => value), label },
    ];
    const svg = chartSvg(
      chart(values, {
        centre: near(50, 'Mean'),
        upper: near(50.5, 'Upper'),
        lower: near(49.6, 'Lower'),
      }),
      { id: 'c' },
    );
    const heights = [...svg.matchAll(/class="c-(?:limit)?name"[^>]* y="([\d.]+)"/g)].map((m) =>
      Number(m[1]),
    );
    assert.equal(heights.length, 3);
    const sorted = [...heights].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++)
      assert.ok((sorted[i] ?? 0) - (sorted[i - 1] ?? 0) >= 14.9, sorted.join(' '));
  });

  test('the words of a signal stand clear of the data', () => {
    const steep = values.map((_, i) => (i < 36 ? 30 : 90 + (i % 3)));
    const svg = chartSvg(
      chart(steep, {
        annotations: [
          { index: 36, shape: 'worsening', lines: ['Beyond the upper limit', '6 points in a row'] },
        ],
      }),
      { id: 'c' },
    );
    const words = /class="c-ann[^"]*" x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">Beyond/.exec(
      svg,
    );
    const [x, y] = [Number(words?.[1]), Number(words?.[2])];
    const width = 'Beyond the upper limit'.length * 6.4;
    const left = words?.[3] === 'start' ? x : words?.[3] === 'end' ? x - width : x - width / 2;
    const marks = [
      ...svg.matchAll(/<circle class="c-common" data-i="\d+" cx="([\d.]+)" cy="([\d.]+)"/g),
    ];
    assert.equal(marks.length, 42);
    const hidden = marks.filter(
      ([, cx, cy]) =>
        Number(cx) > left &&
        Number(cx) < left + width &&
        Number(cy) > y - 12 &&
        Number(cy) < y + 18,
    );
    assert.deepEqual(hidden, []);
  });

  test('the words of a baseline and of breaks inside it stand apart, at every width and wherever the break lies', () => {
    const words = 'Home burglary includes sheds, by the counting rules';
    const found: string[] = [];
    let written = 0;
    for (const form of ['full', 'middle', 'phone'] as const)
      for (let at = 1; at < values.length; at++) {
        const drawn = chartSvg(
          chart(values, {
            baseline: { first: 0, last: 23, label: 'Baseline: April 2022 to March 2024' },
            breaks: [{ at, what: words, when: '1 April 2023' }],
          }),
          { id: 'c', form },
        );
        const notes = boxes(drawn, 'c-note');
        written += notes.filter((note) => note.text.startsWith('Baseline')).length;
        for (const [i, a] of notes.entries())
          for (const b of notes.slice(i + 1))
            if (overlap(a, b)) found.push(`${form} ${at}: ${a.text} on ${b.text}`);
        const width = Number(/viewBox="0 0 (\d+)/.exec(drawn)?.[1]);
        for (const note of notes)
          if (note.left < -1 || note.right > width + 1)
            found.push(`${form} ${at}: ${note.text} out`);
      }
    assert.deepEqual(found, []);
    assert.ok(written > 100, `${written} charts name their baseline`);
  });

  test('the range of the months to come is one band with a whisker a month, after the last point and clear of its value', () => {
    const months = [42, 43, 44].map((index, i) => ({
      index,
      start: period(monthOfNumber(april2022 + index)).start,
      label: ['Oct', 'Nov', 'Dec'][i] ?? '',
      mean: 50,
      lower: 38,
      upper: 64,
    }));
    for (const form of ['full', 'middle', 'phone'] as const) {
      const svg = chartSvg(chart(values, { expected: months }), { id: 'c', form });
      const band = /class="c-band c-expected" d="M([^"]+)Z"/.exec(svg)?.[1] ?? '';
      const corners = band.split('L').map((corner) => corner.split(',').map(Number));
      const left = Math.min(...corners.map(([x = 0]) => x));
      const right = Math.max(...corners.map(([x = 0]) => x));
      assert.equal((svg.match(/class="c-whisker"/g) ?? []).length, 3);
      const last = /cx="([\d.]+)"[^>]*data-i="41"|data-i="41"[^>]*cx="([\d.]+)"/.exec(svg);
      assert.ok(Number(last?.[1] ?? last?.[2]) < left, `${form}: the last point stands before it`);
      assert.ok(right <= Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]), form);
      assert.ok(texts(svg).includes('Expected range'), form);
      // The three lines of the right margin and the range stand a line apart.
      const names = [...boxes(svg, 'c-name'), ...boxes(svg, 'c-limitname')];
      assert.equal(names.length, 4);
      for (const [i, a] of names.entries())
        for (const b of names.slice(i + 1))
          assert.ok(!overlap(a, b), `${form}: ${a.text} ${b.text}`);
      assert.ok(svg.includes('>Oct</text>'), 'the axis goes on');
    }
    assert.ok(!chartSvg(chart(values), { id: 'c' }).includes('c-expected'));
  });

  test('a sparkline is decoration: hidden from a reader, without a word', () => {
    const svg = sparkSvg(chart(values));
    assert.match(svg, /aria-hidden="true"/);
    assert.deepEqual(texts(svg), []);
  });
});

describe('axes', () => {
  test('counts start at zero and have four to six steps of round numbers that hold every value', () => {
    for (const top of [3, 7, 19, 45, 482, 1322, 9999, 1_777_563]) {
      const { min, max, ticks } = axisOf([1, top]);
      assert.equal(min, 0);
      assert.ok(max >= top, `${max} holds ${top}`);
      assert.ok(ticks.length >= 4 && ticks.length <= 7, `${ticks.length} lines for ${top}`);
      const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
      const lead = step / 10 ** Math.floor(Math.log10(step));
      assert.ok(
        [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5].some((n) => Math.abs(n - lead) < 1e-9),
        String(step),
      );
    }
  });

  test('steps of counts are whole numbers, though means and limits among them are not', () => {
    for (const top of [9, 17, 31, 37, 52, 74])
      for (const tick of axisOf([1, top, top * 0.47, top * 0.83], false, true).ticks)
        assert.ok(Number.isInteger(tick), `${tick} up to ${top}`);
  });

  test('a narrow share may start higher, and then says so; a wide one and a count may not', () => {
    assert.equal(axisOf([0.8, 0.9], true).fromZero, false);
    assert.equal(axisOf([0.2, 0.9], true).fromZero, true);
    assert.equal(axisOf([80, 90]).fromZero, true);
    const svg = chartSvg(chart([80, 90], { y: axisOf([0.8, 0.9], true), unit: 'Per cent' }), {
      id: 'c',
    });
    assert.match(svg, /class="c-zigzag"/);
  });
});

describe('the district map', () => {
  const boundaries = JSON.parse(
    readFileSync(join(repository(), 'framework', 'areas', 'districts.geojson'), 'utf8'),
  ) as Boundaries;
  const areas = boundaries.features.map(({ properties }, i) => ({
    code: properties.code,
    name: properties.name,
    value: i === 4 ? null : 0.2 + i * 0.05,
    text: i === 4 ? 'withheld' : (0.2 + i * 0.05).toFixed(2),
  }));

  test('every district is drawn once, with its name and its figure, hatched where there is none', () => {
    for (const size of ['full', 'phone'] as const) {
      const svg = mapSvg(areas, boundaries, 'Map', size);
      assert.equal((svg.match(/<path class="m-(?:\d|none)"/g) ?? []).length, 9);
      assert.equal((svg.match(/class="m-none"/g) ?? []).length, 1);
      for (const { name, text } of areas) {
        assert.ok(svg.includes(`<title>${name}: ${text}</title>`), name);
        assert.ok(svg.includes(`>${text}</tspan>`), `${name} shows ${text} at ${size}`);
      }
    }
  });

  test('no label stands on another, and none runs out of the picture', () => {
    for (const [size, width, height] of [
      ['full', 492, 470],
      ['phone', 358, 350],
    ] as const) {
      const boxes = labelsOf(mapSvg(areas, boundaries, 'Map', size));
      assert.equal(boxes.length, 9);
      for (const box of boxes)
        assert.ok(
          box.x0 >= -1 && box.x1 <= width + 1 && box.y0 >= -3 && box.y1 <= height + 3,
          JSON.stringify(box),
        );
      for (const [i, a] of boxes.entries())
        for (const b of boxes.slice(i + 1))
          assert.ok(
            a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0,
            `${a.words} on ${b.words} at ${size}`,
          );
    }
  });

  test('five classes of one round width hold every displayed value, and the legend names their lower bounds', () => {
    const bounds = classesOf(areas);
    assert.equal(bounds.length, 5);
    const width = (bounds[1] ?? 0) - (bounds[0] ?? 0);
    for (let i = 1; i < 5; i++)
      assert.ok(Math.abs((bounds[i] ?? 0) - (bounds[i - 1] ?? 0) - width) < 1e-9);
    for (const { value } of areas)
      if (value !== null)
        assert.ok(
          value >= (bounds[0] ?? 0) - 1e-9 && value < (bounds[4] ?? 0) + width + 1e-9,
          `${value} in ${bounds}`,
        );
    const legend = texts(mapLegend(areas, (v) => v.toFixed(2)));
    assert.deepEqual(legend, [...bounds.map((b) => b.toFixed(2)), 'withheld']);
  });
});

describe('threat against activity, drawn', () => {
  const drawing = (points: MatrixDrawing['points']): MatrixDrawing => ({
    points,
    columns: ['None recorded', 'Below usual', 'Usual', 'Above usual'],
    rows: ['Very high', 'High', 'Medium', 'Low'],
    across: 'Activity',
    upward: 'Threat',
    hatched: 'Threat without enough activity',
    alt: 'Matrix',
  });
  const circles = (svg: string, name: string) =>
    [...svg.matchAll(new RegExp(`class="${name}" cx="([\\d.]+)" cy="([\\d.]+)"`, 'g'))].map(
      ([, x, y]) => ({ x: Number(x), y: Number(y) }),
    );
  /** The hatched rectangle is two cells wide and two high, and begins where the cells do. */
  const corner = (svg: string) => {
    const found =
      /class="x-gap" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    const [x = 0, y = 0, w = 0, h = 0] = found.slice(1).map(Number);
    return { x, y, w: w / 2, h: h / 2 };
  };

  test('R12: every point stands in the cell of its theme, however many share it', () => {
    for (const form of ['full', 'phone'] as const)
      for (const many of [1, 2, 5, form === 'full' ? 12 : 10])
        for (const [column, row] of [
          [0, 0],
          [1, 0],
          [2, 1],
          [3, 3],
        ] as const) {
          const points = Array.from({ length: many }, (_, i) => ({
            number: i + 1,
            name: 'Serious organised acquisitive crime',
            at: { column, row },
            before: null,
          }));
          const svg = matrixSvg(drawing(points), { id: 'm', form });
          const cell = corner(svg);
          const drawn = circles(svg, 'x-now');
          assert.equal(drawn.length, many);
          for (const { x, y } of drawn) {
            assert.equal(Math.floor((x - cell.x) / cell.w), column, `${form} ${many} at ${x}`);
            assert.equal(Math.floor((y - cell.y) / cell.h), row, `${form} ${many} at ${y}`);
          }
          for (const [i, a] of drawn.entries())
            for (const b of drawn.slice(i + 1))
              assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 13, `${form} ${many}: one on another`);
        }
  });

  test('R18: a theme that moved has a hollow point in the cell it came from, joined to its own; one that stayed has none', () => {
    const svg = matrixSvg(
      drawing([
        { number: 1, name: 'Drugs', at: { column: 1, row: 0 }, before: { column: 2, row: 2 } },
        { number: 2, name: 'Firearms', at: { column: 2, row: 1 }, before: null },
      ]),
      { id: 'm', form: 'full' },
    );
    const [cell, [from], [to]] = [corner(svg), circles(svg, 'x-before'), circles(svg, 'x-now')];
    assert.equal(circles(svg, 'x-before').length, 1);
    assert.equal(Math.floor(((from?.x ?? 0) - cell.x) / cell.w), 2);
    assert.equal(Math.floor(((from?.y ?? 0) - cell.y) / cell.h), 2);
    assert.ok(svg.includes(`d="M${from?.x},${from?.y}L${to?.x},${to?.y}"`));
    assert.ok(texts(svg).includes('Threat without enough activity'));
  });
});

/** Boxes of the labels of a map, by their letters of 12 px. */
function labelsOf(svg: string) {
  return [
    ...svg.matchAll(
      /<text class="m-label[^"]*" x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)">(.*?)<\/text>/g,
    ),
  ].map(([, x, y, anchor, inner]) => {
    const lines = [...(inner ?? '').matchAll(/>([^<]*)<\/tspan>/g)].map((m) => m[1] ?? '');
    const width = Math.max(...lines.map((line) => line.length * 6));
    const at = Number(x);
    const x0 = anchor === 'middle' ? at - width / 2 : anchor === 'end' ? at - width : at;
    const y0 = Number(y) - 10;
    return { words: lines.join(' '), x0, x1: x0 + width, y0, y1: y0 + lines.length * 14 - 2 };
  });
}
