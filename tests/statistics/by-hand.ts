/**
 * Control charts worked out a second time, straight from the words of methods.md sections 1.1, 2 and
 * 3 and in another way than the product does it: whole windows looked at one by one. For tests only;
 * it shares no code with src/.
 */
export interface HandRow {
  x: string;
  y: number | null;
  n: number | null;
  exclude: boolean;
  part: number;
}

export interface HandOptions {
  type: string;
  rules: string;
  freeze: number | null;
  screen: boolean;
}

export interface HandPoint {
  value: number | null;
  cl: number | null;
  lcl: number | null;
  ucl: number | null;
  signals: string[];
}

export interface HandPart {
  part: number;
  points: number;
  baseline: number;
  trial: boolean;
  runs: {
    useful: number;
    longest: number | null;
    longest_max: number | null;
    crossings: number | null;
    crossings_min: number | null;
    signal: boolean;
  };
}

type Line = (k: number, n: number | null) => number | null;
interface Seen {
  value: number;
  cl: number;
  line: (k: number) => number | null;
  index: number;
}

const isOver = (v: number, l: number) => v - l > Math.max(1e-12, 1e-9 * Math.abs(l));
const total = (list: number[]) => list.reduce((a, b) => a + b, 0);
const average = (list: number[]) => total(list) / list.length;
const middle = (list: number[]) => {
  const s = list.toSorted((a, b) => a - b);
  return s.length % 2
    ? (s[(s.length - 1) / 2] as number)
    : average([s[s.length / 2 - 1] as number, s[s.length / 2] as number]);
};

export function chartByHand(rows: HandRow[], options: HandOptions) {
  const points: HandPoint[] = [];
  const parts: HandPart[] = [];
  let from = 0;
  while (from < rows.length) {
    let to = from;
    while (to < rows.length && rows[to]?.part === rows[from]?.part) to++;
    const made = partByHand(rows.slice(from, to), options);
    points.push(...made.points);
    parts.push(made.part);
    from = to;
  }
  return { points, parts };
}

const dividesBy = (type: string, row: HandRow) =>
  ['p', 'p-prime', 'u', 'u-prime'].includes(type) ||
  (['xmr', 'run'].includes(type) && row.n !== undefined);

function plotted(type: string, row: HandRow, hasN: boolean): number | null {
  if (row.y === null) return null;
  if (!(hasN && dividesBy(type, row))) return row.y;
  return row.n === null || row.n === 0 ? null : row.y / row.n;
}

function partByHand(rows: HandRow[], { type, rules, freeze, screen }: HandOptions) {
  const hasN = ['p', 'p-prime', 'u', 'u-prime'].includes(type) || rows.some((r) => r.n !== null);
  const values = rows.map((row) => plotted(type, row, hasN));
  const base = rows.map((row, i) => i < (freeze ?? Number.POSITIVE_INFINITY) && !row.exclude);
  const baseValues = values.filter((v, i): v is number => v !== null && base[i] === true);
  const { cl, line } = linesByHand(type, rows, values, base, screen);
  const drawn = (k: number, i: number) => {
    const perRow = ['p', 'p-prime', 'u', 'u-prime'].includes(type);
    return cl === null || type === 'run' || (perRow && values[i] === null)
      ? null
      : line(k, rows[i]?.n ?? null);
  };
  const signals: string[][] = rows.map(() => []);
  const seenAll: Seen[] = rows.flatMap((row, i) => {
    const value = values[i];
    return row.exclude || value === null || value === undefined || cl === null
      ? []
      : [{ value, cl, line: (k: number) => (type === 'run' ? null : drawn(k, i)), index: i }];
  });
  // A missing row that is not excluded cuts the sequence, but not for the runs of Anhøj.
  const sequences: Seen[][] = [[]];
  rows.forEach((row, i) => {
    if (row.exclude) return;
    const seen = seenAll.find((s) => s.index === i);
    if (seen) sequences.at(-1)?.push(seen);
    else sequences.push([]);
  });
  const runs = runsByHand(seenAll);
  for (const id of signalsOf(rules)) {
    const lists = id.startsWith('long-run') ? [seenAll] : sequences;
    for (const list of lists)
      for (const at of flaggedBy(id, rules, list, runs.longest_max ?? Number.POSITIVE_INFINITY))
        signals[at]?.push(id);
  }
  return {
    points: rows.map((_, i) => ({
      value: values[i] ?? null,
      cl,
      lcl: drawn(-3, i),
      ucl: drawn(3, i),
      signals: signals[i] ?? [],
    })),
    part: {
      part: rows[0]?.part ?? 1,
      points: rows.length,
      baseline: baseValues.length,
      trial: baseValues.length < 13,
      runs,
    },
  };
}

/** Mean of the moving ranges of the baseline, excluded rows taken out first, missing rows left standing. */
function movingRange(list: (number | null)[], screen: boolean): number | null {
  const ranges: number[] = [];
  for (let i = 1; i < list.length; i++) {
    const [a, b] = [list[i - 1], list[i]];
    if (a !== null && b !== null && a !== undefined && b !== undefined)
      ranges.push(Math.abs(b - a));
  }
  if (ranges.length === 0) return null;
  const first = average(ranges);
  if (!screen || first === 0) return first;
  return average(ranges.filter((r) => !(r >= 3.267 * first)));
}

function linesByHand(
  type: string,
  rows: HandRow[],
  values: (number | null)[],
  base: boolean[],
  screen: boolean,
): { cl: number | null; line: Line } {
  const keep = rows.map((_, i) => i).filter((i) => base[i]);
  const present = keep.filter((i) => values[i] !== null);
  const list = present.map((i) => values[i] as number);
  if (list.length === 0) return { cl: null, line: () => null };
  if (type === 'run') return { cl: middle(list), line: () => null };
  if (type === 'c') {
    const m = average(list);
    return { cl: m, line: (k) => Math.max(0, m + k * Math.sqrt(m)) };
  }
  if (type === 'g') {
    const m = average(list);
    return { cl: middle(list), line: (k) => (k < 0 ? 0 : m + k * Math.sqrt(m * (m + 1))) };
  }
  if (type === 'xmr') {
    const r = movingRange(
      keep.map((i) => values[i] ?? null),
      screen,
    );
    const m = average(list);
    return { cl: m, line: (k) => (r === null ? null : m + k * (2.66 / 3) * r) };
  }
  if (type === 't') {
    const w = (v: number | null | undefined) =>
      v === null || v === undefined ? null : v ** (1 / 3.6);
    const r = movingRange(
      keep.map((i) => w(values[i])),
      screen,
    );
    const m = average(list.map((v) => v ** (1 / 3.6)));
    return {
      cl: m ** 3.6,
      line: (k) => (r === null ? null : Math.max(0, m + (k * r) / 1.128) ** 3.6),
    };
  }
  const cl =
    total(present.map((i) => rows[i]?.y ?? 0)) / total(present.map((i) => rows[i]?.n ?? 0));
  const share = type.startsWith('p');
  const error = (n: number) => Math.sqrt((share ? cl * (1 - cl) : cl) / n);
  const most = share ? 1 : Number.POSITIVE_INFINITY;
  let widen: number | null = 1;
  if (type.endsWith('prime')) {
    const r = movingRange(
      keep.map((i) => {
        const v = values[i] ?? null;
        const e = error(rows[i]?.n ?? 1);
        return v === null ? null : e === 0 ? 0 : (v - cl) / e;
      }),
      screen,
    );
    widen = r === null ? null : r / 1.128;
  }
  return {
    cl,
    line: (k, n) =>
      widen === null || !n ? null : Math.min(most, Math.max(0, cl + k * error(n) * widen)),
  };
}

function runsByHand(seen: Seen[]): HandPart['runs'] {
  const letters = seen
    .map((s) => (isOver(s.value, s.cl) ? 'a' : isOver(s.cl, s.value) || below(s, 0) ? 'b' : ''))
    .join('');
  const useful = letters.length;
  if (useful === 0)
    return {
      useful,
      longest: null,
      longest_max: null,
      crossings: null,
      crossings_min: null,
      signal: false,
    };
  const stretches = letters.match(/a+|b+/g) ?? [];
  const longest = Math.max(...stretches.map((s) => s.length));
  const max = Math.round(Math.log2(useful)) + 3;
  const crossings = stretches.length - 1;
  // Smallest count of heads among useful - 1 tosses that is reached with 5 % or more.
  let [least, reached, ways] = [0, 0, 1];
  const tosses = useful - 1;
  for (;;) {
    reached += ways / 2 ** tosses;
    if (reached >= 0.05) break;
    ways = (ways * (tosses - least)) / (least + 1);
    least++;
  }
  return {
    useful,
    longest,
    longest_max: max,
    crossings,
    crossings_min: least,
    signal: longest > max || crossings < least,
  };
}

const directed = (ids: string[], up: string, down: string) =>
  ids.flatMap((id) => [`${id}-${up}`, `${id}-${down}`]);

/** The signals of a set in the order of the table in methods.md 3.1. */
function signalsOf(rules: string): string[] {
  const sided = (...ids: string[]) => directed(ids, 'above', 'below');
  if (rules.startsWith('mdc'))
    return [
      ...sided('outside'),
      ...directed(['trend'], 'up', 'down'),
      ...sided('two-of-three', 'shift'),
    ];
  if (rules === 'western-electric') return sided('we1', 'we2', 'we3', 'we4');
  if (rules === 'nelson')
    return [
      ...sided('nelson1', 'nelson2'),
      ...directed(['nelson3'], 'up', 'down'),
      'nelson4',
      ...sided('nelson5', 'nelson6'),
      'nelson7',
      'nelson8',
    ];
  if (rules === 'police') return sided('outside', 'two-of-three', 'three-beyond-1.5', 'shift');
  return sided('outside', 'long-run');
}

const over = (s: Seen, k: number) => {
  const l = k === 0 ? s.cl : s.line(k);
  return l !== null && isOver(s.value, l);
};
const below = (s: Seen, k: number) => {
  const l = k === 0 ? s.cl : s.line(-k);
  return l !== null && l - s.value > Math.max(1e-12, 1e-9 * Math.abs(l));
};

/** Index of every row flagged by one signal in one sequence. */
function flaggedBy(id: string, rules: string, list: Seen[], longestMax: number): number[] {
  const name = id.replace(/-(above|below|up|down)$/, '');
  const high = !/-(below|down)$/.test(id);
  const side = high ? over : below;
  const flagged = new Set<number>();
  const windows = (size: number, check: (window: Seen[]) => Seen[]) => {
    for (let i = 0; i + size <= list.length; i++)
      for (const s of check(list.slice(i, i + size))) flagged.add(s.index);
  };
  const oneSide = (size: number) => windows(size, (w) => (w.every((s) => side(s, 0)) ? w : []));
  const kOfM = (k: number, m: number, sigma: number) =>
    windows(m, (w) => {
      const hits = w.filter((s) => side(s, sigma));
      return hits.length >= k ? hits : [];
    });
  const climb = (size: number) =>
    windows(size, (w) =>
      w.every((s, i) => {
        const before = w[i - 1];
        return (
          !before ||
          (high
            ? isOver(s.value, before.value)
            : before.value - s.value > Math.max(1e-12, 1e-9 * Math.abs(before.value)))
        );
      })
        ? w
        : [],
    );
  switch (name) {
    case 'outside':
    case 'we1':
    case 'nelson1':
      windows(1, (w) => w.filter((s) => side(s, 3)));
      break;
    case 'trend':
      climb(rules === 'mdc-6' ? 6 : 7);
      break;
    case 'nelson3':
      climb(6);
      break;
    case 'two-of-three':
      if (rules === 'police') kOfM(2, 3, 2);
      else
        windows(3, (w) => {
          const near = w.filter((s) => side(s, 2) && !side(s, 3));
          return w.every((s) => side(s, 0)) && near.length >= 2 ? near : [];
        });
      break;
    case 'shift':
      oneSide({ mdc: 7, 'mdc-6': 6, 'mdc-8': 8, police: 8 }[rules] ?? 0);
      break;
    case 'we4':
      oneSide(8);
      break;
    case 'nelson2':
      oneSide(9);
      break;
    case 'we2':
    case 'nelson5':
      kOfM(2, 3, 2);
      break;
    case 'we3':
    case 'nelson6':
      kOfM(4, 5, 1);
      break;
    case 'three-beyond-1.5':
      kOfM(3, 3, 1.5);
      break;
    case 'nelson4':
      windows(14, (w) => {
        const turns = w.slice(1).map((s, i) => {
          const before = w[i] as Seen;
          return isOver(s.value, before.value)
            ? 'u'
            : s.value < before.value &&
                before.value - s.value > Math.max(1e-12, 1e-9 * Math.abs(before.value))
              ? 'd'
              : '=';
        });
        return /^(ud)+u?$|^(du)+d?$/.test(turns.join('')) ? w : [];
      });
      break;
    case 'nelson7':
      windows(15, (w) =>
        w.every((s) => s.line(1) !== null && !over(s, 1) && !below(s, 1)) ? w : [],
      );
      break;
    case 'nelson8':
      windows(8, (w) =>
        w.every((s) => over(s, 1) || below(s, 1)) &&
        w.some((s) => over(s, 1)) &&
        w.some((s) => below(s, 1))
          ? w
          : [],
      );
      break;
    case 'long-run': {
      let run: Seen[] = [];
      const close = () => {
        if (run.length > longestMax) for (const s of run) flagged.add(s.index);
        run = [];
      };
      for (const s of list) {
        if (side(s, 0)) run.push(s);
        else if (over(s, 0) || below(s, 0)) close();
      }
      close();
      break;
    }
  }
  return [...flagged];
}
