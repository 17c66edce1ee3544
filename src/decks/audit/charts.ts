import { type Place, type Problem, problem } from '../../problems/index.ts';
import { type Deck, at as down, every, type Node, under } from './reader.ts';
import { type Slide, shapesOf } from './slides.ts';
import { type EmbeddedWorkbook, type HeldCell, readWorkbook } from './workbook.ts';

type Cells = ReadonlyMap<string, HeldCell>;

/** Each chart against the workbook inside it: the same values, and nothing more in the workbook. */
export async function auditCharts(deck: Deck, slide: Slide): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const shape of shapesOf(slide.tree)) {
    const reference = every(shape.node, 'chart')[0]?.attributes['r:id'];
    const path = deck
      .relations(slide.path)
      .find((r) => r.id === reference && r.kind === 'chart')?.target;
    const chart = path ? deck.xml(path) : null;
    if (!path || !chart) continue;
    found.push(
      ...(await auditChart(deck, path, chart, { slide: slide.number, shape: shape.name })),
    );
  }
  return found;
}

async function auditChart(deck: Deck, path: string, chart: Node, place: Place): Promise<Problem[]> {
  const id = every(chart, 'externalData')[0]?.attributes['r:id'];
  const relation = deck.relations(path).find((r) => r.id === id);
  if (!relation) return [problem('D209', { fault: 'it carries no workbook' }, place)];
  if (relation.external)
    return [problem('D209', { fault: `its workbook is elsewhere, at ${relation.target}` }, place)];
  let book: EmbeddedWorkbook;
  try {
    book = await readWorkbook(deck.bytes(relation.target), relation.target);
  } catch {
    return [problem('D209', { fault: 'its workbook cannot be read' }, place)];
  }
  const { sheets } = book;
  const found: Problem[] = book.faults.map((fault) => ({ ...fault, where: place }));
  const shown = new Map<string, Set<string>>();
  for (const reference of references(chart)) {
    const where = down(reference, 'f')?.text ?? '';
    const range = readRange(where);
    const cells = range ? sheets.get(range.sheet) : undefined;
    if (!range || !cells) {
      found.push(
        problem(
          'D209',
          { fault: `it points at ${where || 'no cell'}, which its workbook does not have` },
          place,
        ),
      );
      continue;
    }
    const seen = shown.get(range.sheet) ?? new Set<string>();
    shown.set(range.sheet, seen);
    for (const cell of range.cells) seen.add(cell);
    if (reference.name !== 'multiLvlStrRef')
      found.push(...compare(reference, range.cells, cells, place));
  }
  // The head over the dates is a heading, not a figure.
  for (const [sheet, cells] of sheets)
    for (const [cell, held] of cells)
      if (
        !shown.get(sheet)?.has(cell) &&
        !isHead(cell, shown.get(sheet)) &&
        !advice.test(held.text)
      )
        found.push(
          problem('D210', { at: `${sheet}!${cell}`, held: held.text.slice(0, 40) }, place),
        );
  return found;
}

const references = (chart: Node): Node[] =>
  ['strRef', 'numRef', 'multiLvlStrRef'].flatMap((name) => every(chart, name));

/** A sentence that Office itself writes under the data of a new chart; an empty cell says nothing. */
const advice = /^$|^To (resize chart data range|update the chart), /;

/** The heads over the categories name what they are; they are no figures. */
function isHead(cell: string, shown: ReadonlySet<string> | undefined): boolean {
  const [column = '', row] = [/^[A-Z]+/.exec(cell)?.[0], /\d+$/.exec(cell)?.[0]];
  return row === '1' && (cell === 'A1' || (shown?.has(`${column}2`) ?? false));
}

function compare(reference: Node, at: readonly string[], cells: Cells, place: Place): Problem[] {
  const cache = down(reference, 'numCache') ?? down(reference, 'strCache');
  const points = new Map(
    (cache ? under(cache, 'pt') : []).map((pt) => [
      Number(pt.attributes.idx),
      down(pt, 'v')?.text ?? '',
    ]),
  );
  const series = seriesName(reference);
  const found: Problem[] = [];
  at.forEach((cell, i) => {
    const [drawn, held] = [points.get(i), cells.get(cell)];
    if (drawn === '' || held?.text === '')
      found.push(problem('D218', { at: `${series}, ${cell}` }, place));
    else if (!same(drawn, held, reference.name === 'numRef'))
      found.push(
        problem('D208', { series, at: cell, shown: drawn ?? 'nothing', held: said(held) }, place),
      );
  });
  const count = Number(down(cache, 'ptCount')?.attributes.val ?? at.length);
  if (count !== at.length)
    found.push(
      problem(
        'D208',
        { series, at: at[0] ?? '', shown: `${count} points`, held: `${at.length}` },
        place,
      ),
    );
  return found;
}

const said = (held: HeldCell | undefined): string =>
  held === undefined ? 'nothing' : held.isText ? `the text “${held.text.slice(0, 40)}”` : held.text;

/** Numbers to the fifteen digits that Excel keeps; a figure or a date that stands as text is not one. */
function same(drawn: string | undefined, held: HeldCell | undefined, isNumber: boolean): boolean {
  if (drawn === undefined || held === undefined) return drawn === held;
  if (isNumber && held.isText) return false;
  const digits = (text: string) => Number(text).toPrecision(15);
  return (
    drawn === held.text ||
    (held.text !== '' && digits(drawn) === digits(held.text) && digits(drawn) !== 'NaN')
  );
}

function seriesName(reference: Node): string {
  let node: Node | null = reference;
  while (node && node.name !== 'ser') node = node.parent;
  const name = node ? every(down(node, 'tx') ?? node, 'v')[0]?.text : undefined;
  return name ?? 'the chart';
}

/** `Sheet1!$B$2:$B$25` or `'Two words'!$A$1` as the cells it names, row by row. */
function readRange(text: string): { sheet: string; cells: string[] } | null {
  const match = /^(?:'((?:[^']|'')+)'|([^!']+))!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$/.exec(
    text,
  );
  if (!match) return null;
  const [, quoted, plain, c1 = '', r1 = '', c2 = c1, r2 = r1] = match;
  const cells: string[] = [];
  const [rows, columns] = [
    [Number(r1), Number(r2)],
    [toNumber(c1), toNumber(c2)],
  ] as const;
  if ((rows[1] - rows[0]) * (columns[1] - columns[0]) > 1_000_000) return null;
  for (let r = rows[0]; r <= rows[1]; r++)
    for (let c = columns[0]; c <= columns[1]; c++) cells.push(`${toLetters(c)}${r}`);
  return { sheet: quoted?.replaceAll("''", "'") ?? plain ?? '', cells };
}

const toNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
const toLetters = (n: number): string =>
  n === 0 ? '' : toLetters(Math.floor((n - 1) / 26)) + String.fromCharCode(65 + ((n - 1) % 26));
