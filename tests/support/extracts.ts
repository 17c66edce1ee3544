import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CellValue, writeWorkbook } from '../../src/ooxml/index.ts';

/**
 * Small made extracts in the layouts of the shipped sources, whole unless told otherwise: each test
 * breaks one thing. SYNTHETIC stands in all of them.
 */
export const crimeHeader = [
  ...['Crime Number', 'Recorded Date', 'Committed From', 'Committed To', 'HO Class', 'Offence'],
  ...['Beat', 'Ward', 'LPA', 'Value Stolen', 'Property Type', 'Firearm', 'Knife', 'SOC Flag'],
  ...['CE Flag', 'OCG URN', 'Crime Status'],
];

/** `n` crimes of a month (`2025-12`), spread over its days. */
export const crimeRows = (month: string, n: number): string[][] =>
  Array.from({ length: n }, (_, i) => {
    const [year, of] = month.split('-');
    const day = String(1 + (i % 28)).padStart(2, '0');
    return [
      ...[`SYN${year}${of}${String(i + 1).padStart(6, '0')}`, `${day}/${of}/${year} 10:30`],
      ...[`${day}/${of}/${year}`, `${day}/${of}/${year}`, i % 3 ? '45' : '28C', 'Offence', 'B1'],
      ...['', 'CAN', '120.50', 'Vehicle', 'N', 'N', 'N', 'N', '', 'Live'],
    ];
  });

export const crimeTop = (month: string) => [
  'SYNTHETIC - Business Objects scheduled report: SOC crime',
  `Run 05/01/2026; months ${month} to ${month}`,
];

export interface CrimeFile {
  readonly month: string;
  readonly rows: readonly (readonly string[])[];
  readonly header?: readonly string[];
  readonly top?: readonly string[];
  readonly total?: number;
  readonly bottom?: readonly string[];
}

/** A scheduled crime report as CSV. */
export function crimeCsv({ month, rows, ...rest }: CrimeFile): string {
  const bottom = rest.bottom ?? [`Total records: ${rest.total ?? rows.length}`];
  return [
    ...(rest.top ?? crimeTop(month)),
    ...[rest.header ?? crimeHeader, ...rows].map((cells) => cells.join(',')),
    ...bottom,
    '',
  ].join('\n');
}

/** Its usual name. */
export const crimeName = (month: string) => `BO_SOC_CRIME_${month.replace('-', '')}.csv`;

export const disruptionHeader = [
  ...['Disruption ID', 'Activity Date', 'Date Recorded', 'Level', '4P', 'Threat Type'],
  ...['Subject Type', 'Subject URN', 'Lead Agency', 'Supporting', 'LPA', 'Summary', 'Arrests'],
  ...['Charged', 'Cash GBP', 'Firearms', 'Drugs Value GBP', 'Safeguarded', 'Moderated'],
];

export const disruptionRows = (month: string, n: number): CellValue[][] =>
  Array.from({ length: n }, (_, i) => {
    const day = `${month}-${String(1 + (i % 28)).padStart(2, '0')}`;
    return [
      ...[`D${month.replace('-', '')}${String(i + 1).padStart(4, '0')}`, { day }, { day }],
      ...['Minor', 'Pursue', 'Drugs', 'OCG', `OCG ${1 + (i % 9)}`, 'Local Policing', '', 'CAN'],
      ...['Made up', i % 3, 0, 0, 0, 0, 0, 'Y'],
    ];
  });

/** A disruptions export as workbook. */
export async function disruptionBook(
  rows: readonly (readonly CellValue[])[],
  header: readonly CellValue[] = disruptionHeader,
): Promise<Uint8Array> {
  return writeWorkbook({
    sheets: [
      {
        name: 'Disruptions',
        rows: [
          ['SYNTHETIC - APMIS disruptions export'],
          [],
          header,
          ...rows,
          [`Total records: ${rows.length}`],
        ],
      },
    ],
  });
}

export const disruptionName = (month: string) => `APMIS_Disruptions_${month.replace('-', '')}.xlsx`;

/** Headings of the list of groups. */
const groupHeader = [
  ...['URN', 'OCG Name', 'Status', 'Tier', 'MoRiLE Score', 'Scored On', 'Model', 'Primary Threat'],
  ...['Secondary Threats', 'Force', 'LPA', 'Owner', 'Nominals', 'Firearms Y/N', 'Cross Border Y/N'],
  ...['4P Plan Y/N', 'Next Review', 'Merged Into', 'Split From'],
];

/** A list of organised crime groups as workbook. */
export const groupBook = (rows: readonly (readonly CellValue[])[]): Promise<Uint8Array> =>
  writeWorkbook({
    sheets: [
      {
        name: 'OCG Master',
        rows: [
          ['SYNTHETIC - APMIS list of organised crime groups'],
          groupHeader.map((_, i) => (i === 0 ? 'Identity' : '')),
          groupHeader,
          ...rows,
        ],
      },
    ],
  });

/** Writes a file and gives its path. */
export function laid(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
