import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statisticsCommand } from '../../src/cli/statistics.ts';

/**
 * Twelve months of 9 and 11 make the baseline: mean 10, moving range 2, so limits 4.68 and 15.32,
 * near lines 6.45333 and 13.54667, one sigma 1.77333. What follows is judged against them.
 */
const steady = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11];

type Cell = number | null | { readonly excluded: number };

function chartOf(
  after: readonly Cell[],
  args: readonly string[] = [],
  before: readonly Cell[] = steady,
) {
  const csv = ['x,y,exclude', ...[...before, ...after].map(lineOf)].join('\n');
  const done = statisticsCommand(
    ['chart', '--type', 'xmr', '--freeze', String(before.length), ...args, '--json'],
    csv,
  );
  assert.equal(done.exit, 0, done.stderr);
  return JSON.parse(done.stdout);
}

const lineOf = (cell: Cell, i: number): string =>
  cell !== null && typeof cell === 'object' ? `${i},${cell.excluded},1` : `${i},${cell ?? ''},`;

/** Signals of the points after the baseline. */
const signals = (after: readonly Cell[], rules = 'mdc'): string[] =>
  chartOf(after, ['--rules', rules])
    .points.slice(steady.length)
    .map((p: { signals: string[] }) => p.signals.join(' '));

const flagged = (after: readonly Cell[], id: string, rules = 'mdc'): number[] =>
  signals(after, rules).flatMap((s, i) => (s.split(' ').includes(id) ? [i] : []));

describe('beyond a limit', () => {
  test('a point on its limit is not beyond it, a point just past it is', () => {
    assert.deepEqual(signals([15.32, 15.3201, 4.68, 4.6799]), [
      '',
      'outside-above',
      '',
      'outside-below',
    ]);
  });
});

describe('two of three near a limit', () => {
  test('two near points with the third on the same side are flagged, the third is not', () => {
    assert.deepEqual(signals([14, 11, 14, 9]), [
      'two-of-three-above',
      '',
      'two-of-three-above',
      '',
    ]);
  });

  test('points near opposite limits are no pattern (NHSRplotthedots issue 143)', () => {
    assert.deepEqual(signals([14, 6, 14]), ['', '', '']);
  });

  test('a third point on the other side of the mean breaks it in making data count, not in Western Electric', () => {
    assert.deepEqual(signals([14, 9, 14]), ['', '', '']);
    assert.deepEqual(flagged([14, 9, 14], 'we2-above', 'western-electric'), [0, 2]);
  });

  test('a third point on the mean breaks it too', () => {
    assert.deepEqual(signals([14, 10, 14]), ['', '', '']);
  });

  test('a point beyond the limit is not one of the two (issue 153)', () => {
    assert.deepEqual(signals([14, 16, 11]), ['', 'outside-above', '']);
    assert.deepEqual(signals([14, 16, 14]), [
      'two-of-three-above',
      'outside-above',
      'two-of-three-above',
    ]);
    assert.deepEqual(flagged([14, 16, 11], 'we2-above', 'western-electric'), [0, 1]);
  });

  test('a missing month between them breaks the three (issue 156)', () => {
    assert.deepEqual(signals([14, null, 14, 9]), ['', '', '', '']);
  });

  test('an excluded month between them neither breaks nor counts', () => {
    assert.deepEqual(signals([14, { excluded: 40 }, 14, 11]), [
      'two-of-three-above',
      '',
      'two-of-three-above',
      '',
    ]);
  });
});

describe('trend', () => {
  const rise = [7, 8, 9, 10.5, 11, 12, 13];

  test('seven points rising one after the other are all flagged, the first too (issues 171 and 195)', () => {
    assert.deepEqual(flagged([...rise, 9], 'trend-up'), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(flagged([...rise].reverse(), 'trend-down'), [0, 1, 2, 3, 4, 5, 6]);
  });

  test('six points rising are no trend of seven, but one of six (issue 202)', () => {
    assert.deepEqual(flagged(rise.slice(1), 'trend-up'), []);
    assert.deepEqual(flagged(rise.slice(1), 'trend-up', 'mdc-6'), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(flagged(rise.slice(1), 'nelson3-up', 'nelson'), [0, 1, 2, 3, 4, 5]);
  });

  test('two equal neighbours end a trend', () => {
    assert.deepEqual(flagged([7, 8, 9, 9, 11, 12, 13, 14], 'trend-up'), []);
  });

  test('a missing month ends a trend, an excluded one is stepped over', () => {
    assert.deepEqual(flagged([7, 8, 9, null, 10.5, 11, 12, 13], 'trend-up'), []);
    assert.deepEqual(
      flagged([7, 8, 9, { excluded: 1 }, 10.5, 11, 12, 13], 'trend-up'),
      [0, 1, 2, 4, 5, 6, 7],
    );
  });

  test('a rise that begins inside the baseline is flagged from there', () => {
    const points = chartOf([14, 15], [], [9, 11, 9, 11, 9, 11, 9, 10, 11, 12, 13, 13.5]).points;
    assert.deepEqual(
      points.map((p: { signals: string[] }) => p.signals.includes('trend-up')),
      [false, false, false, false, false, false, true, true, true, true, true, true, true, true],
    );
  });
});

describe('shift', () => {
  test('seven in a row on one side; six are not', () => {
    assert.deepEqual(flagged([9, 11, 11, 11, 11, 11, 11, 9], 'shift-above'), []);
    assert.deepEqual(
      flagged([9, 11, 12, 11, 12, 11, 12, 11, 9], 'shift-above'),
      [1, 2, 3, 4, 5, 6, 7],
    );
  });

  test('the number follows the set: 6, 7, 8, 9', () => {
    const lengths = Object.fromEntries(
      (
        [
          ['mdc-6', 'shift-below'],
          ['mdc', 'shift-below'],
          ['mdc-8', 'shift-below'],
          ['police', 'shift-below'],
          ['western-electric', 'we4-below'],
          ['nelson', 'nelson2-below'],
        ] as const
      ).map(([rules, id]) => [
        rules,
        [5, 6, 7, 8, 9, 10].find(
          // A point above on either side keeps the run to its length.
          (n) => flagged([11, ...Array.from({ length: n }, () => 9.5), 11], id, rules).length > 0,
        ),
      ]),
    );
    assert.deepEqual(lengths, {
      'mdc-6': 6,
      mdc: 7,
      'mdc-8': 8,
      police: 8,
      'western-electric': 8,
      nelson: 9,
    });
  });

  test('a point on the mean ends a shift', () => {
    assert.deepEqual(flagged([9, 11, 11, 11, 10, 11, 11, 11, 11, 9], 'shift-above'), []);
  });

  test('a missing month interrupts a shift (issue 156), an excluded one does not', () => {
    assert.deepEqual(flagged([9, 11, 11, 11, null, 11, 11, 11, 11, 9], 'shift-above'), []);
    assert.deepEqual(
      flagged([9, 11, 11, 11, { excluded: 2 }, 11, 11, 11, 11, 9], 'shift-above'),
      [1, 2, 3, 5, 6, 7, 8],
    );
  });
});

describe('Western Electric, Nelson and police rules', () => {
  test('four of five beyond one sigma, wherever the fifth lies', () => {
    assert.deepEqual(flagged([12, 12, 7, 12, 12], 'we3-above', 'western-electric'), [0, 1, 3, 4]);
    assert.deepEqual(flagged([12, 12, 11.7, 12, 12], 'nelson6-above', 'nelson'), [0, 1, 3, 4]);
    assert.deepEqual(flagged([12, 12, 11.7, 11.7, 12], 'nelson6-above', 'nelson'), []);
  });

  test('fourteen alternating points make twelve turns; equal neighbours end it', () => {
    const zigzag = Array.from({ length: 14 }, (_, i) => (i % 2 ? 9.5 : 10.5));
    // The baseline alternates as well: a pair of equals at its end begins the pattern anew.
    assert.equal(flagged([11, ...zigzag], 'nelson4', 'nelson').length, 14);
    assert.equal(flagged([11, ...zigzag.slice(1)], 'nelson4', 'nelson').length, 14);
    assert.equal(flagged([11, ...zigzag.slice(2)], 'nelson4', 'nelson').length, 0);
  });

  test('fifteen within one sigma, on the line included', () => {
    const line = 10 + (2.66 * 2) / 3;
    const inside = Array.from({ length: 15 }, (_, i) => (i === 7 ? line : 10));
    assert.equal(flagged([13, ...inside, 13], 'nelson7', 'nelson').length, 15);
    assert.equal(flagged([13, ...inside.with(7, line + 0.001), 13], 'nelson7', 'nelson').length, 0);
  });

  test('eight beyond one sigma must lie on both sides', () => {
    assert.equal(flagged([12, 8, 12, 8, 12, 8, 12, 8], 'nelson8', 'nelson').length, 8);
    assert.equal(flagged([12, 12, 12, 12, 12, 12, 12, 12], 'nelson8', 'nelson').length, 0);
  });

  test('police: three in a row beyond 1.5 sigma on one side; two of three beyond 2 sigma', () => {
    assert.deepEqual(flagged([13, 13, 13, 9], 'three-beyond-1.5-above', 'police'), [0, 1, 2]);
    assert.deepEqual(flagged([13, 9, 13, 13], 'three-beyond-1.5-above', 'police'), []);
    assert.deepEqual(flagged([14, 6, 16], 'two-of-three-above', 'police'), [0, 2]);
  });

  test('ids come in the order of the table, above before below', () => {
    assert.deepEqual(
      signals([16, 16, 16, 16, 16, 16, 16], 'western-electric').at(-1),
      'we1-above we2-above we3-above we4-above',
    );
    assert.deepEqual(
      signals([10.5, 11, 11.5, 12, 13, 14, 16]).at(-1),
      'outside-above trend-up shift-above',
    );
  });
});

describe('runs (Anhøj)', () => {
  const runChart = (values: readonly Cell[]) => {
    const done = statisticsCommand(
      ['chart', '--type', 'run', '--json'],
      ['x,y,exclude', ...values.map(lineOf)].join('\n'),
    );
    return JSON.parse(done.stdout);
  };

  test('a run that is longer than chance makes is flagged whole; points on the median and missing ones are skipped', () => {
    // 28 useful points: longest by chance round(log2 28) + 3 = 8.
    const values = [1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 1, 9, 9, 5, 9, null, 9, 9, 9, 9, 9, 9];
    const { points, parts } = runChart([...values, 1, 1, 1, 1, 1, 1, 1]);
    assert.equal(parts[0].runs.useful, 28);
    assert.equal(parts[0].runs.longest_max, 8);
    assert.equal(parts[0].runs.longest, 9);
    const at = points.flatMap((p: { signals: string[] }, i: number) =>
      p.signals.includes('long-run-above') ? [i] : [],
    );
    assert.deepEqual(at, [12, 13, 15, 17, 18, 19, 20, 21, 22]);
  });

  test('too few crossings is said of the part and flags no point', () => {
    const values = [1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9];
    const { points, parts } = runChart(values);
    assert.deepEqual(parts[0].runs, {
      useful: 12,
      longest: 6,
      longest_max: 7,
      crossings: 1,
      crossings_min: 3,
      signal: true,
    });
    assert.ok(points.every((p: { signals: string[] }) => p.signals.length === 0));
  });

  test('all on the median: nothing useful, and no number is made up', () => {
    assert.deepEqual(runChart([5, 5, 5, 5]).parts[0].runs, {
      useful: 0,
      longest: null,
      longest_max: null,
      crossings: null,
      crossings_min: null,
      signal: false,
    });
  });
});

describe('parts, baseline, exclusion and gaps', () => {
  const run = (args: readonly string[], csv: string) => {
    const done = statisticsCommand(['chart', ...args, '--json'], csv);
    assert.equal(done.exit, 0, done.stderr);
    return JSON.parse(done.stdout);
  };

  test('no pattern reaches over the border of a part, and each part has its own centre', () => {
    const rows = [1, 1, 1, 1, 2, 2, 2, 2].flatMap((part, i) => [
      `${i},${part === 1 ? 12 : 20},${part}`,
    ]);
    const chart = run(['--type', 'xmr'], ['x,y,part', ...rows].join('\n'));
    assert.deepEqual(
      chart.points.map((p: { cl: number }) => p.cl),
      [12, 12, 12, 12, 20, 20, 20, 20],
    );
    assert.ok(chart.points.every((p: { signals: string[] }) => p.signals.length === 0));
  });

  test('a part number that comes back is a new part', () => {
    const chart = run(['--type', 'xmr'], 'x,y,part\na,1,1\nb,2,1\nc,5,2\nd,9,1\ne,11,1\n');
    assert.deepEqual(
      chart.parts.map((p: { part: number; first: string; last: string; points: number }) => [
        p.part,
        p.first,
        p.last,
        p.points,
      ]),
      [
        [1, 'a', 'b', 2],
        [2, 'c', 'c', 1],
        [1, 'd', 'e', 2],
      ],
    );
    assert.equal(chart.points[2].cl, 5, 'one value is its own centre');
    assert.equal(chart.points[2].ucl, null, 'and has no moving range');
  });

  test('a freeze counts missing and excluded rows, in each part anew; beyond the part it means all', () => {
    const csv =
      'x,y,exclude,part\n1,10,,1\n2,,,1\n3,90,1,1\n4,12,,1\n5,50,,1\n6,20,,2\n7,22,,2\n8,24,,2\n';
    const frozen = run(['--type', 'xmr', '--freeze', '4'], csv);
    assert.equal(frozen.points[0].cl, 11);
    assert.equal(frozen.points[5].cl, 22);
    assert.deepEqual(
      frozen.parts.map((p: { baseline: number }) => p.baseline),
      [2, 3],
    );
  });

  test('an excluded month is bridged in the moving ranges, a missing one is not', () => {
    const bridged = run(
      ['--type', 'xmr', '--screen', 'none'],
      'x,y,exclude\n1,10,\n2,99,1\n3,14,\n4,15,\n',
    );
    assert.ok(Math.abs(bridged.points[0].ucl - (13 + 2.66 * 2.5)) < 1e-12);
    const broken = run(['--type', 'xmr', '--screen', 'none'], 'x,y\n1,10\n2,\n3,14\n4,15\n');
    assert.ok(Math.abs(broken.points[0].ucl - (13 + 2.66)) < 1e-12);
  });

  test('one outlying moving range is screened once, at 3.267 times the mean', () => {
    const csv = `x,y\n${[10, 11, 10, 11, 10, 11, 10, 30, 31, 30, 31, 30].map((y, i) => `${i},${y}`).join('\n')}`;
    const [mean, all] = [225 / 12, 30 / 11];
    assert.ok(20 > 3.267 * all, 'the jump is an outlier of its own');
    assert.ok(Math.abs(run(['--type', 'xmr'], csv).points[0].ucl - (mean + 2.66)) < 1e-9);
    assert.ok(
      Math.abs(
        run(['--type', 'xmr', '--screen', 'none'], csv).points[0].ucl - (mean + 2.66 * all),
      ) < 1e-9,
    );
  });

  test('limits of a series that never moves have no width, and its first other value lies beyond them', () => {
    const chart = run(['--type', 'xmr', '--freeze', '5'], 'x,y\n1,4\n2,4\n3,4\n4,4\n5,4\n6,4.1\n');
    assert.deepEqual([chart.points[0].lcl, chart.points[0].ucl], [4, 4]);
    assert.deepEqual(chart.points[5].signals, ['outside-above']);
  });

  test('xmr, c, g and t draw their lines on missing and excluded rows; p and u leave the limits out on missing ones', () => {
    const plain = 'x,y,n,exclude\n1,5,50,\n2,,50,\n3,6,40,1\n4,7,60,\n5,4,60,\n6,4,,\n';
    for (const type of ['xmr', 'c', 'g', 't'])
      assert.ok(
        run(
          ['--type', type],
          plain.replaceAll(/,(50|40|60),/g, ',1,').replace('4,,', '4,1,'),
        ).points.every((p: { ucl: number | null }) => p.ucl !== null),
        type,
      );
    for (const type of ['p', 'p-prime', 'u', 'u-prime']) {
      const points = run(['--type', type], plain).points;
      assert.deepEqual(
        points.map((p: { ucl: number | null }) => p.ucl === null),
        [false, true, false, false, false, true],
        type,
      );
      assert.ok(
        points.every((p: { cl: number | null }) => p.cl !== null),
        type,
      );
    }
  });

  test('a part without a value has no centre, no limits and no signals', () => {
    const chart = run(['--type', 'xmr'], 'x,y,part\n1,5,1\n2,7,1\n3,,2\n4,,2\n');
    assert.deepEqual([chart.points[2].cl, chart.points[3].ucl], [null, null]);
    assert.equal(chart.parts[1].runs.longest, null);
  });

  test('limits under 13 values are trial limits', () => {
    const rows = (n: number) =>
      `x,y\n${Array.from({ length: n }, (_, i) => `${i},${i % 3}`).join('\n')}`;
    assert.equal(run(['--type', 'xmr'], rows(12)).parts[0].trial, true);
    assert.equal(run(['--type', 'xmr'], rows(13)).parts[0].trial, false);
  });
});

describe('icons of making data count', () => {
  test('the last point that counts decides: direction and the better side', () => {
    const icon = (after: readonly Cell[], better: string) =>
      chartOf(after, ['--better', better]).icons.variation;
    assert.equal(icon([16], 'lower'), 'concern-high');
    assert.equal(icon([16], 'higher'), 'improvement-high');
    assert.equal(icon([4], 'lower'), 'improvement-low');
    assert.equal(icon([4], 'neutral'), 'neutral-low');
    assert.equal(icon([16, null, { excluded: 99 }], 'lower'), 'concern-high');
    assert.equal(icon([16, 10], 'lower'), 'common-cause');
  });

  test('a target is held against the limits of the last point, after a rebase too (issue 172)', () => {
    const icon = (target: number, better: string) =>
      chartOf([10], ['--target', String(target), '--better', better]).icons.assurance;
    assert.deepEqual(
      [4, 4.68, 10, 15.32, 16].map((t) => [
        icon(t, 'lower'),
        icon(t, 'higher'),
        icon(t, 'neutral'),
      ]),
      [
        ['fail', 'pass', null],
        ['hit-or-miss', 'hit-or-miss', null],
        ['hit-or-miss', 'hit-or-miss', null],
        ['hit-or-miss', 'hit-or-miss', null],
        ['pass', 'fail', null],
      ],
    );
    const rebased = statisticsCommand(
      ['chart', '--type', 'xmr', '--target', '30', '--better', 'lower', '--json'],
      [
        'x,y,part',
        ...[9, 11, 9, 11].map((y, i) => `${i},${y},1`),
        ...[49, 51, 49, 51].map((y, i) => `${i},${y},2`),
      ].join('\n'),
    );
    assert.equal(JSON.parse(rebased.stdout).icons.assurance, 'fail');
  });

  test('an undirected signal alone is special cause', () => {
    const inside = Array.from({ length: 15 }, () => 10);
    assert.equal(
      chartOf([13, ...inside], ['--rules', 'nelson', '--better', 'lower']).icons.variation,
      'special-cause',
    );
  });
});
