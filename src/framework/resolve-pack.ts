import type { z } from 'zod';
import { type Context, unknown } from './context.ts';
import type { PackDefinition } from './definitions.ts';
import type { packYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';

export function resolvePack(
  file: YamlFile<z.infer<typeof packYaml>>,
  measures: ReadonlySet<string>,
  context: Context,
): PackDefinition {
  const yaml = file.value;
  return {
    id: yaml.pack,
    title: yaml.title,
    every: yaml.every,
    template: yaml.template,
    marking: yaml.marking ?? null,
    meeting: yaml.meeting,
    slides: yaml.slides.map((slide, i) => {
      if ('each-theme' in slide) return { kind: 'each-theme', charts: slide['each-theme'].charts };
      const asked =
        'region' in slide
          ? ({ kind: 'region', ...slide.region } as const)
          : 'map' in slide
            ? ({ kind: 'map', ...slide.map } as const)
            : null;
      if (asked) {
        for (const [j, id] of asked.measures.entries())
          if (!measures.has(id))
            unknown(
              context,
              'measure',
              id,
              measures,
              file.place(['slides', i, asked.kind, 'measures', j]),
            );
        return asked;
      }
      return { kind: Object.keys(slide)[0] as 'title' };
    }),
  };
}
