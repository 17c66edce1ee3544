import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Problem, problem } from '../../problems/index.ts';
import { type Deck, type Node, readDeck } from './reader.ts';

const schemaOf: readonly (readonly [RegExp, string])[] = [
  [/^ppt\/(presentation|presProps|viewProps)\.xml$/, 'pml.xsd'],
  [
    /^ppt\/(slides|slideLayouts|slideMasters|notesSlides|notesMasters|handoutMasters|comments|tags)\/[^/]+\.xml$/,
    'pml.xsd',
  ],
  [/^ppt\/commentAuthors\.xml$/, 'pml.xsd'],
  [/^ppt\/(theme\/[^/]+|tableStyles)\.xml$/, 'dml-main.xsd'],
  [/^ppt\/charts\/chart[^/]*\.xml$/, 'dml-chart.xsd'],
  [/^ppt\/drawings\/[^/]+\.xml$/, 'dml-chart.xsd'],
  [/^docProps\/core\.xml$/, 'opc-coreProperties.xsd'],
  [/^docProps\/app\.xml$/, 'shared-documentPropertiesExtended.xsd'],
  [/^docProps\/custom\.xml$/, 'shared-documentPropertiesCustom.xsd'],
  [/^xl\/(workbook|styles|sharedStrings|worksheets\/[^/]+|tables\/[^/]+)\.xml$/, 'sml.xsd'],
  [/\.rels$/, 'opc-relationships.xsd'],
  [/^\[Content_Types\]\.xml$/, 'opc-contentTypes.xsd'],
];
/**
 * The schema of properties names those of Dublin Core on the network, which nobody asks here: these
 * stand in for them with the terms that it uses.
 */
const terms: readonly { fileName: string; contents: string }[] = [
  {
    fileName: 'dc.xsd',
    contents: dublinCore('http://purl.org/dc/elements/1.1/', [
      ...['title', 'creator', 'subject', 'description', 'publisher', 'contributor', 'date', 'type'],
      ...['format', 'identifier', 'source', 'language', 'relation', 'coverage', 'rights'],
    ]),
  },
  {
    fileName: 'dcterms.xsd',
    contents: dublinCore('http://purl.org/dc/terms/', ['created', 'modified']),
  },
  {
    fileName: 'xml.xsd',
    contents:
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace"><xs:attribute name="lang" type="xs:language"/></xs:schema>',
  },
];
const alone = (schema: string): string =>
  schema
    .replaceAll(/"http:\/\/dublincore\.org\/[^"]*\/(dc|dcterms)\.xsd"/g, '"$1.xsd"')
    .replace(
      /(<xs:import id="xml" namespace="http:\/\/www\.w3\.org\/XML\/1998\/namespace")\/>/,
      '$1 schemaLocation="xml.xsd"/>',
    );

function dublinCore(namespace: string, names: readonly string[]): string {
  const elements = names.map((name) => `<xs:element name="${name}" type="any"/>`).join('');
  const any = (type: string) =>
    `<xs:complexType name="${type}" mixed="true"><xs:anyAttribute processContents="skip"/></xs:complexType>`;
  const dated = `<xs:complexType name="W3CDTF"><xs:complexContent mixed="true"><xs:extension base="any"/></xs:complexContent></xs:complexType>`;
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${namespace}" targetNamespace="${namespace}" elementFormDefault="qualified">${any('any')}${dated}${elements}</xs:schema>`;
}

/** Every part against the schemas of ISO/IEC 29500 in a folder. */
export async function auditValidity(deck: Deck, folder: string): Promise<Problem[]> {
  let schemas: { fileName: string; contents: string }[];
  let validate: typeof import('xmllint-wasm').validateXML;
  try {
    schemas = readdirSync(folder)
      .filter((name) => name.endsWith('.xsd'))
      .map((name) => ({
        fileName: name,
        contents: alone(readFileSync(join(folder, name), 'utf8')),
      }));
    validate = (await import('xmllint-wasm')).validateXML;
  } catch (fault) {
    return [problem('D217', { fault: fault instanceof Error ? fault.message : 'unknown' })];
  }
  if (isStrict(deck))
    return [problem('D217', { fault: 'the deck is in the Strict form, which they do not cover' })];
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
      preload: [...terms, ...schemas.filter((s) => s !== schema)],
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
    if (schema && tree) {
      const list = parts.get(schema) ?? [];
      parts.set(schema, list);
      list.push({ part: inside + path, xml: write(tree) });
    }
    if (inside === '' && /^ppt\/embeddings\/.*\.xlsx$/.test(path))
      await gather(await readDeck(deck.bytes(path)), `${path}!`, parts);
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Strict documents have other namespaces, and these schemas are those of the transitional form. */
const isStrict = (deck: Deck): boolean =>
  deck.paths.some((path) => {
    const tree = /^ppt\/presentation\.xml$/.test(path) ? deck.xml(path) : null;
    return Object.values(tree?.attributes ?? {}).some((v) => v.startsWith('http://purl.oclc.org/'));
  });

/** The part again without what Office adds beyond the standard: `mc:` and what it calls ignorable. */
function write(root: Node): string {
  const ignorable = new Set((root.attributes['mc:Ignorable'] ?? '').split(/\s+/).filter(Boolean));
  const added = (name: string) =>
    name.startsWith('mc:') || ignorable.has(/^([^:]+):/.exec(name)?.[1] ?? '');
  const element = (node: Node, isRoot: boolean): string => {
    if (node.name === 'AlternateContent' || node.name === 'extLst') return '';
    const name = node.prefix === '' ? node.name : `${node.prefix}:${node.name}`;
    if (added(name)) return '';
    const attributes = Object.entries(node.attributes)
      .filter(([key]) => !added(key) && key !== 'xml:space' && (isRoot || key !== 'xmlns:mc'))
      .map(([key, value]) => ` ${key}="${escaped(value)}"`)
      .join('');
    const inner = node.children.map((child) => element(child, false)).join('');
    return `<${name}${attributes}>${inner === '' ? escaped(node.text) : inner}</${name}>`;
  };
  return element(root, true);
}
