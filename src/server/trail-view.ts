import type { TrailAsked, TrailRow } from '../audit/index.ts';
import { trailPage } from '../pages/index.ts';
import { addDays, type PlainDate, parseDay } from '../periods/index.ts';
import { idWords } from '../wording/index.ts';
import { frameOf } from './frame.ts';
import type { Asked } from './route.ts';

/** What an address chooses of the trail. */
export interface TrailQuery {
  readonly person: string;
  readonly duty: string;
  readonly day: string;
  readonly page: number;
}

const pageLength = 50;

/** A page of the trail, by person, duty and day. */
export async function trailView(asked: Asked<unknown, TrailQuery>): Promise<string> {
  const { host, query } = asked;
  const names = await host.trail.names();
  const found = await host.trail.find({
    ...filterOf(query),
    from: (query.page - 1) * pageLength,
    limit: pageLength,
  });
  const kept = new URLSearchParams();
  for (const name of ['person', 'duty', 'day'] as const)
    if (query[name]) kept.set(name, query[name]);
  const choices = (all: readonly string[], none: string) => [
    { value: '', label: none },
    ...all.map((name) => ({ value: name, label: name })),
  ];
  return trailPage(
    {
      lines: found.rows.map(lineOf),
      total: found.total,
      page: query.page,
      pages: Math.max(1, Math.ceil(found.total / pageLength)),
      chosen: query,
      people: choices(names.actors, 'Everybody'),
      duties: choices(names.categories, 'Every duty'),
      query: kept.size > 0 ? `?${kept.toString()}` : '',
    },
    await frameOf(asked as Asked, null),
  );
}

/** The choice as the trail takes it; a day is one of London's. */
export function filterOf({
  person,
  duty,
  day: text,
}: Omit<TrailQuery, 'page'>): Omit<TrailAsked, 'from' | 'limit'> {
  const day = parseDay(text);
  return {
    ...(person ? { actor: person } : {}),
    ...(duty ? { category: duty } : {}),
    ...(day ? { between: [startOf(day), startOf(addDays(day, 1))] as const } : {}),
  };
}

const london = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });

/** The instant at which a day begins in London: in summer an hour before that of UTC. */
function startOf(day: PlainDate): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const early = new Date(utc - 3_600_000);
  return (london.format(early) === day ? early : new Date(utc)).toISOString();
}

/** An entry as a person reads it. */
export const lineOf = (row: TrailRow) => ({
  entry: row.entry,
  at: row.at,
  actor: row.actor,
  category: row.category,
  event: row.event,
  about: Object.entries(JSON.parse(row.detail) as Record<string, unknown>)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${idWords(name)} ${wordsOf(value)}`)
    .join('; '),
});

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(', ') || 'none';
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${idWords(name)} ${wordsOf(inner)}`)
      .join(', ');
  const text = String(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text;
}
