import { type Place, type Problem, problem } from '../../problems/index.ts';
import { breakLines, heightOfLine } from './lines.ts';
import { type Deck, at as down, every, type Node, number, under } from './reader.ts';
import { type Box, type Shape, type Slide, shapesOf, wordsOf } from './slides.ts';
import { chartSizes, inheritanceOf, type Paragraph, paragraphsOf } from './type.ts';

const emu = 12_700;
const smallest = 11;
/** A point, for what renderers round differently. */
const slack = 1;

/** Text that cannot fit its box, and text under 11 pt. */
export function auditFit(deck: Deck, slide: Slide): Problem[] {
  const shapes = shapesOf(slide.tree);
  return shapes.flatMap((shape) => {
    const place = { slide: slide.number, shape: shape.name };
    const table = every(shape.node, 'tbl')[0];
    if (table) return auditTable(slide, shape, table, shapes, place);
    const chart = deck
      .relations(slide.path)
      .find(
        (r) => r.kind === 'chart' && r.id === every(shape.node, 'chart')[0]?.attributes['r:id'],
      );
    if (chart) {
      const tree = deck.xml(chart.target);
      const size = Math.min(...(tree ? chartSizes(tree) : []), smallest);
      return size < smallest
        ? [problem('D215', { size: String(size), text: 'text of the chart' }, place)]
        : [];
    }
    return auditText(slide, shape, place);
  });
}

/** The same of what a layout puts on every slide: marking, footer. */
export function auditLayoutFit(slide: Slide): Problem[] {
  return shapesOf(slide.layout)
    .filter((shape) => !shape.placeholder)
    .flatMap((shape) => auditText(slide, shape, { slide: slide.number, shape: shape.name }));
}

function auditText(slide: Slide, shape: Shape, place: Place): Problem[] {
  const body = down(shape.node, 'txBody');
  if (!body || wordsOf(shape.node) === '') return [];
  const { styles, bodies, box: inherited } = inheritanceOf(slide, shape);
  const setting = (key: string) =>
    bodies.find((b) => b.attributes[key] !== undefined)?.attributes[key];
  const fit = bodies.find((b) => /Autofit$|AutoFit$/.test(b.children.map((c) => c.name).join(' ')));
  const scale = number(fit && down(fit, 'normAutofit')?.attributes.fontScale, 100_000) / 100_000;
  const paragraphs = paragraphsOf(body, styles, scale);
  const found = tooSmall(paragraphs, place);
  const box = shape.box ?? inherited;
  if (!box) return found;
  const room = {
    w: (box.w - number(setting('lIns'), 91_440) - number(setting('rIns'), 91_440)) / emu,
    h: (box.h - number(setting('tIns'), 45_720) - number(setting('bIns'), 45_720)) / emu,
  };
  const laid = layOut(paragraphs, setting('wrap') === 'none' ? Number.POSITIVE_INFINITY : room.w);
  const grows = fit ? down(fit, 'spAutoFit') !== null : false;
  return [...found, ...misfit(laid, room, grows, wordsOf(shape.node), place)];
}

function misfit(
  laid: Laid,
  room: { w: number; h: number },
  grows: boolean,
  text: string,
  place: Place,
): Problem[] {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  if (laid.widest > room.w + slack)
    return [
      problem(
        'D214',
        {
          text: laid.word || short,
          needs: `${Math.ceil(laid.widest)} pt across`,
          has: `${Math.floor(room.w)} pt`,
        },
        place,
      ),
    ];
  return !grows && laid.height > room.h + slack
    ? [
        problem(
          'D214',
          {
            text: short,
            needs: `${laid.lines} lines, ${Math.ceil(laid.height)} pt high`,
            has: `${Math.floor(room.h)} pt`,
          },
          place,
        ),
      ]
    : [];
}

/** A table grows downwards: it fits when what stands below it, or the slide, leaves it the room. */
function auditTable(
  slide: Slide,
  shape: Shape,
  table: Node,
  shapes: readonly Shape[],
  place: Place,
): Problem[] {
  const columns = under(down(table, 'tblGrid') ?? table, 'gridCol').map((c) =>
    number(c.attributes.w, 0),
  );
  const style = down(slide.master, 'txStyles', 'otherStyle');
  const found: Problem[] = [];
  let [height, declared] = [0, 0];
  for (const row of under(table, 'tr')) {
    let needed = number(row.attributes.h, 0) / emu;
    declared += needed * emu;
    under(row, 'tc').forEach((cell, i) => {
      const body = down(cell, 'txBody');
      if (!body || cell.attributes.hMerge === '1') return;
      const margins = down(cell, 'tcPr')?.attributes;
      const wide = columns
        .slice(i, i + number(cell.attributes.gridSpan, 1))
        .reduce((sum, w) => sum + w, 0);
      const room = (wide - number(margins?.marL, 91_440) - number(margins?.marR, 91_440)) / emu;
      const paragraphs = paragraphsOf(body, style ? [style] : [], 1);
      found.push(...tooSmall(paragraphs, place));
      const laid = layOut(paragraphs, room);
      if (laid.widest > room + slack)
        found.push(
          ...misfit(laid, { w: room, h: Number.POSITIVE_INFINITY }, false, wordsOf(cell), place),
        );
      if (cell.attributes.vMerge !== '1' && cell.attributes.rowSpan === undefined)
        needed = Math.max(
          needed,
          laid.height + (number(margins?.marT, 45_720) + number(margins?.marB, 45_720)) / emu,
        );
    });
    height += needed;
  }
  const box = shape.box && { ...shape.box, h: Math.max(shape.box.h, declared) };
  if (!box) return found;
  const limit = Math.min(
    slide.height,
    ...shapes.filter((s) => s !== shape && below(s, box)).map((s) => s.box?.y ?? slide.height),
  );
  const room = (limit - box.y) / emu;
  return height > room + slack
    ? [
        ...found,
        problem(
          'D214',
          {
            text: shape.name,
            needs: `${Math.ceil(height)} pt high`,
            has: `${Math.floor(room)} pt above what stands below it`,
          },
          place,
        ),
      ]
    : found;
}

function below(shape: Shape, box: Box): boolean {
  const b = shape.box;
  return (
    b !== null && b.w > 0 && b.y >= box.y + box.h - emu && b.x < box.x + box.w && b.x + b.w > box.x
  );
}

function tooSmall(paragraphs: readonly Paragraph[], place: Place): Problem[] {
  const run = paragraphs
    .flatMap((p) => p.runs)
    .find((r) => r.text.trim() !== '' && r.size < smallest - 0.01);
  return run
    ? [problem('D215', { size: String(run.size), text: run.text.slice(0, 40) }, place)]
    : [];
}

interface Laid {
  readonly lines: number;
  readonly height: number;
  /** The longest word, or line where lines do not wrap, in points. */
  readonly widest: number;
  readonly word: string;
}

/** Breaks paragraphs into lines and measures them. */
function layOut(paragraphs: readonly Paragraph[], room: number): Laid {
  let [lines, height, widest, word] = [0, 0, 0, ''];
  paragraphs.forEach((paragraph, i) => {
    const broken = breakLines(paragraph, room);
    if (broken.widest > widest) ({ widest, word } = broken);
    lines += broken.lines.length;
    height +=
      broken.lines.length * heightOfLine(paragraph) +
      (i === 0 ? 0 : paragraph.before) +
      (i === paragraphs.length - 1 ? 0 : paragraph.after);
  });
  return { lines, height, widest, word };
}
