import { code } from '../code.ts';
import { counted, verb } from './counted.ts';

interface Cell {
  readonly value: string;
}

/** C: problems of contract, each at its cell. */
export const contractCodes = {
  C101: code<Cell & { type: string; hint: string }>(
    'wrong-type',
    (d) => `“${d.value}” is not ${d.type}.${d.hint ? ` ${d.hint}` : ''}`,
    () => 'Correct the cell at its source and send the file again.',
  ),
  C102: code<{ column: string }>(
    'required-empty',
    (d) => `“${d.column}” is empty, and every row needs it.`,
    () => 'Fill the cell at its source and send the file again.',
  ),
  C103: code<Cell & { vocabulary: string; nearest: string | null; rows: number }>(
    'unknown-code',
    (d) =>
      `“${d.value}” is not one of ${d.vocabulary} that we know${d.rows > 1 ? ` (${d.rows} rows)` : ''}.`,
    (d) =>
      d.nearest
        ? `Did you mean ${d.nearest}?`
        : 'Correct it at its source, or add it to the vocabulary.',
  ),
  C104: code<Cell & { limit: string }>(
    'after-reporting-day',
    (d) => `“${d.value}” lies after ${d.limit}.`,
    () => 'A date to come cannot be reported: correct it at its source.',
  ),
  C105: code<Cell & { minimum: number }>(
    'below-minimum',
    (d) => `“${d.value}” is below ${d.minimum}.`,
    () => 'Correct the cell at its source and send the file again.',
  ),
  C106: code<Cell & { column: string; rows: number }>(
    'key-twice',
    (d) =>
      `“${d.value}” stands in more than one row as ${d.column}${d.rows > 1 ? ` (${d.rows} such rows)` : ''}.`,
    () => 'Each may stand once: ask for the export without duplicates.',
  ),
  C107: code<{ said: number; found: number; label: string }>(
    'control-total',
    (d) =>
      `The file says “${d.label}” ${d.said}, and ${counted(d.found, 'row')} ${verb(d.found, 'was', 'were')} found.`,
    () => 'The file is cut off or was edited: ask for it again.',
  ),
  C108: code<{ rows: number; share: number; limit: number }>(
    'too-many-set-aside',
    (d) =>
      `${counted(d.rows, 'row')} would be set aside, ${(100 * d.share).toFixed(1)} % of the file; at most ${(100 * d.limit).toFixed(1)} % may be.`,
    (d) =>
      d.rows === 1
        ? 'Mend the row named, or the vocabulary it needs.'
        : 'Mend the rows named, or the vocabulary they need.',
  ),
  C109: code<{ more: number; rule: string }>(
    'and-more',
    (d) =>
      `${counted(d.more, 'more cell')} ${verb(d.more, 'has', 'have')} the same fault (${d.rule}).`,
    (d) => `Mend ${verb(d.more, 'it', 'them')} with the ones named.`,
    'note',
  ),
  C110: code<{ column: string; without: number; repeated: number }>(
    'no-key-rows',
    (d) =>
      `${counted(d.without, 'row')} ${verb(d.without, 'has', 'have')} no ${d.column} and ${d.repeated.toLocaleString('en-GB')} ${verb(d.repeated, 'repeats', 'repeat')} one; all were loaded, since nothing here is a key.`,
    () => 'Nothing to do: each row counts once.',
    'note',
  ),
  C111: code<Cell>(
    'word-refused',
    (d) => `“${d.value}” stands where a number should.`,
    () => 'Write the number alone; put notes in a column of their own.',
  ),
  C112: code<Cell>(
    'unit-unknown',
    (d) => `“${d.value}” has no unit that the source knows beside it.`,
    () => 'Write the unit, or add it to the factors of the source.',
  ),
  C113: code<Cell & { column: string }>(
    'text-made-a-date',
    (d) => `“${d.value}” is a date, and “${d.column}” holds text: the spreadsheet changed it.`,
    () => 'Format the column as text and type what stood there, such as MAR7.',
  ),
  C114: code<Cell & { first: string; last: string }>(
    'outside-its-period',
    (d) => `“${d.value}” is not within ${d.first} to ${d.last}, which the file is for.`,
    () => 'Correct the date, or send the row with the file of its own period.',
  ),
  C115: code<Cell & { other: string; rule: string }>(
    'rule-broken',
    (d) =>
      d.other
        ? `“${d.value}” beside “${d.other}” breaks the rule “${d.rule}”.`
        : `“${d.value}” breaks the rule “${d.rule}”.`,
    () => 'Correct one of the cells at its source and send the file again.',
  ),
  C116: code<Cell & { readings: string }>(
    'ambiguous-date',
    (d) => `“${d.value}” could be ${d.readings || 'no day at all'}.`,
    () => 'Declare the format of the column in the source, or send true dates.',
  ),
  C117: code<{ column: string; said: number; usual: number; times: number }>(
    'magnitude',
    (d) =>
      `“${d.column}” comes to ${d.said}, usually about ${d.usual}: more than ${counted(d.times, 'time')} ${d.said > d.usual ? 'as much' : 'less'}. Are these thousands?`,
    () => 'Correct the unit at its source, or declare `unit` or a wider `magnitude`.',
  ),
  C118: code<{ column: string; periods: number }>(
    'seems-cumulative',
    (d) =>
      `Every “${d.column}” only rises through ${counted(d.periods, 'period')} of the year. Is it a running total?`,
    () => 'Say `cumulative: financial-year` in the source if so, or `cumulative: no`.',
  ),
  C119: code<{ months: string }>(
    'earlier-missing',
    (d) => `The numbers run on through the year, and ${d.months} has not been loaded.`,
    () => 'Load the earlier returns of the year first.',
  ),
  C120: code<Cell & { earlier: number }>(
    'running-total-falls',
    (d) => `“${d.value}” is less than the ${d.earlier} of the periods before it.`,
    () =>
      'A running total cannot fall: correct it at its source, or send the earlier return again.',
  ),
  C121: code<{ load: number }>(
    'later-differenced',
    (d) =>
      `Load ${d.load} holds a later part of the same year, differenced against what is in now.`,
    (d) => `Take it out (socpf undo ${d.load}), load this file, then load that one again.`,
  ),
  C122: code<{ cell: string }>(
    'total-not-found',
    (d) => `The total that the source names (${d.cell}) is not there, so the file may be cut off.`,
    () => 'Ask for the whole file again.',
  ),
  C123: code<{ said: number; found: number; label: string }>(
    'total-disagrees',
    (d) => `“${d.label}” is ${d.said} here, and what it adds makes ${d.found}.`,
    () => 'Correct the total or the numbers it adds, at their source.',
  ),
  C124: code<Cell & { column: string; cells: number }>(
    'left-empty',
    (d) =>
      `“${d.value}” under “${d.column}” stands for nothing that we know; ${d.cells === 1 ? 'the cell is' : `${d.cells} such cells are`} taken as empty.`,
    () => 'The rows are loaded. Add the word to the vocabulary, or correct it at its source.',
    'note',
  ),
  C125: code<{ rows: number }>(
    'rows-left-out',
    (d) =>
      `${counted(d.rows, 'row')} ${verb(d.rows, 'is', 'are')} no data by the source’s own words, and ${verb(d.rows, 'was', 'were')} left out.`,
    () => 'Nothing to do: see `leave-out`, `only` and `skip` of the source.',
    'note',
  ),
  C126: code<{ dates: number; texts: number }>(
    'dates-turned',
    (d) =>
      `${counted(d.dates, 'true date')} ${verb(d.dates, 'has', 'have')} no day above the 12th, and ${d.texts.toLocaleString('en-GB')} typed as text ${verb(d.texts, 'has', 'have')} none below the 13th: day and month were changed over.`,
    () => 'Open the export with British dates, or ask for it with dates as 2025-03-31.',
  ),
} as const;
