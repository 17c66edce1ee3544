import type { Framework, ThemeDefinition } from './definitions.ts';

/** The themes of crime, in the order of pages and slides: all but that of the product's own records. */
export const themesOf = (framework: Pick<Framework, 'themes'>): readonly ThemeDefinition[] =>
  [...framework.themes.values()].filter((theme) => !theme.ownRecords);
