import { buildPack, type Host } from '../host/index.ts';
import { localActor } from './context.ts';
import { type Output, refuse } from './output.ts';

/** Builds the first pack of the framework where there are figures; gives its file. */
export async function buildFirst(host: Host, output: Output): Promise<string | null> {
  const [first] = host.framework.packs.keys();
  if (first === undefined || (await host.figures.loads()).length === 0) return null;
  output.line('Building the pack');
  const built = await buildPack(
    host,
    { pack: first, period: null, area: null, asAt: null },
    localActor(),
  );
  if (built.ok) return built.value.file;
  refuse({ ...output, json: false }, built.problems.slice(0, 5));
  return null;
}
