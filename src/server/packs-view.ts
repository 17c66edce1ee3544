import { existsSync, readFileSync } from 'node:fs';
import { auditDeck } from '../decks/index.ts';
import {
  editionFile,
  editions as editionsIn,
  type Host,
  restatedSince,
  sourceStates,
} from '../host/index.ts';
import { type Draft, type Edition, packsPage } from '../pages/index.ts';
import { lastCompletePeriod, periodLabel } from '../periods/index.ts';
import type { Problem } from '../problems/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';
import { areaChoices, frameOf, periodChoices } from './frame.ts';
import type { Asked } from './route.ts';
import { picturesOf, recordLook, slideOf } from './slide-pictures.ts';

/** Build a pack, what the latest draft holds and how it was checked, editions. */
export async function packsView(
  asked: Asked,
  shown: { readonly built: string | null; readonly waited: boolean },
): Promise<string> {
  const { host, actor } = asked;
  const editions = await editionsOf(host);
  const latest = editions[0];
  if (latest) await recordLook(host, latest.id, actor?.name ?? 'nobody');
  return packsPage(
    {
      packs: [...host.framework.packs.values()].map(({ id, title, meeting }) => ({
        id,
        title,
        meeting,
      })),
      periods: periodChoices(host, lastCompletePeriod('quarter', host.reportingDay)),
      areas: areaChoices(host),
      editions,
      latest: latest ? await draftOf(host, latest) : null,
      waiting: await notComplete(host),
      waited: shown.waited,
      canBuild: host.refuse(actor, 'build-pack', '') === null,
      canIssue: host.refuse(actor, 'issue-pack', '') === null,
      built: shown.built,
    },
    await frameOf(asked, null),
  );
}

/** Sources that are late, missing or refused: what a pack would be built without. */
export async function notComplete(host: Host): Promise<string[]> {
  const states = await sourceStates(host);
  return states.filter((s) => s.state !== 'complete' && s.state !== 'not-due').map((s) => s.title);
}

async function editionsOf(host: Host): Promise<Edition[]> {
  const all = await editionsIn(host);
  const last = all
    .filter((e) => e.status === 'issued')
    .sort((a, b) => ((a.issuedAt ?? '') < (b.issuedAt ?? '') ? 1 : -1))[0];
  const moved = last ? (await restatedSince(host, last)).length : null;
  return all.map((e) => ({
    id: e.id,
    title: e.title,
    area: e.area ? (host.framework.areas.byCode.get(e.area)?.title ?? e.area) : null,
    period: periodLabel(e.period),
    version: e.version,
    status: e.status,
    builtAt: e.issuedAt ?? e.builtAt,
    by: e.issuedBy ?? e.builtBy,
    recipients: e.recipients,
    note: e.note,
    // The newest alone: of those before, their own successors say what moved.
    moved: e === last ? moved : null,
  }));
}

const drafts = new Map<string, Promise<Draft | null>>();

/** What stands in a deck never changes, so it is looked at once. */
function draftOf(host: Host, edition: Edition): Promise<Draft | null> {
  const known = drafts.get(edition.id);
  if (known) return known;
  const made = lookAt(host, edition);
  drafts.set(edition.id, made);
  made.catch(() => drafts.delete(edition.id));
  return made;
}

async function lookAt(host: Host, edition: Edition): Promise<Draft | null> {
  const path = editionFile(host, edition.id);
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const slides = (await picturesOf(host, edition)).map(slideOf);
  return {
    ...edition,
    size:
      bytes.length < 2 ** 20
        ? `${plainNumber(bytes.length / 2 ** 10)} kB`
        : `${plainNumber(bytes.length / 2 ** 20, 1)} MB`,
    slides,
    checks: checksOf(await auditDeck(bytes), slides.length),
  };
}

const groups = [
  ['Marking on every slide', ['D211'], 'top and bottom'],
  [
    'Charts hold the shown figures and no others',
    ['D208', 'D209', 'D210'],
    'workbook and drawing agree',
  ],
  ['Text fits its box', ['D214', 'D215', 'D219'], 'no overflow, nothing under 11 point'],
  ['Described for those who listen', ['D212', 'D213'], 'alternative text and speaker notes'],
] as const;

/** The audit's findings by what a person would check before the meeting. */
function checksOf(found: readonly Problem[], slides: number): Draft['checks'] {
  const named = new Set(groups.flatMap(([, codes]) => codes as readonly string[]));
  const check = (name: string, problems: readonly Problem[], good: string) => ({
    name,
    words: problems[0] ? `${problems[0].message} ${problems[0].mend}` : good,
    state: problems.length === 0 ? ('complete' as const) : ('refused' as const),
    verdict: problems.length === 0 ? 'Passed' : countWord(problems.length, 'fault'),
  });
  return [
    ...groups.map(([name, codes, good]) =>
      check(
        name,
        found.filter((p) => (codes as readonly string[]).includes(p.code)),
        `${countWord(slides, 'slide')}: ${good}`,
      ),
    ),
    check(
      'Parts hold together',
      found.filter((p) => !named.has(p.code)),
      'every part is reachable, nothing is left over',
    ),
  ];
}
