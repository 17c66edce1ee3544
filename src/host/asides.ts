import type { Verdict } from '../figures/index.ts';
import {
  type Aside,
  type Finding,
  retoldTheme,
  type SetAside,
  type ThemeStory,
  type View,
  withoutAside,
} from '../findings/index.ts';
import type { PlainDate } from '../periods/index.ts';
import type { Host } from './host.ts';
import { localDay } from './own-records.ts';

/** Findings that stand, and those that people set aside by the day as known. */
export async function asidesTaken(
  host: Pick<Host, 'records'>,
  findings: readonly Finding[],
  asAt: PlainDate | null = null,
): Promise<{ readonly standing: Finding[]; readonly setAside: SetAside[] }> {
  return withoutAside(findings, await asidesKnown(host, asAt));
}

/** A theme without the findings that people set aside. */
export async function storyStanding(
  host: Pick<Host, 'records' | 'stories' | 'framework'>,
  theme: string,
  view: View,
): Promise<{ readonly story: ThemeStory; readonly setAside: readonly SetAside[] }> {
  const story = await host.stories.theme(theme, view);
  const { standing, setAside } = await asidesTaken(host, story.findings, view.asAt ?? null);
  return {
    story: setAside.length === 0 ? story : retoldTheme(host.framework, story, standing),
    setAside,
  };
}

/** What holds now: of each finding the newest word of a person; one that was taken back is gone. */
async function asidesKnown(
  { records }: Pick<Host, 'records'>,
  asAt: PlainDate | null,
): Promise<readonly Aside[]> {
  const rows = await records.selectFrom('finding_aside').selectAll().orderBy('id').execute();
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows)
    if (asAt === null || localDay(row.at) <= asAt)
      newest.set(JSON.stringify([row.finding, row.area, row.period]), row);
  return [...newest.values()].flatMap((row): Aside[] =>
    row.aside === 1
      ? [
          {
            finding: row.finding,
            area: row.area,
            period: row.period,
            word: row.word === '' ? null : (row.word as Verdict),
            direction: row.direction === 'up' || row.direction === 'down' ? row.direction : null,
            reason: row.reason,
            at: row.at,
            by: row.actor,
          },
        ]
      : [],
  );
}
