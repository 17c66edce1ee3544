import type { Writer } from './engine.ts';
import { cellTable, childTable, factTable, summed, type TableSchema } from './schema.ts';
import { id } from './sql.ts';

/** The monthly cells of some slices, from their facts. */
export async function fillCells(write: Writer, schema: TableSchema, where: string): Promise<void> {
  const cells = schema.cells.map(id);
  const sums = summed(schema).map((column) => `sum(${id(column.name)})`);
  await write.run(
    `insert into ${cellTable(schema.dataset)} select ${['slice', `date_trunc('month', ${id(schema.date ?? '')})::date`, ...cells, 'count(*)', ...sums].join(', ')} from ${factTable(schema.dataset)} where ${where} group by ${['slice', `date_trunc('month', ${id(schema.date ?? '')})::date`, ...cells].join(', ')}`,
  );
}

/** Rows and a checksum for each slice: an edited, added or lost row or code changes it. */
export function checksumOf(schema: TableSchema, where: string): string {
  const codes = schema.columns.filter((column) => column.type === 'codes');
  const plain = schema.columns
    .filter((column) => column.type !== 'codes')
    .map((column) => id(column.name));
  const sum = (columns: readonly string[]) =>
    `cast(bit_xor(hash(${['sheet', 'row', ...columns].join(', ')})) as varchar)`;
  const of = codes.map(
    ({ name }, i) =>
      ` left join (select slice, concat(':', count(*), '.', ${sum(['code'])}) as checksum from ${childTable(schema.dataset, name)} where ${where} group by slice) c${i} on c${i}.slice = f.slice`,
  );
  return `select f.slice::double as slice, f.rows, concat(${['f.checksum', ...codes.map((_, i) => `c${i}.checksum`)].join(', ')}) as checksum from (select slice, count(*)::double as rows, ${sum(plain)} as checksum from ${factTable(schema.dataset)} where ${where} group by slice) f${of.join('')}`;
}
