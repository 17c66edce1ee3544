import { type Problem, problem } from '../../problems/index.ts';
import { auditParts } from './parts.ts';
import { type Deck, at as down, every, type Node, number, readDeck, under } from './reader.ts';

/** A filled cell of an embedded workbook. */
export interface HeldCell {
  readonly text: string;
  /** Text, where a figure or a date would be a number. */
  readonly isText: boolean;
}

export interface EmbeddedWorkbook {
  readonly sheets: ReadonlyMap<string, ReadonlyMap<string, HeldCell>>;
  /** What is wrong with its own parts, and what it carries beside its cells. */
  readonly faults: readonly Problem[];
}

/** Parts that a chart's workbook has use for, by the kind of relationship that leads to them. */
const needed = new Set([
  'officeDocument',
  'core-properties',
  'extended-properties',
  'custom-properties',
  'thumbnail',
  'worksheet',
  'styles',
  'sharedStrings',
  'theme',
  'table',
  'calcChain',
  'printerSettings',
  'metadata',
]);

/** Reads the workbook inside a chart; throws when it is none. `path` is its part in the deck. */
export async function readWorkbook(bytes: Uint8Array, path: string): Promise<EmbeddedWorkbook> {
  const book = await readDeck(bytes);
  const root = book.relations('').find((r) => r.kind === 'officeDocument')?.target ?? '';
  const workbook = book.xml(root);
  if (workbook?.name !== 'workbook') throw new Error('it holds no workbook');
  const strings = book.relations(root).find((r) => r.kind === 'sharedStrings')?.target;
  const table = strings ? book.xml(strings) : null;
  const shared = table ? under(table, 'si').map(textIn) : [];
  const used = new Set<number>();
  const sheets = new Map<string, ReadonlyMap<string, HeldCell>>();
  for (const entry of every(workbook, 'sheet')) {
    const part = book.relations(root).find((r) => r.id === entry.attributes['r:id'])?.target ?? '';
    sheets.set(entry.attributes.name ?? '', cellsOf(book.xml(part), shared, used));
  }
  return { sheets, faults: [...auditParts(book, path), ...extras(book, path, shared, used)] };
}

function cellsOf(
  sheet: Node | null,
  shared: readonly string[],
  used: Set<number>,
): ReadonlyMap<string, HeldCell> {
  const cells = new Map<string, HeldCell>();
  for (const cell of sheet ? every(sheet, 'c') : []) {
    const [value, inline] = [down(cell, 'v'), down(cell, 'is')];
    if (!value && !inline) continue;
    const type = cell.attributes.t ?? 'n';
    const raw = inline ? textIn(inline) : (value?.text ?? '');
    if (type === 's') used.add(number(raw, -1));
    cells.set(cell.attributes.r ?? '', {
      text: type === 's' ? (shared[Number(raw)] ?? '') : raw,
      isText: /^(s|str|inlineStr|e)$/.test(type),
    });
  }
  return cells;
}

/** What would leave the force unseen: links, comments, macros, strings that no cell shows. */
function extras(
  book: Deck,
  path: string,
  shared: readonly string[],
  used: ReadonlySet<number>,
): Problem[] {
  const found: Problem[] = [];
  const said = new Set<string>();
  for (const owner of ['', ...book.paths])
    for (const relation of book.relations(owner))
      if (!needed.has(relation.kind) && !said.has(relation.target)) {
        said.add(relation.target);
        const what = relation.external ? `a link to ${relation.target}` : relation.target;
        found.push(problem('D220', { part: path, what }));
      }
  const stray = shared.filter((text, i) => !used.has(i) && text !== '');
  if (stray.length > 0)
    found.push(
      problem('D220', {
        part: path,
        what: `“${stray[0]?.slice(0, 40)}” and ${stray.length === 1 ? 'no other text' : `${stray.length - 1} more texts`} that no cell shows`,
      }),
    );
  return found;
}

export const textIn = (node: Node): string =>
  every(node, 't')
    .map((t) => t.text)
    .join('');
