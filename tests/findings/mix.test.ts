import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type MixPart,
  memberTitle,
  mixOf,
  mixReversal,
  mixSentence,
} from '../../src/findings/index.ts';
import { period } from '../../src/periods/index.ts';
import { sampleHost } from '../support/sample-home.ts';

const part = (
  title: string,
  [nowPart, nowWhole]: readonly [number, number],
  [oldPart, oldWhole]: readonly [number, number],
): MixPart => ({
  title,
  now: { part: nowPart, whole: nowWhole },
  before: { part: oldPart, whole: oldWhole },
});

describe('a share against its parts', () => {
  // Before: 80 of 100 and 30 of 300 are 110 of 400 (27.5%). Now: 85 of 100 and 120 of 900 are 205 of 1,000 (20.5%).
  const reversed = [part('Drugs', [85, 100], [80, 100]), part('Weapons', [120, 900], [30, 300])];

  test('trap 13: a share that falls while every part rises is a change of the mix, and the two effects add up to it', () => {
    const found = mixReversal(reversed);
    assert.ok(found);
    assert.equal(found.total.before, 110 / 400);
    assert.equal(found.total.now, 205 / 1000);
    // Within: drugs +0.05 at weight (0.1 + 0.25) / 2, weapons +1/30 at weight (0.9 + 0.75) / 2.
    const within = 0.05 * 0.175 + (120 / 900 - 0.1) * 0.825;
    assert.ok(Math.abs(found.within - within) < 1e-12);
    assert.ok(Math.abs(found.within + found.mix - (0.205 - 0.275)) < 1e-12);
    assert.deepEqual(
      found.parts.map((p) => [p.title, p.weight.before, p.weight.now]),
      [
        ['Weapons', 0.75, 0.9],
        ['Drugs', 0.25, 0.1],
      ],
    );
  });

  test('trap 13: one sentence says it with the figures of the parts and what moved the mix', () => {
    const found = mixReversal(reversed);
    assert.equal(
      found && mixSentence(found).text,
      'The whole fell from 27.5% to 20.5% while every part of it rose: weapons from 10.0% to 13.3%, drugs from 80.0% to 85.0%; weapons went from 75.0% to 90.0% of the whole, so that the mix moved it 10.6 points down and the parts 3.6 points up.',
    );
  });

  test('trap 13: the other way about is said too, and what goes with any of its parts is not', () => {
    const back = mixReversal(
      reversed.map(({ title, now, before }) => ({ title, now: before, before: now })),
    );
    assert.match(
      back ? mixSentence(back).text : '',
      /^The whole rose .* while every part of it fell/,
    );
    assert.equal(mixReversal([...reversed, part('Tools', [40, 100], [45, 100])]), null);
    assert.equal(mixReversal([part('Drugs', [85, 100], [80, 100])]), null);
    assert.equal(
      mixReversal([part('A', [50, 100], [50, 100]), part('B', [50, 100], [50, 100])]),
      null,
    );
  });

  test('parts under thirty cases have no share of their own: a few are left aside, many and nothing is said', () => {
    const few = part('Not recorded', [1, 20], [9, 20]);
    assert.equal(mixReversal([...reversed, few])?.parts.length, 2);
    assert.equal(mixReversal([...reversed, part('Not recorded', [1, 20], [90, 200])]), null);
  });

  test('trap 13: the reversal planted in the searches of the sample is seen, and not in the year before it', async () => {
    const host = await sampleHost();
    const measure = 'drugs.search-linked';
    const seen = async (quarter: string) =>
      mixOf(
        await host.figures.split({ measure, by: 'quarter', period: period(quarter) }, 'object'),
        memberTitle(host.framework, measure, 'object'),
      );
    for (const quarter of ['2025-Q2', '2025-Q3']) {
      const found = await seen(quarter);
      assert.ok(found, quarter);
      assert.ok(found.total.now < found.total.before && found.within > 0 && found.mix < 0);
      assert.ok(found.parts.some((p) => p.title === 'Controlled drugs' && p.now > p.before));
    }
    assert.equal(await seen('2025-Q1'), null);
  });

  test('trap 13: the finding of such a share says so beside its evidence', async () => {
    const host = await sampleHost();
    const { findings } = await host.stories.theme('drugs', { period: period('2025-Q3') });
    const found = findings.find((f) => f.measure?.id === 'drugs.search-linked');
    assert.match(found?.evidence.text ?? '', /while every part of it rose: offensive weapons from/);
  });
});
