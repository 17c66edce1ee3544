import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SampleMonth } from './calendar.ts';

/** One published subgroup: what a year holds, where, when in the year, and as which Home Office classes. */
export interface Subgroup {
  readonly title: string;
  /** Recorded in the calendar years 2023 and 2024 (ONS, year ending December). */
  readonly years: { readonly 2023: number; readonly 2024: number };
  /** Share of each district in 2024, by ONS code. */
  readonly districts: ReadonlyMap<string, number>;
  /** Mean a day of each month against the year's mean a day. */
  readonly season: readonly number[];
  readonly classes: readonly (readonly [code: string, weight: number, text: string])[];
}

const flat = Array.from({ length: 12 }, () => 1);
/** data.police.uk, Staffordshire, 2025, rows per day by month over their mean; see SOURCES.md. */
const seasons = {
  violence: [0.92, 0.92, 0.97, 1.03, 0.99, 1.09, 1.08, 1.0, 1.06, 1.02, 0.97, 0.95],
  damage: [0.95, 0.92, 1.01, 1.1, 1.02, 1.0, 1.08, 1.05, 1.0, 0.96, 0.96, 0.95],
  order: [0.84, 0.86, 1.02, 1.08, 1.0, 1.1, 1.14, 1.06, 1.1, 1.02, 0.9, 0.88],
  bicycle: [0.48, 0.72, 0.78, 0.88, 0.97, 1.18, 1.26, 1.33, 1.32, 1.43, 0.95, 0.7],
  flat,
} as const;

type Classes = Subgroup['classes'];
const shapes: Readonly<Record<string, readonly [season: readonly number[], classes: Classes]>> = {
  Homicide: [
    flat,
    [
      ['1', 0.85, 'Murder'],
      ['4.1', 0.15, 'Manslaughter'],
    ],
  ],
  'Death or serious injury - unlawful driving': [
    flat,
    [['4.4', 1, 'Causing death by dangerous driving']],
  ],
  'Violence with injury': [
    seasons.violence,
    [
      ['8N', 0.93, 'Assault with injury'],
      ['5D', 0.05, 'Assault with intent to cause serious harm'],
      ['5E', 0.02, 'Endangering life'],
    ],
  ],
  'Violence without injury': [
    seasons.violence,
    [
      ['105A', 0.84, 'Assault without injury'],
      ['104', 0.08, 'Assault without injury on a constable'],
      ['3B', 0.04, 'Threats to kill'],
      ['13', 0.012, 'Child abduction'],
      ['36', 0.016, 'Kidnapping and false imprisonment'],
      ['106', 0.012, 'Modern slavery'],
    ],
  ],
  'Stalking and harassment': [
    seasons.violence,
    [
      ['8L', 0.45, 'Harassment'],
      ['8Q', 0.25, 'Stalking'],
      ['8R', 0.3, 'Malicious communications'],
    ],
  ],
  'Sexual offences': [
    seasons.violence,
    [
      ['19C', 0.3, 'Rape of a female aged 16 or over'],
      ['19D', 0.12, 'Rape of a female child under 16'],
      ['19E', 0.06, 'Rape of a female child under 13'],
      ['19F', 0.03, 'Rape of a male aged 16 or over'],
      ['71', 0.2, 'Abuse of children through sexual exploitation'],
      ['72', 0.02, 'Trafficking for sexual exploitation'],
      ['88A', 0.27, 'Sexual grooming'],
    ],
  ],
  Robbery: [
    flat,
    [
      ['34A', 0.13, 'Robbery of business property'],
      ['34B', 0.87, 'Robbery of personal property'],
    ],
  ],
  'Residential burglary': [
    flat,
    [
      ['28E', 0.78, 'Burglary in a dwelling - residential'],
      ['28F', 0.16, 'Attempted burglary - residential'],
      ['28G', 0.03, 'Distraction burglary - residential'],
      ['28H', 0.01, 'Attempted distraction burglary - residential'],
      ['29A', 0.02, 'Aggravated burglary - residential'],
    ],
  ],
  'Non-residential burglary': [
    flat,
    [
      ['30C', 0.83, 'Burglary - business and community'],
      ['30D', 0.165, 'Attempted burglary - business and community'],
      ['31A', 0.005, 'Aggravated burglary - business and community'],
    ],
  ],
  'Vehicle offences': [
    flat,
    [
      ['45', 0.44, 'Theft from a motor vehicle'],
      ['48', 0.42, 'Theft or unauthorised taking of a motor vehicle'],
      ['37.2', 0.04, 'Aggravated vehicle taking'],
      ['126', 0.1, 'Interfering with a motor vehicle'],
    ],
  ],
  'Theft from the person': [flat, [['39', 1, 'Theft from the person']]],
  'Bicycle theft': [seasons.bicycle, [['44', 1, 'Theft or unauthorised taking of a pedal cycle']]],
  Shoplifting: [flat, [['46', 1, 'Shoplifting']]],
  'Other theft offences': [
    flat,
    [
      ['49', 0.78, 'Other theft'],
      ['40', 0.08, 'Theft in a dwelling other than from an automatic machine'],
      ['41', 0.04, 'Theft by an employee'],
      ['42', 0.02, 'Theft of mail'],
      ['43', 0.03, 'Dishonest use of electricity'],
      ['35', 0.05, 'Blackmail'],
    ],
  ],
  'Criminal damage and arson': [
    seasons.damage,
    [
      ['58A', 0.28, 'Criminal damage to a dwelling'],
      ['58B', 0.12, 'Criminal damage to a building other than a dwelling'],
      ['58C', 0.4, 'Criminal damage to a vehicle'],
      ['58D', 0.15, 'Other criminal damage'],
      ['56A', 0.02, 'Arson endangering life'],
      ['56B', 0.03, 'Arson not endangering life'],
    ],
  ],
  'Drug offences': [
    flat,
    [
      ['92A', 0.3, 'Trafficking in controlled drugs'],
      ['92C', 0.05, 'Other drug offences'],
      ['92D', 0.2, 'Possession of controlled drugs excluding cannabis'],
      ['92E', 0.45, 'Possession of controlled drugs (cannabis)'],
    ],
  ],
  'Possession of weapons offences': [
    flat,
    [
      ['10A', 0.03, 'Possession of firearms with intent'],
      ['10B', 0.08, 'Possession of firearms offences'],
      ['10C', 0.3, 'Possession of other weapons'],
      ['10D', 0.5, 'Possession of article with blade or point'],
      ['81', 0.04, 'Other firearms offences'],
      ['90', 0.05, 'Other knife offences'],
    ],
  ],
  'Public order offences': [
    seasons.order,
    [
      ['9A', 0.9, 'Public fear, alarm or distress'],
      ['9B', 0.05, 'Racially or religiously aggravated public fear, alarm or distress'],
      ['62A', 0.02, 'Violent disorder'],
      ['66', 0.03, 'Other offences against the State or public order'],
    ],
  ],
  'Miscellaneous crimes': [
    flat,
    [
      ['54', 0.12, 'Handling stolen goods'],
      ['33', 0.07, 'Going equipped for stealing'],
      ['33A', 0.02, 'Making, supplying or possessing articles for use in fraud'],
      ['38', 0.06, 'Profiting from or concealing proceeds of crime'],
      ['79', 0.16, 'Perverting the course of justice'],
      ['95', 0.05, 'Disclosure, obstruction, false or misleading statements'],
      ['99', 0.34, 'Other notifiable offences'],
      ['802', 0.15, 'Dangerous driving'],
      ['61', 0.03, 'Other forgery'],
    ],
  ],
};

/** Reads the published tables and gives every subgroup that a force records. */
export function calibration(published: string): readonly Subgroup[] {
  const forces = readTable(join(published, 'recorded-crime-by-force-year.csv')).filter(
    (row) => row.area_code === 'E23000015' && row.edition === '2024-12',
  );
  const districts = readTable(join(published, 'recorded-crime-by-district-year.csv')).filter(
    (row) => row.year_ending === '2024-12' && (row.district_code ?? '') !== '',
  );
  return Object.entries(shapes).map(([title, [season, classes]]) => {
    const year = (ending: string) =>
      Number(
        forces.find((row) => row.offence === title && row.year_ending === ending)?.count ??
          Number.NaN,
      );
    const parts = districts.filter((row) => row.offence === title);
    const total = parts.reduce((sum, row) => sum + Number(row.count), 0);
    return {
      title,
      years: { 2023: year('2023-12'), 2024: year('2024-12') },
      districts: new Map(parts.map((row) => [row.district_code ?? '', Number(row.count) / total])),
      season,
      classes,
    };
  });
}

/** Offences of a subgroup in a year, as published; earlier and later years are as the nearest. */
export const annual = (subgroup: Subgroup, year: number): number =>
  year <= 2023 ? subgroup.years[2023] : subgroup.years[2024];

/** Expected offences of a subgroup in a month, for the whole force, before what is planted. */
export function expected(subgroup: Subgroup, when: SampleMonth): number {
  return (
    (annual(subgroup, when.year) / 365.25) * when.days * (subgroup.season[when.month - 1] ?? 1)
  );
}

/** A plain CSV without quoted line breaks, as the published tables are. */
export function readTable(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
    return Object.fromEntries(
      names.map((name, i) => [
        name,
        (cells[i] ?? '')
          .replace(/,$/, '')
          .replace(/^"(.*)"$/, '$1')
          .replaceAll('""', '"'),
      ]),
    );
  });
}
