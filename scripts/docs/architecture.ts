import { floors } from '../../tests/support/rooms.ts';
import { table } from './markdown.ts';

type Imports = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The part of `docs/architecture.md` between these lines is made from the imports. */
export const marks = {
  begin: '<!-- floors: made from the imports by npm run docs -->',
  end: '<!-- end of floors -->',
} as const;

/** The page with its part about the floors made anew. */
export function architectureReference(page: string, imports: Imports): string {
  const [before, rest] = page.split(marks.begin);
  const after = rest?.split(marks.end)[1];
  if (before === undefined || after === undefined)
    throw new RangeError(`docs/architecture.md has lost “${marks.begin}”`);
  return `${before}${marks.begin}\n${floorsTable(imports)}\n${marks.end}${after}`;
}

/** Each room with the rooms it imports, from the top floor down. */
function floorsTable(imports: Imports): string {
  const rows = floors
    .flatMap((rooms, floor) => rooms.map((room) => ({ room, floor })))
    .reverse()
    .map(({ room, floor }) => {
      const of = [...(imports.get(room)?.keys() ?? [])].sort(
        (a, b) => floorOf(b) - floorOf(a) || (a < b ? -1 : 1),
      );
      return [String(floor), `\`${room}\``, of.join(', ') || 'nothing'];
    });
  return table(['floor', 'room', 'imports'], rows);
}

const floorOf = (room: string): number => floors.findIndex((floor) => floor.includes(room));

const box = { width: 104, height: 30, gap: 28, floor: 62, left: 58, top: 46 };
const width = box.left + 4 * (box.width + box.gap) + 30;

/**
 * The house: a box a room on its floor, a line for each import that is not already implied by a longer
 * way down, so that the picture can be read. The table beside it has every import.
 */
export function architectureDrawing(imports: Imports): string {
  const height = box.top + floors.length * box.floor + 18;
  const lines = needed(imports).map(([from, to]) => line(from, to));
  const rooms = floors.flatMap((names, floor) =>
    names.map((name) => {
      const { x, y } = at(name);
      return `<g><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="5" fill="#fff" stroke="#1c2b4a"/><text x="${x + box.width / 2}" y="${y + 20}" text-anchor="middle" font-size="13" fill="#1c2b4a">${name}</text><title>${name}, floor ${floor}: imports ${[...(imports.get(name)?.keys() ?? [])].sort().join(', ') || 'nothing'}</title></g>`;
    }),
  );
  const bands = floors.map((_, floor) => {
    const y = box.top + (floors.length - 1 - floor) * box.floor;
    return `<rect x="0" y="${y}" width="${width}" height="${box.floor}" fill="${floor % 2 ? '#f3f5f8' : '#ffffff'}"/><text x="16" y="${y + 36}" font-size="12" fill="#55617a">${floor}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="house" font-family="Inter, Arial, sans-serif">
<title id="house">The rooms of socpf on their floors, with the imports between them; each goes downward.</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="16" y="26" font-size="14" font-weight="600" fill="#1c2b4a">Rooms on their floors; every import goes down</text>
${bands.join('\n')}
${lines.join('\n')}
${rooms.join('\n')}
</svg>
`;
}

/** Imports that no longer way down already implies. */
function needed(imports: Imports): [string, string][] {
  const below = (room: string): Set<string> => {
    const found = new Set<string>();
    for (const next of imports.get(room)?.keys() ?? [])
      for (const name of [next, ...below(next)]) found.add(name);
    return found;
  };
  return [...imports].flatMap(([from, targets]) =>
    [...targets.keys()]
      .filter((to) => ![...targets.keys()].some((other) => other !== to && below(other).has(to)))
      .map((to): [string, string] => [from, to]),
  );
}

function at(room: string): { x: number; y: number } {
  const floor = floorOf(room);
  const names = floors[floor] ?? [];
  const used = names.length * box.width + (names.length - 1) * box.gap;
  const start = box.left + (4 * box.width + 3 * box.gap - used) / 2;
  const y = box.top + (floors.length - 1 - floor) * box.floor + (box.floor - box.height) / 2;
  return { x: start + names.indexOf(room) * (box.width + box.gap), y };
}

function line(from: string, to: string): string {
  const [a, b] = [at(from), at(to)];
  const [x1, y1] = [a.x + box.width / 2, a.y + box.height];
  const [x2, y2] = [b.x + box.width / 2, b.y];
  const bend = (y2 - y1) / 2;
  return `<path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" fill="none" stroke="#3b6ea5" stroke-opacity="0.55" stroke-width="1.3"/>`;
}
