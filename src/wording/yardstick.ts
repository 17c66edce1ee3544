/** A phrase of the national yardstick of probability, with the range of chances it stands for. */
export interface Probability {
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/** The professional yardstick of intelligence assessment: phrases, and per cent from and to. */
const yardstick: readonly Probability[] = [
  { words: 'remote chance', from: 0, to: 5 },
  { words: 'highly unlikely', from: 10, to: 20 },
  { words: 'unlikely', from: 25, to: 35 },
  { words: 'realistic possibility', from: 40, to: 50 },
  { words: 'highly likely', from: 80, to: 90 },
  { words: 'likely', from: 55, to: 75 },
  { words: 'probable', from: 55, to: 75 },
  { words: 'probably', from: 55, to: 75 },
  { words: 'almost certain', from: 95, to: 100 },
];

/** The probability words that a statement uses, in its order; none where its writer set none. */
export function probabilitiesIn(statement: string): Probability[] {
  const any = new RegExp(
    `\\b(?:${yardstick.map((p) => p.words.replace(' ', '\\s+')).join('|')})\\b`,
    'gi',
  );
  const said = [...statement.matchAll(any)].map(([hit]) => hit.toLowerCase().replace(/\s+/g, ' '));
  return [...new Set(said)].flatMap((words) => yardstick.find((p) => p.words === words) ?? []);
}
