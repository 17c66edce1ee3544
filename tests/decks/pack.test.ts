import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { auditDeck, slidePictures } from '../../src/decks/index.ts';
import { packContent } from '../../src/host/index.ts';
import { command } from '../support/command.ts';
import { sharedPath } from '../support/shared.ts';
import { type ReadDeck, type ReadSlide, readDeck, related, text, visible } from './deck-reader.ts';
import { analyst, type RealPack, realPack, shippedTemplate, written } from './real-pack.ts';
import {
  assertInside,
  expectedPlaces,
  placesOf,
  type ReadPicture,
  readPicture,
  squeezed,
  textsIn,
  wordsOfSlide,
} from './svg-reader.ts';

let pack: RealPack;
let deck: ReadDeck;
async function ready(): Promise<void> {
  pack = await realPack();
  deck = readDeck(pack.bytes);
}

const slidesOf = (kicker: RegExp): ReadSlide[] => deck.slides.filter((s) => kicker.test(s.kicker));
const themeSlides = (): ReadSlide[] =>
  deck.slides.filter((s) => s.tables.some((t) => t.name === 'Comparisons table'));

describe('the pack of the sample', () => {
  before(ready);

  test('composed and written twice it has the same bytes', async () => {
    const { host, content, bytes } = pack;
    const asked = { packId: 'soc-quarterly', period: content.period, area: null, asAt: null };
    const again = await packContent(host, { ...asked, version: content.version }, analyst);
    const { bytes: second } = await written(again, shippedTemplate());
    assert.ok(Buffer.from(bytes).equals(Buffer.from(second)));
  });

  test('passes the audit of decks', async () => {
    assert.deepEqual(await auditDeck(pack.bytes), []);
  });

  const schemas = sharedPath('ooxml-schemas');
  test('every part of it is valid against ISO/IEC 29500', {
    skip: schemas ? false : 'skipped: ../shared/data not present',
  }, async () => {
    assert.deepEqual(await auditDeck(pack.bytes, { schemas: schemas ?? '' }), []);
  });

  test('R53: has its slides in order: title, for decision, scorecard, what changed, threat against activity, themes, operations, region, districts, quality, how to read it, definitions', () => {
    const kinds = deck.slides.map((slide) => {
      if (slide.texts.has('Lines heading')) return 'title';
      if (slide.texts.has('Outcome 1')) return 'scorecard';
      if (slide.texts.has('List 1')) return 'changed';
      const [table] = slide.tables;
      return table?.name ?? '';
    });
    assert.deepEqual(
      kinds.filter((kind, i) => kind !== kinds[i - 1]),
      [
        ...['title', 'Decisions table', 'scorecard', 'changed', 'Themes table'],
        ...['Comparisons table', 'Actions table', 'Forces table', 'Districts table'],
        ...['Sources table', 'Words table', 'Definitions table'],
      ],
    );
  });

  test('R33: has a slide for each theme that holds a figure, in the order of the framework', () => {
    const titles = pack.content.themes
      .filter((t) =>
        t.series.some(
          (s) =>
            // A yearly table has no figure of a quarter.
            s.figure.status !== 'not-applicable' && s.chartFigures.some((f) => f.value !== null),
        ),
      )
      .map((t) => pack.content.framework.themes.get(t.theme)?.title);
    assert.deepEqual(
      themeSlides().map((s) => s.kicker),
      titles,
    );
    for (const slide of themeSlides()) assert.equal(slide.charts.length, 1, slide.title);
  });

  test('no two titles are alike, and none is a label with a colon', () => {
    const titles = deck.slides.map((s) => s.title);
    assert.equal(new Set(titles).size, titles.length);
    for (const slide of [...themeSlides(), ...slidesOf(/outcomes|changed|Region|quality/)])
      assert.doesNotMatch(slide.title, /^[^:]{1,60}: \S+/, slide.title);
  });

  test('carries the marking, edition, period, SYNTHETIC and the number on every slide', () => {
    for (const slide of deck.slides) {
      assert.deepEqual(slide.layout.get('Marking top'), ['OFFICIAL-SENSITIVE']);
      assert.deepEqual(slide.layout.get('Marking bottom'), ['OFFICIAL-SENSITIVE']);
      assert.deepEqual(slide.layout.get('Synthetic'), ['SYNTHETIC']);
      assert.equal(
        slide.layout.get('Footer')?.join(),
        'SOC performance · October to December 2025 · v0.1 DRAFT · 10 February 2026',
      );
      const layout = related(deck.parts, slide.path).find((r) => r.kind === 'slideLayout');
      assert.match(deck.parts.get(layout?.target ?? '')?.toString() ?? '', /type="slidenum"/);
    }
  });

  test('R54: has speaker notes for one minute, then lines for who asks, with no figure that is not on the slide', () => {
    for (const slide of deck.slides) {
      assert.equal(slide.notes[0], 'Verbal update, one minute.');
      const asked = slide.notes.indexOf('If asked:');
      const update = slide.notes.slice(1, asked < 0 ? undefined : asked);
      assert.ok(update.length >= 1 && update.length <= 5, `${slide.number}: ${update.length}`);
      // A hundred and fifty words are read aloud in a minute.
      assert.ok(update.join(' ').split(' ').length <= 150, `${slide.number} is too long`);
      const shown = new Set(visible(slide).flatMap(numbers));
      for (const line of slide.notes)
        for (const n of numbers(line))
          assert.ok(shown.has(n), `slide ${slide.number} does not show ${n}: ${line}`);
    }
  });

  test('describes every chart, table and verdict in words', () => {
    for (const slide of deck.slides) {
      for (const { name, alt } of [...slide.charts, ...slide.tables])
        assert.ok(alt.length > 20 && /\.$/.test(alt), `${slide.number} ${name}: ${alt}`);
      for (const [, name, alt] of slide.xml.matchAll(/name="(Verdict: [^"]+)" descr="([^"]*)"/g))
        assert.equal(name, `Verdict: ${alt}`);
    }
  });

  test('its tables end no row with an empty cell', () => {
    for (const slide of deck.slides)
      for (const table of slide.tables)
        for (const row of table.rows)
          assert.ok(
            row.slice(1).every((cell) => cell !== ''),
            row.join(),
          );
  });

  test('names all sources in full, and cuts no line', () => {
    for (const slide of deck.slides)
      for (const words of visible(slide)) assert.doesNotMatch(words, /…|\.\.\.$/);
    const [theme] = themeSlides().filter((s) => s.kicker === 'Disruptions');
    assert.match(
      theme?.texts.get('Source')?.join() ?? '',
      /^Sources: APMIS disruptions export; APMIS list of organised crime groups \(synthetic\), data to 31 January 2026\./,
    );
  });

  test('says who is asked by the title of the role', () => {
    const words = deck.slides.flatMap(visible).join('\n');
    assert.match(words, /Asked of the acquisitive crime lead: /);
    assert.doesNotMatch(words, /soac|msht/);
  });
});

describe('the matrix of the pack', () => {
  before(ready);

  test('stands each theme in the cell of its threat and activity, by the number of its row', () => {
    const [slide] = slidesOf(/^Threat against activity$/);
    assert.ok(slide);
    const frame = cornersOf(slide.xml, /name="Matrix"/);
    const threats = ['Very high', 'High', 'Medium', 'Low'];
    const activities = ['None recorded', 'Below usual', 'Usual', 'Above usual'];
    let placed = 0;
    for (const [number, title, threat = '', activity = ''] of slide.tables[0]?.rows.slice(1) ??
      []) {
      if (number === '') {
        assert.equal(threat, 'not placed');
        continue;
      }
      const point = cornersOf(slide.xml, new RegExp(`name="Matrix point: ${title}: `));
      const column = Math.floor(((point.x + point.w / 2 - frame.x) / frame.w) * 4);
      const row = Math.floor(((point.y + point.h / 2 - frame.y) / frame.h) * 4);
      assert.deepEqual([activities[column], threats[row]], [activity, threat], title);
      placed++;
    }
    assert.ok(placed >= 5);
    assert.equal(slide.xml.match(/name="Matrix point: /g)?.length, placed);
  });
});

describe('the map of the pack', () => {
  before(ready);

  test('draws each district of the force in the class of its rate, and prints the figures that `socpf measure` gives', async () => {
    const [slide] = slidesOf(/^By district/);
    assert.ok(slide);
    const classes = ['DCEBEA', 'AACFCE', '6FA8A9', '367C80', '0F5157'];
    const bounds = [...slide.texts.entries()]
      .filter(([name]) => name.startsWith('Class label'))
      .map(([, words]) => Number(words.join()));
    assert.deepEqual(
      [...bounds].sort((a, b) => a - b),
      bounds,
    );
    const asked = async (id: string) => {
      const words = ['measure', id, '--by', 'quarter', '--split', 'district'];
      const { series } = (await command(pack.host, words)) as { series: Split[] };
      const value = (s: Split) => s.points.find((p) => p.period === '2025-Q3')?.value ?? null;
      return new Map(series.map((s) => [s.area, value(s)]));
    };
    const [numbers, rates] = [
      await asked('soac.vehicle-taken'),
      await asked('soac.vehicle-rate-people'),
    ];
    const codes = [...pack.host.framework.areas.byCode.values()].filter(
      (a) => a.kind === 'district',
    );
    const drawn = [...slide.xml.matchAll(/name="District (?!map)([^"]+)".*?<\/p:sp>/gs)];
    assert.equal(drawn.length, 9);
    for (const [shape, name = ''] of drawn) {
      const code = codes.find((a) => a.title === name)?.code ?? '';
      const rate = rates.get(code) ?? Number.NaN;
      const level = bounds.filter((bound) => rate >= bound - 1e-9).length;
      assert.ok(shape.includes(`<a:srgbClr val="${classes[level - 1]}"/>`), `${name}: ${rate}`);
      assert.ok(slide.texts.get(`Label ${name}`)?.includes(rate.toFixed(2)), `${name}: ${rate}`);
      const row: readonly string[] | undefined = slide.tables[0]?.rows.find(
        (cells) => cells[1] === name,
      );
      assert.deepEqual(row?.slice(2, 4), [String(numbers.get(code)), rate.toFixed(2)]);
    }
  });
});

/** Of the days that a chart is drawn from: points a month, a quarter or a year apart. */
function grainOf([first = '', second = '']: readonly string[]): string {
  const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const apart = month(second) - month(first);
  if (apart === 12) return first.slice(5, 7) === '04' ? 'financial-year' : 'calendar-year';
  return apart === 3 ? 'quarter' : 'month';
}

interface Split {
  readonly area: string;
  readonly points: readonly { readonly period: string; readonly value: number | null }[];
}

describe('the charts of the pack', () => {
  before(ready);

  test('R51: draw what their workbooks hold: true dates, unrounded values, gaps left out', () => {
    for (const slide of deck.slides)
      for (const chart of slide.charts) {
        assert.doesNotMatch(chart.xml, /<c:v\/>|<c:v><\/c:v>|<c:dPt>/);
        for (const series of chart.series) {
          assert.equal(chart.held[0]?.[series.column], series.name);
          for (const [i, value] of series.values.entries())
            assert.equal(chart.held[i + 1]?.[series.column] ?? null, value, `${chart.name} ${i}`);
        }
        if (chart.formats[0] === 'date')
          assert.deepEqual(
            chart.series[0]?.categories,
            chart.held.slice(1).map((row) => dayOfRow(row[0])),
          );
        // Nothing stands in the workbook that the chart does not draw.
        const columns = Math.max(...chart.held.map((row) => row.length));
        assert.equal(columns, Math.max(...chart.series.map((s) => s.column)) + 1);
      }
  });

  test('draw the figures that `socpf measure` gives, firm and so far, and nothing where there is none', async () => {
    const { host } = pack;
    let points = 0;
    for (const slide of themeSlides()) {
      const [chart] = slide.charts;
      const firm = chart?.series[0];
      assert.ok(chart && firm);
      const measure = [...host.framework.measures.values()].find((m) => m.title === firm.name);
      const days = firm.categories;
      const said = (await command(host, [
        ...['measure', measure?.id ?? '', '--by', grainOf(days)],
        ...['--from', days[0]?.slice(0, 7) ?? '', '--to', '2025-12'],
      ])) as {
        points: { start: string; value: number | null; immature: boolean; status: string }[];
      };
      const soFar = chart.series.find((s) => s.name === 'So far');
      days.forEach((day, i) => {
        const point = said.points.find((p) => p.start === day);
        assert.ok(point, `${measure?.id} ${day}`);
        const grows = point.immature || point.status === 'partial';
        assert.equal(firm.values[i] ?? null, grows ? null : point.value, `${firm.name} ${day}`);
        assert.equal(soFar?.values[i] ?? null, grows ? point.value : null, `${firm.name} ${day}`);
        points++;
      });
    }
    assert.ok(points > 100);
  });

  test('repeat the figure at the points where the rules find a signal, and only there', async () => {
    const { host } = pack;
    let signals = 0;
    for (const slide of themeSlides()) {
      const [chart] = slide.charts;
      const firm = chart?.series[0];
      const measure = [...host.framework.measures.values()].find((m) => m.title === firm?.name);
      const said = (await command(host, [
        ...['measure', measure?.id ?? '', '--by', 'quarter', '--period', '2025-Q3'],
      ])) as { chart: { points: { x: string; signals: string[] }[] } | null };
      const marked =
        chart?.series.filter((s) => /^(Improving|Worsening|Changed)$/.test(s.name)) ?? [];
      firm?.categories.forEach((day, i) => {
        const point = said.chart?.points.find((p) => p.x === day.slice(0, 7));
        const directed = point?.signals.some((s) => /-(above|below|up|down)$/.test(s)) ?? false;
        const drawn = marked.flatMap((s) => s.values[i] ?? []);
        assert.deepEqual(drawn, directed ? [firm.values[i]] : [], `${firm.name} ${day}`);
        signals += drawn.length;
      });
    }
    assert.ok(signals > 0);
  });

  test('trap 20: never join the centre line over a break: each part is a series of its own', () => {
    const [slide] = themeSlides().filter((s) => s.kicker === 'Disruptions');
    const [chart] = slide?.charts ?? [];
    const parts = chart?.series.filter((s) => /^(Mean|Median)/.test(s.name)) ?? [];
    assert.deepEqual(
      parts.map((s) => s.name.replace(/^(Mean|Median)/, 'Centre')),
      ['Centre to Jun 2025', 'Centre'],
    );
    const days = chart?.series[0]?.categories ?? [];
    for (const [i, day] of days.entries()) {
      const [before, after] = parts.map((s) => s.values[i] !== null);
      assert.deepEqual([before, after], [day < '2025-07-01', day >= '2025-07-01'], day);
    }
    assert.match(
      slide?.xml ?? '',
      /name="Line: Break: Recording drive for minor disruptions, 1 July 2025"/,
    );
  });

  test('mark the baseline with a bracket, at its own months', () => {
    const xml = deck.slides.map((s) => s.xml).join('');
    assert.match(xml, /name="Baseline: April 2022 to March 2024"/);
  });

  test('leave missing months out and hatch them, at their own places', async () => {
    const { content } = pack;
    const gap = [20, 21];
    const theme = content.themes.find((t) => t.theme === 'soac');
    const withGap = {
      ...content,
      themes: [
        {
          ...(theme ?? content.themes[0]),
          series: theme?.series.map((s) => ({
            ...s,
            chartFigures: s.chartFigures.map((f, i) =>
              gap.includes(i) ? { ...f, value: null, status: 'missing' } : f,
            ),
          })),
        },
      ],
    } as typeof content;
    const { bytes } = await written(withGap, shippedTemplate());
    assert.deepEqual(await auditDeck(bytes), []);
    const slide = readDeck(bytes).slides.find((s) => s.texts.has('Chart heading'));
    const [chart] = slide?.charts ?? [];
    const firm = chart?.series[0];
    assert.deepEqual(
      gap.map((i) => firm?.values[i]),
      [null, null],
    );
    assert.deepEqual(
      gap.map((i) => chart?.held[i + 1]?.[1]),
      [undefined, undefined],
    );
    const hatch = boxOf(slide?.xml ?? '', /name="Hatch: No data from Dec 2023 to Jan 2024"/);
    assert.deepEqual(slide?.texts.get('No data from Dec 2023 to Jan 2024'), ['no data']);
    const frame = boxOf(slide?.xml ?? '', /name="[^"]*chart" descr/);
    const plot = (name: string) =>
      Number(new RegExp(`<c:${name} val="([\\d.]+)"`).exec(chart?.xml ?? '')?.[1]);
    // Every month has a slot of its own: the hatch covers those of the two months whole.
    const slot = (frame.w * plot('w')) / (firm?.categories.length ?? 1);
    const wanted = frame.x + frame.w * plot('x') + 20 * slot;
    assert.ok(Math.abs(hatch.x - wanted) < 3000, `${hatch.x} for ${wanted}`);
    assert.ok(Math.abs(hatch.w - 2 * slot) < 3000, `${hatch.w} for ${2 * slot}`);
  });
});

/** Dates whole, other numbers alone. */
const numbers = (words: string): string[] =>
  words.match(/\d{1,2} [A-Z][a-z]+ \d{4}|\d[\d,]*(?:\.\d+)?/g)?.map((n) => n.replace(/,$/, '')) ??
  [];

const dayOfRow = (cell: string | number | null | undefined): string =>
  new Date(Date.UTC(1899, 11, 30) + Number(cell) * 86_400_000).toISOString().slice(0, 10);

const boxOf = (xml: string, name: RegExp) => cornersOf(xml, name);

function cornersOf(xml: string, name: RegExp): { x: number; y: number; w: number; h: number } {
  const rest = xml.slice(xml.search(name));
  const found = /<a:off x="(\d+)" y="(\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"/.exec(rest) ?? [];
  const [x = Number.NaN, y = Number.NaN, w = Number.NaN, h = Number.NaN] = found
    .slice(1)
    .map(Number);
  return { x, y, w, h };
}

describe('the pictures of the slides', () => {
  let pictures: readonly ReadPicture[];
  before(async () => {
    await ready();
    pictures = (await slidePictures(pack.bytes)).map((p) => readPicture(p.svg));
  });

  test('say every word that their slides say, in the same order, and no other', () => {
    assert.equal(pictures.length, deck.slides.length);
    for (const slide of deck.slides) {
      const charts = new Set(slide.charts.map((c) => c.name));
      const layout = related(deck.parts, slide.path).find((r) => r.kind === 'slideLayout');
      const carried = text(deck.parts, layout?.target ?? '')
        .replaceAll(/<p:sp>(?:(?!<\/p:sp>).)*<p:ph [^>]*>.*?<\/p:sp>/gs, '')
        .replace('‹#›', String(slide.number));
      const said = (pictures[slide.number - 1]?.shapes ?? [])
        .filter((shape) => !charts.has(shape.name))
        .flatMap((shape) => textsIn(shape.svg))
        .map((t) => (t.text === '•' ? '' : t.text));
      assert.equal(
        squeezed(said.join('')),
        wordsOfSlide(carried) + wordsOfSlide(slide.xml),
        `slide ${slide.number}`,
      );
    }
  });

  test('set no text outside the slide', () => {
    pictures.forEach((picture, i) => {
      assertInside(picture, i + 1);
    });
  });

  test('draw every point of every chart at the place that its value says, and print its last value', () => {
    let points = 0;
    for (const slide of deck.slides)
      for (const chart of slide.charts) {
        const drawn = pictures[slide.number - 1]?.shapes.find((s) => s.name === chart.name)?.svg;
        assert.ok(drawn, chart.name);
        const places = new Map(chart.series.map((s) => [s.name, placesOf(drawn, s.name)]));
        for (const { series, x, y } of expectedPlaces(slide, chart)) {
          points++;
          assert.ok(
            places.get(series)?.some(([px, py]) => Math.hypot(px - x, py - y) < 0.2),
            `${chart.name}, ${series}: nothing at ${x}, ${y}`,
          );
        }
        const labelled = chart.xml.split('<c:ser>').slice(1);
        chart.series.forEach(({ values }, i) => {
          if (!/<c:showVal val="1"/.test(labelled[i] ?? '') || !chart.xml.includes('>#,##0<'))
            return;
          const last = Number(values.findLast((v) => v !== null));
          const printed = last.toLocaleString('en-GB', { maximumFractionDigits: 0 });
          assert.ok(
            textsIn(drawn).some((t) => t.text.endsWith(printed)),
            `${chart.name}: ${printed}`,
          );
        });
      }
    assert.ok(points > 1000, `${points} points`);
  });
});
