import { forDecision } from '../findings/index.ts';
import { overviewSince, sourceStates } from '../host/index.ts';
import { overviewPage } from '../pages/index.ts';
import { editionOf, openDecisions } from './findings-view.ts';
import { forYou, leads } from './for-you.ts';
import { frameOf, type Shown } from './frame.ts';
import type { PageQuery } from './question-query.ts';
import type { Asked } from './route.ts';
import { automationWords, freshness } from './source-words.ts';

/** The chief officer's ten seconds: outcomes, what changed since the last edition, themes, freshness. */
export async function overviewView(
  asked: Asked<unknown, PageQuery>,
  shown: Shown,
): Promise<string> {
  const { host, actor } = asked;
  const states = await sourceStates(host);
  const overview = await overviewSince(host, actor, shown.view);
  const open = await openDecisions(host);
  return overviewPage(
    {
      overview: { ...overview, themes: ownFirst(overview.themes, leads(actor)) },
      edition: editionOf(overview),
      forDecision: forDecision(overview.findings, open),
      forYou: await forYou(asked, shown, { overview, states, open }),
      against: shown.against,
      freshness: freshness(states),
      automation: automationWords(states),
      query: shown.query,
      sources: { all: states.length, loaded: states.filter((s) => s.loads > 0).length },
      sample: host.home.sample,
    },
    await frameOf(asked, shown),
  );
}

/** A theme lead finds her own themes at the top, the others in the framework's order. */
const ownFirst = <T extends { readonly theme: string }>(
  themes: readonly T[],
  own: readonly string[],
): T[] => [
  ...themes.filter((t) => own.includes(t.theme)),
  ...themes.filter((t) => !own.includes(t.theme)),
];
