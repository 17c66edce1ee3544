import { roleTitle } from '../framework/index.ts';
import { adminPage, type GivenView } from '../pages/index.ts';
import { dayLabel } from '../periods/index.ts';
import type { Problem } from '../problems/index.ts';
import { countWord, plainNumber } from '../wording/index.ts';
import { frameOf } from './frame.ts';
import { choicesFor, personRow } from './people-view.ts';
import type { Asked } from './route.ts';
import { lineOf } from './trail-view.ts';

const newestEntries = 20;

/** People and roles, access, the trail with its verification, framework and home. */
export async function adminView(
  asked: Asked,
  given: GivenView | null,
  problems: readonly Problem[] = [],
): Promise<string> {
  const { host } = asked;
  const framework = host.whole;
  const found = await host.trail.verify();
  const loads = await host.figures.loads();
  const accounts = await host.accounts.list();
  const [first] = found.broken;
  return adminPage(
    {
      accounts: accounts.map((account) => personRow(host, account)),
      given,
      problems,
      choices: choicesFor(host, { roles: ['viewer'], themes: [] }),
      trail: (await host.trail.list(newestEntries)).map(lineOf),
      chain: {
        holds: first === undefined,
        words:
          first === undefined
            ? `${countWord(found.entries, 'entry', 'entries')}; each one’s seal fits the one before.`
            : `The chain breaks at ${countWord(found.broken.length, 'place')}, first at entry ${first.entry}: ${first.why}.`,
      },
      themes: [...framework.themes.values()].map((t) => ({
        title: t.title,
        restricted: t.restricted,
        owner: roleTitle(framework, t.owner),
        leads: accounts
          .filter((a) => !a.disabled && a.roles.includes('theme-lead') && a.themes.includes(t.id))
          .map((a) => a.name)
          .join(', '),
      })),
      framework: {
        title: framework.title,
        hash: framework.hash.slice(0, 12),
        words: `It was checked when this home was opened: ${countWord(framework.themes.size, 'theme')}, ${countWord(framework.measures.size, 'measure')}, ${countWord(framework.sources.size, 'source')}.`,
      },
      home: [
        { what: 'Folder', value: host.home.folder },
        { what: 'Kind', value: host.home.sample ? 'Sample, SYNTHETIC' : 'Real' },
        { what: 'Reporting day', value: dayLabel(host.reportingDay) },
        { what: 'Loads', value: plainNumber(loads.filter((l) => l.kind === 'load').length) },
      ],
    },
    await frameOf(asked, null),
  );
}
