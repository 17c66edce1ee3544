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
} as const;
