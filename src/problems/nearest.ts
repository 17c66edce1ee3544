/**
 * The known name nearest to what was written, for "did you mean", or null when none is near
 * enough (a third of its letters may differ). Distance: Damerau-Levenshtein with adjacent swaps.
 */
export function nearestName(written: string, known: Iterable<string>): string | null {
  const target = fold(written);
  const lengthOff = (name: string) => Math.abs(fold(name).length - target.length);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const candidate = fold(name);
    const distance =
      candidate.startsWith(target) && target.length >= 4 ? 1 : editDistance(target, candidate);
    const nearer =
      distance < bestDistance ||
      (distance === bestDistance && best !== null && lengthOff(name) < lengthOff(best));
    if (nearer) [best, bestDistance] = [name, distance];
  }
  return best !== null && bestDistance <= Math.max(1, Math.floor(target.length / 3)) ? best : null;
}

const fold = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '-');

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
