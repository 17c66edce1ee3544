import { type Actor, grantOpen } from '../access/index.ts';
import type { Figures, Listed, RowsBehind } from '../figures/index.ts';
import type { Host } from './host.ts';

type Rows = RowsBehind['rows'];
interface Kept {
  readonly version: number;
  readonly rows: Map<string, Promise<Rows>>;
}

/** Lists already read, until something is loaded or taken out: columns of the open class are the same for all who may read them. */
const kept = new WeakMap<Figures, Kept>();
/** Lists kept at once; a theme's page asks for some six. */
const mostKept = 400;

/** Rows of a dataset with the columns that all who see figures may read; none for nobody. */
export function openList(host: Host, actor: Actor | null): (asked: Listed) => Promise<Rows> {
  const grant = grantOpen(actor);
  return (asked) => {
    if (!grant || !host.framework.datasets.has(asked.dataset)) return Promise.resolve([]);
    const { rows } = keptOf(host.figures);
    const key = JSON.stringify(asked);
    const known = rows.get(key);
    if (known) return known;
    const read = host.figures.list(asked, grant);
    rows.set(key, read);
    for (const oldest of rows.keys()) if (rows.size > mostKept) rows.delete(oldest);
    read.catch(() => rows.delete(key));
    return read;
  };
}

function keptOf(figures: Figures): Kept {
  const version = figures.version();
  const known = kept.get(figures);
  if (known?.version === version) return known;
  const made: Kept = { version, rows: new Map() };
  kept.set(figures, made);
  return made;
}
