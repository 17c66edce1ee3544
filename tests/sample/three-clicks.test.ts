import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { openApp } from '../../src/server/index.ts';
import {
  isLoad,
  isMeasure,
  isRows,
  isTheme,
  linksIn,
  piecesWithNumbers,
  plain,
} from '../support/clicks.ts';
import { valueIn } from '../support/outcome.ts';
import { sampleHost } from '../support/sample-home.ts';

const headers: Record<string, string> = { host: '127.0.0.1:8321' };
let app: FastifyInstance;

before(async () => {
  const host = await sampleHost();
  ({ app } = valueIn(await openApp(host, { host: '127.0.0.1', port: 0 })));
  valueIn(await host.accounts.add('clicks', 'three words will do', ['analyst']));
  headers.cookie = `socpf=${(await host.accounts.startSession('clicks')).token}`;
});

async function page(url: string): Promise<string> {
  const { statusCode, body } = await app.inject({ url, headers });
  assert.equal(statusCode, 200, `${url}: ${statusCode}`);
  return body;
}

/** Clicks from a piece of a page to the cells its number came from; 4 when they are not reached in three. */
async function clicksToCells(piece: string): Promise<number> {
  const links = linksIn(piece);
  if (links.some(isLoad)) return 1;
  const direct = links.find(isRows);
  if (direct) return (await showsCells(direct)) ? 1 : 4;
  const measure = links.find(isMeasure);
  if (measure) return (await fromMeasure(measure)) ? 2 : 4;
  const theme = links.find(isTheme);
  if (!theme) return 4;
  const lead = linksIn(/<main[\s\S]*/.exec(await page(theme))?.[0] ?? '').find(isMeasure);
  return lead && (await fromMeasure(lead)) ? 3 : 4;
}

const opened = new Map<string, Promise<boolean>>();

/** A measure's page leads to the rows of the figure it shows, or says why it shows none. */
function fromMeasure(link: string): Promise<boolean> {
  const known = opened.get(link) ?? open(link);
  opened.set(link, known);
  return known;
}
async function open(link: string): Promise<boolean> {
  const html = await page(link);
  const rows = linksIn(html).find(isRows);
  return rows !== undefined && showsCells(rows);
}

/** Each row with its file and row, each value with the address of its cell. */
async function showsCells(link: string): Promise<boolean> {
  const html = await page(link);
  return (
    /(?:These rows add up to the point|No row stands behind)/.test(html) &&
    (/<th scope="row">[^<]+, row \d+<\/th>/.test(html) || /No row stands behind/.test(html))
  );
}

describe('any number to its cell', () => {
  for (const url of [
    '/?period=2025-Q3',
    '/themes/soac?period=2025-Q3',
    '/themes/ocg?period=2025-Q3',
    '/measures/soac.vehicle-crime?period=2025-Q3',
    '/measures/ocg.active?period=2025-Q3',
  ])
    test(`from ${url} in three clicks`, async () => {
      const pieces = piecesWithNumbers(await page(url));
      assert.ok(pieces.length >= 5, `${pieces.length} numbers`);
      const far: string[] = [];
      // Of many alike rows (months, districts) every third is walked.
      for (const [i, piece] of pieces.entries()) {
        const measureless = !linksIn(piece).some(
          (l) => isRows(l) || isMeasure(l) || isTheme(l) || isLoad(l),
        );
        if (!measureless && pieces.length > 20 && i % 3 !== 0) continue;
        if (measureless) far.push(plain(piece).replaceAll(/\s+/g, ' ').trim().slice(0, 120));
        else if ((await clicksToCells(piece)) > 3) far.push(linksIn(piece).join(' '));
      }
      assert.deepEqual(far, []);
    });
});
