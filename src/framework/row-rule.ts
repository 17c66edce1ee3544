import type { z } from 'zod';
import { problem } from '../problems/index.ts';
import { type Context, column, type Place, unknown } from './context.ts';
import type { DatasetDefinition } from './definitions.ts';
import { type Comparison, comparisons, type RowRule } from './source.ts';
import type { rowRuleYaml } from './source-grammar.ts';
import { expand } from './vocabulary.ts';

/** A rule as written, `outcome_on not-before recorded_on`, checked against its dataset. */
export function resolveRule(
  context: Context,
  yaml: z.infer<typeof rowRuleYaml>,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): RowRule[] {
  const at = place([...path, 'holds']);
  const [left = '', word = '', right, ...more] = yaml.holds.trim().split(/\s+/);
  const alone = word === 'present' || word === 'absent';
  if (!comparisons.includes(word as Comparison)) {
    unknown(context, 'comparison', word, comparisons, at);
    return [];
  }
  if (alone ? right !== undefined : right === undefined || more.length > 0) {
    const detail = 'a rule is written "COLUMN not-before COLUMN" or "COLUMN present"';
    context.problems.push(problem('Y102', { path: 'holds', detail }, at));
    return [];
  }
  column(context, dataset, left, [...path, 'holds'], place);
  return [
    {
      left,
      is: word as Comparison,
      right:
        right === undefined ? null : rightOf(context, dataset, right, [...path, 'holds'], place),
      when: whenOf(context, yaml.when, dataset, [...path, 'when'], place),
      fault: yaml.fault,
      says: yaml.holds.trim(),
    },
  ];
}

function rightOf(
  context: Context,
  dataset: DatasetDefinition,
  text: string,
  path: PropertyKey[],
  place: Place,
): RowRule['right'] {
  if (text === 'reporting-day' || /^\d{4}-\d{2}-\d{2}$/.test(text))
    return { kind: 'value', value: text };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { kind: 'value', value: Number(text) };
  column(context, dataset, text, path, place);
  return { kind: 'column', column: text };
}

/** Columns and codes of a condition; a code stands for itself and all below it. */
export function whenOf(
  context: Context,
  yaml: Readonly<Record<string, readonly string[]>>,
  dataset: DatasetDefinition,
  path: PropertyKey[],
  place: Place,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(yaml).map(([name, codes]) => {
      const found = column(context, dataset, name, [...path, name], place);
      const vocabulary = found?.vocabulary ? context.vocabularies.get(found.vocabulary) : undefined;
      const known = codes.flatMap((code) => {
        const under = vocabulary ? expand(vocabulary, code) : [code];
        if (under === null)
          unknown(context, 'code', code, vocabulary?.codes.keys() ?? [], place([...path, name]));
        return under ?? [];
      });
      return [name, known];
    }),
  );
}
