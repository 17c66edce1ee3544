import { z } from 'zod';

/** The grammar of a VALUE and its CONDITIONS (DESIGN.md section 4), the same wherever one stands. */
export const text = z.string().min(1);
/** A code is a text; YAML reads some as numbers or as true and false. */
export const code = z
  .union([z.string(), z.number(), z.boolean()], {
    error: 'a code is a text or a number',
  })
  .transform(String);
export const codes = z.array(code).min(1, 'a list of codes has one at least');

export type ConditionYaml =
  | string[]
  | { not: string[] }
  | { present: boolean }
  | { from?: string | number | undefined; below?: string | number | undefined }
  | { contains: string }
  | { 'days-from': string; 'at-most'?: number | undefined; 'more-than'?: number | undefined }
  | { before: string }
  | { after: string }
  | { 'percent-from': string; 'at-most'?: number | undefined; 'more-than'?: number | undefined }
  | { 'key-in': ValueYaml }
  | { 'not-key-in': ValueYaml };
export type WhereYaml = Record<string, ConditionYaml | Record<string, ConditionYaml>[]>;
export interface ValueYaml {
  of: string;
  count: string;
  on?: string | undefined;
  where?: WhereYaml | undefined;
  area?: 'region' | string[] | undefined;
  over?: string | undefined;
  scale?: string | number | undefined;
  spread?: [string, string] | undefined;
}

const periodEnd = z
  .string()
  .regex(/^period-end( - \d+ months?)?$/, 'it is written "period-end - 12 months"');
const condition: z.ZodType<ConditionYaml> = z.lazy(() =>
  z.union(
    [
      codes,
      z.strictObject({ not: codes }),
      z.strictObject({ present: z.boolean() }),
      z.strictObject({ contains: text }),
      z.strictObject({
        'days-from': text,
        'at-most': z.number().optional(),
        'more-than': z.number().optional(),
      }),
      z.strictObject({
        'percent-from': text,
        'at-most': z.number().optional(),
        'more-than': z.number().optional(),
      }),
      z.strictObject({ before: periodEnd }),
      z.strictObject({ after: periodEnd }),
      z.strictObject({ 'key-in': value }),
      z.strictObject({ 'not-key-in': value }),
      z.strictObject({
        from: z.union([z.string(), z.number()]).optional(),
        below: z.union([z.string(), z.number()]).optional(),
      }),
    ],
    {
      error:
        'a condition is a list of codes, or `not`, `present`, `contains`, `from` and `below`, `days-from`, `percent-from`, `before`, `after`, `key-in` or `not-key-in`',
    },
  ),
);
export const where: z.ZodType<WhereYaml> = z.lazy(() =>
  z.object({ any: z.array(z.record(z.string(), condition)).optional() }).catchall(condition),
) as unknown as z.ZodType<WhereYaml>;
export const value: z.ZodType<ValueYaml> = z.lazy(() =>
  z.strictObject({
    of: text,
    count: text,
    on: text.optional(),
    where: where.optional(),
    area: z.union([z.literal('region'), codes]).optional(),
    over: z
      .string()
      .regex(/^\d+ months?$/, 'it is written "12 months"')
      .optional(),
    scale: z
      .union([z.string().regex(/^[1-9]\d*\/[1-9]\d*$/, 'a scale is written 1/12'), z.number()])
      .optional(),
    spread: z.tuple([text, text]).optional(),
  }),
);
