import { Buffer } from 'node:buffer';
import { type SaxesAttributePlain, SaxesParser } from 'saxes';
import { fromBuffer } from 'yauzl';

/**
 * The audit's own eyes: a package read part by part, with nothing of the writer, so that a fault
 * that writer and reader share cannot hide.
 */
export interface Node {
  /** Name without its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /** Own text, joined. */
  readonly text: string;
  /** Set on the way down: attributes and children are filled while reading. */
  readonly parent: Node | null;
}

export interface Relation {
  readonly id: string;
  /** Last word of the type's address: `slide`, `chart`, `package`. */
  readonly kind: string;
  readonly target: string;
  readonly external: boolean;
}

export interface Deck {
  readonly paths: readonly string[];
  has(path: string): boolean;
  bytes(path: string): Uint8Array;
  /** The part's tree; null when it is no XML that can be read (said once by `faults`). */
  xml(path: string): Node | null;
  relations(owner: string): readonly Relation[];
  contentType(path: string): string | null;
  /** Parts with a content type of their own that are not there. */
  readonly declaredButAbsent: readonly string[];
  readonly faults: ReadonlyMap<string, string>;
}

export async function readDeck(bytes: Uint8Array): Promise<Deck> {
  const files = await unpack(bytes);
  const trees = new Map<string, Node | null>();
  const faults = new Map<string, string>();
  const xml = (path: string): Node | null => {
    const known = trees.get(path);
    if (known !== undefined) return known;
    let tree: Node | null = null;
    try {
      tree = parse(new TextDecoder('utf-8', { fatal: true }).decode(files.get(path)));
    } catch (fault) {
      faults.set(path, fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : 'unknown');
    }
    trees.set(path, tree);
    return tree;
  };
  const types = files.has('[Content_Types].xml') ? xml('[Content_Types].xml') : null;
  if (!types) faults.set('[Content_Types].xml', 'it is missing or cannot be read');
  const overrides = new Map(
    (types ? under(types, 'Override') : []).map((o) => [
      (o.attributes.PartName ?? '').replace(/^\//, ''),
      o.attributes.ContentType ?? '',
    ]),
  );
  const defaults = new Map(
    (types ? under(types, 'Default') : []).map((d) => [
      (d.attributes.Extension ?? '').toLowerCase(),
      d.attributes.ContentType ?? '',
    ]),
  );
  const relations = new Map<string, Relation[]>();
  for (const path of files.keys())
    if (path.endsWith('.rels')) {
      const tree = xml(path);
      if (tree) relations.set(ownerOf(path), relationsIn(ownerOf(path), tree));
    }
  for (const path of files.keys()) if (/\.(xml|vml)$/.test(path)) xml(path);
  return {
    paths: [...files.keys()],
    has: (path) => files.has(path),
    bytes: (path) => files.get(path) ?? new Uint8Array(),
    xml: (path) => (files.has(path) ? xml(path) : null),
    relations: (owner) => relations.get(owner) ?? [],
    contentType: (path) =>
      overrides.get(path) ?? defaults.get(path.split('.').at(-1)?.toLowerCase() ?? '') ?? null,
    declaredButAbsent: [...overrides.keys()].filter((path) => !files.has(path)),
    faults,
  };
}

/** Children of a name, directly below. */
export const under = (node: Node, name: string): readonly Node[] =>
  node.children.filter((child) => child.name === name);

/** Down a path of names, the first of each. */
export function at(node: Node | null | undefined, ...names: readonly string[]): Node | null {
  let found: Node | null = node ?? null;
  for (const name of names) found = found?.children.find((c) => c.name === name) ?? null;
  return found;
}

/** Every element of a name, at any depth. */
export function every(node: Node, name: string, found: Node[] = []): Node[] {
  for (const child of node.children) {
    if (child.name === name) found.push(child);
    every(child, name, found);
  }
  return found;
}

export const number = (value: string | undefined, otherwise: number): number => {
  const read = Number(value);
  return value === undefined || value.trim() === '' || Number.isNaN(read) ? otherwise : read;
};

interface Open {
  name: string;
  prefix: string;
  attributes: Record<string, string>;
  children: Node[];
  text: string;
  parent: Node | null;
}

function parse(text: string): Node {
  const parser = new SaxesParser();
  const stack: Open[] = [];
  let root: Open | null = null;
  parser.on('doctype', () => {
    throw new Error('it holds a DOCTYPE');
  });
  parser.on('error', (fault) => {
    throw fault;
  });
  parser.on('opentag', (tag) => {
    const [first = '', second] = tag.name.split(':');
    const parent = stack.at(-1) ?? null;
    const node: Open = {
      name: second ?? first,
      prefix: second === undefined ? '' : first,
      attributes: { ...(tag.attributes as Record<string, SaxesAttributePlain['value']>) },
      children: [],
      text: '',
      parent,
    };
    if (parent) parent.children.push(node);
    else root = node;
    stack.push(node);
  });
  parser.on('text', (content) => {
    const top = stack.at(-1);
    if (top) top.text += content;
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  parser.write(text).close();
  if (!root) throw new Error('it is empty');
  return root;
}

const ownerOf = (path: string): string =>
  path.replace(/(^|\/)_rels\//, '$1').replace(/\.rels$/, '');

function relationsIn(owner: string, tree: Node): Relation[] {
  return under(tree, 'Relationship').map((r) => {
    const external = r.attributes.TargetMode === 'External';
    const target = r.attributes.Target ?? '';
    return {
      id: r.attributes.Id ?? '',
      kind: (r.attributes.Type ?? '').split('/').at(-1) ?? '',
      external,
      target: external ? target : join(owner, target),
    };
  });
}

function join(owner: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = owner.split('/').slice(0, -1);
  for (const step of target.split('/'))
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  return steps.join('/');
}

const limit = { entries: 20_000, bytes: 256 * 1024 * 1024 };

function unpack(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (fault, file) => {
      if (fault || !file) return reject(fault ?? new Error('it is no package'));
      const files = new Map<string, Uint8Array>();
      let total = 0;
      file.on('error', reject);
      file.on('end', () => resolve(files));
      file.on('entry', (entry) => {
        total += entry.uncompressedSize;
        if (file.entryCount > limit.entries || total > limit.bytes)
          return reject(new Error('it is larger than may be opened'));
        if (entry.fileName.endsWith('/')) return file.readEntry();
        file.openReadStream(entry, (wrong, stream) => {
          if (wrong || !stream) return reject(wrong);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => {
            files.set(entry.fileName, new Uint8Array(Buffer.concat(chunks)));
            file.readEntry();
          });
        });
      });
      file.readEntry();
    });
  });
}
