import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  composePack,
  type DeckPlan,
  type PackContent,
  patternsFor,
  readTemplate,
  writeDeck,
} from '../../src/decks/index.ts';
import { type Host, packContent } from '../../src/host/index.ts';
import { period } from '../../src/periods/index.ts';
import { repository } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';
import { sampleHost } from '../support/sample-home.ts';

/** The quarterly pack of the sample, as `socpf pack` builds it from the shipped template. */
export interface RealPack {
  readonly host: Host;
  readonly content: PackContent;
  readonly plan: DeckPlan;
  readonly bytes: Uint8Array;
}

export const shippedTemplate = (): Buffer =>
  readFileSync(join(repository(), 'templates', 'soc.pptx'));

export const analyst = { name: 'tests', roles: ['analyst'] as const, themes: [] };

const asked = {
  packId: 'soc-quarterly',
  period: period('2025-Q3'),
  area: null,
  asAt: null,
  version: 'v0.1 DRAFT',
};

let made: Promise<RealPack> | null = null;

/** One a process: every test file that asks reads the same deck. */
export function realPack(): Promise<RealPack> {
  made ??= (async () => {
    const host = await sampleHost();
    const content = await packContent(host, asked, analyst);
    return { host, content, ...(await written(content, shippedTemplate())) };
  })();
  return made;
}

/** Composes and writes a pack into a template. */
export async function written(
  content: PackContent,
  template: Uint8Array,
): Promise<{ plan: DeckPlan; bytes: Uint8Array }> {
  const slots = valueIn(await readTemplate(template, patternsFor(content.pack)));
  const plan = composePack(content, slots);
  return { plan, bytes: valueIn(await writeDeck(template, plan)) };
}
