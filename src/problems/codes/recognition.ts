import { code } from '../code.ts';

/** R: problems of recognition. */
export const recognitionCodes = {
  R101: code<{ name: string; reasons: readonly string[] }>(
    'no-source',
    (d) =>
      `${d.name} is no file that a source describes.${d.reasons.length > 0 ? ` ${d.reasons.join(' ')}` : ''}`,
    () => 'Name it as its source does, or describe the source in a YAML file.',
  ),
  R102: code<{ name: string; sources: readonly string[] }>(
    'several-sources',
    (d) => `${d.name} could be ${d.sources.join(' or ')}.`,
    () =>
      'Make their `recognise` apart by name or columns, or give the file a name that only one takes.',
  ),
  R103: code<{ source: string; name: string }>(
    'not-synthetic',
    (d) =>
      `${d.name} does not say SYNTHETIC, and this is a sample home: ${d.source} takes no real file here.`,
    () => 'To use your own files, start an empty home: npm start -- --home DIR (a new folder).',
  ),
  R104: code<{ name: string }>(
    'synthetic-in-real-home',
    (d) => `${d.name} says SYNTHETIC, and this home holds real figures.`,
    () => 'Load it into a sample home; the two are never mixed.',
  ),
  R105: code<{ name: string; marking: string }>(
    'marking-too-high',
    (d) =>
      `${d.name} is marked ${d.marking}. This system takes nothing above OFFICIAL-SENSITIVE; the file was deleted here.`,
    () => 'Take it back to where it belongs and tell your security officer.',
  ),
} as const;
