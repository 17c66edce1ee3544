import { type Actor, grantOpen } from '../access/index.ts';
import type { Listed, RowsBehind } from '../figures/index.ts';
import type { Host } from './host.ts';

/** Rows of a dataset with the columns that all who see figures may read; none for nobody. */
export function openList(
  host: Host,
  actor: Actor | null,
): (asked: Listed) => Promise<RowsBehind['rows']> {
  const grant = grantOpen(actor);
  return (asked) =>
    grant && host.framework.datasets.has(asked.dataset)
      ? host.figures.list(asked, grant)
      : Promise.resolve([]);
}
