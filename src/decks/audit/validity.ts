import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Problem, problem } from '../../problems/index.ts';
import { type Deck, type Node, readDeck } from './reader.ts';

const schemaOf: readonly (readonly [RegExp, string])[] = [
  [/^ppt\/(presentation|presProps|viewProps)\.xml$/, 'pml.xsd'],
  [/^ppt\/(slides|slideLayouts|slideMasters|notesSlides|notesMasters)\/[^/]+\.xml$/, 'pml.xsd'],
  [/^ppt\/(theme\/[^/]+|tableStyles)\.xml$/, 'dml-main.xsd'],
  [/^ppt\/charts\/chart[^/]*\.xml$/, 'dml-chart.xsd'],
  [/^docProps\/core\.xml$/, 'opc-coreProperties.xsd'],
  [/^xl\/(workbook|styles|sharedStrings|worksheets\/[^/]+|tables\/[^/]+)\.xml$/, 'sml.xsd'],
  [/\.rels$/, 'opc-relationships.xsd'],
  [/^\[Content_Types\]\.xml$/, 'opc-contentTypes.xsd'],
];
/** The schemas of properties fetch Dublin Core from the network, which nobody does here. */
const notAlone = new Set(['opc-coreProperties.xsd']);

/** Every part against the schemas of ISO/IEC 29500 in a folder. */
export async function auditValidity(deck: Deck, folder: string): Promise<Problem[]> {
  let schemas: { fileName: string; contents: string }[];
  let validate: typeof import('xmllint-wasm').validateXML;
  try {
    schemas = readdirSync(folder)
      .filter((name) => name.endsWith('.xsd'))
      .map((name) => ({ fileName: name, contents: readFileSync(join(folder, name), 'utf8') }));
    validate = (await import('xmllint-wasm')).validateXML;
  } catch (fault) {
    return [problem('D217', { fault: fault instanceof Error ? fault.message : 'unknown' })];
  }
  const parts = new Map<string, { part: string; xml: string }[]>();
  await gather(deck, '', parts);
  const found: Problem[] = [];
  for (const [name, list] of parts) {
    const schema = schemas.find((s) => s.fileName === name);
    if (!schema) {
      found.push(problem('D217', { fault: `${name} is not in ${basename(folder)}` }));
      continue;
    }
    const result = await validate({
      xml: list.map(({ xml }, i) => ({ fileName: `part${i}.xml`, contents: xml })),
      schema,
      preload: schemas.filter((s) => s !== schema),
      initialMemoryPages: 1024,
      maxMemoryPages: 8192,
    });
    const said = new Set<string>();
    for (const fault of result.errors) {
      const part =
        list[Number(/part(\d+)\.xml/.exec(fault.rawMessage)?.[1] ?? Number.NaN)]?.part ?? name;
      if (said.has(part)) continue;
      said.add(part);
      found.push(
        problem('D216', {
          part,
          fault: fault.message.replaceAll(/\{http[^}]*\}/g, '').slice(0, 240),
        }),
      );
    }
  }
  return found;
}

async function gather(
  deck: Deck,
  inside: string,
  parts: Map<string, { part: string; xml: string }[]>,
): Promise<void> {
  for (const path of deck.paths) {
    const schema = schemaOf.find(([pattern]) => pattern.test(path))?.[1];
    const tree = schema ? deck.xml(path) : null;
    if (schema && tree && !notAlone.has(schema)) {
      const list = parts.get(schema) ?? [];
      parts.set(schema, list);
      list.push({ part: inside + path, xml: write(tree, true) });
    }
    if (inside === '' && /^ppt\/embeddings\/.*\.xlsx$/.test(path))
      await gather(await readDeck(deck.bytes(path)), `${path}!`, parts);
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The part again without what Office adds beyond the standard (`mc:`), which the schemas do not know. */
function write(node: Node, root: boolean): string {
  if (node.name === 'AlternateContent' || node.name === 'extLst') return '';
  const name = node.prefix === '' ? node.name : `${node.prefix}:${node.name}`;
  const attributes = Object.entries(node.attributes)
    .filter(
      ([key]) => !key.startsWith('mc:') && key !== 'xml:space' && (root || key !== 'xmlns:mc'),
    )
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('');
  const inner = node.children.map((child) => write(child, false)).join('');
  return `<${name}${attributes}>${inner === '' ? escaped(node.text) : inner}</${name}>`;
}
