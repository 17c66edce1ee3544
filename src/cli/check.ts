import { join } from 'node:path';
import { loadFramework } from '../framework/index.ts';
import { homeSays, isHome, systemClock } from '../home/index.ts';
import { templateProblems } from '../host/index.ts';
import { printProblem } from '../problems/index.ts';
import { fromHere, packageFolder } from './context.ts';
import { type Output, print, refuse } from './output.ts';

/** Checks a framework folder and the templates of its packs: the one named, else the home's own, else the shipped one. */
export async function checkCommand(
  output: Output,
  home: string,
  named: string | undefined,
): Promise<number> {
  const says = isHome(home) ? homeSays(home) : null;
  if (says && !says.ok) return refuse(output, says.problems);
  const folder = named
    ? fromHere(named)
    : (says?.value.framework ?? join(packageFolder(), 'framework'));
  const today = says?.value.reportingDay ?? systemClock.today();
  const loaded = loadFramework(folder, { today });
  const problems = loaded.ok ? await templateProblems(loaded.value, folder) : [...loaded.problems];
  if (!loaded.ok || problems.length > 0) {
    const exit = refuse(output, problems);
    const files = new Set(problems.map((p) => p.where.file)).size;
    output.error(
      `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${files} ${files === 1 ? 'file' : 'files'}.`,
    );
    return exit;
  }
  const warnings = loaded.notes ?? [];
  for (const warning of warnings) output.error(printProblem(warning));
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
      warnings,
    },
    () => [
      `${measures.size} measures in ${themes.size} themes: no problem found${warnings.length > 0 ? `, ${warnings.length === 1 ? 'one warning' : `${warnings.length} warnings`}` : ''}.`,
    ],
  );
}
