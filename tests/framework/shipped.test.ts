import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  type Area,
  areasUnder,
  type Framework,
  findArea,
  loadFramework,
  type Vocabulary,
} from '../../src/framework/index.ts';
import { valueIn } from '../support/outcome.ts';
import { repository } from '../support/shared.ts';

describe('the shipped framework of Staffordshire', () => {
  const framework: Framework = valueIn(loadFramework(join(repository, 'framework')));
  const areas = [...framework.areas.byCode.values()];
  const under = (id: string, kind: Area['kind']): string[] => {
    const area = findArea(framework.areas, id);
    assert.ok(area, id);
    return areasUnder(framework.areas, area.code)
      .filter((code) => framework.areas.byCode.get(code)?.kind === kind)
      .sort();
  };
  const vocabulary = (id: string): Vocabulary => {
    const found = framework.vocabularies.get(id);
    assert.ok(found, id);
    return found;
  };

  test('has at least thirty measures, and every kind of measure at least twice', () => {
    assert.ok(framework.measures.size >= 30);
    const kinds = [...framework.measures.values()].map((m) => m.kind);
    for (const kind of [
      'flow',
      'distinct',
      'stock',
      'movement',
      'share',
      'rate',
      'sum',
      'median',
    ] as const)
      assert.ok(kinds.filter((k) => k === kind).length >= 2, kind);
  });

  test('R1: has the themes of the first order, each with a lead that is one of its measures', () => {
    for (const id of ['soac', 'ocg', 'disruption', 'cj', 'street', 'modern-slavery']) {
      const theme = framework.themes.get(id);
      assert.ok(theme, id);
      assert.ok(theme.measures.includes(theme.lead), theme.lead);
    }
    assert.ok(framework.measures.has('modern-slavery.nrm-published'));
  });

  test('has one measure for each published category of crime, and one of all', () => {
    const categories = [...vocabulary('street-categories').codes.keys()];
    assert.equal(categories.length, 14);
    for (const category of categories) {
      const measure = framework.measures.get(`street.${category}`);
      assert.deepEqual(measure?.value.where, [
        { kind: 'in', column: 'category', codes: [category] },
      ]);
    }
    assert.deepEqual(framework.measures.get('street.all')?.value.where, []);
  });

  test('knows nine districts, ten local policing areas, and the 185 wards of 2024 under them', () => {
    assert.deepEqual(under('staffordshire', 'district'), [
      'E06000021',
      'E07000192',
      'E07000193',
      'E07000194',
      'E07000195',
      'E07000196',
      'E07000197',
      'E07000198',
      'E07000199',
    ]);
    assert.equal(under('staffordshire', 'lpa').length, 10);
    assert.deepEqual(under('stoke-on-trent', 'lpa'), ['HAN', 'LON']);
    const wards = areas.filter((area) => area.kind === 'ward');
    assert.equal(wards.length, 185);
    assert.deepEqual(under('staffordshire', 'ward').length, 185);
    for (const ward of wards) {
      assert.match(ward.code, /^E05\d{6}$/);
      const kinds = ward.parents.map((p) => framework.areas.byCode.get(p.code)?.kind).sort();
      assert.deepEqual(kinds, ['district', 'lpa'], ward.title);
    }
  });

  test('R42: knows the four forces of the region apart from everything else called West Midlands', () => {
    assert.deepEqual(under('west-midlands-region', 'force'), [
      'E23000014',
      'E23000015',
      'E23000016',
      'E23000017',
    ]);
    assert.equal(framework.force, 'E23000015');
    assert.equal(findArea(framework.areas, 'west-midlands-police')?.kind, 'force');
    assert.equal(findArea(framework.areas, 'West Midlands region')?.kind, 'region');
  });

  test('finds the district of a census area of either edition', () => {
    assert.ok(framework.areas.lsoa.size > 36_000);
    assert.ok(new Set(framework.areas.lsoa.values()).size > 300);
  });

  test('has offences and outcomes as trees, with dated sets whose hash tells them apart', () => {
    for (const id of ['offences', 'outcomes']) {
      const words = vocabulary(id);
      assert.ok(
        [...words.codes.values()].some((code) => code.parent !== null),
        id,
      );
      assert.match(words.hash, /^[0-9a-f]{64}$/);
      assert.ok(words.sets.size >= 6, id);
      const hashes = [...words.sets.values()].map((set) => set.hash);
      assert.equal(new Set(hashes).size, hashes.length);
      for (const set of words.sets.values()) {
        assert.match(set.from ?? '', /^\d{4}-\d{2}-\d{2}$/, set.id);
        assert.match(set.hash, /^[0-9a-f]{64}$/);
        assert.ok(set.codes.length > 0, set.id);
      }
    }
    const { sets } = vocabulary('outcomes');
    assert.deepEqual(sets.get('charged')?.codes, ['1', '1A']);
    assert.deepEqual(sets.get('positive')?.codes, [
      ...['1', '1A', '2', '22', '2A', '3', '3A', '4', '6', '7', '8'],
    ]);
    assert.deepEqual(vocabulary('offences').sets.get('vehicle-taken')?.codes, ['37.2', '48']);
  });

  test('counts the whole of a group of offences where it names the group', () => {
    const where = framework.measures.get('soac.vehicle-crime')?.value.where ?? [];
    const offence = where.find((c) => c.kind === 'in' && c.column === 'offence');
    assert.ok(offence?.kind === 'in');
    assert.deepEqual(offence.codes, ['126', '37.2', '45', '48', 'vehicle-offences']);
    assert.ok(
      where.some((c) => c.kind === 'in' && c.column === 'status' && c.codes.join() === 'live'),
      'of live records alone, which its dataset says of every value',
    );
  });

  test('has baselines and breaks, dated and with their reason', () => {
    assert.ok(framework.baselines.size >= 1);
    for (const { from, to } of framework.baselines.values()) assert.ok(from < to);
    const measures = [...framework.measures.values()];
    assert.ok(measures.filter((m) => m.baseline !== null).length >= 10);
    const breaks = measures.flatMap((m) => m.breaks);
    assert.ok(breaks.length >= 2);
    for (const { at, reason } of breaks) assert.ok(at < '2026-02-10' && reason.length > 10);
  });

  test('trap 26: compares with the region where there is a published table of the same basket', () => {
    const regional = [...framework.measures.values()].filter((m) => m.instead.has('region'));
    assert.ok(regional.length >= 3);
    for (const measure of regional)
      assert.equal(measure.instead.get('region')?.of, 'recorded-crime');
  });

  test('says nothing of whether an activity is good, and gives every measure a unit and a hash', () => {
    for (const measure of framework.measures.values()) {
      if (measure.role === 'activity') assert.equal(measure.better, 'neutral', measure.id);
      assert.ok(measure.unit, measure.id);
      assert.match(measure.hash, /^[0-9a-f]{64}$/);
    }
    const hashes = [...framework.measures.values()].map((m) => m.hash);
    assert.equal(new Set(hashes).size, hashes.length);
  });

  test('R4: names the six intended outcomes, and why a measure of one is not there yet', () => {
    assert.equal(framework.outcomes.length, 6);
    for (const outcome of framework.outcomes)
      for (const id of outcome.measures)
        assert.ok(framework.measures.has(id) || outcome.awaits.get(id), `${outcome.id}: ${id}`);
  });
});
