import type { z } from 'zod';
import { type Context, cannot, unknown } from './context.ts';
import type {
  MeasureDefinition,
  PackDefinition,
  PackSlide,
  ThemeDefinition,
} from './definitions.ts';
import type { packYaml } from './grammar.ts';
import type { YamlFile } from './read-yaml.ts';
import { opensRecords } from './reads.ts';

interface Known {
  /** Ids of all measures that are written, those with a fault of their own included. */
  readonly written: readonly string[];
  readonly measures: ReadonlyMap<string, MeasureDefinition>;
  readonly themes: ReadonlyMap<string, ThemeDefinition>;
}
type PackFile = YamlFile<z.infer<typeof packYaml>>;

export function resolvePack(file: PackFile, known: Known, context: Context): PackDefinition {
  const yaml = file.value;
  checkRelease(file, known, context);
  return {
    id: yaml.pack,
    title: yaml.title,
    every: yaml.every,
    template: yaml.template,
    marking: yaml.marking ?? null,
    meeting: yaml.meeting,
    release: yaml.release,
    slides: yaml.slides.map((slide, i) => slideOf(slide, i, file, known, context)),
  };
}

function slideOf(
  slide: PackFile['value']['slides'][number],
  i: number,
  file: PackFile,
  { written, themes }: Known,
  context: Context,
): PackSlide {
  const check = (what: string, ids: readonly string[], all: Iterable<string>, key: string) => {
    const list = [...all];
    for (const [j, id] of ids.entries())
      if (!list.includes(id))
        unknown(context, what, id, list, file.place(['slides', i, key, `${what}s`, j]));
  };
  if ('each-theme' in slide) {
    check('theme', slide['each-theme'].themes, themes.keys(), 'each-theme');
    return { kind: 'each-theme', ...slide['each-theme'] };
  }
  if ('register' in slide) return { kind: 'register', ...slide.register };
  if ('geography' in slide) {
    check('measure', slide.geography.measures, written, 'geography');
    return { kind: 'geography', ...slide.geography };
  }
  if (!('region' in slide)) return { kind: Object.keys(slide)[0] as 'title' };
  check('measure', slide.region.measures, written, 'region');
  return { kind: 'region', ...slide.region };
}

/** What is let out at a lower marking is of no restricted theme and looks at no one record (domain.md 14). */
function checkRelease(
  file: PackFile,
  { written, measures, themes }: Known,
  context: Context,
): void {
  for (const [i, rule] of file.value.release.entries())
    for (const [j, id] of rule.measures.entries()) {
      const place = file.place(['release', i, 'measures', j]);
      const measure = measures.get(id);
      if (!measure) {
        if (!written.includes(id)) unknown(context, 'measure', id, written, place);
      } else if (themes.get(measure.theme)?.restricted)
        cannot(context, id, 'a measure of a restricted theme is released in no pack', place);
      else if (opensRecords(measure, context.datasets))
        cannot(context, id, 'it reads a column of single records, so no pack releases it', place);
    }
}
