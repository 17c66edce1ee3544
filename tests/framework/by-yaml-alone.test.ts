import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Actor } from '../../src/access/index.ts';
import { buildPack, type Host } from '../../src/host/index.ts';
import { openApp } from '../../src/server/index.ts';
import { unzip } from '../recompute/zip.ts';
import { command, typed } from '../support/command.ts';
import { freshFolder } from '../support/folder.ts';
import { emptyHost, repository } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

/** The files of the guide: blocks of YAML whose first line names the file. */
function filesOfGuide(): Readonly<Record<string, string>> {
  const guide = readFileSync(join(repository(), 'docs', 'guides', 'framework.md'), 'utf8');
  const blocks = guide.matchAll(/^```yaml\n# (\S+\.yaml)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, text]));
}

const analyst: Actor = { name: 'analyst', roles: ['analyst'], themes: [] };
const first = [2023, 1] as const;
const months = Array.from({ length: 36 }, (_, i) => {
  const at = first[1] - 1 + i;
  return { year: first[0] + Math.floor(at / 12), month: (at % 12) + 1 };
});
/** So many locks a month: 5, 6, 7, 8, 9, then again from 5; the third of each month a chain, the first given back. */
const given = (i: number): number => 5 + (i % 5);

function madeFile(folder: string): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const rows = months.flatMap(({ year, month }, i) =>
    Array.from({ length: given(i) }, (_, n) => {
      const back = n === 0 ? `${two(n + 11)}/${two(month)}/${year}` : '';
      const kind = n === 2 ? 'Chain lock' : 'D lock';
      return `L${year}${two(month)}${two(n)},${two(n + 1)}/${two(month)}/${year},${kind},${back},${n % 2 ? 'Stafford' : 'Lichfield'}`;
    }),
  );
  const file = join(folder, 'locks_2025.csv');
  writeFileSync(file, `SYNTHETIC\nLock,Given,Kind,Returned,District\n${rows.join('\n')}\n`);
  return file;
}

describe('a theme, its measures and its source added by YAML alone, as the guide writes them', () => {
  let host: Host;

  before(async () => {
    const framework = join(freshFolder('yaml-alone'), 'framework');
    cpSync(join(repository(), 'framework'), framework, { recursive: true });
    const added = filesOfGuide();
    assert.deepEqual(Object.keys(added).sort(), [
      'datasets/lock.yaml',
      'sources/lock-return.yaml',
      'themes/cycle-locks.yaml',
      'vocabularies/lock-kinds.yaml',
    ]);
    for (const [name, text] of Object.entries(added)) {
      mkdirSync(dirname(join(framework, name)), { recursive: true });
      writeFileSync(join(framework, name), text);
    }
    const checked = await typed(null, ['check', '--framework', framework]);
    assert.equal(checked.exit, 0, checked.error);
    host = await emptyHost({ sample: true, name: 'yaml-alone', framework });
    const [result] = await host.collate([madeFile(freshFolder('locks'))], analyst);
    assert.deepEqual([result?.status, result?.source], ['loaded', 'lock-return']);
    assert.equal(
      result?.rows,
      months.reduce((sum, _, i) => sum + given(i), 0),
    );
  });

  test('is at most ten minutes of typing, at forty words of five letters a minute', () => {
    // An editor indents.
    const letters = Object.values(filesOfGuide()).join('').replace(/^ +/gm, '').length;
    assert.ok(letters <= 10 * 40 * 5, `${letters} letters`);
  });

  test('is counted by `socpf measure`, whole, as a share and by district', async () => {
    type Reply = {
      unit: string;
      points: { period: string; value: number | null; numerator: number; denominator: number }[];
    };
    const asked = ['--by', 'quarter', '--from', '2025-04', '--to', '2025-12'];
    const flow = (await command(host, ['measure', 'cycle-locks.given', ...asked])) as Reply;
    // Month 28 of 36 is April 2025: 5 + 27 % 5 = 7, then 8, 9; 5, 6, 7; 8, 9, 5.
    assert.deepEqual(
      flow.points.map((p) => [p.period, p.value]),
      [
        ['2025-Q1', 24],
        ['2025-Q2', 18],
        ['2025-Q3', 22],
      ],
    );
    assert.equal(flow.unit, 'locks');
    const share = (await command(host, ['measure', 'cycle-locks.chains', ...asked])) as Reply;
    assert.deepEqual(
      share.points.map((p) => p.value),
      [3 / 24, 3 / 18, 3 / 22],
    );
    const back = (await command(host, ['measure', 'cycle-locks.returned', ...asked])) as Reply;
    assert.deepEqual(
      back.points.map((p) => p.value),
      [3, 3, 3],
    );
    const split = (await command(host, [
      ...['measure', 'cycle-locks.given', '--by', 'quarter', '--split', 'district'],
      ...['--from', '2025-10', '--to', '2025-12'],
    ])) as { series: { area: string; points: { value: number }[] }[] };
    // Of 8, 9 and 5 locks every second was handed out in Stafford: 4, 4 and 2.
    const at = (area: string) => split.series.find((s) => s.area === area)?.points[0]?.value;
    assert.deepEqual([at('E07000197'), at('E07000194')], [10, 12]);
  });

  test('opens to the rows of its file', async () => {
    const rows = (await command(host, ['rows', 'cycle-locks.given', '--period', '2025-12'])) as {
      total: number;
      equal: boolean;
    };
    assert.deepEqual([rows.total, rows.equal], [5, true]);
  });

  test('owes its next quarter when that has ended, and is not late before', async () => {
    const { sources } = (await command(host, ['sources'])) as {
      sources: { source: string; state: string; dataTo: string }[];
    };
    const own = sources.find((s) => s.source === 'lock-return');
    assert.deepEqual([own?.state, own?.dataTo], ['complete', '2025-12-31']);
  });

  test('stands on the overview, and has a page of its own and of each measure', async () => {
    const { app, link } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 }));
    const local = { host: '127.0.0.1:8321' };
    const entered = await app.inject({ url: `/enter/${link?.token}`, headers: local });
    const cookie = entered.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    const page = async (url: string) => {
      const answer = await app.inject({ url, headers: { ...local, cookie } });
      assert.equal(answer.statusCode, 200, url);
      return answer.body;
    };
    const overview = await page('/?period=2025-Q3');
    assert.match(overview, /Locks for cycles/);
    const theme = await page('/themes/cycle-locks?period=2025-Q3');
    assert.match(theme, /Are locks handed out where cycles are stolen\?/);
    for (const title of [
      'Locks handed out',
      'Chains among locks',
      'Locks given back within 30 days',
    ])
      assert.ok(theme.includes(title), title);
    const measure = await page('/measures/cycle-locks.given?period=2025-Q3');
    assert.match(measure, /\b22\b/);
    assert.match(measure, /SYNTHETIC/);
    assert.match(await page('/sources'), /Return of locks handed out/);
  });

  test('has a slide in the pack with its figure, its question’s owner and its definition', async () => {
    const built = valueIn(
      await buildPack(
        host,
        { pack: 'soc-quarterly', period: '2025-Q3', area: null, asAt: null },
        analyst,
      ),
    );
    const slides = [...unzip(readFileSync(built.file))]
      .filter(([name]) => /^ppt\/slides\/[^/]+\.xml$/.test(name))
      .map(([, bytes]) =>
        [...bytes.toString('utf8').matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((hit) => hit[1]).join(' '),
      );
    const own = slides.filter((text) => text.includes('Locks for cycles'));
    assert.ok(own.length >= 1, slides.join('\n'));
    assert.ok(
      own.some((text) => text.includes('Locks handed out') && /\b22\b/.test(text)),
      own.join('\n'),
    );
    assert.ok(
      slides.some((text) => text.includes('Chains among locks')),
      'in the definitions',
    );
    assert.ok(
      slides.some((text) =>
        /Return of locks handed out[^a-z]*Template[^a-z]*31 December 2025[^a-z]*Complete/.test(
          text,
        ),
      ),
      'in the sources, and not late: its next quarter has not ended',
    );
  });
});
