import type { Condition, DatasetDefinition, Framework, Value } from '../framework/index.ts';
import type { Aggregate, Predicate, TableSchema } from '../warehouse/index.ts';

/** The warehouse's view of a dataset. */
export function tableOf(dataset: DatasetDefinition): TableSchema {
  return {
    dataset: dataset.id,
    kind: dataset.kind,
    key: dataset.key,
    date: dataset.date,
    columns: [...dataset.columns.values()].map((column) => ({
      name: column.name,
      type: column.type,
      class: column.class,
    })),
    cells: dataset.cells,
  };
}

/** A VALUE of the language as an aggregate of the warehouse. */
export function aggregateOf(
  framework: Framework,
  value: Value,
  where: readonly Condition[] = [],
): Aggregate {
  const dataset = framework.datasets.get(value.of);
  if (!dataset) throw new RangeError(`no dataset ${value.of}`);
  return {
    schema: tableOf(dataset),
    count: value.count,
    on: value.on,
    where: [...value.where, ...where].map((condition) => predicateOf(framework, condition)),
    over: value.over,
    spread: value.spread,
  };
}

function predicateOf(framework: Framework, condition: Condition): Predicate {
  switch (condition.kind) {
    case 'key-in':
      return {
        kind: 'key-in',
        column: condition.column,
        of: aggregateOf(framework, condition.value),
        negated: condition.negated,
      };
    case 'any':
      return {
        kind: 'any',
        of: condition.of.map((entry) => entry.map((c) => predicateOf(framework, c))),
      };
    default:
      return condition;
  }
}
