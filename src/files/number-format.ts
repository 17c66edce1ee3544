/**
 * What a number format makes of a number (ECMA-376 part 1, 18.8.30 and 18.8.31): a date, a time of
 * day, a duration, or a number. Only the first section of a format decides.
 */
export type FormatKind = 'number' | 'date' | 'time' | 'duration';

/** Kind of a custom format code such as `dd/mm/yyyy` or `[h]:mm`. */
export function kindOfFormat(format: string): FormatKind {
  // Out go: text in quotes, escaped characters, padding (_x) and filling (*x).
  const bare = format.replace(/"[^"]*"?|\\.|_.|\*./gs, '');
  const section = bare.split(';', 1)[0] ?? '';
  if (/\[(h+|m+|s+)\]/i.test(section)) return 'duration';
  // Colours, conditions and locales stand in brackets: [Red], [>100], [$-809].
  const tokens = section.replace(/\[[^\]]*\]/g, '').replace(/general/gi, '');
  if (/[ydge]/i.test(tokens.replace(/e[+-]/gi, '').replace(/[#0?]/g, ''))) return date(tokens);
  if (/h|s/i.test(tokens)) return 'time';
  return /m/i.test(tokens) && !/[#0?]/.test(tokens) ? 'date' : 'number';
}

/** Kind of a built-in format, by its number; null where a code decides. */
export function kindOfBuiltIn(id: number): FormatKind | null {
  if (id >= 14 && id <= 17) return 'date';
  if (id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time';
  if (id === 46) return 'duration';
  return id <= 49 ? 'number' : null;
}

/** A format with y or d is a date; a lone g or e (eras, East Asia) only beside other date parts. */
function date(tokens: string): FormatKind {
  return /[yd]/i.test(tokens) || /m/i.test(tokens) ? 'date' : 'number';
}
