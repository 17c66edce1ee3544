import { code } from '../code.ts';

/** S: problems of shape. */
export const shapeCodes = {
  S101: code<{ wanted: string; sheets: readonly string[] }>(
    'sheet-missing',
    (d) =>
      `There is no sheet whose title fits ${d.wanted}; there are ${d.sheets.map((s) => `“${s}”`).join(', ') || 'none'}.`,
    () => 'Ask for the export with its usual sheets, or add a dated variant to the source.',
  ),
  S102: code<{ wanted: string }>(
    'header-missing',
    (d) => `No row among the first 40 has a cell “${d.wanted}”, so the header was not found.`,
    () =>
      'Check that this is the usual layout; a changed heading needs a dated variant of the source.',
  ),
  S103: code<{ column: string; nearest: string | null }>(
    'column-missing',
    (d) => `The column “${d.column}” is missing.`,
    (d) =>
      d.nearest
        ? `Did the heading change to “${d.nearest}”? Then add a dated variant.`
        : 'Ask for the export with all its columns.',
  ),
  S104: code<{ wanted: string }>(
    'footer-missing',
    (d) => `No row begins with “${d.wanted}”, so the file may be cut off.`,
    () => 'Ask for the whole file again.',
  ),
  S105: code<{ shape: string }>(
    'shape-not-read',
    (d) => `Files of the shape “${d.shape}” cannot be read by this release.`,
    () => 'Ask for the same figures as a table.',
  ),
  S106: code<{ pattern: string }>(
    'period-not-said',
    (d) => `The file does not say which period it is for; expected ${d.pattern}.`,
    () => 'Give it its usual name.',
  ),
  S107: code<{ columns: readonly string[] }>(
    'personal-column',
    (d) => `Undeclared personal columns: ${d.columns.join(', ')}. Nothing of the file was kept.`,
    () => 'Ask for the export without them, or declare them in the source with a reason.',
  ),
  S108: code<Record<string, never>>(
    'no-rows',
    () => 'There is no row under the header.',
    () => 'Ask for the whole file again; a true nil return says so in words.',
  ),
  S109: code<{ column: string; headings: readonly string[] }>(
    'heading-twice',
    (d) => `“${d.column}” stands over more than one column.`,
    (d) => `Name the one that is meant in the source: ${d.headings.join(' or ')}.`,
  ),
  S110: code<{ wanted: string }>(
    'block-missing',
    (d) => `No cell begins with “${d.wanted}”, under which a block should stand.`,
    () => 'Ask for the usual layout, or add a dated variant to the source.',
  ),
  S111: code<Record<string, never>>(
    'periods-missing',
    () => 'No row holds the heads of periods that this layout has.',
    () => 'Write months as Oct-25 or as dates, or quarters as Q3 2025/26, above the numbers.',
  ),
  S112: code<Record<string, never>>(
    'row-without-label',
    () => 'There are numbers in this row and nothing says of what.',
    () => 'Write the label of the row, or take the numbers out.',
  ),
  S113: code<{ heading: string }>(
    'head-not-a-period',
    (d) => `“${d.heading}” stands among the periods and is none.`,
    () => 'Correct the heading, or name it among the totals of the source.',
  ),
  S114: code<{ label: string; nearest: string | null }>(
    'label-missing',
    (d) => `There is no cell “${d.label}”.`,
    (d) =>
      d.nearest
        ? `Did the label change to “${d.nearest}”? Then add a dated variant.`
        : 'Ask for the form with all its labels.',
  ),
  S115: code<{ value: string; ambiguous: boolean }>(
    'period-not-read',
    (d) =>
      d.ambiguous
        ? `“${d.value}” could be of a financial or of a calendar year.`
        : `“${d.value}” is not a period that can be read.`,
    (d) =>
      d.ambiguous
        ? 'Write it as Q3 2025/26, or declare the calendar in the source.'
        : 'Write it as October 2025, Oct to Dec 2025, Q3 2025/26 or 2025/26.',
  ),
  S116: code<{ words: string }>(
    'words-missing',
    (d) => `No cell among the first rows begins with “${d.words}”.`,
    () => 'Check that this is the usual file; a changed title needs a change of the source.',
  ),
  S117: code<Record<string, never>>(
    'nothing-of-no-period',
    () => 'It says there is nothing to report, and not for which period.',
    () => 'Name the period in the file’s name or its cell, as the source declares.',
  ),
} as const;
