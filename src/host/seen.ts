import type { Sight } from '../access/index.ts';
import type { Figures, KnownLoad } from '../figures/index.ts';
import type { Stories } from '../findings/index.ts';
import type { Framework } from '../framework/index.ts';

/** What a home says on a day: to all, or to those who see the same of it. */
export interface Told {
  readonly framework: Framework;
  readonly figures: Figures;
  readonly stories: Stories;
}

/** Names of the sheets alone: where a table ends says how many rows it has. */
const sheetsOf = ({ sheets }: KnownLoad['layout']): KnownLoad['layout'] =>
  sheets === undefined ? {} : { sheets };

/** What an actor is told of files: no hash of rows that they may not open, no count of rows above access. */
export function loadsSeen(
  loads: readonly KnownLoad[],
  rows: boolean,
  sight: Sight | null,
): readonly KnownLoad[] {
  return loads.flatMap((load) => {
    if (sight !== null && !sight.framework.sources.has(load.source)) return [];
    const { restated, unkeyed } = load.notes;
    const counted = !sight?.uncounted.has(load.source);
    return {
      ...load,
      ...(counted ? {} : { rowsRead: null, rowsLoaded: null, rowsSetAside: null }),
      sha256: rows && counted ? load.sha256 : null,
      layout: rows && counted ? load.layout : sheetsOf(load.layout),
      notes: {
        ...(restated && counted ? { restated } : {}),
        ...(unkeyed && rows && counted ? { unkeyed } : {}),
      },
    };
  });
}

/** Figures of those who see the same and may open rows alike: one object, so that what is kept of it is found again. */
const kept = new WeakMap<Figures, Map<boolean, Figures>>();

function figuresSeen(own: Figures, rows: boolean, sight: Sight | null): Figures {
  const known = kept.get(own) ?? new Map<boolean, Figures>();
  kept.set(own, known);
  const made: Figures = known.get(rows) ?? {
    ...own,
    framework: sight?.framework ?? own.framework,
    list: async (asked, grant) => {
      if (sight === null) return own.list(asked, grant);
      if (!sight.framework.datasets.has(asked.dataset)) return [];
      return (await own.list(asked, grant)).filter((row) => !sight.hides(row.values));
    },
    loads: async () => loadsSeen(await own.loads(), rows, sight),
  };
  known.set(rows, made);
  return made;
}

/** The host as an actor has it: everything that is made from it is narrowed already. */
export function narrowed<H extends Told>(
  host: H,
  told: () => Told,
  opensRows: (theme: string) => boolean,
  sight: Sight | null,
): H {
  const rows = [...host.framework.themes.keys()].every(opensRows);
  // What is not named here is the host's own.
  return Object.create(host, {
    narrow: { value: sight !== null },
    opensRows: { value: opensRows },
    framework: { get: () => sight?.framework ?? told().framework },
    figures: { get: () => figuresSeen(told().figures, rows, sight) },
    stories: { get: () => told().stories },
  }) as H;
}
