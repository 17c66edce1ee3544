import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { letters } from '../../scripts/docs/errors.ts';
import { references } from '../../scripts/docs/references.ts';
import { commandsFor } from '../../src/cli/main.ts';
import { replies } from '../../src/cli/replies.ts';
import { movements } from '../../src/framework/index.ts';
import { keysOfLanguage } from '../../src/framework/keys.ts';
import type { Host } from '../../src/host/index.ts';
import { catalogue } from '../../src/problems/index.ts';
import { routeTable } from '../../src/server/index.ts';
import { command } from '../support/command.ts';
import { emptyHost } from '../support/home.ts';
import { floors, roomImports } from '../support/rooms.ts';
import { repository } from '../support/shared.ts';

const committed = (name: string): string => {
  const file = join(repository, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

describe('the references are made and not written', () => {
  let made: ReadonlyMap<string, string>;
  before(async () => {
    made = await references(repository);
  });

  test('what is committed is what `npm run docs` makes now', () => {
    assert.equal(made.size, 7);
    const behind = [...made].filter(([name, text]) => committed(name) !== text);
    assert.deepEqual(
      behind.map(([name]) => name),
      [],
      'run `npm run docs` and commit what it changed',
    );
  });

  test('the errors hold every code under its letter, with its sentence and its mend', () => {
    const page = committed('docs/reference/errors.md');
    for (const [id, entry] of Object.entries(catalogue)) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${id} |`)) ?? '';
      assert.ok(row.includes(`\`${entry.name}\``), id);
      const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
      assert.ok((cells[4]?.length ?? 0) >= 8 && (cells[5]?.length ?? 0) >= 8, row);
      assert.ok(!/undefined|null|\[object|NaN/.test(row), row);
    }
    for (const [letter, title] of Object.entries(letters))
      assert.ok(page.includes(`## ${letter}: ${title}`), letter);
    assert.deepEqual(
      [...new Set(Object.keys(catalogue).map((id) => id[0]))].sort(),
      Object.keys(letters).sort(),
    );
  });

  test('the requirements hold 81 and 30 rows, each with tests that are there or “not yet” with a reason', () => {
    const rows = committed('docs/reference/requirements.md')
      .split('\n')
      .filter((line) => /^\| (?:R|trap )\d+ \|/.test(line));
    assert.equal(rows.filter((line) => line.startsWith('| R')).length, 81);
    assert.equal(rows.filter((line) => line.startsWith('| trap')).length, 30);
    for (const row of rows) {
      const files = [...row.matchAll(/\(`(tests\/[^`]+)`\)/g)].map((hit) => hit[1] ?? '');
      assert.ok(files.length > 0 || /\| not yet: .{8,} \|$/.test(row), row);
      for (const file of files) assert.ok(existsSync(join(repository, file)), file);
    }
  });

  test('the definitions hold every theme, measure, source and dataset with its version', () => {
    const page = committed('docs/reference/definitions.md');
    assert.ok((page.match(/ · version [0-9a-f]{12}\)/g) ?? []).length >= 30);
    for (const id of ['soac.vehicle-crime', 'bo-crime', 'disruption', 'vehicle-taken', 'arrivals'])
      assert.ok(page.includes(`\`${id}\``), id);
  });

  test('the API holds every address that a route gives', () => {
    const page = committed('docs/reference/api.md');
    const paths = routeTable(null).filter((r) => r.path.startsWith('/api/'));
    assert.ok(paths.length >= 10);
    for (const { method, path, summary } of paths) {
      const address = `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
      assert.ok(page.includes(`| \`${address}\` | ${summary} |`), address);
    }
  });

  test('the drawing holds every room, and a line from a room only to what it imports', () => {
    const drawing = committed('docs/architecture.svg');
    for (const room of floors.flat()) assert.ok(drawing.includes(`>${room}</text>`), room);
    const imports = roomImports(join(repository, 'src'));
    const direct = [...imports.values()].reduce((sum, targets) => sum + targets.size, 0);
    const lines = (drawing.match(/<path /g) ?? []).length;
    assert.ok(lines >= floors.flat().length - 1 && lines < direct, `${lines} of ${direct}`);
  });
});

test('the guides name every key and every word of the framework’s language', () => {
  const guides = ['measures', 'sources', 'framework']
    .map((name) => committed(`docs/guides/${name}.md`))
    .join('\n');
  const missing = keysOfLanguage().filter(
    (key) => !new RegExp(`(^|[^\\w-])${key}($|[^\\w-])`, 'm').test(guides),
  );
  assert.deepEqual(missing, []);
  for (const movement of movements) assert.ok(guides.includes(`\`${movement}\``), movement);
});

describe('every command tells what it answers', () => {
  let host: Host;
  before(async () => {
    host = await emptyHost({ sample: false, name: 'references' });
  });

  test('each has words for itself, its options and its answer', async () => {
    const { program } = await commandsFor({
      json: false,
      line: () => undefined,
      error: () => undefined,
    });
    const page = committed('docs/reference/cli.md');
    const names = program.commands.flatMap((c) =>
      c.commands.length > 0 ? c.commands.map((inner) => `${c.name()} ${inner.name()}`) : [c.name()],
    );
    assert.ok(names.length >= 15);
    for (const name of names) {
      assert.ok(page.includes(`## socpf ${name}\n`), name);
      assert.ok(name === 'start' || replies[name], `${name} does not say what it answers`);
    }
    for (const c of [...program.commands, ...program.commands.flatMap((c) => c.commands)])
      for (const option of c.options) assert.ok(option.description, `${c.name()} ${option.flags}`);
    assert.deepEqual(
      Object.keys(replies).filter((name) => !names.includes(name)),
      [],
    );
  });

  /** Keys of the outermost object of a shape as it is printed: `{ ok, points: [...] }`. */
  const keysOf = (shape: string): string[] => {
    const keys: string[] = [];
    let [depth, word] = [0, ''];
    for (const letter of shape) {
      if (depth === 1 && /[,}:]/.test(letter) && word.trim()) {
        keys.push(word.trim());
        word = letter === ':' ? '\u0000' : '';
      } else if (depth === 1 && letter === ',') word = '';
      else if (depth === 1 && word !== '\u0000' && !/[[{]/.test(letter)) word += letter;
      if (/[[{]/.test(letter)) depth += 1;
      if (/[\]}]/.test(letter)) depth -= 1;
      if (depth === 0 && keys.length > 0) break;
    }
    return keys.filter((key) => key !== '\u0000').sort();
  };

  for (const args of [
    ['check'],
    ['measure', 'soac.vehicle-crime', '--by', 'month', '--period', '2025-03'],
    ['rows', 'soac.vehicle-crime', '--period', '2025-03'],
    ['sources'],
    ['due'],
    ['loads'],
    ['findings', '--period', '2025-Q3'],
    ['doctor'],
    ['audit', 'verify'],
    ['sheets', join(repository, 'framework', 'areas', 'wards.csv')],
    ['pack', 'soc-quarterly', '--period', '2025-Q3'],
  ])
    test(`\`socpf ${args[0]}\` answers with the keys that its help names`, async () => {
      const name = args[0] === 'audit' ? 'audit verify' : (args[0] ?? '');
      const said = (await command(host, args)) as object;
      assert.deepEqual(Object.keys(said).sort(), keysOf(replies[name] ?? ''));
    });
});
