import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Figure, Series } from '../../src/figures/index.ts';
import { addDays, day, type PlainDate, period } from '../../src/periods/index.ts';
import { verdictReason } from '../../src/wording/index.ts';
import { madeSeries } from '../support/made-series.ts';
import {
  figureOf,
  flow,
  judged,
  measureLike,
  monthly,
  noteKinds,
  steady,
  type Told,
} from './made.ts';

/** Word and since, as a reader is told. */
const told = (j: ReturnType<typeof judged>) => [j.verdict.word, j.verdict.since?.id ?? null];
/** The reason as the page prints it. */
const reason = (j: ReturnType<typeof judged>, better: 'lower' | 'neutral' = 'lower'): string => {
  const made = madeSeries({ measure: 't.flow', title: 'Flow', value: 1 });
  return verdictReason({ ...made, ...j, measure: { ...made.measure, better } } as Series);
};
const immature = (value: number): Told => ({ value, numerator: value, immature: true });

describe('the point that is judged', () => {
  test('trap 7: is the latest complete and mature one: two hatched months after it change nothing', () => {
    const points = monthly([...steady(40, 36), 60, 61, immature(2), immature(1)]);
    const j = judged(flow(), points);
    assert.deepEqual(told(j), ['worsening', '2025-04']);
    assert.equal(j.verdict.at?.id, '2025-05');
    assert.ok(noteKinds(j).includes('immature'));
    assert.match(
      j.notes.find((n) => n.kind === 'immature')?.text ?? '',
      /not judged. Judged to 2025-05-31/,
    );
  });

  test('a hatched month is shown and never flagged, high or low', () => {
    const j = judged(flow(), monthly([...steady(40, 38), immature(400)]));
    assert.equal(j.verdict.word, 'no-significant-change');
    assert.equal(j.chart?.points.at(-1)?.value, 400);
    assert.deepEqual(j.chart?.points.at(-1)?.signals, []);
  });

  test('a period of which part has not come in is incomplete, whatever its months show', () => {
    const points = monthly([...steady(40, 36), 90, 90, { value: 12, status: 'partial' }]);
    assert.deepEqual(told(judged(flow(), points)), ['incomplete', null]);
  });

  test('a month that was not supplied interrupts a run and is said', () => {
    const seven = [44, 45, 44, 45, 44, 45, 44];
    const whole = judged(flow(), monthly([...steady(40, 30), 38, ...seven]));
    const broken = judged(
      flow(),
      monthly([...steady(40, 30), 38, ...seven.slice(0, 3), null, ...seven.slice(3)]),
    );
    assert.equal(whole.verdict.word, 'worsening');
    assert.equal(broken.verdict.word, 'no-significant-change');
    assert.ok(noteKinds(broken).includes('gap'));
  });

  test('states come before any test, in their order', () => {
    const high = monthly([...steady(40, 36), 90, 90, 90]);
    const state = (status: Figure['status']) =>
      judged(flow(), high, {
        shown: figureOf(period('2025-Q1'), { value: null, status }),
      }).verdict.word;
    assert.deepEqual(
      (
        [
          'withheld',
          'suppressed',
          'missing',
          'late',
          'partial',
          'not-due',
          'not-applicable',
        ] as const
      ).map(state),
      ['withheld', 'withheld', 'missing', 'late', 'incomplete', 'incomplete', 'not-comparable'],
    );
  });
});

describe('direction and wanted direction', () => {
  test('R14: the same rise is worse, better or neither by what is wanted', () => {
    const points = monthly([...steady(40, 38), 70]);
    assert.deepEqual(
      (['lower', 'higher', 'neutral'] as const).map((better) => {
        const { word, direction } = judged(flow({ better }), points).verdict;
        return [word, direction];
      }),
      [
        ['worsening', 'up'],
        ['improving', 'up'],
        ['changed', 'up'],
      ],
    );
  });
});

describe('since', () => {
  test('one month beyond its limit reads as what it is', () => {
    const j = judged(flow(), monthly([...steady(40, 38), 70]));
    assert.equal(reason(j), 'In June 2025 it was above its usual range.');
  });

  test('a level that began in an earlier period is level since', () => {
    const j = judged(flow(), monthly([...steady(40, 31), ...steady(30, 8)]));
    assert.deepEqual(told(j), ['improving', '2024-11']);
    assert.equal(reason(j), 'Below its usual level since November 2024; level since.');
  });

  test('a level that began in the period shown says no more than that', () => {
    const j = judged(flow(), monthly([...steady(40, 37), 70, 72]));
    assert.equal(reason(j), 'Above its usual level since May 2025.');
  });

  test('seven months that each rose read as rising, from the first of them', () => {
    const j = judged(
      flow(),
      monthly([...steady(40, 31), 37, 38, 39, 40, 41, 42, 43, 44].slice(0, 39)),
    );
    assert.deepEqual(told(j), ['worsening', '2024-11']);
    assert.equal(reason(j), 'Rising since November 2024.');
  });

  test('two of three months near the limit name the first of them', () => {
    // Mean 40 and mean moving range 26/7: limits at 9.88, near lines at 6.59 from the mean.
    const j = judged(flow(), monthly([...steady(40, 36), 48, 42, 48]));
    assert.deepEqual(told(j), ['worsening', '2025-04']);
    assert.match(reason(j), /^Near the top of its usual range since April 2025/);
  });

  test('a signal that ended inside the period says when it was back', () => {
    const j = judged(flow(), monthly([...steady(40, 36), 70, 41, 39]));
    assert.equal(j.verdict.word, 'no-significant-change');
    assert.equal(reason(j), 'Back within its usual range since May 2025.');
  });

  test('a signal that ended before the period is no news', () => {
    const j = judged(flow(), monthly([...steady(40, 30), 70, ...steady(40, 8)]));
    assert.equal(reason(j), 'Each month has stayed within its usual range.');
  });

  test('what is neither wanted nor unwanted says why direction is not judged', () => {
    const points = monthly([...steady(40, 30), 39, ...steady(50, 8)]);
    const j = judged(flow({ better: 'neutral' }), points);
    assert.match(
      reason(j, 'neutral'),
      /^Higher since November 2024; level since\. More can mean more harm or better recognition/,
    );
  });
});

describe('small numbers', () => {
  test('trap 17: under eight values nothing is judged, and no limits are drawn', () => {
    const j = judged(flow(), monthly([40, 41, 39, 40, 42, 38, 90]));
    assert.equal(j.verdict.word, 'too-few-to-say');
    assert.ok(j.chart?.points.every((p) => p.ucl === null && p.signals.length === 0));
    assert.ok(j.chart?.points.every((p) => p.cl !== null));
  });

  test('eight to twelve values are judged and said to have trial limits', () => {
    const j = judged(flow(), monthly([40, 41, 39, 40, 42, 38, 41, 39, 90]));
    assert.equal(j.verdict.word, 'worsening');
    assert.equal(j.verdict.trial, true);
    assert.equal(reason(j), 'In December 2022 it was above its usual range (trial limits).');
    assert.match(j.notes.find((n) => n.kind === 'trial')?.text ?? '', /from 9 values/);
  });

  test('thirteen values have limits without that caution', () => {
    const j = judged(flow(), monthly([...steady(40, 13)]));
    assert.equal(j.verdict.trial, false);
    assert.ok(!noteKinds(j).includes('trial'));
  });

  test('a mean under two a month is too few when the days of events are not known', () => {
    const rare = Array.from({ length: 39 }, (_, i) => [3, 1, 1, 0, 2, 1, 2][i % 7] ?? 1);
    assert.match(reason(judged(flow(), monthly(rare))), /^Fewer than two a month/);
    const enough = rare.map((n) => n + 1);
    assert.equal(judged(flow(), monthly(enough)).verdict.word, 'no-significant-change');
  });

  test('a share with fewer than two in its part, or out of it, is too few as well', () => {
    const share = measureLike('t.share', { better: 'higher' });
    const of = (part: number, whole: number) =>
      monthly(
        Array.from(
          { length: 39 },
          (_, i): Told => ({
            value: (part + (i % 2)) / whole,
            numerator: part + (i % 2),
            denominator: whole,
          }),
        ),
      );
    assert.deepEqual(
      [of(1, 40), of(38, 40), of(20, 40)].map((points) => judged(share, points).verdict.word),
      ['too-few-to-say', 'too-few-to-say', 'no-significant-change'],
    );
  });
});

describe('a declared break', () => {
  const broken = (at: string) =>
    flow({ breaks: [{ at, reason: 'New counting rules', unexplained: false }] });

  test('begins a stretch of its own: with under eight values after it nothing can be said yet', () => {
    const points = monthly([...steady(40, 33), ...steady(80, 6)]);
    const j = judged(broken('2025-01-01'), points);
    assert.equal(j.verdict.word, 'too-few-to-say');
    assert.match(j.verdict.because, /^Counted differently since 2025-01-01; /);
    assert.ok(j.chart?.points.slice(33).every((p) => p.ucl === null));
    assert.ok(j.chart?.points.slice(0, 33).every((p) => p.ucl !== null));
  });

  test('with eight or more after it the new level is the usual one', () => {
    const points = monthly([...steady(40, 29), ...steady(80, 10)]);
    const j = judged(broken('2024-09-01'), points);
    assert.equal(j.verdict.word, 'no-significant-change');
    assert.equal(j.verdict.trial, true);
    assert.equal(
      judged(flow(), points).verdict.word,
      'worsening',
      'without the break it is a rise',
    );
  });

  test('after which most months are not there has its baseline from the first twelve that are', () => {
    const after = [...steady(80, 3), ...steady(0, 25).map(() => null), ...steady(80, 12)];
    const j = judged(broken('2022-07-01'), monthly([...steady(40, 3), ...after]));
    assert.equal(j.chart?.parts[1]?.baseline, 12);
    assert.equal(j.verdict.word, 'no-significant-change');
  });

  test('inside a month leaves that month out, and the next begins the stretch', () => {
    const points = monthly([...steady(40, 29), 500, ...steady(80, 9)]);
    const j = judged(broken('2024-09-12'), points);
    assert.equal(j.chart?.points[29]?.value, null);
    assert.deepEqual(
      j.chart?.parts.map((p) => [p.first, p.points]),
      [
        ['2022-04', 30],
        ['2024-10', 9],
      ],
    );
    assert.ok(noteKinds(j).includes('break'));
  });

  test('under two a month is asked of the stretch judged', () => {
    const few = Array.from({ length: 20 }, (_, i) => i % 2);
    const j = judged(broken('2023-12-01'), monthly([...few, ...steady(40, 19)]));
    assert.equal(j.verdict.word, 'no-significant-change');
  });
});

describe('season', () => {
  const month = [1.2, 1.17, 1.1, 1, 0.9, 0.83, 0.8, 0.83, 0.9, 1, 1.1, 1.17];
  const seasonal = (length: number, level: (i: number) => number = () => 400) =>
    Array.from({ length }, (_, i) =>
      Math.round(level(i) * (month[i % 12] ?? 1) + ([9, -8, 4, -10, 7, -3, 1][i % 7] ?? 0)),
    );

  test('a month as high as it always is at that time of year is no change', () => {
    const j = judged(flow(), monthly(seasonal(45)));
    assert.equal(j.judged, 'month-adjusted');
    assert.equal(j.verdict.word, 'no-significant-change');
    assert.ok(noteKinds(j).includes('season'));
  });

  test('limits follow the season about the values that were counted', () => {
    const values = seasonal(45);
    const { chart } = judged(flow(), monthly(values));
    assert.deepEqual(
      chart?.points.map((p) => p.value),
      values,
    );
    const [high, low] = [chart?.points[0], chart?.points[6]];
    assert.ok((high?.cl ?? 0) > 440 && (low?.cl ?? 0) < 360, `${high?.cl} and ${low?.cl}`);
    assert.ok((low?.ucl ?? 0) < (high?.lcl ?? 0) + 60);
  });

  test('a rise hidden by the time of year is seen', () => {
    // From August to December the level is a fifth up, in months that lie low.
    const j = judged(flow(), monthly(seasonal(45, (i) => (i >= 40 ? 480 : 400))));
    assert.equal(j.verdict.word, 'worsening');
    assert.equal(j.verdict.since?.id, '2025-08');
  });

  test('a series without a season, or under three years, is judged as it is', () => {
    assert.equal(judged(flow(), monthly(steady(400, 45))).judged, 'value');
    assert.equal(judged(flow(), monthly(seasonal(30))).judged, 'value');
  });
});

describe('rare events, by the days between them', () => {
  const start = day('2022-04-04');
  /** Events with these waits between them, and the months as they count up. */
  const after = (waits: readonly number[]) => {
    const events: PlainDate[] = [start];
    for (const wait of waits) events.push(addDays(events.at(-1) ?? start, wait));
    return events;
  };
  const counts = (events: readonly PlainDate[], months = 45) =>
    monthly(Array.from({ length: months }, () => 0)).map((p) =>
      figureOf(p.period, events.filter((d) => d.slice(0, 7) === p.period.id).length),
    );
  const usual = [20, 45, 28, 36, 15, 50, 30, 24, 41, 33, 19, 38];
  const year = (n: number) => Array.from({ length: n }, () => usual).flat();
  const byEvents = (events: readonly PlainDate[], changed = {}) =>
    judged(flow(changed), counts(events), { events });

  test('a measure left open whose months are few is judged by its waits and keeps bare months', () => {
    const j = byEvents(after(year(4)).filter((d) => d <= '2025-12-31'));
    assert.equal(j.judged, 'waits');
    assert.equal(j.waits?.chart.type, 'g');
    assert.deepEqual(
      j.waits?.chart.points.slice(0, 12).map((p) => p.value),
      usual,
    );
    assert.ok(j.chart?.points.every((p) => p.signals.length === 0 && p.ucl === null));
    assert.equal(j.verdict.word, 'no-significant-change');
  });

  test('many short waits in a row are a rise', () => {
    const calm = after(year(4)).filter((d) => d < '2025-11-01');
    const burst = Array.from({ length: 9 }, (_, i) => addDays(day('2025-11-05'), i * 6));
    const j = byEvents([...calm, ...burst]);
    assert.deepEqual([j.verdict.word, j.verdict.direction], ['worsening', 'up']);
    assert.match(reason(j), /^Events closer together than usual since (October|November) 2025/);
  });

  test('a wait that has not ended may be long, never short', () => {
    const quiet = after(year(3)).filter((d) => d < '2024-12-01');
    const long = byEvents(quiet);
    assert.equal(long.verdict.word, 'improving');
    assert.equal(long.waits?.open, true);
    assert.match(reason(long), /^Events further apart than usual since November 2024/);
    const fresh = byEvents([...after(year(4)).filter((d) => d <= '2025-12-20'), day('2025-12-31')]);
    const last = fresh.waits?.chart.points.at(-1);
    assert.deepEqual([last?.value, last?.excluded, last?.signals], [0, true, []]);
  });

  test('trap 3: a wait across a month that nobody spoke for is missing', () => {
    const events = after(year(4)).filter((d) => d <= '2025-12-31');
    const points = counts(events).map((p) =>
      p.period.id === '2023-06' ? figureOf(p.period, null) : p,
    );
    const j = judged(flow(), points, { events: events.filter((d) => d.slice(0, 7) !== '2023-06') });
    const gap = j.waits?.chart.points.filter((p) => p.value === null) ?? [];
    assert.equal(gap.length, 1);
    assert.ok((gap[0]?.x ?? '') > '2023-06-30');
  });

  test('declared g or t is followed, and t becomes g where two events share a day', () => {
    const often = after(
      Array.from({ length: 190 }, (_, i) => [3, 9, 6, 10, 4, 8][i % 6] ?? 5),
    ).filter((d) => d <= '2025-12-31');
    assert.equal(byEvents(often, { chart: 'g' }).waits?.chart.type, 'g');
    assert.equal(byEvents(often, { chart: 't' }).waits?.chart.type, 't');
    const twice = [...often, often.at(-1) ?? start].sort();
    assert.equal(byEvents(twice, { chart: 't' }).waits?.chart.type, 'g');
    assert.equal(byEvents(often).waits, null, 'left open, four a month are counted by month');
  });

  test('under eight waits are too few', () => {
    assert.equal(byEvents(after([200, 180, 220, 190, 210])).verdict.word, 'too-few-to-say');
  });
});

describe('run charts and registers', () => {
  test('too few crossings are noted, and are no verdict', () => {
    const run = flow({ chart: 'run' });
    // Six high and six low in turn: no run is long, but the median is hardly ever crossed.
    const waves = Array.from({ length: 36 }, (_, i) => (Math.floor(i / 5) % 2 ? 30 : 50) + (i % 3));
    const j = judged(run, monthly(waves));
    assert.equal(j.verdict.word, 'no-significant-change');
    assert.ok(noteKinds(j).includes('crossings'));
  });

  test('a register has no centre, no limits and no signals, and is judged by its moves', () => {
    const grown = monthly(Array.from({ length: 39 }, (_, i) => 40 + i));
    const moves = (entered: number, left: number) =>
      judged(measureLike('t.stock', { better: 'lower' }), grown, {
        byMoves: true,
        moves: { in: entered, out: left, p: null },
      });
    const j = moves(12, 1);
    assert.deepEqual([j.verdict.word, j.judged], ['worsening', 'moves']);
    // Two-sided binomial by hand: 2 (1 + 13) / 2^13.
    assert.ok(Math.abs((j.verdict.p ?? 0) - 28 / 8192) < 1e-12);
    assert.ok(j.chart?.points.every((p) => p.cl === null && p.signals.length === 0));
    assert.deepEqual(noteKinds(j), []);
    assert.equal(moves(8, 5).verdict.word, 'no-significant-change');
    assert.equal(moves(4, 1).verdict.word, 'too-few-to-say');
  });

  test('moves that are still coming in are incomplete', () => {
    const points = monthly([...steady(40, 38), immature(41)]);
    const j = judged(measureLike('t.reached'), points, {
      byMoves: true,
      moves: { in: 2, out: 20, p: null },
    });
    assert.equal(j.verdict.word, 'incomplete');
  });
});

describe('which chart', () => {
  const chartOf = (changed: Parameters<typeof flow>[0], points: readonly Figure[]) =>
    judged(flow(changed), points).chart?.type;
  const share = (whole: number) =>
    judged(
      measureLike('t.share'),
      monthly(
        Array.from(
          { length: 30 },
          (_, i): Told => ({
            value: (whole / 4 + (i % 3)) / whole,
            numerator: whole / 4 + (i % 3),
            denominator: whole,
          }),
        ),
      ),
    ).chart?.type;

  test('by kind and baseline mean: c from two to ten, XmR from ten, p under 300, p′ from there', () => {
    assert.equal(chartOf({}, monthly(steady(6, 30))), 'c');
    assert.equal(chartOf({}, monthly(steady(12, 30))), 'xmr');
    assert.deepEqual([share(200), share(400)], ['p', 'p-prime']);
    const rate = judged(
      measureLike('t.rate'),
      monthly(steady(40, 30).map((n): Told => ({ value: n / 4, numerator: n, denominator: 4000 }))),
    );
    assert.equal(rate.chart?.type, 'u-prime');
    assert.ok(Math.abs((rate.chart?.points[0]?.cl ?? 0) - 10) < 0.1, 'on the scale of the rate');
    assert.equal(judged(measureLike('t.median'), monthly(steady(20, 30))).chart?.type, 'xmr');
  });

  test('what is declared is drawn, run charts by the rules of runs', () => {
    for (const chart of ['xmr', 'c', 'run'] as const)
      assert.equal(chartOf({ chart }, monthly(steady(40, 30))), chart);
    assert.equal(judged(flow({ chart: 'run' }), monthly(steady(40, 30))).chart?.rules, 'anhoej');
    assert.equal(judged(flow({ chart: 'table' }), monthly(steady(40, 30))).chart, null);
  });
});
