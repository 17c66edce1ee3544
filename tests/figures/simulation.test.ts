import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { figureOf, flow, judged, measureLike, monthly, poisson, seeded } from './made.ts';

/**
 * Unchanged processes, simulated: how often is a change reported that is none? The seeds are
 * written down, so the shares are the same every time.
 */
const changed = (word: string) => ['improving', 'worsening', 'changed'].includes(word);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

interface Group {
  readonly joined: number;
  /** Of a trait that a share counts, such as firearms. */
  readonly marked: boolean;
  left: number | null;
  readonly disrupted: number[];
}

/**
 * A register of about 53 groups with three in and three out a month (each stays 53 / 3 months on
 * average), of which three in ten are marked and each month one in eight is disrupted.
 */
function register(random: () => number, months: number): Group[] {
  const groups: Group[] = [];
  const burnIn = 60;
  for (let m = -burnIn; m < months; m++) {
    for (let n = poisson(random, 3); n > 0; n--)
      groups.push({ joined: m, marked: random() < 0.3, left: null, disrupted: [] });
    for (const g of groups) {
      if (g.left !== null || g.joined === m) continue;
      if (random() < 0.125) g.disrupted.push(m);
      if (random() < 3 / 53) g.left = m;
    }
  }
  return groups;
}

const on = (g: Group, m: number) => g.joined <= m && (g.left === null || g.left > m);
const reached = (g: Group, m: number) => g.disrupted.some((d) => d > m - 12 && d <= m);

describe('unchanged registers of about 53 groups', () => {
  const months = 44;
  const measures: Record<string, (g: Group, m: number) => boolean> = {
    size: on,
    share: (g, m) => on(g, m) && g.marked,
    'share untouched for 12 months': (g, m) => on(g, m) && !reached(g, m),
    '12-month look-back': reached,
  };
  const size = measureLike('t.stock');
  const verdicts = new Map(Object.keys(measures).map((name) => [name, 0]));
  const series = 400;
  for (let run = 0; run < series; run++) {
    const groups = register(seeded(1000 + run), months);
    for (const [name, selected] of Object.entries(measures)) {
      let [entered, left] = [0, 0];
      for (let m = months - 3; m < months; m++)
        for (const g of groups) {
          if (selected(g, m) && !selected(g, m - 1)) entered++;
          if (!selected(g, m) && selected(g, m - 1)) left++;
        }
      const values = Array.from(
        { length: months },
        (_, m) => groups.filter((g) => selected(g, m)).length,
      );
      const { verdict } = judged(size, monthly(values), {
        byMoves: true,
        moves: { in: entered, out: left, p: null },
      });
      if (changed(verdict.word)) verdicts.set(name, (verdicts.get(name) ?? 0) + 1);
    }
  }
  for (const [name, found] of verdicts)
    test(`${name}: under 5 % are said to have changed`, () => {
      assert.ok(found / series < 0.05, percent(found / series));
    });

  test('rows of twelve months, against those that left the window: under 5 %', () => {
    let found = 0;
    for (let run = 0; run < 1000; run++) {
      const random = seeded(7000 + run);
      const moves = { in: poisson(random, 20), out: poisson(random, 20), p: null };
      const { verdict } = judged(measureLike('t.year'), monthly([240, 241, 239]), {
        byMoves: true,
        moves,
      });
      if (changed(verdict.word)) found++;
    }
    assert.ok(found > 0, 'the test never fires at all');
    assert.ok(found / 1000 < 0.05, percent(found / 1000));
  });
});

describe('unchanged seasonal series of about 400 a month, limits frozen on 24', () => {
  /** Each series ends in December of its fourth year, as the reported quarter does. */
  const months = 45;
  function share(amplitude: number, spread: number, series: number, seed: number): number {
    let found = 0;
    for (let run = 0; run < series; run++) {
      const random = seeded(seed + run);
      const values = Array.from({ length: months }, (_, m) => {
        const mean = 400 * (1 + amplitude * Math.cos((2 * Math.PI * m) / 12));
        // Events in clusters of `spread` vary that much more than independent ones.
        return spread * poisson(random, mean / spread);
      });
      if (changed(judged(flow(), monthly(values)).verdict.word)) found++;
    }
    return found / series;
  }
  for (const [amplitude, spread] of [
    [0.12, 1],
    [0.2, 1],
    [0.2, 2],
  ] as const)
    test(`a season of ${100 * amplitude} %${spread > 1 ? ', events in pairs' : ''}: under 7 % are said to have changed`, () => {
      const found = share(amplitude, spread, 400, 20_000);
      assert.ok(found < 0.07, percent(found));
    });

  test('and a real rise of 15 % in the last seven months is seen in nine of ten', () => {
    let found = 0;
    for (let run = 0; run < 120; run++) {
      const random = seeded(90_000 + run);
      const values = Array.from({ length: months }, (_, m) =>
        poisson(
          random,
          400 * (1 + 0.2 * Math.cos((2 * Math.PI * m) / 12)) * (m >= months - 7 ? 1.15 : 1),
        ),
      );
      if (judged(flow(), monthly(values)).verdict.word === 'worsening') found++;
    }
    assert.ok(found / 120 > 0.9, percent(found / 120));
  });
});

// Three sigma above the mean of a geometric wait leave 1.8 % by themselves (Benneyan 2001).
test('unchanged rare events, judged by the days between them: under one in ten', () => {
  let found = 0;
  for (let run = 0; run < 300; run++) {
    const random = seeded(40_000 + run);
    const start = Date.UTC(2022, 3, 1);
    const days = Array.from({ length: 1370 }, (_, d) => d).filter(() => random() < 1.4 / 30.4);
    const events = days.map((d) => new Date(start + d * 86_400_000).toISOString().slice(0, 10));
    const counts = new Map<string, number>();
    for (const e of events) counts.set(e.slice(0, 7), (counts.get(e.slice(0, 7)) ?? 0) + 1);
    const points = monthly(Array.from({ length: 45 }, () => 0)).map((p) =>
      figureOf(p.period, counts.get(p.period.id) ?? 0),
    );
    const { verdict } = judged(flow(), points, { events: events as never });
    if (changed(verdict.word)) found++;
  }
  assert.ok(found / 300 < 0.1, percent(found / 300));
});
