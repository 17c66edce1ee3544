import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, openHost } from '../../src/host/index.ts';
import { atEnd } from './folder.ts';
import { stillClock } from './home.ts';
import { valueIn } from './outcome.ts';
import { copyOfSampleHome } from './sample-home.ts';

/** Measures that count every fact of a dataset, cancelled ones and totals included, and every movement. */
const everything = `theme: everything
title: Everything that was loaded
question: Is each fact the cell that it came from?
owner: performance-team
lead: everything.population
measures:
  - { id: everything.crime, title: Crime, role: threat, unit: rows, value: { of: crime, count: rows, where: { status: [live, cancelled, transferred] } } }
  - { id: everything.outcome, title: Outcomes, role: outcome, unit: rows, value: { of: outcome, count: rows } }
  - { id: everything.ocg, title: Groups, role: threat, unit: rows, value: { of: ocg, count: stock } }
  - { id: everything.disruption, title: Disruptions, role: activity, unit: rows, value: { of: disruption, count: rows } }
  - { id: everything.nrm, title: Referrals, role: activity, unit: people, value: { of: nrm-published, count: sum people, where: { exploitation: { not: [none] }, age_group: { not: [none] } } } }
  - { id: everything.recorded, title: Recorded crime, role: threat, unit: offences, value: { of: recorded-crime, count: sum number, where: { offence: { present: true } } } }
  - { id: everything.population, title: Residents, role: threat, unit: people, value: { of: population, count: sum persons } }
  - { id: everything.merged, title: Groups merged, role: activity, unit: groups, value: { of: ocg, count: movement merged } }
  - { id: everything.split, title: Groups split, role: activity, unit: groups, value: { of: ocg, count: movement split } }
  - { id: everything.transferred, title: Groups transferred, role: activity, unit: groups, value: { of: ocg, count: movement transferred } }
  - { id: everything.vanished, title: Groups vanished, role: activity, unit: groups, value: { of: ocg, count: movement vanished } }
  - { id: everything.tier-risen, title: Groups in a higher tier, role: threat, unit: groups, value: { of: ocg, count: movement tier-risen } }
  - { id: everything.tier-fallen, title: Groups in a lower tier, role: threat, unit: groups, value: { of: ocg, count: movement tier-fallen } }
`;

export interface EverythingHome {
  readonly home: string;
  readonly host: Host;
}

let opened: Promise<EverythingHome> | null = null;

/** A copy of the sample home with the theme `everything`, open: one a process, to read. */
export function everythingHome(): Promise<EverythingHome> {
  opened ??= (async () => {
    const home = await copyOfSampleHome('everything');
    writeFileSync(join(home, 'framework', 'themes', 'everything.yaml'), everything);
    const host = valueIn(await openHost(home, { clock: stillClock() }));
    atEnd(() => host.close());
    return { home, host };
  })();
  return opened;
}
