import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { budgets } from '../budgets.ts';
import { type Context, scaled } from '../context.ts';
import { emptyHome, framework, lastMonth } from '../home.ts';
import { type Line, mebibytes, seconds } from '../line.ts';
import { codesOf } from '../made/codes.ts';
import { monthsUpTo, writeCrimes } from '../made/crimes.ts';
import { compared, runTask, type Taken } from '../measure.ts';

const million = 1_000_000;

/** A CSV of a million rows and twelve columns, plain and gzip, against DuckDB reading it into a plain table. */
export async function csvLines(context: Context): Promise<Line[]> {
  const plain = crimesFile(context, million, 'BENCH_CRIME_SYNTHETIC.csv');
  const gzip = `${plain}.gz`;
  if (!existsSync(gzip))
    await pipeline(createReadStream(plain), createGzip({ level: 6 }), createWriteStream(gzip));
  context.say('CSV of a million rows');
  const taken = await compared(sides(context, plain), context.runs);
  context.say('the same, gzip');
  const zipped = await compared(sides(context, gzip), context.runs);
  return [
    againstDuckDb('CSV 1 M x 12 to facts', taken, budgets.csv),
    againstDuckDb('the same from .gz', zipped, budgets.csvGzip),
    memory('the same, peak memory of all processes', taken.ours, budgets.csvMemory),
  ];
}

/** Twelve million rows in one run; the rows take a few minutes and some gigabytes of disk. */
export async function twelveMillionLines(context: Context): Promise<Line[]> {
  const file = crimesFile(context, 12 * million, 'BENCH_CRIME_SYNTHETIC_12M.csv');
  context.say('CSV of twelve million rows');
  const taken = await compared(sides(context, file), 1);
  return [
    againstDuckDb('12 M rows in one run', taken, budgets.twelveMillion),
    memory('the same, peak memory', taken.ours, budgets.twelveMillionMemory),
  ];
}

function crimesFile(context: Context, rows: number, name: string): string {
  const file = join(context.folder, name);
  context.say(`writing ${name}`);
  if (!existsSync(file))
    writeCrimes(file, codesOf(framework(context.folder)), {
      rows: scaled(rows, context),
      months: monthsUpTo(lastMonth, 12),
      seed: 1,
    });
  return file;
}

/** Each run into an empty home, and into an empty database. */
function sides(context: Context, file: string) {
  const database = join(context.folder, 'plain.duckdb');
  return {
    duckdb: async () => {
      rmSync(database, { force: true });
      return runTask('duckdb-read', { file, database });
    },
    ours: async () => {
      rmSync(join(context.folder, 'csv-home'), { recursive: true, force: true });
      return runTask('collate', { home: emptyHome(context.folder, 'csv-home'), file });
    },
  };
}

const againstDuckDb = (
  what: string,
  { ours, duckdb }: { ours: Taken; duckdb: Taken },
  budget: Line['budget'],
): Line => ({
  what,
  ours: seconds(ours.seconds),
  against: `DuckDB ${seconds(duckdb.seconds)}`,
  value: ours.seconds / duckdb.seconds,
  cpu: ours.cpu / duckdb.cpu,
  budget,
});

const memory = (what: string, ours: Taken, budget: Line['budget']): Line => ({
  what,
  ours: `${Math.round(mebibytes(ours.peak))} MiB`,
  against: '',
  value: mebibytes(ours.peak),
  budget,
});
