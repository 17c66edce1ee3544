import { type Problem, problem } from '../problems/index.ts';
import { addressIn, type MappedPart } from './map.ts';
import type { StagedRows } from './staged-rows.ts';

/** How unlikely it must be that days fell so by chance. */
const odds = 0.001;

/**
 * A spreadsheet of another country reads 03/04/2025 as 4 March and leaves 13/04/2025 as text. Where no
 * true date has a day above the twelfth and no text one below the thirteenth, the true ones were turned.
 */
export async function turnedDates(mapped: MappedPart, rows: StagedRows): Promise<Problem[]> {
  if (!mapped.typed) return [];
  const problems: Problem[] = [];
  const dated = mapped.columns.filter((c) => c.type === 'date' && c.from.kind === 'grid');
  for (const found of await rows.staging.mixedDates(dated, rows.from, rows.to)) {
    const { column } = found;
    if (found.dates === 0 || found.texts === 0 || found.highest > 12 || found.lowest < 13) continue;
    // By chance a day falls among the first twelve about two times in five.
    if (0.4 ** found.dates * 0.6 ** found.texts > odds) continue;
    problems.push(
      problem(
        'C126',
        { dates: found.dates, texts: found.texts },
        {
          sheet: rows.view.name,
          cell: addressIn(mapped, column.name, found.row),
          heading: mapped.headings.get(column.name) ?? column.name,
        },
      ),
    );
  }
  return problems;
}
