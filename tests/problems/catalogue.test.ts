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

test('every sentence that counts says one thing as one and two as many', () => {
  const lists = new Set(['reasons', 'sources', 'sheets', 'headings', 'columns']);
  /** Whatever a sentence asks for: a number where it counts, else a list where it joins. */
  const said = (id: string, n: number) => {
    const entry = catalogue[id as keyof typeof catalogue] as unknown as {
      says(data: unknown): string;
      mend(data: unknown): string;
    };
    const data = (asList: boolean) =>
      new Proxy(
        {},
        {
          get: (_, name) =>
            name === 'detail' || name === 'name'
              ? 'words'
              : asList && lists.has(String(name))
                ? ['a']
                : n,
        },
      );
    for (const asList of [false, true])
      try {
        const counts = data(asList);
        return [entry.says(counts), entry.mend(counts)];
      } catch {}
    return assert.fail(`${id} says nothing of ${n}`);
  };
  // A verb may follow a name, which is a number here too.
  const verbs =
    'is|was|has|does|holds|lies|says|takes|repeats|stands|relates|uses|carries|unpacks|words';
  const asMany = new RegExp(
    `\\b1 (?:(?:more|other|true|filled|such) )?(?!(?:${verbs})\\b)[a-z]+s\\b`,
  );
  const wrong: string[] = [];
  for (const id of Object.keys(catalogue)) {
    for (const sentence of said(id, 1))
      if (asMany.test(sentence) || /\b1 [a-z]+ (?:are|were|have)\b|\bthese 1\b/.test(sentence))
        wrong.push(`${id}: ${sentence}`);
    for (const sentence of said(id, 1234))
      if (/\b1,?234 (?:more |true )?(?:row|cell|month|period|sentence|time|place)\b/.test(sentence))
        wrong.push(`${id}: ${sentence}`);
  }
  assert.deepEqual(wrong, []);
});
