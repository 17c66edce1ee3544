import { z } from 'zod';
import { parseDay, parseMonth } from '../periods/index.ts';
import { rowRuleYaml } from './source-grammar.ts';
import { code, codes, text, value, where } from './value-grammar.ts';

/** What each YAML file may hold. Unknown keys are errors; meaning is checked in `resolve*.ts`. */
const day = z
  .string()
  .refine((written) => parseDay(written) !== null, 'a day is written 2025-03-31');
const monthText = z
  .string()
  .refine((written) => parseMonth(written) !== null, 'a month is written 2025-03');
const rules = z.enum(['mdc', 'anhoej']);
const better = z.enum(['lower', 'higher', 'neutral']);
const wanted = z.enum(['lower', 'higher']);
const marking = z.enum(['OFFICIAL', 'OFFICIAL-SENSITIVE']);
const duration = z
  .string()
  .regex(/^\d+ (days?|weeks?|months?)$/, 'a duration is written "6 weeks"');

const breaks = z.array(
  z.strictObject({ at: day, reason: text, unexplained: z.boolean().default(false) }),
);

export const measureYaml = z.strictObject({
  id: text,
  title: text,
  owner: text.optional(),
  notes: text.optional(),
  role: z.enum(['threat', 'activity', 'outcome']),
  /** Asked for where it is resolved, so that the measure can be named. */
  unit: text.optional(),
  better: better.default('neutral'),
  wanted: wanted.optional(),
  value: value.optional(),
  part: value.optional(),
  whole: value.optional(),
  per: z.strictObject({ of: text, column: text, scale: z.number() }).optional(),
  by: text.optional(),
  bands: z.array(z.number()).optional(),
  'against-areas': z.array(text).optional(),
  chart: z
    .enum(['auto', 'xmr', 'run', 'p', 'p-prime', 'u', 'u-prime', 'c', 'g', 't', 'table'])
    .default('auto'),
  rules: rules.optional(),
  baseline: text.optional(),
  breaks: breaks.optional(),
  instead: z.strictObject({ region: value.optional() }).optional(),
  else: z.array(text).optional(),
  withhold: z
    .strictObject({ below: z.number().int().min(2, 'it withholds from 1 to one below it') })
    .optional(),
  status: z.enum(['live', 'trial']).default('live'),
  immature: duration.optional(),
  small: z.number().optional(),
});

export const themeYaml = z.strictObject({
  theme: text,
  title: text,
  question: text,
  owner: text,
  notes: text.optional(),
  lead: text,
  'lead-activity': text.optional(),
  restricted: z.boolean().default(false),
  'own-records': z.boolean().default(false),
  measures: z.array(measureYaml).min(1),
  tables: z
    .array(
      z.strictObject({
        title: text,
        by: text,
        note: text.optional(),
        measures: z
          .array(
            z.union([
              text,
              z.strictObject({ measure: text, by: text.optional(), title: text.optional() }),
            ]),
          )
          .min(1),
      }),
    )
    .default([]),
  lists: z
    .array(
      z.strictObject({
        title: text,
        of: text,
        newest: text,
        columns: z.record(z.string(), text),
        note: text.optional(),
      }),
    )
    .default([]),
});

export const frameworkYaml = z.strictObject({
  framework: text,
  title: text,
  owner: text.optional(),
  notes: text.optional(),
  force: text,
  marking,
  calendar: z.strictObject({ 'financial-year-starts': z.literal('april'), timezone: text }),
  baselines: z.record(
    z.string(),
    z.strictObject({ title: text, from: monthText, to: monthText, method: z.literal('mean') }),
  ),
  rules: rules.default('mdc'),
  small: z.number().default(5),
  /** For what a person must say why: rows with columns of class record, and what is taken away. */
  reason: z.array(z.enum(['record-rows', 'exports'])).default([]),
  themes: z.array(text).optional(),
  packs: z.array(text).optional(),
  roles: z.record(z.string(), text).default({}),
  outcomes: z.array(
    z.strictObject({
      id: text,
      title: text,
      measures: z.array(text).min(1),
      wanted: wanted.optional(),
      awaits: z.record(z.string(), text).optional(),
    }),
  ),
});

export const columnYaml = z.strictObject({
  type: z.enum([
    'text',
    'date',
    'code',
    'codes',
    'integer',
    'decimal',
    'money',
    'boolean',
    'score',
    'month',
  ]),
  key: z.boolean().default(false),
  required: z.boolean().default(false),
  class: z.enum(['open', 'record', 'personal']).default('open'),
  vocabulary: text.optional(),
  unknown: z.enum(['keep', 'set-aside', 'stop']).default('stop'),
  total: code.optional(),
  'not-after': z.union([z.literal('reporting-day'), text]).optional(),
  minimum: z.number().optional(),
  separator: z.union([text, z.array(text).min(1)]).default(';'),
  /** A column whose sum may be this many times the usual one, or as small a part of it, before it is asked about. */
  magnitude: z.number().min(2).optional(),
  model: z
    .string()
    .regex(/^column /)
    .optional(),
  fault: z.enum(['keep', 'set-aside', 'stop']).default('stop'),
});

export const datasetYaml = z.strictObject({
  dataset: text,
  title: text.optional(),
  owner: text.optional(),
  notes: text.optional(),
  kind: z.enum(['events', 'register', 'observations']),
  grain: text,
  date: text.optional(),
  immature: duration.optional(),
  counts: where.optional(),
  columns: z.record(z.string(), columnYaml),
  cells: z.array(text).default([]),
  rules: z.array(rowRuleYaml).default([]),
});

export interface CodeYaml {
  title: string;
  aliases?: string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  'police-generated'?: boolean | undefined;
  below?: Record<string, CodeYaml | string> | undefined;
}
const codeTree: z.ZodType<Record<string, CodeYaml | string>> = z.lazy(() =>
  z.record(
    z.string(),
    z.union([
      text,
      z.strictObject({
        title: text,
        aliases: z.array(code).optional(),
        from: day.optional(),
        to: day.optional(),
        'police-generated': z.boolean().optional(),
        below: codeTree.optional(),
      }),
    ]),
  ),
);
export const vocabularyYaml = z.strictObject({
  vocabulary: text,
  title: text,
  owner: text.optional(),
  notes: text.optional(),
  codes: codeTree,
  sets: z
    .record(z.string(), z.strictObject({ title: text, codes, from: day.optional() }))
    .default({}),
});

export const areasYaml = z.strictObject({
  areas: z.array(
    z.strictObject({
      code,
      id: text,
      title: text,
      kind: z.enum(['nation', 'region', 'force', 'district', 'lpa', 'ward', 'lsoa', 'unknown']),
      in: z
        .array(z.union([code, z.strictObject({ code, from: day.optional(), to: day.optional() })]))
        .default([]),
      aliases: z.array(code).default([]),
      visited: text.optional(),
    }),
  ),
});

export const packYaml = z.strictObject({
  pack: text,
  title: text,
  owner: text.optional(),
  notes: text.optional(),
  marking: marking.optional(),
  meeting: text.default('SOC governance'),
  every: z.enum(['month', 'quarter', 'half', 'year']),
  template: text,
  release: z
    .array(z.strictObject({ rule: text, owner: text, measures: z.array(text).min(1) }))
    .default([]),
  slides: z.array(
    z.union([
      z.strictObject({ title: z.strictObject({}) }),
      z.strictObject({ scorecard: z.strictObject({}) }),
      z.strictObject({ 'what-changed': z.strictObject({}) }),
      z.strictObject({ since: z.strictObject({}) }),
      z.strictObject({
        'each-theme': z.strictObject({
          charts: z.number().default(1),
          themes: z.array(text).default([]),
        }),
      }),
      z.strictObject({ outcomes: z.strictObject({}) }),
      z.strictObject({
        register: z.strictObject({
          list: z.enum(['groups', 'lines', 'nominals', 'investigations']),
          show: z.enum(['all', 'movement', 'untouched', 'overdue']).default('all'),
          pages: z.number().int().min(1).default(1),
        }),
      }),
      z.strictObject({ evaluation: z.strictObject({}) }),
      z.strictObject({ 'left-out': z.strictObject({}) }),
      z.strictObject({ region: z.strictObject({ measures: z.array(text) }) }),
      z.strictObject({ geography: z.strictObject({ measures: z.array(text) }) }),
      z.strictObject({ matrix: z.strictObject({}) }),
      z.strictObject({ decision: z.strictObject({}) }),
      z.strictObject({ operations: z.strictObject({}) }),
      z.strictObject({ quality: z.strictObject({}) }),
      z.strictObject({ definitions: z.strictObject({}) }),
    ]),
  ),
});
