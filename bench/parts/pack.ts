import { join } from 'node:path';
import { budgets } from '../budgets.ts';
import type { Context } from '../context.ts';
import { type Line, seconds } from '../line.ts';
import { compared, runTask } from '../measure.ts';
import { writePlan } from '../tasks/packs.ts';
import { decadeHome } from './decade.ts';

/** A deck of 25 slides and 20 native charts from the template, against PptxGenJS without one; its audit. */
export async function packLines(context: Context): Promise<Line[]> {
  const home = await decadeHome(context);
  context.say('packs');
  const plan = join(context.folder, 'plan.json');
  const deck = join(context.folder, 'ours.pptx');
  await writePlan(home, plan);
  const { ours, peer, audit } = await compared(
    {
      peer: () => runTask('deck-pptxgenjs', { plan, out: join(context.folder, 'peer.pptx') }),
      ours: () => runTask('deck-ours', { plan, out: deck }),
      audit: () => runTask('deck-audit', { deck }),
    },
    context.runs,
  );
  return [
    {
      what: 'pack of 25 slides and 20 native charts',
      ours: seconds(ours.seconds),
      against: `PptxGenJS ${seconds(peer.seconds)}`,
      value: ours.seconds / peer.seconds,
      cpu: ours.cpu / peer.cpu,
      budget: budgets.pack,
    },
    {
      what: 'audit of that deck',
      ours: seconds(audit.seconds),
      against: '',
      value: audit.seconds,
      budget: budgets.audit,
    },
  ];
}
