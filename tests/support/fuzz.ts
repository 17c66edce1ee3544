import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { openReader, type Reader, sheetsOf } from '../../src/files/index.ts';
import { loadFramework } from '../../src/framework/index.ts';
import { makeHome } from '../../src/home/index.ts';
import { type Host, openHost } from '../../src/host/index.ts';
import { unzip, zip } from '../../src/ooxml/index.ts';
import {
  crimeCsv,
  crimeName,
  crimeRows,
  disruptionBook,
  disruptionName,
  disruptionRows,
} from './extracts.ts';
import { numbers } from './faults.ts';
import { valueIn } from './outcome.ts';
import { repository } from './shared.ts';

/**
 * Files and definitions whose bytes were changed at random, by seed: whatever comes of them, it is a
 * load or a coded answer with its file, soon, and never one of the codes that say "we did not foresee
 * this". Every so often the home is examined: a load that came of a changed file is as sound as any.
 */
export interface FuzzBench {
  one(seed: number): Promise<string>;
  close(): Promise<void>;
}

const actor: Actor = { name: 'local:fuzz', roles: ['administrator', 'analyst'], themes: [] };
/** Cases in one home before it is examined and a new one is made. */
const casesOfHome = 400;
/** No answer may take longer, on however busy a machine. */
const slowMs = 30_000;
const clock = { now: () => '2026-02-10T09:00:00.000Z', today: () => '2026-02-10' };
const unforeseen = /^(?:[A-Z]000|F120|F209|F210|H500)$/;

export async function fuzzBench(folder: string): Promise<FuzzBench> {
  const files = join(folder, 'files');
  const definitions = join(folder, 'definitions');
  mkdirSync(files, { recursive: true });
  cpSync(join(repository, 'framework'), definitions, { recursive: true });
  const book = await disruptionBook(disruptionRows('2025-12', 25));
  const texts = [
    [crimeName('2025-12'), crimeCsv({ month: '2025-12', rows: crimeRows('2025-12', 30) })],
    ['2025-11-staffordshire-street.csv', street()],
  ] as const;
  const reader = openReader({ timeMs: slowMs }, folder);
  const yaml = readdirSync(definitions, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  let home: { host: Host; cases: number } | null = null;

  const examined = async (): Promise<Host> => {
    if (home && home.cases >= casesOfHome) await leave();
    if (!home) {
      const at = join(folder, 'home');
      rmSync(at, { recursive: true, force: true });
      makeHome(at, {
        sample: true,
        reportingDay: '2026-02-10',
        framework: join(repository, 'framework'),
      });
      const host = valueIn(await openHost(at, { clock, limits: { timeMs: slowMs } }));
      home = { host, cases: 0 };
    }
    home.cases += 1;
    return home.host;
  };
  const leave = async () => {
    const left = home;
    home = null;
    if (!left) return;
    const wrong = await left.host.doctor();
    await left.host.close();
    assert.deepEqual(
      wrong.map((p) => `${p.code} ${p.message}`),
      [],
      'the home is sound after all of it',
    );
  };

  const collated = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(files, name);
    writeFileSync(path, bytes);
    const results = await (await examined()).collate([path], actor);
    for (const { status, problems, file } of results) {
      const errors = problems.filter((p) => p.severity === 'error');
      assert.equal(status === 'refused', errors.length > 0, `${file}: ${status} as its problems`);
      for (const p of problems) told(p);
    }
    return (
      results.map((r) => r.problems.find((p) => p.severity === 'error')?.code ?? r.status)[0] ??
      'nothing'
    );
  };
  const listed = (name: string, bytes: Uint8Array) =>
    asCells(join(files, name), name, bytes, reader);

  return {
    one: async (seed) => {
      const random = numbers(seed);
      const began = performance.now();
      const what = Math.floor(random() * 10);
      const [name, text] = texts[seed % 2] ?? texts[0];
      let said: string;
      if (what < 4) said = await collated(name, mutated(Buffer.from(text), random, csvWords));
      else if (what < 5) said = await listed(name, mutated(Buffer.from(text), random, csvWords));
      else if (what < 6)
        said = await collated(disruptionName('2025-12'), mutated(book, random, []));
      else if (what < 8) {
        const parts = await changedPart(book, random);
        said =
          what < 7
            ? await collated(disruptionName('2025-12'), parts)
            : await listed(disruptionName('2025-12'), parts);
      } else said = checked(definitions, yaml[Math.floor(random() * yaml.length)] ?? '', random);
      const took = performance.now() - began;
      assert.ok(took < slowMs, `it took ${Math.round(took)} ms`);
      return said;
    },
    close: async () => {
      await leave();
      await reader.close();
    },
  };
}

/** A problem as a person gets it: a known code, a sentence, a mend. */
function told(p: { code: string; message: string; mend: string }): void {
  assert.match(p.code, /^[A-Z]\d{3}$/);
  assert.doesNotMatch(p.code, unforeseen, `${p.code} ${p.message}`);
  assert.ok(p.message.length > 0 && p.mend.length > 0, p.code);
  assert.doesNotMatch(
    p.message,
    /\bundefined\b(?! entity)|\[object |\n\s+at /,
    `${p.code} ${p.message}`,
  );
}

async function asCells(
  path: string,
  name: string,
  bytes: Uint8Array,
  reader: Reader,
): Promise<string> {
  writeFileSync(path, bytes);
  const found = await sheetsOf(path, name, reader);
  for (const p of found.ok ? (found.notes ?? []) : found.problems) told(p);
  return found.ok ? 'listed' : (found.problems[0]?.code ?? '');
}

/** One definition changed, the others as they ship. */
function checked(folder: string, name: string, random: () => number): string {
  const path = join(folder, name);
  const whole = readFileSync(path);
  writeFileSync(path, mutated(whole, random, yamlWords));
  try {
    const loaded = loadFramework(folder);
    if (loaded.ok) return 'checked';
    for (const p of loaded.problems) {
      told(p);
      assert.ok(p.where.file, `${p.code} names no file`);
    }
    return loaded.problems[0]?.code ?? '';
  } finally {
    writeFileSync(path, whole);
  }
}

/** A workbook of which one part was changed and the package made anew, so that its checksums hold. */
async function changedPart(book: Uint8Array, random: () => number): Promise<Uint8Array> {
  const parts = [...(await unzip(book))];
  const chosen = Math.floor(random() * parts.length);
  return zip(
    parts.map(([name, bytes], i) => [
      name,
      i === chosen ? mutated(bytes, random, xmlWords) : bytes,
    ]),
  );
}

const street = () =>
  [
    'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context',
    ...Array.from(
      { length: 30 },
      (_, i) =>
        `${i % 4 ? `abc${i}` : ''},2025-11,Staffordshire Police,Staffordshire Police,-2.1,52.8,On or near High Street,E01029678,Stafford 001A,${i % 3 ? 'Drugs' : 'Vehicle crime'},Under investigation,`,
    ),
    '',
  ].join('\n');

const csvWords = [
  ...[
    '"',
    '""',
    '","',
    "'",
    '\r',
    '\n',
    '\r\n',
    '\0',
    '\t',
    ';',
    '|',
    '\ufeff',
    ',,,,,,',
    'Total records',
  ],
  ...['99/99/9999', '29/02/2025', '-1', '1e999', 'NaN', '£', '0x1F', '9'.repeat(40), '=cmd()'],
  ...['\u2028', '\u202e', 'é', '\ud83d\ude00', 'SECRET', 'x'.repeat(5_000), '12/12/0001 00:00'],
  ...["'; drop table load; --", '${', '__proto__', ' ', 'null', 'sep=;\n', '[c]', '-', '..'],
];
const xmlWords = [
  ...['<', '>', '&', '&#0;', '&#x10FFFF;', '&amp;', ']]>', '<![CDATA[', '<!--', '<?x', '"', "'"],
  ...['<!DOCTYPE x [<!ENTITY a "b">]>', '&a;', '<row r="0">', '<c r="ZZZ1"/>', '<c r="A1"/>'],
  ...['r="A1048577"', 't="s"', '<v>99999999</v>', '<v>-1</v>', 's="999"', '</row>', '</sheetData>'],
  ...['<mergeCell ref="A1:XFD1048576"/>', '<f>1/0</f>', '\0', '\ufeff', 'xmlns:x="y"', '<x:c>'],
];
const yamlWords = [
  ...[
    ': ',
    '- ',
    '{ ',
    ' }',
    '[',
    ']',
    '*a',
    '&a ',
    '<<: *a',
    '!!js/function',
    '"',
    "'",
    '#',
    '\t',
  ],
  ...[
    '? ',
    '|',
    '>',
    '---\n',
    '...\n',
    '\0',
    '\ufeff',
    '%YAML 9.9\n',
    'null',
    '~',
    'true',
    '1e999',
  ],
  ...['2025-02-30', '__proto__: { a: 1 }', 'constructor', '(?<', '(a+)+$', '  ', '\n', 'title:'],
  ...['where: { any: [] }', 'of: nothing', '0x', '-1', '12 months', 'é', '\ud83d'],
];

/** Up to eight changes: bits, bytes, pieces cut, doubled or moved, and words that mean something. */
function mutated(whole: Uint8Array, random: () => number, words: readonly string[]): Buffer {
  let bytes = Buffer.from(whole);
  const below = (n: number) => Math.floor(random() * n);
  const changes = 1 + below(8);
  for (let n = 0; n < changes && bytes.length > 0; n++) {
    const at = below(bytes.length);
    const length = Math.min(bytes.length - at, 1 + below(below(4) === 0 ? 400 : 12));
    const [before, piece, rest] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ];
    switch (below(words.length > 0 ? 9 : 6)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 1:
        bytes[at] = below(256);
        break;
      case 2:
        bytes = Buffer.concat([before, rest]);
        break;
      case 3:
        bytes = Buffer.concat([before, piece, piece, rest]);
        break;
      case 4:
        if (below(4) === 0) bytes = Buffer.from(before);
        break;
      case 5: {
        const to = below(rest.length + 1);
        bytes = Buffer.concat([before, rest.subarray(0, to), piece, rest.subarray(to)]);
        break;
      }
      default: {
        const word = Buffer.from(words[below(words.length)] ?? '');
        bytes = Buffer.concat([before, word, below(2) === 0 ? bytes.subarray(at) : rest]);
      }
    }
  }
  return bytes;
}

/** Bytes of the file that a seed made last: kept where a case failed. */
export const lastFiles = (folder: string): string[] =>
  readdirSync(join(folder, 'files'))
    .map((name) => join(folder, 'files', name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
