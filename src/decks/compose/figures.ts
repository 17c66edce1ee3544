import type { Series } from '../../figures/index.ts';
import type { ThemeStory } from '../../findings/index.ts';
import type { PackDefinition } from '../../framework/index.ts';
import type { PackContent } from './content.ts';

/** Whether a pack has a slide for a theme. */
export const tellsTheme = (pack: PackDefinition, theme: string): boolean =>
  pack.slides.some(
    (slide) =>
      slide.kind === 'each-theme' && (slide.themes.length === 0 || slide.themes.includes(theme)),
  );

/** Themes with a slide of their own. */
export const themesOfPack = ({ pack, themes }: PackContent): ThemeStory[] =>
  themes.filter(({ theme }) => tellsTheme(pack, theme));

const has = (pack: PackDefinition, ...kinds: readonly string[]) =>
  pack.slides.some((slide) => kinds.includes(slide.kind));

/** Measures of the intended outcomes, where the pack shows them. */
export function outcomeSeries({ pack, framework, overview, themes }: PackContent): Series[] {
  if (!has(pack, 'scorecard', 'outcomes')) return [];
  const known = new Map(themes.flatMap((t) => t.series).map((s) => [s.measure.id, s]));
  const shown = overview.outcomes.flatMap((o) => (o.series ? [o.series] : []));
  const all = has(pack, 'outcomes')
    ? framework.outcomes.flatMap((o) => o.measures.flatMap((id) => known.get(id) ?? []))
    : [];
  return [...new Set([...shown, ...all])];
}

/** The figures that a pack stands on: those of its themes, all where it says what changed, and its outcomes. */
export function figuresIn(content: PackContent): Series[] {
  const { pack, themes } = content;
  const told = has(pack, 'what-changed', 'since') ? themes : themesOfPack(content);
  return [...new Set([...told.flatMap((t) => t.series), ...outcomeSeries(content)])];
}
