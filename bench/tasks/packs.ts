import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  auditDeck,
  composePack,
  type DeckChart,
  type DeckPlan,
  patternsFor,
  readTemplate,
  type SlidePlan,
  writeDeck,
} from '../../src/decks/index.ts';
import { packContent } from '../../src/host/index.ts';
import { lastCompletePeriod } from '../../src/periods/index.ts';
import { openedHome, repository, valueIn } from '../home.ts';
import { median } from '../measure.ts';
import { type DeckSlide, pptxGenJs } from '../peers.ts';
import { timed } from '../processes.ts';
import type { TaskTaken } from '../tasks.ts';

const shippedTemplate = () => readFileSync(join(repository, 'templates', 'soc.pptx'));

/** Writes down the plan of a deck of 25 slides and 20 native charts, from the pack of a home. */
export async function writePlan(home: string, file: string): Promise<void> {
  const host = await openedHome(home);
  try {
    const [pack] = host.framework.packs.keys();
    const period = lastCompletePeriod('quarter', host.reportingDay);
    const asked = { packId: pack ?? '', period, area: null, asAt: null, version: 'v0.1 DRAFT' };
    const content = await packContent(host, asked);
    const slots = await readTemplate(shippedTemplate(), patternsFor(content.pack));
    const plan = composePack(content, valueIn(slots));
    const isLine = (slide: SlidePlan) =>
      slide.charts.length === 1 && slide.charts[0]?.kind === 'line';
    const charted = plan.slides.filter(isLine);
    const others = plan.slides.filter((slide) => slide.charts.length === 0);
    const slides = [
      ...Array.from({ length: 20 }, (_, i) => charted[i % charted.length]),
      ...Array.from({ length: 5 }, (_, i) => others[i % others.length]),
    ].flatMap((slide, i) => (slide ? [{ ...slide, title: `${slide.title} (${i + 1})` }] : []));
    if (slides.length !== 25) throw new Error('the pack has no slide of each kind');
    writeFileSync(file, JSON.stringify({ ...plan, slides } satisfies DeckPlan));
  } finally {
    await host.close();
  }
}

const planOf = (file: string): DeckPlan => JSON.parse(readFileSync(file, 'utf8')) as DeckPlan;

/** Second and later writes of a process: what a server pays, and kinder to the peer than the first. */
const warm = async (work: () => Promise<unknown>): Promise<TaskTaken> => {
  await work();
  const all: { seconds: number; cpu: number }[] = [];
  for (let i = 0; i < 3; i++)
    all.push(
      await timed(async () => {
        await work();
        return {};
      }),
    );
  return {
    seconds: median(all.map((t) => t.seconds)),
    cpu: median(all.map((t) => t.cpu)),
    said: {},
  };
};

export async function oursDeckTask(args: { plan: string; out: string }): Promise<TaskTaken> {
  const plan = planOf(args.plan);
  const template = shippedTemplate();
  return warm(async () => writeFileSync(args.out, valueIn(await writeDeck(template, plan))));
}

export async function auditTask(args: { deck: string }): Promise<TaskTaken> {
  return warm(() => auditDeck(readFileSync(args.deck)));
}

/** The peer writes a deck of the same titles, texts, tables, charts and notes, without a template. */
export async function pptxTask(args: { plan: string; out: string }): Promise<TaskTaken> {
  const plan = planOf(args.plan);
  const Deck = await pptxGenJs();
  return warm(async () => {
    const deck = new Deck();
    deck.defineLayout({ name: 'wide', width: 13.33, height: 7.5 });
    deck.layout = 'wide';
    for (const planned of plan.slides) {
      const slide = deck.addSlide();
      slide.addText(plan.marking, { x: 5, y: 0.1, w: 4, h: 0.3, fontSize: 12 });
      slide.addText(planned.title, { x: 0.5, y: 0.6, w: 12, h: 0.8, fontSize: 24 });
      for (const [i, words] of Object.values(planned.texts).entries()) {
        const text = words.paragraphs.map((p) => p.runs.map((r) => r.text).join('')).join('\n');
        slide.addText(text, { x: 0.5, y: 1.7 + 0.3 * i, w: 4, h: 0.3, fontSize: 12 });
      }
      for (const chart of planned.charts) if (chart.kind === 'line') addLine(slide, chart);
      for (const table of planned.tables) {
        const rows = [table.columns.map((c) => c.head), ...table.rows.map((row) => row.cells)];
        slide.addTable(
          rows.map((row) =>
            row.map((cell) => ({ text: typeof cell === 'string' ? cell : cell.text })),
          ),
          { x: 0.5, y: 2, w: 12, fontSize: table.size },
        );
      }
      slide.addText(plan.footer, { x: 0.5, y: 7.1, w: 12, h: 0.3, fontSize: 11 });
      slide.addNotes(planned.notes.join('\n'));
    }
    writeFileSync(args.out, await deck.write({ outputType: 'uint8array', compression: true }));
  });
}

function addLine(slide: DeckSlide, chart: DeckChart): void {
  const labels = chart.days.map((d) => d.slice(0, 7));
  const data = chart.series.map(({ name, values }) => ({ name, labels, values }));
  slide.addChart('line', data, { x: 4.5, y: 1.5, w: 8, h: 4.5, altText: chart.alt });
}
