import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  bindingsOf,
  bindTyped,
  changeSentence,
  readAgain,
  type SentencePart,
} from '../../src/wording/index.ts';
import { madeSeries } from '../support/made-series.ts';

const vehicles = madeSeries({
  measure: 'soac.vehicle-crime',
  title: 'Vehicle crime',
  value: 1322,
  before: 1271,
});
const charged = madeSeries({
  measure: 'cj.charge-share',
  title: 'Crimes charged',
  value: 0.111,
  before: 0.122,
  kind: 'share',
  unit: '%',
});
const shows = (parts: readonly SentencePart[]) =>
  parts.flatMap((p) => (typeof p === 'string' ? [] : [`${p.shows} ${p.text}`]));

describe('typed words stay bound to figures', () => {
  test('a draft that is typed out again is bound as before', () => {
    const draft = changeSentence(vehicles);
    const typed = bindTyped(draft.text, bindingsOf([vehicles]));
    assert.deepEqual(typed.unbound, []);
    assert.equal(typed.sentence.text, draft.text);
    assert.deepEqual(shows(typed.sentence.parts).sort(), shows(draft.parts).sort());
  });

  test('a person’s own words keep their figures, and dates and quarters are words', () => {
    const text =
      'In October to December 2025 (Q3 2025/26) vehicle crime was 1,322 offences; 11.1% of crimes were charged, 1.1 points lower than in 2024, since 4 December.';
    const typed = bindTyped(text, bindingsOf([vehicles, charged]));
    assert.deepEqual(typed.unbound, []);
    assert.equal(typed.sentence.text, text);
    assert.deepEqual(shows(typed.sentence.parts), [
      'value 1,322',
      'value 11.1%',
      'points 1.1 points',
      'direction lower',
    ]);
  });

  test('a number that no figure prints is pointed out, and stays as it was typed', () => {
    const typed = bindTyped('About 1,400 offences, 37% of them in Hanley.', bindingsOf([vehicles]));
    assert.deepEqual(typed.unbound, ['1,400', '37%']);
    assert.equal(typed.sentence.text, 'About 1,400 offences, 37% of them in Hanley.');
  });

  test('R77: a restatement moves the numbers and flags the word that no longer holds', () => {
    const kept = changeSentence(vehicles);
    const restated = madeSeries({
      measure: 'soac.vehicle-crime',
      title: 'Vehicle crime',
      value: 1200,
      before: 1271,
    });
    const now = readAgain(kept, [restated]);
    assert.match(now.sentence.text, /1,200 offences, 71/);
    assert.match(now.sentence.text, /−6%/);
    assert.deepEqual(now.fails, ['rose', 'more']);
  });

  test('a figure that is gone fails, and its last print is kept', () => {
    const now = readAgain(changeSentence(vehicles), []);
    assert.equal(now.sentence.text, changeSentence(vehicles).text);
    assert.ok(now.fails.includes('1,322'));
  });
});
