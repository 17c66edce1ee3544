import { isoDay } from '../calendar.ts';
import type { SampleCell } from '../disruptions.ts';
import { seeded } from '../random.ts';
import { planted } from '../world.ts';
import { book, daysAfter, type FeedFile, listSheet, quarters } from './feed.ts';

/** Positions of the inspectorate's digital pack, an edition a year: the order of forces, older than our own data. */
export function packTableFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/peel`);
  const items = [
    ['OCGs per million people', 12],
    ['Disruptions per 100 OCGs', 15],
    ['Charged, all crime (%)', 18],
    ['Drug trafficking per 1,000 people', 21],
  ] as const;
  const grades = [
    ['Preventing and deterring crime', 'Adequate'],
    ['Investigating crime', 'Requires improvement'],
    ['Managing offenders', 'Adequate'],
    ['Tackling serious organised crime', 'Requires improvement'],
  ] as const;
  return [2023, 2024, 2025]
    .filter((year) => `${year}-06` >= from)
    .map((year) => ({
      name: `PEEL_Pack_${year}.xlsx`,
      content: book(
        'PEEL digital pack',
        listSheet({
          sheet: 'Positions',
          title: `PEEL digital analysis pack ${year}`,
          above: [`Year ending March ${year - 1}`],
          header: ['Year Ending', 'Item', 'Position', 'Of', 'Page'],
          rows: items.map(([item, page]): SampleCell[] => [
            { day: `${year - 1}-03-31` },
            item,
            8 + random.below(28),
            43,
            page,
          ]),
        }),
        listSheet({
          sheet: 'Grades',
          title: 'Grades in force (published)',
          header: ['Year Ending', 'Area', 'Grade'],
          rows: grades.map(([area, grade]): SampleCell[] => [
            { day: `${year - 1}-03-31` },
            area,
            grade,
          ]),
        }),
      ),
      arrived: `${year}-06-20T10:00:00Z`,
    }));
}

/** The national units' bulletins, with the calendar quarter they speak of and national figures. */
export function bulletinFiles(seed: string, from: string): FeedFile[] {
  const random = seeded(`${seed}/bulletin`);
  return quarters.flatMap((quarter) => {
    const first = quarter.months[0];
    if (!first) return [];
    const label = `Quarter ${Math.floor((first.month - 1) / 3) + 1} ${first.year}`;
    const recovered = 60 + random.below(40);
    const plant = 900 + random.below(300);
    const opal = random.chance(0.6);
    if (first.id < from) return [];
    const navcis = {
      name: `NaVCIS_Bulletin_${first.year}-CQ${Math.floor((first.month - 1) / 3) + 1}.xlsx`,
      content: book(
        'vehicle crime bulletin',
        listSheet({
          sheet: 'Figures',
          title: `Vehicle crime bulletin, ${label}`,
          above: ['National figures; calendar quarter'],
          header: ['Quarter', 'Item', 'Area', 'Number'],
          rows: [
            [label, 'Financed vehicles recovered', 'Staffordshire', recovered],
            [label, 'Financed vehicles recovered', 'England and Wales', recovered * 31],
          ],
        }),
      ),
      arrived: `${daysAfter(quarter.end, 11)}T09:00:00Z`,
    };
    // The other unit writes when it has something, and has figures for the nation alone.
    return opal
      ? [
          navcis,
          {
            name: `OPAL_Bulletin_${first.year}-CQ${Math.floor((first.month - 1) / 3) + 1}.xlsx`,
            content: book(
              'acquisitive crime bulletin',
              listSheet({
                sheet: 'Figures',
                title: `Acquisitive crime bulletin, ${label}`,
                header: ['Quarter', 'Item', 'Area', 'Number'],
                rows: [[label, 'Plant thefts reported', 'England and Wales', plant]],
              }),
            ),
            arrived: `${daysAfter(quarter.end, 13)}T09:00:00Z`,
          },
        ]
      : [navcis];
  });
}

const assessed = [
  ['ocg', 'medium', 'high'],
  ['county-lines', 'high', 'high'],
  ['nominals', 'medium', 'moderate'],
  ['drugs', 'high', 'high'],
  ['firearms', 'medium', 'moderate'],
  ['modern-slavery', 'high', 'moderate'],
  ['immigration-crime', 'low', 'low'],
  ['economic-crime', 'very high', 'high'],
  ['soac', 'high', 'high'],
  ['safeguarding', 'high', 'moderate'],
] as const;
const statements: Readonly<Record<string, string>> = {
  ocg: 'It is likely that two mapped groups will share suppliers within a year.',
  'county-lines':
    'It is highly likely that lines held inside the force will go on replacing imported ones.',
  nominals: 'There is a realistic possibility that released nominals will take lines back.',
  drugs: 'It is likely that synthetic opioids will be found more often in street seizures.',
  firearms: 'It is unlikely that converted weapons are being made in the force area.',
  'modern-slavery': 'It is likely that labour exploitation in car washes is under-reported.',
  'immigration-crime': 'It is unlikely that the force area is a main route.',
  'economic-crime': 'It is highly likely that courier fraud will move to new victims by telephone.',
  soac: 'It is likely that plant thefts are the work of groups from outside the force.',
  safeguarding: 'It is likely that children missing from placements are met by the same adults.',
};

/** Dated statements with probability words and confidence, and the level of threat of each theme; a few levels move. */
export function narrativeFiles(seed: string, from: string): FeedFile[] {
  const levels = ['low', 'medium', 'high', 'very high'];
  const random = seeded(`${seed}/narrative`);
  const drift = quarters.map(() =>
    assessed.map(() => (random.chance(0.08) ? random.pick([-1, 1]) : 0)),
  );
  return quarters
    .map((quarter, q) => ({ quarter, q }))
    .filter(({ quarter }) => (quarter.months[0]?.id ?? '') >= from)
    .map(({ quarter, q }) => ({
      name: `Narrative_Return_${quarter.id}.xlsx`,
      content: book(
        'narrative return',
        listSheet({
          sheet: 'Statements',
          title: 'Analytical statements',
          above: [quarter.label],
          header: [
            'Theme',
            'Kind',
            'Statement',
            'Level',
            'Role',
            'Date',
            'Confidence',
            'Valid Until',
            'Document Reference',
            'Marking',
          ],
          rows: assessed.flatMap(([theme, level, confidence], t): SampleCell[][] => {
            const { theme: quiet, from: since } = planted.quietTheme;
            const held = theme === quiet && (quarter.months[2]?.id ?? '') >= since;
            const moved = levels.indexOf(level) + (held ? 0 : (drift[q]?.[t] ?? 0));
            const on = isoDay(quarter.end - 5);
            const until = isoDay(quarter.end + 180);
            const row = (kind: string, text: string, cell: string): SampleCell[] => [
              theme,
              kind,
              text,
              cell,
              'Theme analyst',
              { day: on },
              confidence,
              { day: until },
              `SYN-DOC-${quarter.id}-${t + 1}`,
              'OFFICIAL-SENSITIVE',
            ];
            return [
              row(
                'Assessment',
                statements[theme] ?? '',
                levels[Math.max(0, Math.min(3, moved))] ?? level,
              ),
              ...(t % 3 === q % 3
                ? [row('Emerging issue', `Invented issue noted in ${quarter.label}.`, '')]
                : []),
            ];
          }),
        }),
      ),
      arrived: `${daysAfter(quarter.end, 9)}T16:30:00Z`,
    }));
}
