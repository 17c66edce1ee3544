import { existsSync } from 'node:fs';
import { problem } from '../problems/index.ts';
import { fromHere, invocation, localActor, withHost } from './context.ts';
import { type Output, print, refuse, table } from './output.ts';
import { showProgress } from './progress.ts';

/** `socpf collate PATH...`: what became of each file. */
export async function collateCommand(
  output: Output,
  home: string | undefined,
  given: readonly string[],
): Promise<number> {
  const paths = given.map(fromHere);
  const absent = paths.filter((path) => !existsSync(path));
  if (absent.length > 0)
    return refuse(
      output,
      absent.map((path) => problem('U102', { path })),
    );
  const makesHome = true;
  return withHost(
    output,
    home,
    async (host) => {
      const progress = showProgress(invocation().host ? output.error : null);
      const results = await host.collate(paths, localActor(), progress.step);
      progress.end();
      for (const result of results)
        if (result.status === 'refused')
          refuse(
            { ...output, json: false },
            result.problems.filter((p) => p.severity === 'error').slice(0, 10),
          );
      print(output, { results }, () =>
        table(
          ['File', 'Status', 'Source', 'Load', 'Rows', 'Set aside'],
          results.map((r) => [
            ...[r.file, r.status, r.source ?? '', String(r.load ?? '')],
            ...[String(r.rows), String(r.setAside)],
          ]),
        ),
      );
      return results.some((r) => r.status === 'refused') ? 1 : 0;
    },
    makesHome,
  );
}
