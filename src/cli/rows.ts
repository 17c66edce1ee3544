import { firstRows, type Host } from '../host/index.ts';
import { parseDay, parsePeriod } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';
import { localActor } from './context.ts';
import { type Output, print, refuse } from './output.ts';

export interface RowsOptions {
  readonly period: string;
  readonly area?: string;
  readonly asAt?: string;
  readonly from?: string;
  readonly limit?: string;
  readonly reason?: string;
  readonly all?: boolean;
}

/** `socpf rows ID`: a page of the rows behind a point, or all of them; how many there are is always said. */
export async function rowsCommand(
  host: Host,
  output: Output,
  id: string,
  options: RowsOptions,
): Promise<number> {
  const page = pageAsked(options);
  if (page === null)
    return refuse(
      output,
      [problem('U101', { detail: '--from and --limit are whole numbers, not under 0' })],
      2,
    );
  if (!parsePeriod(options.period))
    return refuse(output, [problem('U101', { detail: `“${options.period}” is not a period` })], 2);
  const behind = await host.rows(
    {
      measure: id,
      period: options.period,
      area: options.area ?? host.framework.force,
      category: null,
      asAt: options.asAt ? parseDay(options.asAt) : null,
    },
    localActor(),
    { page, reason: options.reason },
  );
  if (!behind.ok) return refuse(output, behind.problems);
  const { rows, total, equal, from } = behind.value;
  return print(output, behind.value, () => [
    `${countWord(total, 'row')}; they add up to the point: ${equal ? 'yes' : 'no'}`,
    ...rows.map(
      (r) =>
        `${r.origin.file} row ${r.origin.row}: ${Object.values(r.values).slice(0, 6).join(', ')}`,
    ),
    ...(rows.length < total
      ? [
          rows.length === 0
            ? `None is left after the first ${plainNumber(from)}.`
            : `Rows ${plainNumber(from + 1)} to ${plainNumber(from + rows.length)} of ${plainNumber(total)}; --from and --limit choose others, --all gives every one.`,
        ]
      : []),
  ]);
}

/** Which rows are asked for; null when the numbers are none. */
function pageAsked({ from = '0', limit = String(firstRows.limit), all }: RowsOptions) {
  if (![from, limit].every((text) => /^\d{1,9}$/.test(text))) return null;
  return { from: Number(from), limit: all ? null : Number(limit) };
}
