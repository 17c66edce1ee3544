import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import type { Host } from '../../src/host/index.ts';
import { type CellValue, writeWorkbook } from '../../src/ooxml/index.ts';
import {
  crimeCsv,
  crimeName,
  crimeRows,
  disruptionBook,
  disruptionName,
  disruptionRows,
  groupBook,
  laid,
} from './extracts.ts';
import { freshFolder } from './folder.ts';
import { emptyHost, repository } from './home.ts';

/** Themes of the guarded home; the restricted ones are closed to viewers and to leads of others. */
export const guarded = {
  themes: ['soac', 'nominals', 'ocg', 'drugs', 'quality'],
  restricted: ['ocg', 'drugs'],
} as const;

const outcomes = `outcomes:
  - { id: crime, title: Less acquisitive crime, measures: [soac.vehicle-crime, drugs.possession] }
  - { id: drugs, title: Drug policing activity, wanted: higher, measures: [drugs.trafficking] }
  - { id: threat, title: Lower threat, measures: [ocg.top-tier, ocg.score-risen] }
`;

const everyTheme = `  - { id: soac.every-disruption, title: Disruptions of every theme, role: activity, unit: disruptions, value: { of: disruption, count: rows }, by: theme, chart: table }
`;

const partner = `pack: partner
title: For partners
meeting: Partnership
marking: OFFICIAL
every: quarter
template: soc.pptx
release:
  - { rule: Force totals of recorded crime, owner: head-of-analysis, measures: [soac.vehicle-crime] }
slides: [{ title: {} }, { each-theme: { charts: 1 } }, { left-out: {} }, { definitions: {} }]
`;

/** The shipped framework cut to five themes, of which two are restricted: small, and every class of column is in it. */
export function guardedFramework(): string {
  const folder = freshFolder('guarded');
  cpSync(join(repository(), 'framework'), folder, { recursive: true });
  for (const name of readdirSync(join(folder, 'themes')))
    if (!guarded.themes.some((theme) => name === `${theme}.yaml`))
      rmSync(join(folder, 'themes', name));
  for (const theme of guarded.restricted) {
    const file = join(folder, 'themes', `${theme}.yaml`);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/^measures:$/m, 'restricted: true\nmeasures:'));
  }
  // An open measure of rows of every theme.
  appendFileSync(join(folder, 'themes', 'soac.yaml'), everyTheme);
  for (const name of readdirSync(join(folder, 'packs')))
    if (name !== 'soc-quarterly.yaml') rmSync(join(folder, 'packs', name));
  writeFileSync(join(folder, 'packs', 'partner.yaml'), partner);
  const file = join(folder, 'framework.yaml');
  const whole = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    `${whole.replace(/^themes: .*$/m, `themes: [${guarded.themes.join(', ')}]`).replace(/^outcomes:[\s\S]*$/m, '')}${outcomes}`,
  );
  return folder;
}

const analyst: Actor = { name: 'local:test', roles: ['administrator', 'analyst'], themes: [] };

/**
 * A home of the guarded framework with three months of crime, groups, disruptions, seizures and
 * nominals. Two that differ in `forbidden` alone hold the same open facts: other drug crimes,
 * groups and seizures, other references, names and posts.
 */
export async function guardedHome(forbidden: 'one' | 'two'): Promise<Host> {
  const host = await emptyHost({
    sample: true,
    name: `guarded-${forbidden}`,
    framework: guardedFramework(),
  });
  const folder = freshFolder(`guarded-files-${forbidden}`);
  const lay = (name: string, content: string | Uint8Array) => laid(folder, name, content);
  const other = forbidden === 'two';
  const files: string[] = [];
  for (const [i, month] of ['2025-10', '2025-11', '2025-12'].entries())
    files.push(lay(crimeName(month), crimeCsv({ month, rows: crimes(month, 40 + 10 * i, other) })));
  for (const [i, day] of ['20251201', '20260101'].entries())
    files.push(lay(`APMIS_Master_OCG_${day}.xlsx`, await groups(i, other)));
  files.push(
    lay(disruptionName('2025-12'), await disruptionBook(disruptions(other))),
    lay('BO_SEIZURE_202512.csv', seizures(other ? 7 : 3)),
    lay('APMIS_Priority_Individuals_20260101.xlsx', await nominals(other)),
    lay('Narrative_Return_2025-Q3.xlsx', await statements(other)),
  );
  const results = await host.collate(files, analyst);
  for (const result of results)
    if (result.status !== 'loaded') throw new Error(JSON.stringify(result, null, 2));
  return host;
}

/** Vehicle crime of a month, the same in both homes but for references; drug crime that differs in number. */
function crimes(month: string, n: number, other: boolean): string[][] {
  const drugs = crimeRows(month, other ? 31 : 12).map((row, i) =>
    row.map((cell, c) =>
      c === 0 ? `SYNDRUG${month}${i}` : c === 4 ? (i % 2 ? '92A' : '92D') : cell,
    ),
  );
  const open = crimeRows(month, n).map((row) =>
    row.map((cell, c) => (other && c === 0 ? cell.replace('SYN', 'SYNX') : cell)),
  );
  return [...open, ...drugs];
}

/** Six groups in acquisitive crime in both homes, under other references; groups in drugs that differ. */
function groups(later: number, other: boolean): Promise<Uint8Array> {
  const group = (name: string, threat: string, i: number): CellValue[] => [
    ...[name, `Made-up name ${name}`, 'Active', `Tier ${1 + (i % 3)}`],
    ...[40 + i + later * (threat === 'Drugs' ? 5 : 0), { day: '2025-09-01' }, 'MoRiLE v2', threat],
    ...['', 'Staffordshire', 'CAN', 'Team 1', 3, 'N', 'N', 'Y', { day: '2026-03-01' }, '', ''],
  ];
  return groupBook([
    ...Array.from({ length: 6 }, (_, i) => group(`${other ? 'OCG X' : 'OCG '}${i + 1}`, 'SOAC', i)),
    ...Array.from({ length: other ? 9 : 4 }, (_, i) => group(`OCG D${i}`, 'Drugs', i)),
  ]);
}

/** Eight disruptions in acquisitive crime, and twelve in drugs or firearms: how many of each differs. */
const disruptions = (other: boolean): CellValue[][] =>
  disruptionRows('2025-12', 20).map((row, i) =>
    row.map((cell, c) =>
      c !== 5 ? cell : i < 8 ? 'SOAC' : i < (other ? 18 : 11) ? 'Drugs' : 'Firearms',
    ),
  );

const seizures = (n: number): string =>
  [
    'SYNTHETIC - Business Objects scheduled report: drug seizures',
    'Seizure Ref,Date,Drug,Quantity,Unit,LPA',
    ...Array.from({ length: n }, (_, i) => `SYNS${i},0${1 + i}/12/2025,Cocaine,${10 + i},g,CAN`),
    `Total records: ${n}`,
    '',
  ].join('\n');

/** Eight people under other references and with other officers, the same in all else. */
function nominals(other: boolean): Promise<Uint8Array> {
  const mark = other ? 'X' : '';
  return writeWorkbook({
    sheets: [
      {
        name: 'Priority Individuals',
        rows: [
          ['SYNTHETIC - APMIS priority individuals'],
          [
            ...['PI URN', 'Status', 'Priority', 'Score', 'Threat', 'LPA'],
            ...['Lead Officer', 'In Custody', 'Orders', 'Added'],
          ],
          ...Array.from({ length: 8 }, (_, i): CellValue[] => [
            ...[`SYN-PI-${mark}${i}`, 'Active', 'High', 50 + i, 'SOAC', 'CAN'],
            ...[
              `Post SC-${mark}${i}`,
              i % 2 ? 'Y' : 'N',
              i % 3 ? '' : 'SCPO',
              { day: '2025-01-15' },
            ],
          ]),
        ],
      },
    ],
  });
}

/** One assessment of an open theme, the same in both homes; of a restricted one, one or two. */
function statements(other: boolean): Promise<Uint8Array> {
  const said = (theme: string, text: string, level: string): CellValue[] => [
    ...[theme, 'Assessment', text, level, 'Theme analyst', { day: '2025-12-20' }, 'Moderate'],
    ...[{ day: '2026-06-30' }, 'SYN-DOC-1', 'OFFICIAL-SENSITIVE'],
  ];
  return writeWorkbook({
    sheets: [
      {
        name: 'Statements',
        rows: [
          ['SYNTHETIC - Analytical statements'],
          [
            ...['Theme', 'Kind', 'Statement', 'Level', 'Role', 'Date'],
            ...['Confidence', 'Valid Until', 'Document Reference', 'Marking'],
          ],
          said('soac', 'Vehicle crime is likely to go on.', 'Medium'),
          said('drugs', 'A covert matter.', other ? 'High' : 'Low'),
          ...(other ? [said('drugs', 'Another covert matter.', 'Very high')] : []),
        ],
      },
    ],
  });
}
