/**
 * Reads a sentence and sets its numbers, months and words of direction against what `socpf measure
 * --json` says of the measures that it names. It shares nothing with what writes the sentences.
 */
export interface Facts {
  readonly title: string;
  readonly unit: string;
  readonly period: string;
  readonly points: readonly Point[];
  readonly comparisons: readonly {
    readonly against: string;
    readonly base: Point | null;
    readonly change: number | null;
    readonly percent: number | null;
    readonly points: number | null;
  }[];
  readonly verdict: {
    readonly word: string;
    readonly since: string | null;
    readonly because: string;
  };
  readonly chart: {
    readonly points: readonly {
      readonly x: string;
      readonly value: number | null;
      readonly cl: number | null;
      readonly lcl: number | null;
      readonly ucl: number | null;
    }[];
  } | null;
}

interface Point {
  readonly period: string;
  readonly value: number | null;
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/** What a sentence says that its measures do not bear out; empty when all of it holds. */
export function notBorneOut(sentence: string, known: readonly Facts[]): string[] {
  const { named, rest } = measuresIn(sentence, known);
  if (named.length === 0) return [`names no measure: ${sentence}`];
  return [
    ...numbersIn(rest).flatMap((n) =>
      named.some((facts) => printedOf(facts).has(n)) ? [] : [`${n} is no figure of it`],
    ),
    ...wrongDirections(rest, named),
    ...wrongVerdicts(sentence, named),
    ...wrongSince(rest, named),
  ];
}

/** How many numbers and words of direction a sentence was held to. */
export const heldTo = (sentence: string): number =>
  numbersIn(sentence).length + (sentence.match(directed)?.length ?? 0);

const directed =
  /\b(rose|fell|more|fewer|higher|lower|above|below|Above|Below|improving|getting worse)\b/g;

/** Titles inside a sentence, the longest first, and the sentence without them. */
function measuresIn(sentence: string, known: readonly Facts[]) {
  const named: Facts[] = [];
  let rest = sentence;
  for (const facts of [...known].sort((a, b) => b.title.length - a.title.length)) {
    const at = rest.toLowerCase().indexOf(facts.title.toLowerCase());
    if (at < 0) continue;
    named.push(facts);
    rest = `${rest.slice(0, at)}~${rest.slice(at + facts.title.length)}`;
  }
  return { named, rest };
}

/** Numbers that are figures: months and periods are dates, and stand apart. */
const numbersIn = (text: string): string[] =>
  text
    .replace(new RegExp(`(?:\\d{1,2} )?(?:${months.join('|')}) \\d{4}`, 'g'), '')
    .match(/[−+]?£?\d[\d,]*(?:\.\d+)?%?/g)
    ?.map((n) => n.replace(/,$/, '')) ?? [];

/** Every way the figures of a measure may be printed. */
function printedOf(facts: Facts): Set<string> {
  const value = facts.points.find((p) => p.period === facts.period)?.value ?? null;
  const shown = new Set<string>();
  const add = (n: number | null, print: (n: number) => string) => {
    if (n !== null) shown.add(print(Math.abs(n)));
  };
  const print = (n: number) => printed(n, facts.unit);
  // A median of days has a decimal.
  if (facts.unit === 'days') add(value, (n) => rounded(n, 1));
  add(value, print);
  for (const c of facts.comparisons) {
    add(c.base?.value ?? null, print);
    add(c.change, print);
    if (facts.unit === 'days') add(c.change, (n) => rounded(n, 1));
    add(c.points, (n) => rounded(n * 100, 1));
    if (c.percent !== null)
      shown.add(`${c.percent < 0 ? '−' : '+'}${rounded(Math.abs(c.percent) * 100, 0)}%`);
  }
  for (const n of facts.verdict.because.match(/\d+/g) ?? []) shown.add(n);
  return shown;
}

function printed(n: number, unit: string): string {
  if (unit === '%') return `${rounded(n * 100, 1)}%`;
  if (unit === 'GBP') return `£${rounded(n, 0)}`;
  if (/^per /.test(unit)) return rounded(n, 2);
  return rounded(n, 0);
}

/** Half away from zero, with commas. */
function rounded(n: number, places: number): string {
  const scale = 10 ** places;
  const [whole = '', part] = (Math.floor(n * scale + 0.5 + 1e-9) / scale)
    .toFixed(places)
    .split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part ? `${grouped}.${part}` : grouped;
}

function wrongDirections(text: string, named: readonly Facts[]): string[] {
  const moves = named.flatMap((facts) => {
    const c = facts.comparisons.find((one) => one.against === 'same-last-year');
    return c ? [c.change ?? c.points ?? 0] : [];
  });
  const up = text.match(/\brose\b|\b(?:more|higher) than the /g) ?? [];
  const down = text.match(/\bfell\b|\b(?:fewer|lower) than the /g) ?? [];
  return [
    ...up.filter(() => !moves.some((m) => m > 0)).map((word) => `it did not rise: ${word}`),
    ...down.filter(() => !moves.some((m) => m < 0)).map((word) => `it did not fall: ${word}`),
  ];
}

/** "is improving", "is getting worse", "has been above usual", "Below its usual level", "above its usual range". */
function wrongVerdicts(sentence: string, named: readonly Facts[]): string[] {
  const wrong: string[] = [];
  for (const facts of named) {
    const after = sentence.toLowerCase().split(facts.title.toLowerCase())[1] ?? '';
    if (/^ is improving/.test(after) && facts.verdict.word !== 'improving')
      wrong.push(`${facts.title} is ${facts.verdict.word}`);
    if (/^ is getting worse/.test(after) && facts.verdict.word !== 'worsening')
      wrong.push(`${facts.title} is ${facts.verdict.word}`);
  }
  const level =
    /\b(above|below|near the top of|near the bottom of) (?:its )?usual ?(level|range)?/i.exec(
      sentence,
    );
  if (!level) return wrong;
  const isUp = /above|top/i.test(level[1] ?? '');
  const stood = named.some((facts) => {
    const since = dated(sentence) ?? facts.verdict.since;
    const points = facts.chart?.points.filter((p) => p.x >= (since ?? '') && p.value !== null);
    return points?.some((p) => {
      const beyond = level[2] === 'range' && !/near/i.test(level[1] ?? '');
      const edge = beyond ? (isUp ? p.ucl : p.lcl) : p.cl;
      return edge !== null && (isUp ? (p.value ?? 0) > edge : (p.value ?? 0) < edge);
    });
  });
  return stood ? wrong : [...wrong, `it did not stand ${level[1]} usual`];
}

/** The month that a sentence begins a signal with. */
function dated(sentence: string): string | null {
  const found = new RegExp(`(?:since|In) (${months.join('|')}) (\\d{4})`).exec(sentence);
  return found
    ? `${found[2]}-${String(months.indexOf(found[1] ?? '') + 1).padStart(2, '0')}`
    : null;
}

function wrongSince(text: string, named: readonly Facts[]): string[] {
  if (!/\bsince [A-Z][a-z]+ \d{4}/.test(text) || /back within|No data since/i.test(text)) return [];
  const since = dated(text);
  return named.some((facts) => facts.verdict.since?.slice(0, 7) === since)
    ? []
    : [`it did not begin in ${since}`];
}
