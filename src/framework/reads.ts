import type {
  Condition,
  Count,
  DatasetDefinition,
  MeasureDefinition,
  Value,
} from './definitions.ts';

/** Values that a measure is made of: what it counts, its whole, its comparators. */
export const valuesOf = (measure: MeasureDefinition): readonly Value[] => [
  measure.value,
  ...(measure.whole ? [measure.whole] : []),
  ...measure.instead.values(),
];

/** Whether a measure reads a column that tells one record or person from another. */
export const opensRecords = (
  measure: MeasureDefinition,
  datasets: ReadonlyMap<string, DatasetDefinition>,
): boolean => valuesOf(measure).some((value) => valueOpens(value, datasets));

function valueOpens(value: Value, datasets: ReadonlyMap<string, DatasetDefinition>): boolean {
  const closed = new Set(
    [...(datasets.get(value.of)?.columns.values() ?? [])]
      .filter((column) => column.class !== 'open')
      .map((column) => column.name),
  );
  const read = [...countColumns(value.count), ...value.where.flatMap(conditionColumns)];
  return (
    read.some((column) => closed.has(column)) ||
    value.where.some((condition) => nestedIn(condition).some((v) => valueOpens(v, datasets)))
  );
}

function countColumns(count: Count): string[] {
  if (count.kind === 'median-days') return [count.from, count.to];
  return 'column' in count && count.column !== null ? [count.column] : [];
}

function conditionColumns(condition: Condition): string[] {
  if (condition.kind === 'any') return condition.of.flat().flatMap(conditionColumns);
  return [
    condition.column,
    ...('from' in condition && condition.kind !== 'range' ? [condition.from] : []),
  ];
}

const nestedIn = (condition: Condition): Value[] =>
  condition.kind === 'key-in'
    ? [condition.value]
    : condition.kind === 'any'
      ? condition.of.flat().flatMap(nestedIn)
      : [];
