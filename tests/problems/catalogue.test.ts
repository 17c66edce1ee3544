import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue, nearestName, printProblem, problem } from '../../src/problems/index.ts';

test('every code is a letter and three digits, and no two of a room share a name', () => {
  const names = Object.entries(catalogue).map(([id, entry]) => {
    assert.match(id, /^[FRSCLYAHDXU]\d{3}$/);
    assert.match(entry.name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    return `${id[0]}:${entry.name}`;
  });
  assert.equal(new Set(names).size, names.length);
});

test('a problem prints its code, its place, what is wrong and the mend on one line', () => {
  const line = printProblem(
    problem('F000', { detail: 'disk gone' }, { file: 'a.xlsx', sheet: 'S', cell: 'C9' }),
  );
  assert.match(line, /^F000 a\.xlsx, sheet “S”, cell C9: .*disk gone.* Nothing was changed/);
});

test('a misspelt name finds its neighbour, a foreign one finds none', () => {
  assert.equal(
    nearestName('vehicel-offences', ['vehicle-offences', 'robbery']),
    'vehicle-offences',
  );
  assert.equal(
    nearestName('Newcastle', ['Newcastle-under-Lyme', 'Stafford']),
    'Newcastle-under-Lyme',
  );
  assert.equal(nearestName('population', ['crime', 'outcome']), null);
});
