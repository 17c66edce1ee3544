import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWorkbook } from '../src/ooxml/index.ts';
import { dayNumber, isoDay, monthsFrom, type SampleMonth } from './calendar.ts';
import { calibration } from './calibration.ts';
import { type Crime, crimeHeader, crimeRow, crimesOf } from './crime.ts';
import {
  type Disruption,
  disruptionHeader,
  disruptionRow,
  disruptionsOf,
  type SampleCell,
} from './disruptions.ts';
import { feedFiles } from './feeds/index.ts';
import { type Group, named, registerOf } from './groups.ts';
import { type CrimeOutcome, outcomeHeader, outcomeRow, outcomesOf } from './outcome.ts';
import { type Ward, wardsOf } from './wards.ts';
import { firstMonth, lastMonth, planted, warmUp } from './world.ts';

/**
 * Writes the sample's files: what a force of Staffordshire's size would receive from April 2022 to
 * January 2026, invented and marked SYNTHETIC, and the published tables. The same seed gives the
 * same bytes. `arrivals.csv` says when each file arrived.
 * @param feeds `core` leaves out all but crime, outcomes, groups, disruptions and published tables
 */
export async function generate(
  out: string,
  seed: string,
  from = firstMonth,
  feeds: 'all' | 'core' = 'all',
): Promise<number> {
  mkdirSync(out, { recursive: true });
  const root = packageRoot();
  const arrivals: [file: string, at: string][] = [];
  const put = (name: string, content: string | Uint8Array, arrived: string) => {
    writeFileSync(join(out, name), content);
    arrivals.push([name, arrived]);
  };
  const published = join(root, 'sample', 'published');
  for (const name of readdirSync(published))
    if (
      !name.startsWith('knife') &&
      name !== 'population-by-force-year.csv' &&
      name !== 'recorded-crime-by-district-year.csv'
    ) {
      copyFileSync(join(published, name), join(out, name));
      arrivals.push([name, publishedAt[name] ?? '2022-05-01T08:00:00Z']);
    }
  const register = registerOf(seed);
  const subgroups = calibration(published);
  const wards = new Map<string, Ward[]>();
  for (const ward of wardsOf(join(root, 'framework')))
    wards.set(ward.district, [...(wards.get(ward.district) ?? []), ward]);
  const crimes = new Map<string, Crime[]>();
  const outcomes = new Map<string, CrimeOutcome[]>();
  const disruptions: Disruption[] = [];
  for (const when of monthsFrom(from > firstMonth ? from : warmUp, lastMonth)) {
    const groups = named(register.get(when.id) ?? []).map((group) => group.urn);
    const made = crimesOf(seed, when, subgroups, wards, groups);
    crimes.set(when.id, made);
    for (const outcome of outcomesOf(seed, when.id, made)) {
      const month = isoDay(outcome.day).slice(0, 7);
      const known = outcomes.get(month);
      if (known) known.push(outcome);
      else outcomes.set(month, [outcome]);
    }
    if (when.id < from) continue;
    disruptions.push(...disruptionsOf(seed, when, named(register.get(when.id) ?? [])));
    crimeFile(when, crimes, put, from);
    if (when.id !== lastMonth) outcomeFile(when, outcomes.get(when.id) ?? [], put);
    await groupFile(when, register.get(when.id) ?? [], put);
    await disruptionFile(when, disruptions, put);
  }
  for (const file of feeds === 'all' ? feedFiles(seed, from, crimes, published) : [])
    put(file.name, await file.content, file.arrived);
  const lines = arrivals
    .sort((a, b) => (a[1] + a[0] < b[1] + b[0] ? -1 : 1))
    .map(([file, at]) => `${file},${at}`);
  writeFileSync(join(out, 'arrivals.csv'), `file,arrived at\n${lines.join('\n')}\n`);
  return arrivals.length;
}

/** A table cannot arrive before the last period it speaks for: when its publisher brought it out. */
const publishedAt: Readonly<Record<string, string>> = {
  'crime-severity-by-force-year.csv': '2022-07-21T08:30:00Z',
  'crime-by-district-month.csv': '2026-01-30T08:30:00Z',
  'nrm-police-referrals-by-quarter.csv': '2023-08-03T08:30:00Z',
  'recorded-crime-by-force-year.csv': '2025-04-24T08:30:00Z',
};

type Put = (name: string, content: string | Uint8Array, arrived: string) => void;

/** The day of the next month on which a report is run. */
const dayAfter = (when: SampleMonth, days: number) =>
  isoDay(dayNumber(`${when.id}-01`) + when.days - 1 + days);
const plain = (day: string) => day.replaceAll('-', '');

/** Each report supplies its month and the two before it again. */
function crimeFile(
  when: SampleMonth,
  crimes: ReadonlyMap<string, readonly Crime[]>,
  put: Put,
  from: string,
): void {
  const months = monthsBack(when, 2).filter((id) => id >= from);
  // September 2025 was run on its last day, while the month was still open; October's report completes it.
  const early = when.id === '2025-09';
  const run = early ? `${when.id}-30` : dayAfter(when, 5);
  const rows = months.flatMap((id) =>
    (crimes.get(id) ?? [])
      .filter((crime) => !early || crime.recordedDay < dayNumber(run))
      .map((crime) => crimeRow(crime, monthsBetween(id, when.id))),
  );
  put(
    `BO_SOC_CRIME_${when.compact}.csv`,
    `SYNTHETIC - Business Objects scheduled report: SOC crime\nRun ${british(run)}; months ${months[0]} to ${months.at(-1)}\n${crimeHeader}\n${rows.join('\n')}\nTotal records,${rows.length}\n`,
    `${run}T06:10:00Z`,
  );
}

function outcomeFile(when: SampleMonth, outcomes: readonly CrimeOutcome[], put: Put): void {
  const rows = outcomes.map(outcomeRow);
  const run = dayAfter(when, 5);
  put(
    `BO_SOC_OUTCOME_${when.compact}.csv`,
    `SYNTHETIC - Business Objects scheduled report: outcomes\nRun ${british(run)}\n${outcomeHeader}\n${rows.join('\n')}\nTotal records,${rows.length}\n`,
    `${run}T06:20:00Z`,
  );
}

const groupHead = [
  'URN',
  'OCG Name',
  'Status',
  'Tier',
  'MoRiLE Score',
  'Scored On',
  'Model',
  'Primary Threat',
  'Secondary Threats',
  'Force',
  'LPA',
  'Owner',
  'LRO',
  'Nominals',
  'Firearms Y/N',
  'Cross Border Y/N',
  '4P Plan Y/N',
  'Last Review',
  'Next Review',
  'Merged Into',
  'Split From',
];
const groupHeads = groupHead.map((_, i) =>
  i === 0 ? 'Identity' : i === 3 ? 'Threat' : i === 9 ? 'Management' : '',
);

/** Title rows, two header rows with merged heads, a hidden sheet, now and then a blank tier or a score as text. */
async function groupFile(when: SampleMonth, groups: readonly Group[], put: Put): Promise<void> {
  const day = dayAfter(when, 1);
  const yes = (flag: boolean) => (flag ? 'Y' : 'N');
  const untiered =
    when.month === 11
      ? groups.findIndex((g, i) => i > 4 && g.force === 'Staffordshire' && g.status === 'Active')
      : -1;
  const rows = groups.map((g, i): SampleCell[] => [
    g.urn,
    g.name,
    g.status,
    i === untiered ? '' : g.tier,
    i === 4 ? String(g.score) : g.score,
    { day: g.scoredOn },
    g.model,
    g.primary,
    g.secondary,
    g.force,
    g.area,
    g.owner,
    '',
    g.members,
    yes(g.firearms),
    yes(g.crossBorder),
    yes(g.plan),
    { day: g.lastReview },
    { day: g.nextReview },
    g.mergedInto,
    g.splitFrom,
  ]);
  put(
    `APMIS_Master_OCG_${plain(day)}.xlsx`,
    await writeWorkbook({
      title: 'SYNTHETIC APMIS master list',
      sheets: [
        {
          name: 'OCG Master',
          rows: [
            ['SYNTHETIC - Master OCG list'],
            ['Staffordshire'],
            [`Run ${british(day)}`],
            [],
            groupHeads,
            groupHead,
            ...rows,
          ],
          merges: ['A5:C5', 'D5:I5', 'J5:U5'],
          bold: [1, 5, 6],
          widths: groupHead.map(() => 16),
        },
        {
          name: 'Lists',
          hidden: true,
          rows: [['Status'], ['Active'], ['Emerging'], ['Archived'], ['Merged']],
        },
      ],
    }),
    `${day}T07:00:00Z`,
  );
}

/** Each export covers the activity of the last twelve months: late entries, moderated levels, deletions show. */
async function disruptionFile(
  when: SampleMonth,
  all: readonly Disruption[],
  put: Put,
): Promise<void> {
  const run = dayAfter(when, 4);
  const runDay = dayNumber(run);
  const first = dayNumber(`${monthsBack(when, 11)[0]}-01`);
  const known = all.filter(
    (d) =>
      d.activityDay >= first &&
      d.recordedDay <= runDay &&
      (d.deletedDay === 0 || d.deletedDay > runDay),
  );
  const rows = known.map((d) => disruptionRow(d, runDay));
  const file = (body: readonly SampleCell[][]) =>
    writeWorkbook({
      title: 'SYNTHETIC disruptions',
      sheets: [
        {
          name: 'Disruptions',
          rows: [
            ['SYNTHETIC - Disruptions export'],
            [`Run ${british(run)}`],
            [],
            [...disruptionHeader],
            ...body,
            [`Total records: ${body.length}`],
          ],
          bold: [1, 4],
          widths: disruptionHeader.map(() => 15),
        },
      ],
    });
  if (when.id === lastMonth) {
    // The first export of February is refused at three cells; the corrected one follows two days later.
    const bad = rows.map((row, i) =>
      i === 40
        ? row.with(3, 'Moderatte')
        : i === 41
          ? row.with(1, '31/09/2025')
          : i === 42
            ? row.with(14, -250)
            : row,
    );
    put(planted.refusedFile, await file(bad), `${run}T07:10:00Z`);
    const later = isoDay(runDay + 2);
    put(`APMIS_Disruptions_${plain(later)}.xlsx`, await file(rows), `${later}T09:30:00Z`);
    return;
  }
  put(`APMIS_Disruptions_${plain(run)}.xlsx`, await file(rows), `${run}T07:10:00Z`);
}

const british = (day: string) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
const monthNumber = (id: string) => Number(id.slice(0, 4)) * 12 + Number(id.slice(5, 7)) - 1;
const monthsBetween = (from: string, to: string) => monthNumber(to) - monthNumber(from);

function monthsBack(when: SampleMonth, back: number): string[] {
  return Array.from({ length: back + 1 }, (_, i) => monthNumber(when.id) - back + i).map(
    (n) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
  );
}

function packageRoot(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [out, ...rest] = process.argv.slice(2);
  const value = (name: string) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
  if (!out) {
    process.stderr.write('generate.js OUT [--seed N] [--from 2024-01]\n');
    process.exitCode = 2;
  } else
    process.stdout.write(
      `${await generate(out, value('--seed') ?? '1', value('--from') ?? firstMonth)} files\n`,
    );
}
