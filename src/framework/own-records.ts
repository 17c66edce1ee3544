import type { Problem } from '../problems/index.ts';
import { datasetYaml } from './grammar.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

/** What the product keeps of itself, for `quality.*` measures: datasets that no source loads. */
const texts: readonly string[] = [
  `
dataset: arrivals
title: What each source owed and brought
kind: events
grain: one row for each source and period that it owed
date: due_on
columns:
  source: { type: text, key: true }
  period: { type: text, key: true }
  due_on: { type: date, required: true }
  arrived_on: { type: date }
  state: { type: text, required: true }
  by_hand: { type: boolean }
  rows_read: { type: integer, minimum: 0 }
  rows_set_aside: { type: integer, minimum: 0 }
`,
  `
dataset: printed
title: Figures printed in packs
kind: events
grain: one row for each figure of each edition of a pack
date: printed_on
columns:
  edition: { type: text, key: true }
  measure: { type: text, key: true }
  printed_on: { type: date, required: true }
  value: { type: decimal }
  value_now: { type: decimal }
  by_hand: { type: boolean }
`,
];

export function ownRecords(): YamlFile<ReturnType<typeof datasetYaml.parse>>[] {
  const problems: Problem[] = [];
  return texts.flatMap((text) => readYaml('(built in)', text, datasetYaml, problems) ?? []);
}
