import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { floors, importsOf, listSources, roomIn } from './support/rooms.ts';

/** No number leaves without provenance and marking: these rooms get figures, never plans. */
const noNumbersFrom = new Set(['measures', 'warehouse']);
const showsNumbers = new Set(['decks', 'pages', 'exports', 'server']);

/** Pure rooms import no `node:` module, read no clock and no randomness (house rule 6). */
const pure = new Set([
  'problems',
  'periods',
  'statistics',
  'figures',
  'wording',
  'charts',
  'findings',
  'pages',
]);
/** The rooms that may touch the disk: the folder itself, the reader's child, and the edges. */
const mayTouchDisk = new Set([
  'home',
  'files',
  'warehouse',
  'records',
  'framework',
  'decks',
  'exports',
  'arrivals',
  'host',
  'server',
  'cli',
  'collation',
]);
const onlyServerTypesAnd = new Set(['server', 'periods', 'wording', 'charts', 'problems']);
const forbiddenFolders =
  /^(utils?|helpers?|types?|services?|interfaces?|constants?|common|misc|lib)$/;

const root = findRoot(dirname(fileURLToPath(import.meta.url)));
const files = listSources(join(root, 'src'));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

describe('the house keeps its walls', () => {
  test('every room of the design exists, has one face and a README, and no other room does', () => {
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    assert.deepEqual([...rooms].sort(), floors.flat().sort());
    for (const room of rooms) {
      const face = room === 'cli' ? 'main.ts' : room === 'web' ? 'README.md' : 'index.ts';
      assert.ok(existsSync(join(root, 'src', room, face)), `src/${room}/${face} is missing`);
      assert.ok(
        existsSync(join(root, 'src', room, 'README.md')),
        `src/${room}/README.md is missing`,
      );
    }
  });

  test('a room imports only from lower floors, and only their faces', () => {
    const wrong: string[] = [];
    for (const [file, targets] of imports)
      for (const target of targets) {
        const [from, to] = [roomOf(file), roomOf(target)];
        if (from === to) continue;
        if (floorOf(to) >= floorOf(from)) wrong.push(`${name(file)} climbs to ${name(target)}`);
        if (!/\/index\.tsx?$/.test(target.replaceAll(sep, '/')))
          wrong.push(`${name(file)} passes the face of ${to}: ${name(target)}`);
        if (showsNumbers.has(from) && noNumbersFrom.has(to))
          wrong.push(`${name(file)} takes numbers past figures, from ${to}`);
        if (from === 'web' && !onlyServerTypesAnd.has(to))
          wrong.push(`${name(file)} brings ${to} into the browser`);
      }
    assert.deepEqual(wrong, []);
  });

  test('no files import each other in a ring', () => {
    const state = new Map<string, 'open' | 'closed'>();
    const rings: string[] = [];
    const visit = (file: string, trail: readonly string[]) => {
      if (state.get(file) === 'closed') return;
      if (state.get(file) === 'open') {
        rings.push([...trail.slice(trail.indexOf(file)), file].map(name).join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of imports.get(file) ?? []) visit(next, [...trail, file]);
      state.set(file, 'closed');
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(rings, []);
  });

  test('no folder is named for a technical kind', () => {
    const bad = new Set(
      files.flatMap((file) =>
        dirname(name(file))
          .split('/')
          .filter((part) => forbiddenFolders.test(part)),
      ),
    );
    assert.deepEqual([...bad], []);
  });

  test('no file is over 600 lines; those over 450 are named', () => {
    const lengths = files.map((file) => [name(file), lineCount(file)] as const);
    for (const [file, lines] of lengths) if (lines > 450) console.log(`long: ${file} ${lines}`);
    assert.deepEqual(
      lengths.filter(([, lines]) => lines > 600),
      [],
    );
  });

  test('pure rooms import nothing of Node, and the disk is touched at the edges alone', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const room = roomOf(file);
      if (pure.has(room) && /from 'node:/.test(text))
        wrong.push(`${name(file)} imports a node: module`);
      if (pure.has(room) && /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|process\.env/.test(text))
        wrong.push(`${name(file)} reads the clock, randomness or the environment`);
      if (/from 'node:fs/.test(text) && !mayTouchDisk.has(room))
        wrong.push(`${name(file)} touches the disk`);
    }
    assert.deepEqual(wrong, []);
  });

  test('nothing in src/ imports the sample, the benchmarks or the tests', () => {
    const outside = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => !target.startsWith(join(root, 'src')))
        .map((target) => `${name(file)} -> ${name(target)}`),
    );
    assert.deepEqual(outside, []);
  });

  test('only the faces of rooms re-export, and nothing is exported by default', () => {
    const wrong = files.filter((file) => {
      const text = readFileSync(file, 'utf8');
      if (/^export default/m.test(text)) return true;
      return /^export (\*|\{[^}]*\}) from/m.test(text) && !/\/index\.tsx?$/.test(name(file));
    });
    assert.deepEqual(wrong.map(name), []);
  });
});

describe('the measures of the code, for models.md', () => {
  test('the socpf column is printed', () => {
    const lengths = files.map(lineCount).sort((a, b) => a - b);
    const at = (share: number) =>
      lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? 0;
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const lines = text.split('\n').map((line) => line.trim());
    const comments = lines.filter((line) => /^(\/\/|\/\*|\*)/.test(line)).length;
    const code = lines.filter((line) => line !== '').length - comments;
    console.log(
      [
        `source files ${files.length}`,
        `source lines ${lengths.reduce((sum, n) => sum + n, 0)}`,
        `lines per file, median ${at(0.5)}, 95th ${at(0.95)}, longest ${lengths.at(-1) ?? 0}`,
        `comment share ${((100 * comments) / Math.max(1, code + comments)).toFixed(1)} %`,
        `uses of any ${(text.match(/: any\b|\bas any\b|<any>/g) ?? []).length}`,
        `throw ${(text.match(/\bthrow\b/g) ?? []).length}`,
      ].join('; '),
    );
    assert.ok(files.length > 0);
  });
});

function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from));
}

const roomOf = (file: string): string => roomIn(join(root, 'src'), file);

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.includes(room));
}

function name(file: string): string {
  return relative(root, file).replaceAll(sep, '/');
}

function lineCount(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}
