import type { PackDefinition, PackSlide } from '../../framework/index.ts';
import { dayLabel, monthsLabel } from '../../periods/index.ts';
import type { DeckPlan, PatternName, SlidePlan } from '../deck-plan.ts';
import { textWidth } from '../draw/measure.ts';
import { fitted, type Template } from '../template.ts';
import { actionsSlide } from './actions-slide.ts';
import { defined } from './alone.ts';
import { changedSlide } from './changed-slide.ts';
import type { PackContent } from './content.ts';
import { decisionSlide } from './decision-slide.ts';
import { definitionSlides, readingSlide } from './definition-slides.ts';
import { evaluationSlide } from './evaluation-slide.ts';
import { geographySlide } from './geography-slide.ts';
import { leftOutSlide } from './left-out-slide.ts';
import { matrixSlide } from './matrix-slide.ts';
import { movementSlide } from './movement-slide.ts';
import { outcomesSlides } from './outcomes-slide.ts';
import { qualitySlide } from './quality-slide.ts';
import { regionSlide } from './region-slide.ts';
import { registerSlides } from './register-slides.ts';
import { scorecardSlide } from './scorecard-slide.ts';
import { sinceSlide } from './since-slide.ts';
import { sourceSlides } from './source-slides.ts';
import { headlineOf, themeSlide } from './theme-slide.ts';
import { titleSlide } from './title-slide.ts';
import { line, words } from './words.ts';

type Kind = PackDefinition['slides'][number]['kind'];

/** The pattern each kind of slide fills. */
const patternOf: Readonly<Partial<Record<Kind, PatternName | readonly PatternName[]>>> = {
  title: 'title',
  scorecard: 'scorecard',
  'what-changed': 'lists',
  'each-theme': 'theme',
  region: 'bars',
  geography: 'bars',
  matrix: 'matrix',
  since: 'lists',
  decision: 'decision',
  outcomes: 'table',
  register: ['table', 'bars'],
  evaluation: 'quality',
  'left-out': 'table',
  operations: 'theme',
  quality: ['quality', 'table'],
  definitions: 'table',
};

/** Patterns of a template that a pack fills. */
export const patternsFor = (pack: PackDefinition): PatternName[] => [
  ...new Set(pack.slides.flatMap((slide) => patternOf[slide.kind] ?? [])),
];

/** Slides in the order of the pack's definition; a slide without anything to say is left out and said so on the quality slide. */
export function composePack(content: PackContent, template: Template): DeckPlan {
  const { pack, period } = content;
  const slides = pack.slides.flatMap((slide): SlidePlan[] => {
    switch (slide.kind) {
      case 'title':
        return [titleSlide(content, template, ownFindings(content, template))];
      case 'scorecard':
        return [scorecardSlide(content, template)];
      case 'what-changed':
        return [changedSlide(content, template)];
      case 'each-theme':
        return content.themes.flatMap((theme) => {
          if (slide.themes.length > 0 && !slide.themes.includes(theme.theme)) return [];
          const headline = headlineOf(theme, content.framework.themes.get(theme.theme)?.lead);
          return headline ? [themeSlide(content, template, theme, headline)] : [];
        });
      case 'region':
        return content.region.map((entry) => regionSlide(content, template, entry));
      case 'geography':
        return content.geography.map((entry) => geographySlide(content, template, entry));
      case 'matrix':
        return content.matrix ? [matrixSlide(content, template, content.matrix)] : [];
      case 'operations':
        return content.actions.length > 0 ? [actionsSlide(content, template, content.actions)] : [];
      case 'quality':
        return [qualitySlide(content, template), ...sourceSlides(content, template)];
      case 'definitions':
        return [readingSlide(content, template), ...definitionSlides(content, template)];
      case 'decision':
        return [decisionSlide(content, template)];
      case 'since':
        return content.last ? [sinceSlide(content.last, template)] : [];
      case 'outcomes':
        return outcomesSlides(content, template);
      case 'register':
        return registersOf(content, template, slide);
      case 'evaluation':
        return [evaluationSlide(content, template)];
      case 'left-out':
        return content.leftOut.length > 0 ? [leftOutSlide(content, template)] : [];
      default:
        return [];
    }
  });
  return {
    title: `${pack.title}, ${monthsLabel(period)}`,
    marking: pack.marking ?? content.framework.marking,
    synthetic: content.themes.some((t) => t.series.some((s) => s.synthetic)),
    footer: footer(content, template.footerWidth),
    slides: distinct(slides, template).map((slide) => defined(content, slide)),
  };
}

/** Slides that tell how the whole force stands. */
const whole: readonly Kind[] = ['scorecard', 'what-changed', 'outcomes'];

/** What a pack of registers finds, first slides first; none for a pack that tells of the whole force. */
function ownFindings(content: PackContent, template: Template): string[] {
  const { slides } = content.pack;
  if (slides.some((slide) => whole.includes(slide.kind))) return [];
  return slides
    .flatMap((slide) => (slide.kind === 'register' ? registersOf(content, template, slide) : []))
    .map(({ title }) => title)
    .slice(0, 3);
}

function registersOf(
  content: PackContent,
  template: Template,
  slide: Extract<PackSlide, { kind: 'register' }>,
): SlidePlan[] {
  const register = content.registers.find((r) => r.list === slide.list);
  if (!register) return [];
  return slide.show === 'movement'
    ? [movementSlide(content, template, register)]
    : registerSlides(content, template, slide, register);
}

/** Pack, period, version, date; where the pack's title is too long for it, that stands on the title slide alone. */
function footer({ pack, period, version, builtOn }: PackContent, width: number): string {
  const rest = `${monthsLabel(period)} · ${version} · ${dayLabel(builtOn)}`;
  const full = `${pack.title} · ${rest}`;
  return textWidth(full, 11) <= width ? full : rest;
}

/** No two titles alike: a second one says which slide it is of. */
function distinct(slides: readonly SlidePlan[], template: Template): SlidePlan[] {
  const seen = new Set<string>();
  return slides.map((slide) => {
    const twice = seen.has(slide.title);
    const title = twice ? `${slide.title} (${slide.kicker})` : slide.title;
    seen.add(title);
    if (!twice) return slide;
    const text = fitted(template.slot(slide.pattern, 'Title'), words(line(title)));
    return { ...slide, title, texts: { ...slide.texts, Title: text } };
  });
}
