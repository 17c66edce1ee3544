import type { Marker } from '../framework/index.ts';

/** What a word that a source declares means, in a cell that should hold a value. */
export function markerIn(markers: readonly Marker[], text: string): Marker['means'] | null {
  const folded = text.trim().toLowerCase();
  const found = markers.find(({ fits }) =>
    'word' in fits ? folded === fits.word : new RegExp(fits.pattern).test(folded),
  );
  return found?.means ?? null;
}

/** Reads numbers as files write them: `1,234`, `£5`; null where a word withholds or refuses the value. */
export const numberReader =
  (markers: readonly Marker[]) =>
  (text: string): number | null => {
    const means = markerIn(markers, text);
    if (means === 'zero' || means === 'missing' || means === 'not-applicable') return 0;
    if (means !== null) return null;
    const plain = text.replace(/[,£\s]/g, '');
    return plain === '' || !/^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(plain) ? null : Number(plain);
  };
