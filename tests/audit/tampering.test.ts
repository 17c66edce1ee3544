import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Anchor,
  anchorLine,
  type Break,
  breaksOf,
  type ChainRow,
  readAnchors,
  sealOf,
  seed,
} from '../../src/audit/index.ts';

/** A generator of numbers that gives the same ones each run. */
function numbers(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const length = 24;

/** The rows with numbers, links and seals set from `from` on: what somebody with the store in hand can do. */
function resealed(rows: readonly ChainRow[], from = 0): ChainRow[] {
  const made: ChainRow[] = [];
  rows.forEach((row, i) => {
    const next = i < from ? row : { ...row, entry: i + 1, previous: made[i - 1]?.hash ?? seed };
    made.push(i < from ? row : { ...next, hash: sealOf(next) });
  });
  return made;
}

const plain = (n: number): ChainRow => ({
  entry: n + 1,
  at: `2026-02-10T09:${String(n).padStart(2, '0')}:00.000Z`,
  actor: `person ${n % 3}`,
  category: 'consultation',
  event: 'rows-opened',
  detail: JSON.stringify({ n }),
  previous: '',
  hash: '',
});

const trail = resealed(Array.from({ length }, (_, n) => plain(n)));
const at = (rows: readonly ChainRow[], i: number): ChainRow => rows[i] ?? assert.fail(`row ${i}`);
/** Laid down after every sixth entry; the last at the end. */
const anchors: readonly Anchor[] = [6, 12, 18, 24].map((entries) => ({
  at: `2026-02-10T10:${entries}:00.000Z`,
  entries,
  head: at(trail, entries - 1).hash,
  why: 'hourly',
}));

interface Tampered {
  readonly rows: readonly ChainRow[];
  /** First entry that is not what it was. */
  readonly place: number;
}

const edits: Readonly<Record<string, (pick: (below: number) => number) => Tampered>> = {
  'a word of an entry is changed': (pick) => {
    const i = pick(length);
    const column = (['at', 'actor', 'category', 'event', 'detail'] as const)[pick(5)] ?? 'actor';
    const rows = trail.with(i, { ...at(trail, i), [column]: `x${pick(1000)}` });
    return { rows, place: i + 1 };
  },
  'an entry is changed and sealed again': (pick) => {
    const i = pick(length);
    const row = { ...at(trail, i), actor: `x${pick(1000)}` };
    return { rows: trail.with(i, { ...row, hash: sealOf(row) }), place: i + 1 };
  },
  'entries are cut out': (pick) => {
    const i = pick(length);
    const many = 1 + pick(length - i);
    return { rows: trail.toSpliced(i, many), place: i + 1 };
  },
  'entries are cut out and the rest is sealed again': (pick) => {
    const i = pick(length);
    const many = 1 + pick(length - i);
    return { rows: resealed(trail.toSpliced(i, many), i), place: i + 1 };
  },
  'the end is cut off': (pick) => {
    const i = pick(length);
    return { rows: trail.slice(0, i), place: i + 1 };
  },
  'two entries change places': (pick) => {
    const i = pick(length - 1);
    const j = i + 1 + pick(length - 1 - i);
    return { rows: trail.with(i, at(trail, j)).with(j, at(trail, i)), place: i + 1 };
  },
  'two entries change places and the rest is sealed again': (pick) => {
    const i = pick(length - 1);
    const j = i + 1 + pick(length - 1 - i);
    return { rows: resealed(trail.with(i, at(trail, j)).with(j, at(trail, i)), i), place: i + 1 };
  },
  'an entry is put in': (pick) => {
    const i = pick(length);
    return { rows: trail.toSpliced(i, 0, { ...plain(pick(length)), entry: i + 1 }), place: i + 1 };
  },
  'an entry is put in and the rest is sealed again': (pick) => {
    const i = pick(length);
    return { rows: resealed(trail.toSpliced(i, 0, plain(pick(1000) + 60)), i), place: i + 1 };
  },
};

/** Whether a break names the place, or the stretch between two anchors in which it lies. */
const locates = ({ entry, until }: Break, place: number): boolean =>
  until === undefined ? Math.abs(entry - place) <= 1 : entry <= place && place <= until;

describe('a trail that was tampered with', () => {
  test('whole, it holds against itself and against every anchor', () => {
    assert.deepEqual(breaksOf(trail, length, anchors), []);
  });

  test('10,000 edits, cuts, swaps and insertions at random are all located', () => {
    const pick = numbers(20260210);
    const kinds = Object.entries(edits);
    const missed: string[] = [];
    for (let n = 0; n < 10_000; n++) {
      const [kind, edit] = kinds[n % kinds.length] ?? assert.fail();
      const { rows, place } = edit(pick);
      // The store's own count is in the hand of the one who tampers.
      const found = breaksOf(rows, null, anchors);
      if (!found.some((b) => locates(b, place))) missed.push(`${kind}, entry ${place}`);
    }
    assert.deepEqual(missed, []);
  });

  test('sealed again from end to end it holds in itself: only the anchors find it', () => {
    const forged = resealed(trail.with(13, { ...at(trail, 13), actor: 'somebody else' }), 13);
    assert.deepEqual(breaksOf(forged, length), []);
    const [found] = breaksOf(forged, length, anchors);
    assert.deepEqual([found?.entry, found?.until], [13, 18]);
    const short = trail.slice(0, 20);
    assert.deepEqual(breaksOf(short, 20), []);
    assert.deepEqual(
      breaksOf(short, 20, anchors).map((b) => [b.entry, b.until]),
      [[19, 24]],
    );
  });
});

describe('anchors as they lie outside', () => {
  test('are read back from a file and from the lines of a system log', () => {
    const text = anchors.map(anchorLine);
    const log = text.map((line) => `Feb 10 10:08:00 server socpf[812]: ${line}`);
    assert.deepEqual(readAnchors(text.join('\n')).anchors, anchors);
    assert.deepEqual(readAnchors(['another line', ...log].join('\r\n')), { anchors, unread: 0 });
  });

  test('one that cannot be read is counted, not passed over', () => {
    const [first = ''] = anchors.map(anchorLine);
    const broken = first.replace(/"[0-9a-f]{64}"/, '"cut"');
    assert.deepEqual(readAnchors(`${first}\n${broken}\n`), {
      anchors: anchors.slice(0, 1),
      unread: 1,
    });
  });
});
