import type { Series } from '../figures/index.ts';
import { numberWord, verdictOrder } from '../wording/index.ts';

const phrases = {
  improving: 'improving',
  worsening: 'worsening',
  changed: 'changed',
  'no-significant-change': 'with no significant change',
  'too-few-to-say': 'with too few to say',
  'not-comparable': 'not comparable',
  incomplete: 'incomplete',
  late: 'late',
  missing: 'missing',
  withheld: 'withheld',
} as const;

/** "two improving, one worsening, four with no significant change and one missing". */
export function verdictCounts(series: readonly Series[]): string {
  const parts = verdictOrder.flatMap((word) => {
    const count = series.filter((s) => s.verdict.word === word).length;
    return count === 0 ? [] : [`${numberWord(count)} ${phrases[word]}`];
  });
  const last = parts.at(-1) ?? 'none';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}
