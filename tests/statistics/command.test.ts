import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { statisticsCommand } from '../../src/cli/statistics.ts';
import { repository } from '../support/shared.ts';

const asked = (words: string, csv: string) => statisticsCommand(words.split(' '), csv);

/** Words typed, input, code, and what the sentence must name. */
const refusals: readonly (readonly [string, string, string, string, RegExp])[] = [
  ['no such method', 'pie', 'x,y\n1,2', 'U103', /pie.*chart, interval, funnel, compare/],
  ['no type', 'chart', 'x,y\n1,2', 'U101', /--type is one of xmr, run, p/],
  ['an unknown type', 'chart --type pie', 'x,y\n1,2', 'U101', /--type is one of/],
  ['an unknown option', 'chart --type xmr --colour red', 'x,y\n1,2', 'U101', /--colour/],
  [
    'an option of another method',
    'chart --type xmr --confidence 0.9',
    'x,y',
    'U101',
    /--confidence/,
  ],
  [
    'an option without its value',
    'chart --type xmr --freeze',
    'x,y\n1,2',
    'U101',
    /--freeze has no value/,
  ],
  ['an option twice', 'chart --type xmr --type c', 'x,y\n1,2', 'U101', /twice/],
  [
    'an unknown rule set',
    'chart --type xmr --rules moon',
    'x,y\n1,2',
    'U101',
    /--rules is one of mdc/,
  ],
  ['a freeze of nought', 'chart --type xmr --freeze 0', 'x,y\n1,2', 'U101', /--freeze/],
  ['a freeze of half a row', 'chart --type xmr --freeze 2.5', 'x,y\n1,2', 'U101', /--freeze/],
  [
    'a target in words',
    'chart --type xmr --target high',
    'x,y\n1,2',
    'U101',
    /--target is a number/,
  ],
  ['a better of neither', 'chart --type xmr --better up', 'x,y\n1,2', 'U101', /--better/],
  ['an empty input', 'chart --type xmr', '', 'U110', /no column “x”/],
  ['a missing column', 'chart --type xmr', 'x,value\n1,2', 'U110', /no column “y”/],
  ['no n on a p chart', 'chart --type p', 'x,y\n1,2', 'U110', /no column “n”/],
  ['an unknown column', 'chart --type xmr', 'x,y,z\n1,2,3', 'U110', /“z” is not a column/],
  ['a column twice', 'chart --type xmr', 'x,y,y\n1,2,3', 'U110', /“y” stands twice/],
  [
    'text for a number',
    'chart --type xmr',
    'x,y\n1,2\n2,two',
    'U111',
    /Line 3: “two” is not a number/,
  ],
  ['a number in hexadecimal', 'chart --type xmr', 'x,y\n1,0x1F', 'U111', /0x1F/],
  ['an infinite number', 'chart --type xmr', 'x,y\n1,Infinity', 'U111', /Infinity/],
  ['a thousands comma', 'chart --type xmr', 'x,y\n1,"1,000"', 'U111', /1,000/],
  ['y above n', 'chart --type p', 'x,y,n\n1,7,5', 'U111', /Line 2: “7” is more than its n of 5/],
  ['y above n, primed', 'chart --type p-prime', 'x,y,n\n1,7,5', 'U111', /more than its n/],
  ['a negative count', 'chart --type c', 'x,y\n1,-1', 'U111', /“-1” is below nought/],
  ['a negative n', 'chart --type u', 'x,y,n\n1,1,-5', 'U111', /“-5” is below nought/],
  ['a negative wait', 'chart --type g', 'x,y\n1,-1', 'U111', /below nought/],
  ['a time of nought', 'chart --type t', 'x,y\n1,0', 'U111', /above nought/],
  ['a time below nought', 'chart --type t', 'x,y\n1,-2', 'U111', /below nought/],
  [
    'an exclusion of yes',
    'chart --type xmr',
    'x,y,exclude\n1,2,yes',
    'U111',
    /“yes” is not 0 or 1/,
  ],
  ['half a part', 'chart --type xmr', 'x,y,part\n1,2,1.5', 'U111', /part/],
  ['a cell too many', 'chart --type xmr', 'x,y\n1,2,3', 'U111', /beyond the 2 columns/],
  ['an open quote', 'chart --type xmr', 'x,y\n"1,2\n2,3', 'U111', /quote that is never closed/],
  [
    'an unknown interval',
    'interval --method wald',
    'count,n\n1,2',
    'U101',
    /--method is one of byar/,
  ],
  ['a confidence of 95', 'interval --method byar --confidence 95', 'count\n1', 'U101', /0\.95/],
  ['no n for Wilson', 'interval --method wilson', 'count\n1', 'U110', /no column “n”/],
  ['count above n', 'interval --method wilson', 'count,n\n3,2', 'U111', /more than its n of 2/],
  ['a count below nought', 'interval --method exact', 'count\n-3', 'U111', /below nought/],
  [
    'a funnel of shares with half a person',
    'funnel --type proportion',
    'area,count,n\na,1,2.5',
    'U111',
    /whole/,
  ],
  [
    'a funnel of shares above one',
    'funnel --type proportion',
    'area,count,n\na,3,2',
    'U111',
    /more than its n/,
  ],
  [
    'an unknown overdispersion',
    'funnel --type rate --overdispersion some',
    'area,count,n\na,3,2',
    'U101',
    /--overdispersion/,
  ],
  [
    'half an event',
    'compare --method exact',
    'count1,n1,count2,n2\n1.5,1,2,1',
    'U111',
    /whole count/,
  ],
  ['no exposure', 'compare --method e-test', 'count1,n1,count2,n2\n1,0,2,1', 'U111', /exposure/],
  [
    'a missing count',
    'compare --method e-test',
    'count1,n1,count2,n2\n,1,2,1',
    'U111',
    /whole count/,
  ],
];

describe('bad input to statistics is one coded sentence and a failed command', () => {
  for (const [name, words, csv, code, says] of refusals)
    test(name, () => {
      const done = asked(words, csv);
      assert.notEqual(done.exit, 0);
      assert.equal(done.stdout, '');
      assert.match(done.stderr, new RegExp(`^${code} [^\\n]+$`));
      assert.match(done.stderr, says);
    });

  test('with --json the problem is an object as well', () => {
    const done = asked('chart --type c --json', 'x,y\n1,-1');
    assert.equal(done.exit, 1);
    const [found] = JSON.parse(done.stdout).problems;
    assert.deepEqual(
      [found.code, found.name, found.data],
      ['U111', 'statistics-value', { line: 2, value: '-1', why: 'is below nought' }],
    );
    assert.ok(found.message && found.mend);
  });
});

describe('reading what stands on standard input', () => {
  const points = (csv: string) => JSON.parse(asked('chart --type xmr --json', csv).stdout).points;

  test('labels come back as the text they were, quotes and line ends read as RFC 4180 says', () => {
    const csv = '\uFEFFy,x\r\n4," a, ""b"""\r\n5,"two\nlines"\r\n6, 03 \r\n';
    assert.deepEqual(
      points(csv).map((p: { x: string }) => p.x),
      [' a, "b"', 'two\nlines', ' 03 '],
    );
  });

  test('order is the order of the input and equal labels stay apart', () => {
    assert.deepEqual(
      points('x,y\nb,1\na,2\nb,3\n').map((p: { x: string; value: number }) => [p.x, p.value]),
      [
        ['b', 1],
        ['a', 2],
        ['b', 3],
      ],
    );
  });

  test('a header alone is a chart of no points', () => {
    const chart = JSON.parse(asked('chart --type xmr --json', 'x,y\n').stdout);
    assert.deepEqual(
      [chart.points, chart.parts, chart.icons],
      [[], [], { variation: null, assurance: null }],
    );
  });

  test('n makes an individuals chart one of y/n, and a blank or nought n a gap', () => {
    assert.deepEqual(
      points('x,y,n\na,6,3\nb,4,0\nc,4,\nd,,5\ne,9,3\n').map(
        (p: { value: number | null }) => p.value,
      ),
      [2, null, null, null, 3],
    );
  });

  test('c, g and t take no notice of n', () => {
    for (const type of ['c', 'g', 't'])
      assert.deepEqual(
        JSON.parse(asked(`chart --type ${type} --json`, 'x,y,n\na,6,\nb,4,2\n').stdout).points.map(
          (p: { value: number }) => p.value,
        ),
        [6, 4],
        type,
      );
  });
});

describe('what the command prints without --json', () => {
  test('every field of the JSON stands in the table, with no number rounded', () => {
    const csv = 'x,y,part\njan,10,1\nfeb,11,1\nmar,,1\napr,9,2\nmay,30,2\n';
    const words = 'chart --type xmr --target 10 --better lower';
    const chart = JSON.parse(asked(`${words} --json`, csv).stdout);
    const text = asked(words, csv).stdout;
    for (const line of ['type: xmr', 'rules: mdc', 'freeze: -', 'target: 10', 'better: lower'])
      assert.ok(text.includes(line), line);
    for (const field of [
      ...Object.keys(chart.points[0]),
      'runs.longest_max',
      'icons.assurance: hit-or-miss',
    ])
      assert.ok(text.includes(field), field);
    for (const point of chart.points)
      for (const value of [point.ucl, point.lower_near])
        assert.ok(text.includes(String(value)), String(value));
  });

  test('the other methods print their rows', () => {
    assert.match(
      asked('interval --method exact', 'count\n4\n').stdout,
      /count +n +value +lower +upper/,
    );
    assert.match(
      asked('compare --method exact', 'count1,n1,count2,n2\n4,1,9,1\n').stdout,
      /ratio_upper/,
    );
    assert.match(asked('funnel --type rate', 'area,count,n\na,4,10\nb,5,9\n').stdout, /lower998/);
  });
});

test('--help names each method with its options and columns', () => {
  const { exit, stdout } = asked('chart --help', '');
  assert.equal(exit, 0);
  for (const word of ['interval', '--overdispersion', 'count1', '--screen once|none', 'mdc-8'])
    assert.ok(stdout.includes(word), word);
});

test('the command as it is typed reads standard input and ends with its code', () => {
  const typed = (args: readonly string[], input: string) =>
    spawnSync(process.execPath, [join(repository, 'bin', 'socpf.js'), 'statistics', ...args], {
      input,
      encoding: 'utf8',
    });
  const good = typed(['interval', '--method', 'exact', '--json'], 'count\n0\n');
  assert.equal(good.status, 0, good.stderr);
  assert.equal(JSON.parse(good.stdout).rows[0].lower, 0);
  const bad = typed(['interval', '--method', 'exact', '--json'], 'count\nx\n');
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /^U111 [^\n]+\n$/);
});
