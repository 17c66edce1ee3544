import type { Condition, Framework, MeasureDefinition, Value } from '../framework/index.ts';
import type { Period } from '../periods/index.ts';
import type { FactRow, Grant, Warehouse } from '../warehouse/index.ts';
import { rowsPlan } from './behind.ts';
import { datasetOf } from './translate.ts';

/** Rows of a dataset to be read one by one: a register as it stood at the period's end, or the events of the period. */
export interface ListQuery {
  readonly dataset: string;
  readonly where: readonly Condition[];
  readonly period: Period;
  /** Events placed by another date than the dataset's own. */
  readonly on?: string;
  readonly asAt: number | null;
}

/** Columns that the grant does not open are left out. Nothing is counted of it: figures are asked by measure. */
export async function listOf(
  query: ListQuery,
  framework: Framework,
  warehouse: Warehouse,
  grant: Grant,
  limit = 2000,
): Promise<readonly FactRow[]> {
  const dataset = datasetOf(framework, query.dataset);
  const value: Value = {
    ...nothing.value,
    of: query.dataset,
    count: dataset.kind === 'register' ? { kind: 'stock', column: null } : { kind: 'rows' },
    on: query.on ?? null,
    where: query.where,
  };
  const found = rowsPlan(
    {
      measure: { ...nothing, value },
      period: query.period,
      area: null,
      category: null,
      asAt: query.asAt,
    },
    framework,
  );
  // A list is of all its days: that counts of whole years stand at one month is no matter here.
  const { id, start, end } = query.period;
  const rows = { ...found, plan: { ...found.plan, periods: [{ id, start, end }] } };
  const columns = [
    // A register may say itself when an entry was first seen.
    ...new Set([
      ...rows.plan.schema.columns.map((c) => c.name),
      ...(dataset.kind === 'register' ? ['first_seen', 'last_seen'] : []),
    ]),
  ];
  return (await warehouse.rows(rows, columns, { from: 0, limit }, grant)).rows;
}

/** A plan is made of a measure; a list has none of its own. */
const nothing: MeasureDefinition = {
  id: 'list',
  theme: '',
  title: '',
  owner: '',
  role: 'activity',
  unit: '',
  better: 'neutral',
  wanted: null,
  kind: 'flow',
  value: {
    of: '',
    count: { kind: 'rows' },
    on: null,
    where: [],
    region: false,
    areas: [],
    over: null,
    scale: null,
    spread: null,
  },
  whole: null,
  per: null,
  by: null,
  againstAreas: [],
  chart: 'table',
  rules: '',
  baseline: null,
  breaks: [],
  instead: new Map(),
  else: [],
  withhold: null,
  status: 'live',
  immatureDays: 0,
  small: 0,
  notes: null,
  hash: '',
};
