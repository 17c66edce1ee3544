import type {
  Condition,
  DatasetDefinition,
  Framework,
  Value,
  Vocabulary,
} from '../framework/index.ts';
import { completeIn, descendants } from '../framework/index.ts';
import type {
  Aggregate,
  AggregateCount,
  NestedSelection,
  Predicate,
  RegisterRoles,
  TableSchema,
} from '../warehouse/index.ts';

const tables = new WeakMap<DatasetDefinition, TableSchema>();

/** The warehouse's view of a dataset. */
export function tableOf(dataset: DatasetDefinition): TableSchema {
  const known = tables.get(dataset);
  if (known) return known;
  const table: TableSchema = {
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
  tables.set(dataset, table);
  return table;
}

export function datasetOf(framework: Framework, id: string): DatasetDefinition {
  const dataset = framework.datasets.get(id);
  if (!dataset) throw new RangeError(`no dataset ${id}`);
  return dataset;
}

/** A VALUE of the language as an aggregate over its dataset. */
export function aggregateOf(framework: Framework, value: Value): Aggregate {
  const dataset = datasetOf(framework, value.of);
  return {
    count: countOf(framework, dataset, value),
    on: value.on,
    where: value.where.map((condition) => predicateOf(framework, condition)),
    // What someone else counted at a month's end stands at the last month of the period.
    over: isCountedState(value) ? 1 : value.over,
    spread: value.spread,
  };
}

/** Whether a value is a state that someone else counted: a total at the end of the period. */
export const isCountedState = (value: Value): boolean =>
  value.count.kind === 'stock' && value.count.column !== null;

function countOf(framework: Framework, dataset: DatasetDefinition, value: Value): AggregateCount {
  const { count } = value;
  switch (count.kind) {
    case 'movement':
      return { ...count, roles: rolesOf(framework, dataset) };
    case 'stock':
      return count.column === null ? { kind: 'stock' } : { kind: 'sum', column: count.column };
    default:
      return count;
  }
}

function predicateOf(framework: Framework, condition: Condition): Predicate {
  switch (condition.kind) {
    case 'key-in': {
      const { spread: _, ...selection } = aggregateOf(framework, condition.value);
      const of: NestedSelection = {
        ...selection,
        schema: tableOf(datasetOf(framework, condition.value.of)),
      };
      return { kind: 'key-in', column: condition.column, of, negated: condition.negated };
    }
    case 'any':
      return {
        kind: 'any',
        of: condition.of.map((entry) => entry.map((c) => predicateOf(framework, c))),
      };
    default:
      return condition;
  }
}

/**
 * Which columns of a register say what, by the words of `domain.md` 5.2 and 9.3: `status` (its
 * vocabulary's set `live`, or the codes active and open, are on the register), `merged_into`,
 * `split_from`, `tier` in the vocabulary's order, the column of type score with its model and
 * `scored_on`. Another force in `force` is a transfer.
 */
export function rolesOf(framework: Framework, dataset: DatasetDefinition): RegisterRoles {
  const column = (name: string) => (dataset.columns.has(name) ? name : null);
  const vocabularyOf = (name: string): Vocabulary | undefined =>
    framework.vocabularies.get(dataset.columns.get(name)?.vocabulary ?? '');
  const status = vocabularyOf('status');
  const below = (codes: readonly string[]) =>
    status
      ? codes.flatMap((code) => (status.codes.has(code) ? descendants(status, code) : []))
      : codes;
  const score = [...dataset.columns.values()].find((c) => c.type === 'score' && c.model !== null);
  return {
    status: column('status')
      ? {
          column: 'status',
          active: status?.sets.get('live')?.codes ?? below(['active', 'open', 'emerging', 'live']),
          merged: below(['merged']),
        }
      : null,
    mergedInto: column('merged_into'),
    splitFrom: column('split_from'),
    owner: dataset.columns.has('force') ? ['force'] : dataset.columns.has('owner') ? ['owner'] : [],
    score:
      score?.model && dataset.columns.has('scored_on')
        ? { column: score.name, model: score.model, scoredOn: 'scored_on' }
        : null,
    tier: column('tier')
      ? {
          column: 'tier',
          order: [...(vocabularyOf('tier')?.codes.keys() ?? ['1', '2', '3', '4', '5'])],
        }
      : null,
  };
}

/** Whether a dataset holds counts of whole years, each standing at its last month. */
export function isYearly(framework: Framework, dataset: DatasetDefinition): boolean {
  if (dataset.kind !== 'observations') return false;
  const sources = [...framework.sources.values()].filter((s) => s.loads.has(dataset.id));
  return sources.length > 0 && sources.every((s) => completeIn(s, dataset.id) === 'year');
}
