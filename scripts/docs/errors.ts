import { type Code, catalogue } from '../../src/problems/index.ts';
import { section, table, text } from './markdown.ts';

/** What the letters stand for (DESIGN.md section 11). */
export const letters: Readonly<Record<string, string>> = {
  F: 'Files',
  R: 'Recognition of a file',
  S: 'Shape of a sheet',
  C: 'Contract with a source',
  L: 'Loads',
  Y: 'The framework in YAML',
  A: 'Access and the trail',
  H: 'The home and what runs in it',
  D: 'Decks and templates',
  X: 'Exports',
  U: 'Command line and input of statistics',
};

/** Every code a person can meet, from the tables of codes themselves. */
export function errorsReference(): string {
  const entries = Object.entries(catalogue) as unknown as [string, Code<unknown>][];
  return text([
    '# Errors',
    `A problem has a code, a place (file and line; sheet and cell; slide and shape) and a mend. ${entries.length} codes; a code keeps its meaning from release to release. Names in braces stand for what was found. Made from \`src/problems/codes/\` by \`npm run docs\`.`,
    ...Object.entries(letters).map(([letter, title]) =>
      section(
        `${letter}: ${title}`,
        table(
          ['code', 'name', 'severity', 'what it says', 'what to do'],
          entries
            .filter(([id]) => id.startsWith(letter))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([id, code]) => [
              id,
              `\`${code.name}\``,
              code.severity,
              said(code.says),
              said(code.mend),
            ]),
        ),
      ),
    ),
  ]);
}

/** Fields by which a sentence reads otherwise, each with a value that makes it do so. */
const turns: readonly Readonly<Record<string, string | null>>[] = [
  {},
  { nearest: null, hint: null },
  { as: 'threat' },
  { fault: 'missing' },
  { fault: 'twice' },
];

/** A sentence with its data as names in braces, in each way that it can read. */
function said(sentence: (data: never) => string): string {
  const ways = turns.map((turn) =>
    String(sentence(blanks(turn) as never))
      .replaceAll(/(\{\w+\})1\b/g, '$1')
      .replaceAll('2 bytes', '{bytes}'),
  );
  return [...new Set(ways)].filter((way) => !way.includes('null')).join(' / ');
}

/** Data of which every field is its own name, but for those given. */
const blanks = (given: Readonly<Record<string, string | null>>): unknown =>
  new Proxy(
    {},
    {
      get: (_, name) => given[String(name)] ?? (String(name) in given ? null : blank(String(name))),
    },
  );

/** A field that prints as `{name}`, whatever the sentence takes it for: a text, a number, a list. */
function blank(name: string): unknown {
  const word = `{${name}}`;
  const list = [word];
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 2 : word);
        if (key === 'length') return 2;
        if (key === 'toFixed' || key === 'toLocaleString') return () => word;
        const of: object =
          key in Array.prototype && !(key in String.prototype) ? list : Object(word);
        const found: unknown = Reflect.get(of, key);
        return typeof found === 'function' ? found.bind(of === list ? list : word) : found;
      },
    },
  );
}
