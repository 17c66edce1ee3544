import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { CollateResult } from '../../src/collation/index.ts';
import type { Host } from '../../src/host/index.ts';
import { typed } from '../support/command.ts';
import { emptyHost } from '../support/home.ts';
import { stateOf } from '../support/home-state.ts';
import { sharedPath } from '../support/shared.ts';
import { thorough } from '../support/thorough.ts';

/**
 * Every awkward and hostile file at hand through the commands that a person types: never a crash, a
 * hang or a byte outside, and whatever is said is coded. (tests/files compares what is read.)
 */
const files = sharedPath('files');
const skip = files === null ? 'skipped: ../shared/data not present' : false;
const kinds = ['csv', 'decks', 'documents', 'formats', 'hostile', 'statistics'];
const actor = { name: 'local:tests', roles: ['analyst'] as const, themes: [] };
const unforeseen = /^(?:[A-Z]000|F120|F209|F210|H500)$/;
let host: Host;

before(async () => {
  if (files !== null) host = await emptyHost({ sample: false, name: 'every-file' });
});

const paths = () =>
  kinds.flatMap((kind) =>
    readdirSync(join(files ?? '', kind))
      .sort()
      .map((name) => join(files ?? '', kind, name)),
  );

describe('every awkward and hostile file', { skip }, () => {
  test('collated, each is refused with a coded sentence or loaded, and the home is what it was', async () => {
    const { folder } = host.home;
    const [state, beside] = [await stateOf(folder), readdirSync(dirname(folder))];
    const began = process.resourceUsage().maxRSS;
    const results: CollateResult[] = [];
    for (const path of paths()) {
      const came = await host.collate([path], actor);
      assert.ok(came.length > 0, `${path}: nothing was said of it`);
      results.push(...came);
    }
    for (const { file, status, problems } of results) {
      const [first] = problems.filter((p) => p.severity === 'error');
      assert.equal(status, 'refused', `${file}: no source describes it`);
      assert.ok(first, `${file} was refused without a reason`);
      assert.doesNotMatch(first.code, unforeseen, `${file}: ${first.message}`);
      assert.ok(first.message.length > 10 && first.mend.length > 5, first.code);
    }
    const grown = (process.resourceUsage().maxRSS - began) / 1024;
    assert.ok(grown < 500, `the owner of the home grew by ${Math.round(grown)} MiB`);
    assert.deepEqual(await stateOf(folder), state, 'facts, coverage, cells, ledger and archive');
    assert.deepEqual(readdirSync(dirname(folder)), beside, 'nothing outside the home');
    const kept = readdirSync(join(folder, 'quarantine'));
    const hashes = new Set(results.map((r) => r.sha256).filter((hash) => hash !== ''));
    assert.deepEqual(kept.sort(), [...hashes].sort(), 'each waits in quarantine, once');
    assert.deepEqual(await host.doctor(), []);
  });

  test('listed as cells, each is printed or refused in one coded sentence, and leaves nothing behind', async () => {
    const reading = () => readdirSync(tmpdir()).filter((name) => name.startsWith('socpf-reading-'));
    const before = new Set(reading());
    // Each is a reading process of its own: all of them in the integration, each fourth here.
    for (const path of paths().filter((_, n) => thorough || n % 4 === 0)) {
      const { exit, out, error } = await typed(null, ['sheets', path, '--json']);
      const said = JSON.parse(out) as { sheets?: unknown[]; problems?: { code: string }[] };
      if (exit === 0) assert.ok(Array.isArray(said.sheets), path);
      else {
        assert.equal(exit, 1, path);
        assert.match(error, /^[A-Z]\d{3} .+$/, `${path}: one sentence`);
        assert.doesNotMatch(said.problems?.[0]?.code ?? '', unforeseen, `${path}: ${error}`);
      }
    }
    assert.deepEqual(
      reading().filter((name) => !before.has(name)),
      [],
    );
  });
});
