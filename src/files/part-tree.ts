import { SaxesParser } from 'saxes';
import type { Limits } from './limits.ts';
import { refuse } from './refuse.ts';
import { partText } from './small-part.ts';
import type { Zip, ZipEntry } from './zip.ts';

/** An element of a part that is read whole: a slide, a chart. Names are local, without prefixes. */
export interface TreeNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TreeNode[];
  readonly text: string;
}

interface Growing {
  name: string;
  attributes: Record<string, string>;
  children: Growing[];
  text: string;
}

/** Reads a part as a tree; what is not well formed, nested too deep or declares types is refused. */
export async function readTree(zip: Zip, entry: ZipEntry, limits: Limits): Promise<TreeNode> {
  const text = partText(await zip.bytes(entry), entry.name, zip);
  if (/<!DOCTYPE/i.test(text)) refuse(zip.place, 'F108', { part: entry.name });
  const root: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open: Growing[] = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) =>
    refuse(zip.place, 'F106', { part: entry.name, detail: `it is not XML (${error.message})` }),
  );
  parser.on('opentag', (tag) => {
    const node: Growing = {
      name: tag.name.slice(tag.name.indexOf(':') + 1),
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(node);
    open.push(node);
    if (open.length > limits.depth + 1)
      refuse(zip.place, 'F205', { part: entry.name, limit: limits.depth });
  });
  parser.on('text', (content) => {
    const node = open.at(-1);
    if (node) node.text += content;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return root.children[0] ?? root;
}

/** The first child of a name, down a path of names. */
export function down(
  node: TreeNode | undefined,
  ...names: readonly string[]
): TreeNode | undefined {
  let found = node;
  for (const name of names) found = found?.children.find((c) => c.name === name);
  return found;
}

/** Every element of a name, at any depth. */
export function every(node: TreeNode | undefined, name: string): TreeNode[] {
  return (node?.children ?? []).flatMap((c) => [
    ...(c.name === name ? [c] : []),
    ...every(c, name),
  ]);
}
