import { code } from '../code.ts';
import { counted, verb } from './counted.ts';

/** U: problems of the command line and of statistics input. */
export const usageCodes = {
  U000: code<{ detail: string }>(
    'unexpected',
    (d) => `Something went wrong that socpf did not foresee: ${d.detail}.`,
    () => 'Nothing was changed by halves. Report it with the command you typed.',
  ),
  U101: code<{ detail: string }>(
    'wrong-usage',
    (d) => `${d.detail.charAt(0).toUpperCase()}${d.detail.slice(1)}.`,
    () => 'See socpf --help.',
  ),
  U102: code<{ path: string }>(
    'no-such-file',
    (d) => `There is no file ${d.path}.`,
    () => 'Check the path.',
  ),
  U103: code<{ what: string; name: string; nearest: string | null }>(
    'unknown-word',
    (d) => `There is no ${d.what} “${d.name}”.`,
    (d) => (d.nearest ? `Did you mean “${d.nearest}”?` : 'See socpf --help.'),
  ),
  U104: code<{ theme: string; lines: number }>(
    'words-of-wrong-length',
    (d) =>
      `${d.lines === 0 ? 'Nothing was written' : `${counted(d.lines, 'sentence')} ${verb(d.lines, 'was', 'were')} written`} for ${d.theme}.`,
    () => 'Write one to six sentences, each on a line of its own.',
  ),
  U105: code<{ theme: string; period: string }>(
    'no-words-kept',
    (d) =>
      `Nobody has written for ${d.theme} in ${d.period}; the draft cannot be accepted as it is.`,
    () => 'Save the sentences first, changed or not.',
  ),
  U106: code<Record<string, never>>(
    'decision-incomplete',
    () => 'A decision says what is done, who does it and by which day; one of them is missing.',
    () => 'Give all three; the day as 2026-01-31.',
  ),
  U107: code<Record<string, never>>(
    'no-reason-given',
    () => 'A finding is set aside for a reason; none was given.',
    () => 'Say in a sentence why it is not for the meeting.',
  ),
  U110: code<{
    column: string;
    fault: 'missing' | 'unknown' | 'twice';
    columns: readonly string[];
  }>(
    'statistics-column',
    (d) =>
      d.fault === 'missing'
        ? `The input has no column “${d.column}”.`
        : d.fault === 'twice'
          ? `The column “${d.column}” stands twice in the header.`
          : `“${d.column}” is not a column of this method.`,
    (d) => `Its columns are ${d.columns.join(', ')}.`,
  ),
  U111: code<{ line: number; value: string; why: string }>(
    'statistics-value',
    (d) => `Line ${d.line}: “${d.value}” ${d.why}.`,
    () => 'Correct the value; a blank stands for a missing one.',
  ),
} as const;
