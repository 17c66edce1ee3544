import { type Month, monthLabel, monthNames } from '../../periods/index.ts';
import { type DeckTable, isBars, type SlidePlan, type Words } from '../deck-plan.ts';
import { fitted, type Template } from '../template.ts';
import { line, words } from './words.ts';

/** Fills one pattern: words are fitted to their shapes as they are put in. */
export class SlideDraft {
  readonly #texts: Record<string, Words> = {};
  readonly #pattern: SlidePlan['pattern'];
  readonly #template: Template;
  readonly charts: SlidePlan['charts'][number][] = [];
  readonly tables: DeckTable[] = [];
  readonly marks: SlidePlan['marks'][number][] = [];
  readonly without: string[] = [];
  matrix: SlidePlan['matrix'];
  map: SlidePlan['map'];
  kicker = '';
  source = '';
  #title = '';

  constructor(template: Template, pattern: SlidePlan['pattern']) {
    this.#template = template;
    this.#pattern = pattern;
  }

  slot(name: string) {
    return this.#template.slot(this.#pattern, name);
  }

  put(name: string, said: string | Words | ((size: number) => Words)): void {
    const given = typeof said === 'string' ? words(line(said)) : said;
    this.#texts[name] = fitted(this.slot(name), given);
  }

  title(text: string): void {
    this.#title = text;
    this.put('Title', text);
  }

  /** The slide, with notes that say no figure which is not on it. */
  done(update: readonly string[], ifAsked: readonly string[] = []): SlidePlan {
    const plan: SlidePlan = {
      pattern: this.#pattern,
      kicker: this.kicker,
      title: this.#title,
      texts: this.#texts,
      charts: this.charts,
      tables: this.tables,
      marks: this.marks,
      without: this.without,
      ...(this.matrix ? { matrix: this.matrix } : {}),
      ...(this.map ? { map: this.map } : {}),
      source: this.source,
      notes: [],
    };
    const seen = wordsOn(plan).join('\n');
    const shown = new Set(numbersIn(seen));
    const onSlide = (text: string) => numbersIn(text).every((n) => shown.has(n));
    // A sentence that another one holds already is said once.
    const said = (list: readonly string[]) =>
      list.filter(
        (text, i) => onSlide(text) && !list.some((other, n) => n < i && other.includes(text)),
      );
    const asked = said(ifAsked);
    return {
      ...plan,
      notes: [
        'Verbal update, one minute.',
        ...said(update),
        ...(asked.length > 0 ? ['If asked:', ...asked] : []),
      ],
    };
  }
}

/** A table whose rows and heads a slide shows. */
export const tableWords = (table: DeckTable): string[] => [
  ...table.columns.map((c) => c.head),
  ...table.rows.flatMap((r) => r.cells.map((c) => (typeof c === 'string' ? c : c.text))),
];

/** Everything a reader of the slide can read. */
export function wordsOn(slide: SlidePlan): string[] {
  return [
    slide.kicker,
    slide.title,
    slide.source,
    ...Object.values(slide.texts).flatMap((w) =>
      w.paragraphs.map((p) => p.runs.map((r) => r.text).join('')),
    ),
    ...slide.tables.flatMap(tableWords),
    ...(slide.map?.areas.flatMap((a) => [a.name, a.text]) ?? []),
    ...(slide.map?.legend.bounds ?? []),
    ...slide.charts.flatMap((chart) =>
      isBars(chart)
        ? chart.categories
        : [
            // The time axis and what is written at its end.
            ...chart.days.map((day) => monthLabel(day.slice(0, 7) as Month)),
            chart.notes.baseline?.label ?? '',
            ...chart.notes.breaks.flatMap((b) => [b.what, b.when]),
          ],
    ),
  ];
}

/** Every text of a slide, seen or heard: words, notes, alternative texts, names of charts and of their series. */
export const planTexts = (slide: SlidePlan): string[] => [
  ...wordsOn(slide),
  ...slide.notes,
  slide.defines ?? '',
  ...slide.tables.flatMap((t) => [t.name, t.alt]),
  ...slide.charts.flatMap((c) => [c.name, c.alt, ...c.series.map((s) => s.name)]),
  ...(slide.matrix?.points.map((p) => p.alt) ?? []),
  ...(slide.map ? [slide.map.name, slide.map.alt] : []),
];

/** Numbers and days of a text as a person reads them: `1,080`, `12.4`, `31 July 2025`, `July 2025`. */
export const numbersIn = (text: string): string[] =>
  (
    text.match(
      new RegExp(`(?:\\d{1,2} )?(?:${monthNames.join('|')}) \\d{4}|\\d[\\d,]*(?:\\.\\d+)?`, 'g'),
    ) ?? []
  ).map((n) => n.replace(/,$/, ''));
