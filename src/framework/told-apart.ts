import { type Problem, problem } from '../problems/index.ts';
import type { MeasureDefinition } from './definitions.ts';
import type { YamlFile } from './read-yaml.ts';
import type { SourceDefinition } from './source.ts';
import type { SourceYaml } from './source-grammar.ts';

/**
 * Warns of sources that feed one dataset with nothing to tell them apart. Which months a dataset has
 * is known for each force, not for each source: once one has spoken for a month, another that never
 * came reads as nought. A measure that names them in `else` reads each month from the first that has it.
 */
export function notToldApart(
  files: readonly YamlFile<SourceYaml>[],
  sources: ReadonlyMap<string, SourceDefinition>,
  measures: Iterable<MeasureDefinition>,
): Problem[] {
  const counted = [...measures];
  const found: Problem[] = [];
  const before = new Map<string, SourceDefinition[]>();
  for (const file of files) {
    const source = sources.get(file.value.source);
    if (!source) continue;
    for (const dataset of source.loads.keys()) {
      const others = before.get(dataset) ?? [];
      before.set(dataset, [...others, source]);
      const other = others.find(
        (one) =>
          !ofOtherForces(one, source, dataset) && isReadTogether(counted, dataset, one, source),
      );
      if (other)
        found.push(
          problem(
            'Y115',
            { one: other.id, other: source.id, dataset },
            file.place(pathOf(file.value, dataset), 'key'),
          ),
        );
    }
  }
  return found;
}

/** Whether some measure counts the dataset without saying which of two sources comes first. */
const isReadTogether = (
  measures: readonly MeasureDefinition[],
  dataset: string,
  ...two: readonly SourceDefinition[]
): boolean =>
  measures.some(
    (m) =>
      [m.value, m.whole].some((value) => value?.of === dataset) &&
      !two.every((source) => m.else.includes(source.id)),
  );

/** Each speaks for its own forces alone, which what it replaces says. */
function ofOtherForces(a: SourceDefinition, b: SourceDefinition, dataset: string): boolean {
  const [of, others] = [forcesOf(a, dataset), forcesOf(b, dataset)];
  return of !== null && others !== null && of.every((force) => !others.includes(force));
}

/** The forces that a source names once for all rows of a dataset; null where a row could be of any. */
function forcesOf(source: SourceDefinition, dataset: string): string[] | null {
  const forces: string[] = [];
  for (const part of source.parts) {
    const columns = part.loads.get(dataset);
    if (!columns) continue;
    const force = columns.get('force');
    if (force?.kind !== 'is' || !part.replaces.within.includes('force')) return null;
    forces.push(force.value);
  }
  return forces;
}

/** Where a source says that it loads a dataset. */
function pathOf({ parts }: SourceYaml, dataset: string): PropertyKey[] {
  const part = parts?.findIndex((p) => p.loads !== undefined && dataset in p.loads) ?? -1;
  return part < 0 ? ['loads', dataset] : ['parts', part, 'loads', dataset];
}
