import type { Actor } from '../access/index.ts';
import {
  acceptWords,
  buildPack,
  decide,
  editions,
  type Host,
  issueEdition,
  keepWords,
  reportResult,
} from '../host/index.ts';
import { day, period } from '../periods/index.ts';
import { done, type Outcome } from '../problems/index.ts';
import { lowerFirst } from '../wording/index.ts';

/** The edition that a sample home has issued: July to September 2025, as it was known for its meeting. */
const quarter = '2025-Q2';
const knownOn = '2025-10-26';
const issuedAt = '2025-10-27T09:00:00.000Z';
const nextMeeting = '2026-01-26';
const themes = ['soac', 'drugs'] as const;

const lead: Actor = { name: 'sample:theme-lead', roles: ['theme-lead'], themes: [...themes] };
const analyst: Actor = { name: 'sample:analyst', roles: ['analyst'], themes: [] };

/**
 * Issues a sample home's earlier edition, once: two themes in a lead's accepted words, and three
 * decisions of its meeting. What was known on that day comes from the arrivals of the sample's files.
 */
export async function issueSampleEdition(now: Host): Promise<Outcome<null>> {
  const [pack] = now.framework.packs.keys();
  if (pack === undefined || (await editions(now)).some((e) => e.status !== 'draft'))
    return done(null);
  const { stories } = now;
  const asAt = day(knownOn);
  const host: Host = {
    ...now,
    clock: { now: () => issuedAt, today: () => issuedAt.slice(0, 10) },
    // Whoever wrote on that day saw the figures of that day; asking for today's as well is dear.
    stories: {
      overview: (view) => stories.overview({ ...view, asAt }),
      theme: (id, view) => stories.theme(id, { ...view, asAt }),
    },
  };
  const view = { period: period(quarter), asAt };
  for (const theme of themes.filter((id) => now.framework.themes.has(id))) {
    const story = await host.stories.theme(theme, view);
    const text = story.sentences.map((s) => s.text).join('\n');
    if (text === '') continue;
    const at = { theme, period: quarter };
    const kept = await keepWords(host, { ...at, text, ask: story.ask?.text ?? '' }, lead);
    if (!kept.ok) return kept;
    const accepted = await acceptWords(host, at, lead);
    if (!accepted.ok) return accepted;
  }
  const draft = await buildPack(
    host,
    { pack, period: quarter, area: null, asAt: knownOn },
    analyst,
  );
  if (!draft.ok) return draft;
  const issued = await issueEdition(
    host,
    { draft: draft.value.id, recipients: 'SOC governance meeting', note: '' },
    analyst,
  );
  if (!issued.ok) return issued;
  return decideOn(host, issued.value.id, view);
}

/** The three strongest findings of the edition, each with an owner and a day; the first is done since. */
async function decideOn(
  host: Host,
  edition: string,
  view: Parameters<Host['stories']['overview']>[0],
): Promise<Outcome<null>> {
  const { findings } = await host.stories.overview(view);
  for (const [i, finding] of findings.slice(0, 3).entries()) {
    const decided = await decide(
      host,
      {
        edition,
        finding: finding.id,
        theme: finding.theme,
        text: finding.measure
          ? `Say what explains ${lowerFirst(finding.measure.title)}, and whether tasking changes.`
          : `Report on this at the next meeting: ${finding.sentence.text}`,
        owner: finding.owner,
        dueOn: nextMeeting,
      },
      analyst,
    );
    if (!decided.ok) return decided;
    if (i > 0) continue;
    const told = await reportResult(
      host,
      { decision: decided.value.id, state: 'done', text: 'Reported to the tasking meeting.' },
      analyst,
    );
    if (!told.ok) return told;
  }
  return done(null);
}

/** What to look at first in a sample: the refused file, the restated month, where the packs lie. */
export async function whatToTry(host: Host): Promise<readonly string[]> {
  const refusals = await host.records
    .selectFrom('arrival')
    .select('file')
    .distinct()
    .where('status', '=', 'refused')
    .orderBy('id')
    .execute();
  const [most] = (await host.figures.loads())
    .flatMap((load) => (load.notes.restated ?? []).map((r) => ({ ...r, file: load.file })))
    .filter((r) => r.before > 0)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const first = refusals[0]?.file;
  return [
    ...(first
      ? [
          `Refused    ${first}${refusals.length > 1 ? ` and ${refusals.length - 1} more` : ''}: Sources says which cells and why`,
        ]
      : []),
    ...(most
      ? [`Restated   ${most.month}: ${most.before} rows became ${most.after} with ${most.file}`]
      : []),
    `Packs      ${host.home.editions}`,
  ];
}
