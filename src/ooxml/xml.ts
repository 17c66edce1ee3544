import { SaxesParser } from 'saxes';

/** A small tree over `saxes` that keeps order, prefixes and parts it does not know. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Node[];
}

/** What stands below an element: markup that is written already is kept as it is, and not looked into. */
export type Node = Element | Markup | string;

/** Markup already written, every text in it escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const isElement = (node: Node): node is Element =>
  typeof node !== 'string' && !(node instanceof Markup);

export const escapeText = (text: string): string =>
  // Few texts hold any of them, and one look is cheaper than four.
  special.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(unwritable, '')
    : text;
export const escapeAttribute = (text: string): string =>
  special.test(text) || /["\n\t]/.test(text)
    ? escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
    : text;

/** Characters XML 1.0 cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the same characters, and those of markup
const special = /[&<>\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Reads one part; refuses any DOCTYPE, which office files never need. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser();
  const root: Element = { name: '#document', attributes: {}, children: [] };
  const open: Element[] = [root];
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE has no place in an office file');
  });
  parser.on('opentag', (tag) => {
    const element: Element = {
      name: tag.name,
      attributes: { ...(tag.attributes as Record<string, string>) },
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (content) => {
    if (open.length > 1) open.at(-1)?.children.push(content);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('error', (fault) => {
    throw fault;
  });
  parser.write(text).close();
  const [first] = root.children.filter(isElement);
  if (!first) throw new Error('an empty part');
  return first;
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function serialise(element: Element): string {
  const { name, attributes, children } = element;
  let text = `<${name}`;
  for (const key in attributes) text += ` ${key}="${escapeAttribute(attributes[key] ?? '')}"`;
  if (children.length === 0) return `${text}/>`;
  text += '>';
  for (const one of children) text += written(one);
  return `${text}</${name}>`;
}

const written = (node: Node): string =>
  typeof node === 'string'
    ? escapeText(node)
    : node instanceof Markup
      ? node.text
      : serialise(node);

/** Elements directly below. */
export const elements = (element: Element, name?: string): Element[] =>
  element.children.filter(
    (node): node is Element => isElement(node) && (name === undefined || node.name === name),
  );

export const child = (element: Element, name: string): Element | undefined =>
  element.children.find((node): node is Element => isElement(node) && node.name === name);

/** All elements of a name, at any depth, in order. */
export function all(element: Element, name: string): Element[] {
  const found: Element[] = [];
  const look = (at: Element) => {
    for (const one of at.children) {
      if (!isElement(one)) continue;
      if (one.name === name) found.push(one);
      look(one);
    }
  };
  look(element);
  return found;
}

/** The first element of a name, at any depth. */
export function first(element: Element, name: string): Element | undefined {
  for (const one of element.children) {
    if (!isElement(one)) continue;
    const found = one.name === name ? one : first(one, name);
    if (found) return found;
  }
  return undefined;
}

export const textOf = (element: Element): string =>
  element.children.map((c) => (typeof c === 'string' ? c : isElement(c) ? textOf(c) : '')).join('');

export const copy = (element: Element): Element => ({
  name: element.name,
  attributes: { ...element.attributes },
  children: element.children.map((one) => (isElement(one) ? copy(one) : one)),
});

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element as text of markup would be written by hand; `null` children are left out. */
export function make(
  name: string,
  attributes: Attributes = {},
  ...children: (Node | null)[]
): Element {
  const given: Record<string, string> = {};
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) given[key] = String(value);
  }
  return { name, attributes: given, children: children.filter((c) => c !== null) };
}

/** The same, written at once: for what is drawn and never looked into again, at half the cost of a tree. */
export function markup(
  name: string,
  attributes: Attributes = {},
  ...children: (Node | null)[]
): Markup {
  let text = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined)
      text += ` ${key}="${typeof value === 'string' ? escapeAttribute(value) : value}"`;
  }
  let [inner, count] = ['', 0];
  for (const one of children)
    if (one !== null) {
      inner += written(one);
      count++;
    }
  return new Markup(count === 0 ? `${text}/>` : `${text}>${inner}</${name}>`);
}
