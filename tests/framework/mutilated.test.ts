import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadFramework } from '../../src/framework/index.ts';
import { thorough } from '../support/thorough.ts';
import { wellWritten, withFramework } from '../support/written-framework.ts';

const pieces = [
  ...['null', '[]', '{}', '"x"', '-1', 'true', '*a', '&a', '2025-99-99', '~', '[[]]', '{ a: b }'],
  ...[': ', '- ', '\n', ' ', ',', '{', '}', '[', ']', '\u0000', '<<: *a'],
];

/** A file with some letters gone, a piece put in, or a word put in the place of another. */
const mutilated = fc
  .tuple(
    fc.constantFrom(...Object.keys(wellWritten)),
    fc.array(fc.tuple(fc.nat(), fc.nat(20), fc.constantFrom(...pieces), fc.constantFrom(0, 1, 2)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([name, cuts]) => {
    const text = cuts.reduce((before, [where, length, piece, how]) => {
      const at = where % (before.length + 1);
      if (how === 0) return before.slice(0, at) + before.slice(at + length);
      if (how === 1) return before.slice(0, at) + piece + before.slice(at);
      return before.slice(0, at) + before.slice(at).replace(/[\w.-]+/, () => piece);
    }, wellWritten[name] ?? '');
    return { name, text };
  });

/** What once ended a check: a list that holds a key and no code. */
const seen = [
  {
    name: 'themes/crime.yaml',
    text: (wellWritten['themes/crime.yaml'] ?? '').replace('offence: [vehicle]', 'offence: [: ]'),
  },
];

test('whatever is done to a file, the check ends, and names a place and a mend of every problem', () => {
  fc.assert(
    fc.property(mutilated, ({ name, text }) => {
      const loaded = withFramework({ ...wellWritten, [name]: text }, (folder) =>
        loadFramework(folder, { today: '2026-02-10' }),
      );
      if (loaded.ok) return;
      assert.ok(loaded.problems.length > 0);
      for (const { where, mend } of loaded.problems)
        assert.ok(where.file && where.line && where.column && mend, JSON.stringify(where));
    }),
    { numRuns: thorough ? 1000 : 80, examples: seen.map((one) => [one]) },
  );
});
