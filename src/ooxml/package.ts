import { createHash } from 'node:crypto';
import { unzip } from './unzip.ts';
import { copy, type Element, elements, Markup, parseXml, serialise, xmlHead } from './xml.ts';
import { zip } from './zip.ts';

export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** Path of a part, or an outside address. */
  readonly target: string;
  readonly external: boolean;
}

/**
 * An office package: parts, what they relate to, content types. Saved is only what can be reached
 * from the root, so an orphan cannot exist (after python-pptx's `iter_parts`).
 */
export interface Package {
  has(path: string): boolean;
  bytes(path: string): Uint8Array;
  xml(path: string): Element;
  put(path: string, content: Element | Markup | Uint8Array, type: string): void;
  /** Writes the tree of a part that changes no more: trees of a whole deck are costly to keep. */
  settle(path: string): void;
  related(path: string): readonly Relationship[];
  /** First target of a type (the last part of its URI): `slideLayout`, `chart`. */
  target(path: string, type: string): string | null;
  relate(path: string, type: string, target: string): string;
  /** The same relationship under the same id, for a clone whose text names it. */
  carry(path: string, relation: Relationship): void;
  unrelate(path: string, id: string): void;
  /** A path that is free: `ppt/charts/chart3.xml`. */
  free(pattern: string): string;
  save(): Promise<Uint8Array>;
}

const base = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/';
const packageTypes: Readonly<Record<string, string>> = {
  'core-properties':
    'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
};
const typeUri = (type: string) => packageTypes[type] ?? base + type;
const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

interface Part {
  content: Element | Uint8Array;
  type: string | null;
}

/** The package opened last, if it is small: a template is opened twice for a pack, and pack after pack. */
let last: { readonly sha256: string; readonly files: Map<string, Uint8Array> } | null = null;
const small = 2 ** 20;
/** Trees of parts as they were read, for as long as the parts are kept. Never changed: who changes one takes a copy. */
const trees = new WeakMap<Uint8Array, Element>();

async function filesOf(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  if (bytes.length > small) return unzip(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (last?.sha256 !== sha256) last = { sha256, files: await unzip(bytes) };
  return last.files;
}

function treeOf(bytes: Uint8Array): Element {
  const tree = trees.get(bytes) ?? parseXml(decoder.decode(bytes));
  trees.set(bytes, tree);
  return tree;
}

export async function openPackage(bytes: Uint8Array): Promise<Package> {
  const files = await filesOf(bytes);
  const types = files.get('[Content_Types].xml');
  if (!types) throw new Error('no [Content_Types].xml');
  const declared = treeOf(types);
  const overrides = new Map(
    elements(declared, 'Override').map((o) => [
      (o.attributes.PartName ?? '').replace(/^\//, ''),
      o.attributes.ContentType ?? '',
    ]),
  );
  const defaults = new Map(
    elements(declared, 'Default').map((d) => [
      (d.attributes.Extension ?? '').toLowerCase(),
      d.attributes.ContentType ?? '',
    ]),
  );
  const parts = new Map<string, Part>();
  const relations = new Map<string, Relationship[]>();
  for (const [path, content] of files) {
    if (path === '[Content_Types].xml') continue;
    if (path.endsWith('.rels'))
      relations.set(ownerOf(path), readRelations(ownerOf(path), treeOf(content)));
    else parts.set(path, { content, type: overrides.get(path) ?? null });
  }
  return wrap(parts, relations, defaults);
}

export const newPackage = (): Package =>
  wrap(
    new Map(),
    new Map(),
    new Map([
      ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
      ['xml', 'application/xml'],
    ]),
  );

function wrap(
  parts: Map<string, Part>,
  relations: Map<string, Relationship[]>,
  defaults: Map<string, string>,
): Package {
  const part = (path: string): Part => {
    const found = parts.get(path);
    if (!found) throw new Error(`no part ${path}`);
    return found;
  };
  return {
    has: (path) => parts.has(path),
    bytes: (path) => bytesOf(part(path)),
    xml: (path) => {
      const found = part(path);
      if (found.content instanceof Uint8Array) found.content = copy(treeOf(found.content));
      return found.content;
    },
    put: (path, content, type) => {
      parts.set(path, {
        content: content instanceof Markup ? encoder.encode(xmlHead + content.text) : content,
        type,
      });
    },
    settle: (path) => {
      const found = part(path);
      found.content = bytesOf(found);
    },
    related: (path) => relations.get(path) ?? [],
    target: (path, type) =>
      (relations.get(path) ?? []).find((r) => r.type === typeUri(type))?.target ?? null,
    relate: (path, type, target) => {
      const list = relations.get(path) ?? [];
      const id = `rId${Math.max(0, ...list.map((r) => Number(/^rId(\d+)$/.exec(r.id)?.[1] ?? 0))) + 1}`;
      relations.set(path, [...list, { id, type: typeUri(type), target, external: false }]);
      return id;
    },
    carry: (path, relation) => {
      relations.set(path, [...(relations.get(path) ?? []), relation]);
    },
    unrelate: (path, id) => {
      relations.set(
        path,
        (relations.get(path) ?? []).filter((r) => r.id !== id),
      );
    },
    free: (pattern) => {
      for (let n = 1; ; n++)
        if (!parts.has(pattern.replace('#', String(n)))) return pattern.replace('#', String(n));
    },
    save: () => {
      const reached = reach(parts, relations);
      const typed = [...reached].sort();
      const contentTypes = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[
        ...defaults,
      ]
        .sort()
        .filter(
          ([extension]) =>
            extension === 'rels' ||
            typed.some((path) => path.toLowerCase().endsWith(`.${extension}`)),
        )
        .map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`)
        .join(
          '',
        )}${typed.flatMap((path) => (parts.get(path)?.type ? [`<Override PartName="/${path}" ContentType="${parts.get(path)?.type}"/>`] : [])).join('')}</Types>`;
      const written: [string, Uint8Array][] = [
        ['[Content_Types].xml', encoder.encode(contentTypes)],
      ];
      for (const path of ['', ...typed]) {
        const list = relations.get(path) ?? [];
        if (path !== '') written.push([path, bytesOf(part(path))]);
        if (list.length > 0)
          written.push([relationsPath(path), encoder.encode(writeRelations(path, list))]);
      }
      return zip(written);
    },
  };
}

const bytesOf = ({ content }: Part): Uint8Array =>
  content instanceof Uint8Array ? content : encoder.encode(xmlHead + serialise(content));

function reach(
  parts: ReadonlyMap<string, Part>,
  relations: ReadonlyMap<string, readonly Relationship[]>,
): Set<string> {
  const found = new Set<string>();
  const visit = (path: string) => {
    for (const relation of relations.get(path) ?? [])
      if (!relation.external && parts.has(relation.target) && !found.has(relation.target)) {
        found.add(relation.target);
        visit(relation.target);
      }
  };
  visit('');
  return found;
}

const relationsPath = (path: string): string => {
  const cut = path.lastIndexOf('/');
  return path === '' ? '_rels/.rels' : `${path.slice(0, cut + 1)}_rels/${path.slice(cut + 1)}.rels`;
};
const ownerOf = (rels: string): string =>
  rels === '_rels/.rels' ? '' : rels.replace('_rels/', '').replace(/\.rels$/, '');

function readRelations(owner: string, root: Element): Relationship[] {
  return elements(root, 'Relationship').map((r) => {
    const external = r.attributes.TargetMode === 'External';
    return {
      id: r.attributes.Id ?? '',
      type: r.attributes.Type ?? '',
      external,
      target: external
        ? (r.attributes.Target ?? '')
        : resolvePath(owner, r.attributes.Target ?? ''),
    };
  });
}

function writeRelations(owner: string, list: readonly Relationship[]): string {
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map((r) => `<Relationship Id="${r.id}" Type="${r.type}" Target="${r.external ? r.target : relativePath(owner, r.target)}"${r.external ? ' TargetMode="External"' : ''}/>`).join('')}</Relationships>`;
}

function resolvePath(owner: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const at = owner.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') at.pop();
    else if (step !== '.') at.push(step);
  }
  return at.join('/');
}

function relativePath(owner: string, target: string): string {
  const [from, to] = [owner.split('/').slice(0, -1), target.split('/')];
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
