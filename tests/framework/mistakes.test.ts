import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { loadFramework } from '../../src/framework/index.ts';
import { type Problem, printProblem } from '../../src/problems/index.ts';
import { answered } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { valueIn } from '../support/outcome.ts';
import { repository } from '../support/shared.ts';
import { wellWritten, withFramework } from '../support/written-framework.ts';

/**
 * One mistake: in a file a text is put in the place of another, and `¶` in it marks the place that the
 * problem must name. `says` is a part of the sentence, `mend` of what to do.
 */
interface Mistake {
  readonly what: string;
  readonly file: string;
  readonly change: readonly [from: string, to: string];
  readonly code: string;
  readonly says: string;
  readonly mend?: string;
}

const crime = 'themes/crime.yaml';
const groups = 'themes/groups.yaml';
const offences = 'vocabularies/offences.yaml';
const source = 'sources/crime-report.yaml';
const mistakes: readonly Mistake[] = [
  // Form
  {
    what: 'a colon forgotten',
    file: groups,
    change: ['title: Groups', 'title: ¶Groups: all of them'],
    code: 'Y101',
    says: 'not YAML',
  },
  {
    what: 'an unknown key',
    file: groups,
    change: ['owner: us', 'owner: us\n¶qestion: Which?'],
    code: 'Y103',
    says: '“qestion” is not a key',
    mend: 'Did you mean “question”?',
  },
  {
    what: 'an unknown key of a measure',
    file: crime,
    change: ['better: lower, baseline', '¶baselin: before, better: lower, baseline'],
    code: 'Y103',
    says: '“baselin”',
    mend: 'Did you mean “baseline”?',
  },
  {
    what: 'an unknown key of a condition',
    file: crime,
    change: ['value: { from: 1 }', 'value: { ¶form: 1 }'],
    code: 'Y103',
    says: '“form”',
    mend: 'Did you mean “from”?',
  },
  {
    what: 'a key written twice',
    file: groups,
    change: ['owner: us', 'owner: us\n¶title: Gangs'],
    code: 'Y105',
    says: 'key “title” is defined twice',
  },
  {
    what: 'a wrong type',
    file: 'datasets/people.yaml',
    change: ['kind: observations', 'kind: observations\nimmature: ¶6'],
    code: 'Y102',
    says: 'it needs text, and has 6',
  },
  {
    what: 'a text where a list stands',
    file: crime,
    change: ['offence: [vehicle]', 'offence: ¶vehicle'],
    code: 'Y102',
    says: 'a condition is a list of codes',
  },
  {
    what: 'a key that is missing',
    file: groups,
    change: ['question: Which groups threaten us?\n', ''],
    code: 'Y102',
    says: '“question” does not have the form it needs: it needs text, and is missing',
  },
  {
    what: 'a word that is none of those that can stand',
    file: groups,
    change: ['role: activity', 'role: ¶activty'],
    code: 'Y102',
    says: 'one of threat, activity, outcome',
    mend: 'Did you mean “activity”?',
  },
  {
    what: 'a day that is none',
    file: crime,
    change: ['at: 2025-12-04', 'at: ¶2025-13-04'],
    code: 'Y102',
    says: 'a day is written 2025-03-31',
  },
  {
    what: 'an id that is none',
    file: crime,
    change: ['id: crime.value', 'id: ¶Value'],
    code: 'Y102',
    says: 'an id is written theme.measure',
  },
  // Names
  {
    what: 'an unknown dataset',
    file: crime,
    change: ['of: people', 'of: ¶poeple'],
    code: 'Y104',
    says: 'no dataset “poeple”',
    mend: 'Did you mean “people”?',
  },
  {
    what: 'a measure of another theme in a table',
    file: groups,
    change: ['measures: [groups.live, {', 'measures: [¶groups.alive, {'],
    code: 'Y104',
    says: 'no measure of this theme “groups.alive”',
    mend: 'Did you mean “groups.live”?',
  },
  {
    what: 'a table by a column that what it counts has not',
    file: groups,
    change: ['by: status, measures: [groups.live', 'by: statsu, measures: [¶groups.live'],
    code: 'Y104',
    says: 'no column of group “statsu”',
    mend: 'Did you mean “status”?',
  },
  {
    what: 'an unknown column',
    file: groups,
    change: ['review_due: {', '¶review_deu: {'],
    code: 'Y104',
    says: 'no column of group “review_deu”',
    mend: 'Did you mean “review_due”?',
  },
  {
    what: 'an unknown code',
    file: crime,
    change: ['offence: [drugs]', 'offence: [¶druggs]'],
    code: 'Y104',
    says: 'no code or set of offences “druggs”',
    mend: 'Did you mean “drugs”?',
  },
  {
    what: 'an unknown vocabulary',
    file: 'datasets/crime.yaml',
    change: ['vocabulary: offences', 'vocabulary: ¶offenses'],
    code: 'Y104',
    says: 'no vocabulary “offenses”',
    mend: 'Did you mean “offences”?',
  },
  {
    what: 'an unknown baseline',
    file: crime,
    change: ['baseline: before', 'baseline: ¶befor'],
    code: 'Y104',
    says: 'no baseline “befor”',
    mend: 'Did you mean “before”?',
  },
  {
    what: 'an unknown area of a value',
    file: crime,
    change: ['area: [north]', 'area: [¶nroth]'],
    code: 'Y104',
    says: 'no area “nroth”',
    mend: 'Did you mean “north”?',
  },
  {
    what: 'an unknown area to hold against',
    file: crime,
    change: ['against-areas: [south]', 'against-areas: [¶sotuh]'],
    code: 'Y104',
    says: 'no area “sotuh”',
  },
  {
    what: 'an area that lies nowhere',
    file: 'areas/areas.yaml',
    change: ['title: North, kind: district, in: [F1]', 'title: North, kind: district, in: [¶F9]'],
    code: 'Y104',
    says: 'no area “F9”',
  },
  {
    what: 'a force that is no force',
    file: 'framework.yaml',
    change: ['force: ours', 'force: ¶north'],
    code: 'Y104',
    says: 'no force “north”',
  },
  {
    what: 'an unknown source',
    file: crime,
    change: ['else: [crime-report]', 'else: [¶crime-rep]'],
    code: 'Y104',
    says: 'no source “crime-rep”',
    mend: 'Did you mean “crime-report”?',
  },
  {
    what: 'an unknown lead',
    file: groups,
    change: ['lead: groups.live', 'lead: ¶groups.alive'],
    code: 'Y104',
    says: 'no measure of this theme “groups.alive”',
  },
  {
    what: 'an unknown measure of an outcome',
    file: 'framework.yaml',
    change: ['[crime.vehicle, crime.later]', '[¶crime.vehicles, crime.later]'],
    code: 'Y104',
    says: 'no measure “crime.vehicles”',
    mend: 'Did you mean “crime.vehicle”?',
  },
  {
    what: 'an unknown measure of a pack',
    file: 'packs/quarter.yaml',
    change: ['[crime.vehicle]', '[¶crime.vehicel]'],
    code: 'Y104',
    says: 'no measure “crime.vehicel”',
  },
  {
    what: 'an unknown theme in the order',
    file: 'framework.yaml',
    change: ['[crime, groups]', '[crime, ¶gropus]'],
    code: 'Y104',
    says: 'no theme “gropus”',
  },
  {
    what: 'an unknown count',
    file: crime,
    change: ['count: sum value', 'count: ¶total value'],
    code: 'Y104',
    says: 'no count “total”',
  },
  {
    what: 'an unknown movement',
    file: groups,
    change: ['count: movement score-risen', 'count: ¶movement score-raised'],
    code: 'Y104',
    says: 'no movement “score-raised”',
    mend: 'Did you mean “score-risen”?',
  },
  {
    what: 'an unknown member of a set',
    file: offences,
    change: ['codes: ["48", others]', 'codes: ["48", ¶other]'],
    code: 'Y104',
    says: 'no code or set of offences “other”',
    mend: 'Did you mean “others”?',
  },
  {
    what: 'neither true nor false',
    file: crime,
    change: ['knife: [true]', 'knife: [¶maybe]'],
    code: 'Y104',
    says: 'true or false',
  },
  {
    what: 'a fixed code that its column does not know',
    file: source,
    change: ['offence: { column: Class, words: { car: "48" } }', 'offence: { is: ¶carr }'],
    code: 'Y104',
    says: 'no code of offences “carr”',
  },
  {
    what: 'a word put in the place of no code',
    file: source,
    change: ['car: "48"', 'car: ¶"84"'],
    code: 'Y104',
    says: 'no code of offences “84”',
  },
  // Twice, and round in a ring
  {
    what: 'a measure written twice',
    file: crime,
    change: ['id: crime.rate', 'id: ¶crime.charged'],
    code: 'Y105',
    says: 'measure “crime.charged” is defined twice',
  },
  {
    what: 'a code written twice',
    file: offences,
    change: ['92A: Trafficking', '"45": ¶Trafficking'],
    code: 'Y105',
    says: 'code “45” is defined twice',
  },
  {
    what: 'an area written twice',
    file: 'areas/areas.yaml',
    change: ['code: D2, id: south', 'code: D2, id: ¶north'],
    code: 'Y105',
    says: 'area “north” is defined twice',
  },
  {
    what: 'a name that stands for two areas',
    file: 'areas/areas.yaml',
    change: [
      'title: South, kind: district, in: [F1]',
      'title: South, kind: district, in: [F1], aliases: [¶Norths]',
    ],
    code: 'Y105',
    says: 'name of an area “Norths”',
  },
  {
    what: 'a set made of itself',
    file: offences,
    change: ['title: Others, codes: [drugs]', 'title: Others, codes: [basket]'],
    code: 'Y109',
    says: 'made of itself: basket, others, basket',
  },
  {
    what: 'an area that lies in itself',
    file: 'areas/areas.yaml',
    change: ['kind: region }', 'kind: region, in: ¶[D1] }'],
    code: 'Y109',
    says: 'R, D1, F1, R',
  },
  {
    what: 'a value that holds itself',
    file: crime,
    change: [
      'value: { of: crime, count: rows, where: { offence: [drugs] } }',
      'value: &v { of: crime, count: rows, where: { crime_ref: { key-in: ¶*v } } }',
    ],
    code: 'Y109',
    says: 'The value is made of itself',
  },
  // Scores
  {
    what: 'the average of a score',
    file: groups,
    change: ['count: "median days(first_seen, period-end)"', 'count: ¶median score'],
    code: 'Y110',
    says: 'cannot be added up or averaged',
    mend: 'bands',
  },
  {
    what: 'a sum of scores',
    file: groups,
    change: ['count: "median days(first_seen, period-end)"', 'count: ¶sum score'],
    code: 'Y110',
    says: 'cannot be added up',
  },
  {
    what: 'scores of different models compared',
    file: groups,
    change: ['where: { status: [live] }', 'where: { score: ¶{ from: 45 } }'],
    code: 'Y110',
    says: 'different models',
  },
  {
    what: 'a score without a model',
    file: 'datasets/group.yaml',
    change: ['score: { type: score, model: column model }', 'score: ¶{ type: score }'],
    code: 'Y106',
    says: 'names the column of its `model`',
  },
  // Leads, units, directions
  {
    what: 'an activity that leads as threat',
    file: crime,
    change: ['lead: crime.vehicle', 'lead: ¶crime.trafficking'],
    code: 'Y107',
    says: 'cannot lead “crime” as its threat: it measures activity',
  },
  {
    what: 'a police-generated offence that leads as threat',
    file: crime,
    change: ['where: { offence: [vehicle] }', 'where: { offence: [drugs] }'],
    code: 'Y107',
    says: 'because police find them',
  },
  {
    what: 'a threat that leads as activity',
    file: crime,
    change: ['lead-activity: crime.trafficking', 'lead-activity: ¶crime.value'],
    code: 'Y107',
    says: 'as its activity: it measures threat',
  },
  {
    what: 'a measure without a unit',
    file: groups,
    change: [
      '- { id: groups.risen, title: Risen, role: threat, unit: groups,',
      '- ¶{ id: groups.risen, title: Risen, role: threat,',
    ],
    code: 'Y111',
    says: '“groups.risen” does not say what it counts',
    mend: 'Write `unit`',
  },
  {
    what: 'a share in another unit',
    file: crime,
    change: ['unit: "%"', 'unit: ¶offences'],
    code: 'Y106',
    says: 'the unit of a share is "%"',
  },
  {
    what: 'an activity called better',
    file: crime,
    change: ['wanted: higher', 'better: ¶higher'],
    code: 'Y106',
    says: 'neither better nor worse',
  },
  {
    what: 'a measure of another theme',
    file: crime,
    change: ['id: crime.rate', 'id: ¶groups.rate'],
    code: 'Y106',
    says: 'an id that begins so',
  },
  {
    what: 'a chart of another kind',
    file: groups,
    change: ['role: activity, unit: "%"', 'role: activity, unit: "%", chart: ¶u-prime'],
    code: 'Y106',
    says: 'a u-prime chart is of a rate',
  },
  {
    what: 'a trial that stands for an outcome',
    file: crime,
    change: ['title: Vehicle crime,', 'title: Vehicle crime, status: trial,'],
    code: 'Y106',
    says: 'on trial stands for no outcome',
  },
  // Time
  {
    what: 'a baseline the wrong way round',
    file: 'framework.yaml',
    change: ['from: 2024-04, to: 2025-03', 'from: ¶2025-04, to: 2024-03'],
    code: 'Y112',
    says: 'ends (2024-03) before it begins (2025-04)',
  },
  {
    what: 'a break in the future',
    file: crime,
    change: ['at: 2025-12-04', 'at: ¶2026-03-01'],
    code: 'Y113',
    says: 'has not happened yet: it is 2026-02-10',
  },
  {
    what: 'a dataset without a date',
    file: 'datasets/crime.yaml',
    change: ['date: recorded_on\n', ''],
    code: 'Y106',
    says: '`date` says which column',
  },
  {
    what: 'a look-back of the state of one day',
    file: groups,
    change: [
      'whole: { of: group, count: stock }',
      'whole: { of: group, count: stock, over: ¶12 months }',
    ],
    code: 'Y106',
    says: 'looks back over nothing',
  },
  // Types
  {
    what: 'a sum of texts',
    file: crime,
    change: ['count: sum value', 'count: ¶sum crime_ref'],
    code: 'Y114',
    says: '“crime_ref” is of type text: a sum is of numbers',
  },
  {
    what: 'days from what is no date',
    file: crime,
    change: ['days-from: recorded_on', 'days-from: ¶offence'],
    code: 'Y114',
    says: 'days are counted between two dates',
  },
  {
    what: 'a bound on a code',
    file: crime,
    change: ['value: { from: 1 }', 'offence: ¶{ from: 1 }'],
    code: 'Y114',
    says: 'only numbers and dates',
  },
  {
    what: 'a stock of events',
    file: crime,
    change: ['count: sum value', 'count: ¶stock'],
    code: 'Y106',
    says: 'crime is not a register',
  },
  {
    what: 'bands that do not rise',
    file: groups,
    change: ['bands: [20, 45]', 'bands: ¶[45, 20]'],
    code: 'Y106',
    says: 'the bounds of bands rise',
  },
  {
    what: 'bands of a text',
    file: groups,
    change: ['by: score', 'by: ¶status'],
    code: 'Y114',
    says: 'only numbers have bands',
  },
  {
    what: 'a movement that nothing tells',
    file: 'datasets/group.yaml',
    change: ['  scored_on: { type: date }\n', ''],
    code: 'Y106',
    says: 'has no `scored_on`',
  },
  {
    what: 'a value and a part',
    file: crime,
    change: ['whole: { of: crime, count: rows }', 'value: { of: crime, count: rows }'],
    code: 'Y106',
    says: 'either `value`, or `part` and `whole`',
  },
  // Sources
  {
    what: 'a column that every row needs and no source gives',
    file: source,
    change: ['crime_ref: Number, ', ''],
    code: 'Y102',
    says: 'loads nothing into “crime_ref”',
  },
  {
    what: 'a pattern that is none',
    file: source,
    change: ['period: { column: recorded_on }', 'period: { file-name: ¶"crime_(" }'],
    code: 'Y102',
    says: 'not a regular expression',
  },
  {
    what: 'a period told by no date',
    file: source,
    change: ['period: { column: recorded_on }', 'period: { column: ¶offence }'],
    code: 'Y114',
    says: 'a period is told by a date',
  },
  {
    what: 'a format of no date',
    file: source,
    change: ['area: Ward', 'area: { column: Ward, format: ¶dd/mm/yyyy }'],
    code: 'Y102',
    says: '“area” is no date',
  },
  {
    what: 'variants out of order',
    file: source,
    change: ['until: 2024-03-31', 'until: 2022-03-31'],
    code: 'Y102',
    says: 'newest first',
  },
  {
    what: 'a total of texts',
    file: source,
    change: ['total: sum value', 'total: ¶sum offence'],
    code: 'Y114',
    says: 'a control total is of numbers',
  },
  {
    what: 'replaced within no column',
    file: source,
    change: ['within: [force]', 'within: [¶forces]'],
    code: 'Y104',
    says: 'no column of crime “forces”',
    mend: 'Did you mean “force”?',
  },
];

/** The files with mistakes in them, and where `¶` stood in each changed file. */
function written(made: readonly Mistake[]) {
  const files: Record<string, string> = { ...wellWritten };
  const places = made.map((mistake) => {
    const before = files[mistake.file] ?? '';
    const [from, to] = mistake.change;
    assert.ok(before.includes(from), `${mistake.what}: ${from} does not stand in ${mistake.file}`);
    const text = before.replace(from, () => to);
    files[mistake.file] = text.replace('¶', '');
    if (!text.includes('¶')) return null;
    const lines = text.slice(0, text.indexOf('¶')).split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  });
  return { files, places };
}

function problemsOf(files: Readonly<Record<string, string>>): readonly Problem[] {
  return withFramework(files, (folder) => {
    const loaded = loadFramework(folder, { today: '2026-02-10' });
    return loaded.ok ? [] : loaded.problems;
  });
}

const fits = (problem: Problem, mistake: Mistake): boolean =>
  problem.code === mistake.code &&
  problem.message.includes(mistake.says) &&
  problem.mend.includes(mistake.mend ?? '');

describe('a mistake in the framework', () => {
  test('is none where everything is well written', () => {
    const framework = valueIn(
      withFramework(wellWritten, (folder) => loadFramework(folder, { today: '2026-02-10' })),
    );
    assert.equal(framework.measures.size, 9);
    assert.deepEqual(framework.vocabularies.get('offences')?.sets.get('basket')?.codes, [
      '48',
      '92A',
      'drugs',
    ]);
  });

  for (const mistake of mistakes)
    test(`${mistake.what}: ${mistake.code}, with its place and how to mend it`, () => {
      const { files, places } = written([mistake]);
      const found = problemsOf(files);
      const all = found.map(printProblem).join('\n');
      const problem = found.find((p) => fits(p, mistake));
      assert.ok(problem, all || 'no problem was found');
      const { file, line, column } = problem.where;
      const place = places[0];
      if (place) assert.deepEqual({ line, column }, place, all);
      assert.ok(file && line && column, all);
      assert.ok(problem.mend.length > 10, all);
      assert.ok(found.length <= 2, `one mistake, ${found.length} problems:\n${all}`);
    });

  test('stands beside every other in one run, each once and at its place', () => {
    // One a line, so that none writes over another; a file that is no YAML hides what else is wrong in
    // it, and what a lead or an outcome names must be there to be wrong for it.
    const apart = new Set(['Y101', 'Y107', 'Y109']);
    const files: Record<string, string> = { ...wellWritten };
    const changed = new Set<string>();
    const together = mistakes.filter((mistake) => {
      const text = files[mistake.file] ?? '';
      const [from, to] = mistake.change;
      const line = `${mistake.file}:${text.slice(0, text.indexOf(from)).split('\n').length}`;
      const whole = `${from}${to}`.includes('\n') || mistake.file.startsWith('datasets/');
      const named = mistake.what === 'a trial that stands for an outcome';
      if (apart.has(mistake.code) || named || whole || !text.includes(from) || changed.has(line))
        return false;
      changed.add(line);
      files[mistake.file] = text.replace(from, () => to.replace('¶', ''));
      return true;
    });
    assert.ok(together.length >= 20, String(together.length));
    const found = problemsOf(files);
    const missed = together.filter((mistake) => !found.some((p) => fits(p, mistake)));
    assert.deepEqual(
      missed.map((m) => m.what),
      [],
      found.map(printProblem).join('\n'),
    );
    const places = found.map(printProblem);
    assert.equal(new Set(places).size, places.length, 'none is said twice');
  });

  test('in a file that is no YAML does not make its names unknown to the others', () => {
    const files = {
      ...wellWritten,
      'datasets/crime.yaml': `${wellWritten['datasets/crime.yaml']}  - [\n`,
    };
    const found = problemsOf(files);
    assert.deepEqual([...new Set(found.map((p) => p.where.file))], ['datasets/crime.yaml']);
  });

  test('is told by `socpf check` with file, line and column, and as JSON; it ends with 1', async () => {
    const folder = freshFolder('check');
    const { files, places } = written([
      {
        what: 'a role that is none',
        file: groups,
        change: ['role: activity', 'role: ¶activty'],
        code: 'Y102',
        says: '',
      },
    ]);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const said = await answered(null, ['check', '--framework', folder]);
    assert.equal(said.exit, 1);
    const place = places[0];
    assert.ok(place);
    assert.match(
      said.error,
      new RegExp(
        `^Y102 themes/groups\\.yaml:${place.line}:${place.column}: .*Did you mean “activity”\\?$`,
        'm',
      ),
    );
    assert.match(said.error, /^1 problem in 1 file\.$/m);
    const { problems } = said.said as { problems: Problem[] };
    assert.deepEqual(problems[0]?.where, { file: groups, ...place });
  });

  test('of a folder that holds no framework at all says so', () => {
    assert.deepEqual(
      problemsOf({ 'other.yaml': 'a: 1' }).map((p) => p.code),
      ['Y108'],
    );
  });
});

describe('two sources that feed one dataset', () => {
  const first = wellWritten['sources/crime-report.yaml'] ?? '';
  const second = first.replace('crime-report', 'other-report').replace('crime_*', 'other_*');
  const warned = (other: string, themes = wellWritten['themes/crime.yaml'] ?? '') =>
    withFramework(
      { ...wellWritten, 'sources/other-report.yaml': other, 'themes/crime.yaml': themes },
      (folder) => {
        const loaded = loadFramework(folder);
        assert.ok(loaded.ok, JSON.stringify(loaded));
        return loaded.notes ?? [];
      },
    );
  const lineOf = (text: string, part: string) =>
    text.slice(0, text.indexOf(part)).split('\n').length;

  test('are warned of where nothing tells them apart: where the one that never came would read as nought', () => {
    const [warning, ...more] = warned(second);
    assert.deepEqual(more, []);
    assert.deepEqual([warning?.code, warning?.severity], ['Y115', 'warning']);
    assert.deepEqual(warning?.where, {
      file: 'sources/other-report.yaml',
      line: lineOf(second, '  crime: {'),
      column: 3,
    });
    assert.match(warning?.message ?? '', /“crime-report” and “other-report” both feed “crime”/);
    assert.match(warning?.mend ?? '', /a dataset of its own.*`else`/);
  });

  test('are told apart by a force of each, in what they replace too, and by measures that prefer one', () => {
    assert.deepEqual(warned(second.replace('is: F1', 'is: F2')), []);
    const whole = second.replace('is: F1', 'is: F2').replace('within: [force]', 'within: []');
    assert.equal(warned(whole).length, 1, 'the second replaces months of every force');
    const themes = (wellWritten['themes/crime.yaml'] ?? '')
      .replace(', else: [crime-report]', '')
      .replaceAll(/(of: crime,.*) }$/gm, '$1, else: [other-report, crime-report] }');
    assert.deepEqual(warned(second, themes), []);
  });

  test('do not hinder `socpf check`, which prints the warning and ends with 0; the shipped framework has none', async () => {
    const folder = freshFolder('warned');
    for (const [name, text] of Object.entries({
      ...wellWritten,
      'sources/other-report.yaml': second,
    })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const said = await answered(null, ['check', '--framework', folder]);
    assert.equal(said.exit, 0, said.error);
    assert.match(said.error, /^Y115 sources\/other-report\.yaml:\d+:3: /m);
    const { warnings } = said.said as { warnings: Problem[] };
    assert.equal(warnings.length, 1);
    const shipped = loadFramework(join(repository, 'framework'));
    assert.deepEqual(shipped.ok && shipped.notes, []);
  });
});
