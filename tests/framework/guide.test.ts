import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadFramework } from '../../src/framework/index.ts';
import { freshFolder } from '../support/folder.ts';
import { repository } from '../support/home.ts';

const guide = readFileSync(join(repository(), 'docs', 'guides', 'sources.md'), 'utf8');
const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);

/** Keys that an example leaves out because they are no part of what it shows. */
const rest: Readonly<Record<string, string>> = {
  source: 'source: example',
  title: 'title: Example',
  owner: 'owner: us',
  marking: 'marking: OFFICIAL',
  method: 'method: automated',
  recognise: 'recognise: { name: "*.xlsx", says: Example }',
  period: 'period: { cell: "label:Period" }',
};
const whole = (yaml: string): string =>
  [
    ...Object.entries(rest).flatMap(([key, line]) =>
      new RegExp(`^${key}:`, 'm').test(yaml) ? [] : [line],
    ),
    ...(/^(loads|parts):/m.test(yaml) ? [] : ['loads: { example: { item: Item } }']),
    yaml,
  ].join('\n');

describe('the guide to sources', () => {
  test('shows every shape', () => {
    for (const shape of ['crosstab', 'outline', 'form'])
      assert.ok(
        examples.some((yaml) => yaml.includes(`shape: ${shape}`)),
        shape,
      );
  });

  for (const [i, yaml] of examples.entries())
    test(`example ${i + 1} is in the language`, () => {
      const folder = freshFolder('guide');
      for (const kind of ['sources', 'datasets']) mkdirSync(join(folder, kind));
      writeFileSync(
        join(folder, 'framework.yaml'),
        'framework: guide\ntitle: Guide\nforce: ours\nmarking: OFFICIAL\ncalendar: { financial-year-starts: april, timezone: Europe/London }\nbaselines: {}\noutcomes: []\n',
      );
      writeFileSync(
        join(folder, 'datasets', 'example.yaml'),
        'dataset: example\nkind: observations\ngrain: one\ncolumns: { item: { type: text } }\n',
      );
      writeFileSync(join(folder, 'sources', 'example.yaml'), whole(yaml));
      const loaded = loadFramework(folder);
      // Names of datasets and places that the example does not define are not its point.
      const wrong = (loaded.ok ? [] : loaded.problems).filter(
        ({ code, where }) => code !== 'Y104' && String(where.file).startsWith('sources/'),
      );
      assert.deepEqual(
        wrong.map(({ code, message }) => `${code} ${message}`),
        [],
      );
    });
});
