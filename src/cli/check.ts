import { join } from 'node:path';
import { loadFramework } from '../framework/index.ts';
import { homeSays, isHome, systemClock } from '../home/index.ts';
import { fromHere, packageFolder } from './context.ts';
import { type Output, print, refuse } from './output.ts';

/** Checks a framework folder: the one named, else the home's own, else the shipped one. */
export function checkCommand(output: Output, home: string, named: string | undefined): number {
  const says = isHome(home) ? homeSays(home) : null;
  if (says && !says.ok) return refuse(output, says.problems);
  const folder = named
    ? fromHere(named)
    : (says?.value.framework ?? join(packageFolder(), 'framework'));
  const today = says?.value.reportingDay ?? systemClock.today();
  const loaded = loadFramework(folder, { today });
  if (!loaded.ok) {
    const exit = refuse(output, loaded.problems);
    const files = new Set(loaded.problems.map((p) => p.where.file)).size;
    output.error(
      `${loaded.problems.length} ${loaded.problems.length === 1 ? 'problem' : 'problems'} in ${files} ${files === 1 ? 'file' : 'files'}.`,
    );
    return exit;
  }
  const { measures, themes, sources, datasets, hash } = loaded.value;
  return print(
    output,
    {
      ok: true,
      measures: measures.size,
      themes: themes.size,
      sources: sources.size,
      datasets: datasets.size,
      hash,
    },
    () => [`${measures.size} measures in ${themes.size} themes: no problem found.`],
  );
}
