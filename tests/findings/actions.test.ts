import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type ActionStory, actionStories, actionsTitle } from '../../src/findings/index.ts';
import { openList } from '../../src/host/index.ts';
import { day } from '../../src/periods/index.ts';
import { sampleHost } from '../support/sample-home.ts';

const reader = { name: 'reader', roles: ['viewer'], themes: [] } as const;
let told: readonly ActionStory[];
const of = (ref: string) => told.find((story) => story.ref === ref);

before(async () => {
  const host = await sampleHost();
  told = await actionStories(host.figures, openList(host, reader), {
    reportingDay: host.reportingDay,
  });
});

describe('did it work?', () => {
  test('R17: the site planted as working was followed by a fall beyond chance, here and against the other areas', () => {
    const site = of('SYN-CHB-1');
    assert.equal(site?.word, 'fell');
    assert.ok(site.series && site.series.level.upper < 1);
    assert.ok(site.comparison?.upper && site.comparison.upper < 1);
    assert.match(site.sentence.text, /\d% lower after 8 January 2024 .* not proof\.$/);
    assert.equal(site.own.area.title, 'Tamworth LPA');
  });

  test('R17: the site planted as not working was followed by no change, and a short operation cannot be told', () => {
    assert.equal(of('SYN-CHB-2')?.word, 'no-change');
    for (const story of told.filter((s) => s.word === 'cannot-tell'))
      if (story.series) {
        const { lower, upper } = story.series.level;
        assert.ok(lower <= 0.8 && upper >= 1, `${story.ref}: ${lower} to ${upper}`);
      }
    assert.ok(told.some((s) => s.kind === 'operation' && s.ended !== null));
  });

  test('a theme tells of its own measures alone, and as known on a day nothing later is told', async () => {
    const host = await sampleHost();
    const list = openList(host, reader);
    const asked = { reportingDay: host.reportingDay };
    assert.equal((await actionStories(host.figures, list, { ...asked, theme: 'drugs' })).length, 0);
    const then = await actionStories(host.figures, list, { ...asked, asAt: day('2024-08-20') });
    assert.ok(then.length > 0 && then.length < told.length);
    assert.ok(then.every((story) => story.from <= '2024-08-20'));
  });

  test('one title counts what was followed by what', () => {
    assert.match(
      actionsTitle(told).text,
      /^One of four actions was followed by a fall, one by no change/,
    );
    assert.equal(actionsTitle([]).text, 'No operation or site aims at a measure');
  });
});
