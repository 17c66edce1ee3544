import { sql } from 'kysely';
import { type Period, type PlainDate, parseDay, parsePeriod } from '../periods/index.ts';
import type { Host } from './host.ts';
import { localDay } from './own-records.ts';

/** An edition of a pack as the list shows it. */
export interface Edition {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly period: Period;
  /** Code of the area below the force that it is of; null for the force. */
  readonly area: string | null;
  readonly version: string;
  /** The day whose knowledge it shows; null for all that was known when it was built. */
  readonly asAt: PlainDate | null;
  readonly status: 'draft' | 'issued' | 'superseded';
  readonly builtAt: string;
  readonly builtBy: string;
  readonly issuedAt: string | null;
  readonly issuedBy: string | null;
  readonly recipients: string;
  readonly note: string;
  readonly sha256: string;
}

/** All editions that hold no theme beyond this host's, newest first. */
export async function editions(host: Host): Promise<readonly Edition[]> {
  const rows = await host.records
    .selectFrom('edition')
    .selectAll()
    .orderBy('built_at', 'desc')
    // Of two in one instant the later one.
    .orderBy(sql`rowid`, 'desc')
    .execute();
  return rows.flatMap((row) => {
    const period = parsePeriod(row.period);
    return period && isOpen(host, row.holds)
      ? [
          {
            id: row.id,
            pack: row.pack,
            title: [
              host.framework.packs.get(row.pack)?.title ?? row.pack,
              ...(row.area ? [host.framework.areas.byCode.get(row.area)?.title ?? row.area] : []),
            ].join(', '),
            period,
            area: row.area,
            version: row.version,
            asAt: row.as_at ? parseDay(row.as_at) : null,
            status: row.status as Edition['status'],
            builtAt: row.built_at,
            builtBy: row.actor,
            issuedAt: row.issued_at,
            issuedBy: row.issued_by,
            recipients: row.recipients,
            note: row.note,
            sha256: row.sha256,
          },
        ]
      : [];
  });
}

/** Every edition of the whole force that had been issued by the end of a local day, the last issued first. */
export const issuedBy = async (host: Host, asAt: PlainDate | null): Promise<readonly Edition[]> =>
  (await editions(host))
    .filter(
      (e) =>
        e.issuedAt !== null && e.area === null && (asAt === null || localDay(e.issuedAt) <= asAt),
    )
    .sort((a, b) => ((a.issuedAt ?? '') < (b.issuedAt ?? '') ? 1 : -1));

/** Whether this host has every restricted theme of an edition, and may open the rows that it lists; of an old edition, whether any theme is kept back. */
const isOpen = (host: Host, holds: string | null): boolean =>
  holds === null
    ? !host.narrow
    : holds
        .split(' ')
        .filter(Boolean)
        .every((held) => {
          const rows = /^rows:(.+)$/.exec(held)?.[1];
          return rows ? host.opensRows(rows) : host.framework.themes.has(held);
        });

/** How an edition says that it lists rows of a theme one by one. */
export const rowsOf = (theme: string): string => `rows:${theme}`;
