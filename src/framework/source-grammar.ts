import { z } from 'zod';

/** What a source's YAML file may hold; meaning is checked in `resolve-source.ts`. */
const text = z.string().min(1);
const code = z.union([z.string(), z.number()]).transform(String);
const texts = z.union([text.transform((one) => [one]), z.array(text)]);
const conditions = z.record(z.string(), z.array(code).min(1));
/** A place on the sheet. */
const cell = z
  .string()
  .regex(
    /^([A-Z]{1,3}[1-9]\d*|footer:.+|label:.+)$/,
    'a cell is written B3, "footer:Total records" or "label:Reporting period"',
  );

export const rowRuleYaml = z.strictObject({
  holds: text,
  when: conditions.default({}),
  fault: z.enum(['keep', 'set-aside', 'stop']).default('stop'),
});

const columnSource = z.union([
  text,
  z.strictObject({
    column: text,
    format: text.optional(),
    words: z.record(z.string(), z.string()).optional(),
    unit: z
      .union([
        z.enum(['thousands', 'millions', 'pence']),
        z.number(),
        z.strictObject({ column: text, factors: z.record(z.string(), z.number()) }),
      ])
      .optional(),
    truncated: z.number().int().positive().optional(),
    pattern: text.optional(),
  }),
  z.strictObject({
    columns: z.array(text).min(2),
    as: text,
    format: text.optional(),
    words: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ is: code }),
  z.strictObject({ 'file-name': text }),
  z.strictObject({ sheet: text }),
  z.strictObject({ cell }),
  z.strictObject({ period: z.enum(['start', 'end']) }),
]);

const totalRow = z.union([
  text,
  z.strictObject({
    row: text,
    of: z.union([z.enum(['all', 'above', 'below']), z.array(text).min(1)]).default('all'),
  }),
]);

/** All of it may be left out: what is not said is put in by the resolver, so that a variant says only what differs. */
const readYaml = z.strictObject({
  shape: z.enum(['table', 'outline', 'crosstab', 'form']).optional(),
  sheet: text.optional(),
  'each-sheet': z.boolean().optional(),
  hidden: z.boolean().optional(),
  block: z.number().int().positive().optional(),
  under: text.optional(),
  header: z
    .strictObject({
      'starts-at': text.optional(),
      rows: z.number().int().min(1).max(3).default(1),
      footnotes: z.enum(['keep', 'strip']).default('keep'),
    })
    .optional(),
  'ends-at': texts.optional(),
  skip: texts.optional(),
  'leave-out': conditions.optional(),
  only: conditions.optional(),
  nothing: texts.optional(),
  declared: z.array(text).optional(),
  left: z.array(text).optional(),
  levels: z.array(text).optional(),
  across: z
    .strictObject({
      heading: text,
      values: text,
      of: z.enum(['periods', 'names']).default('periods'),
      except: texts.default([]),
    })
    .optional(),
  totals: z
    .strictObject({
      across: texts.default([]),
      down: z.array(totalRow).default([]),
      word: text.default('Total'),
      keep: z.boolean().default(false),
    })
    .optional(),
  labels: z.array(text).optional(),
  items: z.strictObject({ heading: text, values: text }).optional(),
});

const period = z.strictObject({
  column: text.optional(),
  'file-name': text.optional(),
  cell: cell.optional(),
  sheet: text.optional(),
  snapshot: z.union([text, z.strictObject({ cell })]).optional(),
  complete: z.enum(['month', 'quarter', 'half', 'year']).default('month'),
  calendar: z.enum(['financial', 'calendar']).optional(),
  gaps: z.enum(['nought', 'missing']).default('nought'),
});

const replaces = z.union([
  z.strictObject({
    period: z.enum(['month', 'quarter', 'half', 'year']),
    within: z.array(text).default([]),
  }),
  z.enum(['snapshot', 'key', 'nothing']),
]);

const loads = z.record(z.string(), z.record(z.string(), columnSource));
const checks = z.array(
  z.strictObject({
    total: z.string().regex(/^(rows|sum .+)$/, 'a total is written "rows" or "sum COLUMN"'),
    of: text.optional(),
    where: conditions.default({}),
    by: text.optional(),
    cell,
  }),
);
const cumulative = z.enum(['financial-year', 'calendar-year', 'no']);

export const sourceYaml = z.strictObject({
  source: text,
  title: text,
  owner: text,
  notes: text.optional(),
  marking: z.enum(['OFFICIAL', 'OFFICIAL-SENSITIVE']),
  method: z.enum(['automated', 'template', 'narrative']),
  published: z.boolean().default(false),
  arrives: z
    .strictObject({
      every: z.enum(['month', 'quarter', 'half', 'year', 'any']),
      due: z.string().regex(/^\d+ (working )?days after$/, 'due is written "5 working days after"'),
    })
    .optional(),
  recognise: z.strictObject({
    name: texts,
    columns: z.array(text).default([]),
    says: texts.default([]),
  }),
  read: readYaml.optional(),
  period: period.optional(),
  replaces: replaces.optional(),
  'set-aside': z.strictObject({ 'stop-above': z.string().regex(/^\d+(\.\d+)?%$/) }).optional(),
  loads: loads.optional(),
  checks: checks.optional(),
  rules: z.array(rowRuleYaml).default([]),
  cumulative: cumulative.optional(),
  parts: z
    .array(
      z.strictObject({
        read: readYaml,
        period: period.optional(),
        replaces: replaces.optional(),
        loads,
        checks: checks.default([]),
        rules: z.array(rowRuleYaml).default([]),
        cumulative: cumulative.optional(),
        'may-be-absent': z.boolean().default(false),
      }),
    )
    .min(1)
    .optional(),
  variants: z
    .array(
      z.strictObject({
        until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written 2025-03-31'),
        part: z.number().int().positive().optional(),
        read: readYaml.optional(),
        columns: z.record(z.string(), text).optional(),
      }),
    )
    .default([]),
  markers: z
    .record(z.string(), z.enum(['missing', 'zero', 'suppressed', 'not-applicable', 'refused']))
    .default({}),
});

export type SourceYaml = z.infer<typeof sourceYaml>;
export type ReadYaml = z.infer<typeof readYaml>;
