import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { section, table, text } from './markdown.ts';

/** What the practice asks for, in few words of our own, in its order: R1 is the first. */
const requirements: readonly string[] = [
  'One framework for all themes',
  'Shows where to improve',
  'Shows good progress',
  'Shows outcomes of the work',
  'Shows what the region adds',
  'History, and cuts by who is concerned',
  'Answers the inspection',
  'Claims no effect without a method',
  'Open to detailed review',
  'Action rests on evidence',
  'One address for everything',
  'All themes side by side, gaps found',
  'Numbers beside assessment',
  'Changes stand out',
  'Directs tasking',
  'A dated profile of each theme',
  'Effect of actions can be examined',
  'Threat is seen to move over time',
  'One figure at every depth',
  'Packs and points for meetings',
  'One definition, one value',
  'Outcome: criminal justice results',
  'Outcome: groups disrupted',
  'Outcome: referrals flagged',
  'Outcome: drugs activity',
  'Outcome: use of regional assets',
  'Outcome: threat lowered, by movement',
  'Findings lead to decisions and results',
  'Safeguarding is measured',
  'Harm, not process alone',
  'Shows what to target',
  'Owners by name of role',
  'Laid out by theme',
  'Dated baselines',
  'Month, quarter and year compared',
  'Four registers from snapshots',
  'Scores and disruptions give context',
  'From the wide view to one offence',
  'Firearms, with optional sources',
  'Slavery and immigration crime from a tracker',
  'Economic crime from two sides',
  'The region compared',
  'The inspection’s digital pack',
  'National bulletins',
  'Other analytical products',
  'Shown by place',
  'A template for each return',
  'Registers load by themselves',
  'Scheduled reports load by themselves',
  'Three fraud sources reconciled, never added',
  'An editable deck of native parts',
  'The same figures in other tools',
  'A pack for each meeting',
  'One slide, or words to read out',
  'Cadence is a setting',
  'Feedback is kept',
  'Use is understood without watching people',
  'The product is evaluated',
  'Readers are better informed',
  'Owner, action and day on each finding',
  'Time by hand is made visible',
  'Composed of what there is',
  'Differing periods are aligned',
  'Findings ranked by strength, size and threat',
  'What is known, and what is not',
  'Units need not compile their own',
  'One thing in several themes, counted once',
  'Work outside specialist units is seen',
  'Recording quality fed back',
  'Several sources, one preferred',
  'Trial measures apart from the scorecard',
  'People give context, the system does the rest',
  'Share of figures without hands',
  'Layouts and counting that change are handled',
  'Little asked of those who own data',
  'Reads what exists already',
  'Words hold figures that stay bound',
  'Every source, its route and last arrival',
  'A first page for each role',
  'What remains by hand is counted',
  'No text of the practice is reproduced',
];

/** Why nothing proves one yet, where there is more to say than that. */
const reasons: Readonly<Record<number, string>> = {
  52: 'no feed for other tools is written; figures leave as XLSX, CSV and JSON',
  61: 'the share of figures with no hand is counted, hours are not',
  81: 'a rule for those who write; no test can read the practice',
};

const trapReasons: Readonly<Record<number, string>> = {};

/** The traps of figures and statistics, in few words of our own: trap 1 is the first. */
const traps: readonly string[] = [
  'Calendar and financial quarters',
  'Years of two kinds',
  'Missing is not nought',
  'Part of a period',
  'Data to different days',
  'Recorded against closed',
  'Outcomes not yet mature',
  'No outcome is no outcome',
  'More activity is not more threat',
  'Referrals are not harm',
  'Percentages of small counts',
  'No average of scores',
  'A changed mix',
  'No mean of percentages',
  'Points, not per cent of per cent',
  'A rolling year moved by what left',
  'Two points are no trend',
  'Many charts, some alarms',
  'Limits that hold the change',
  'A break in counting',
  'The fraud service that changed',
  'Recorded day against committed day',
  'Distinct things are not added',
  'Stocks are not added',
  'Counted in several themes',
  'Unlike baskets',
  'Rank tables',
  'Residents where others visit',
  'Old and new population',
  'Back to the mean',
];

interface NamedTest {
  readonly name: string;
  readonly file: string;
}

/** Names of tests as they are written, with their file. */
export function namedTests(repository: string): readonly NamedTest[] {
  const folder = join(repository, 'tests');
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) =>
      [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /\btest\(\s*(['"`])((?:R\d+|trap \d+)\b.*?)\1/g,
        ),
      ].map((hit) => ({ name: hit[2] ?? '', file: `tests/${name.replaceAll('\\', '/')}` })),
    );
}

/** What stands before the colon: `R73 R80`, `trap 3`. */
const numbersOf = ({ name }: NamedTest): string[] =>
  (name.split(':')[0] ?? '').match(/R\d+|trap \d+/g) ?? [];

/** Each requirement and trap with the tests that are named for it, or "not yet" and why. */
export function requirementsReference(repository: string): string {
  const tests = namedTests(repository);
  const row = (id: string, words: string, reason: string) => {
    const own = tests.filter((test) => numbersOf(test).includes(id));
    return [
      id,
      words,
      own.length > 0
        ? own.map((t) => `${t.name.replace(/^[^:]*: /, '')} (\`${t.file}\`)`).join('; ')
        : `not yet: ${reason}`,
    ];
  };
  const unnamed = 'no test is named for it';
  const asked = requirements.map((words, i) => row(`R${i + 1}`, words, reasons[i + 1] ?? unnamed));
  const avoided = traps.map((words, i) =>
    row(`trap ${i + 1}`, words, trapReasons[i + 1] ?? unnamed),
  );
  const proved = (rows: readonly string[][]) =>
    rows.filter(([, , last]) => !last?.startsWith('not yet')).length;
  return text([
    '# Requirements',
    `What the practice asks of such a product, and the traps in which a wrong number looks right, each with the tests whose name begins with its number. A test proves what its name says and not always the whole. ${proved(asked)} of ${asked.length} requirements and ${proved(avoided)} of ${avoided.length} traps have one. Made from \`tests/\` by \`npm run docs\`.`,
    section('Requirements', table(['no.', 'what is asked', 'tests'], asked)),
    section('Traps', table(['no.', 'the trap', 'tests'], avoided)),
  ]);
}
