import type { Actor } from '../access/index.ts';
import { type Host, type RefusedFile, refusedFile } from '../host/index.ts';
import { type Mending, problemsOfPage, refusedPage } from '../pages/index.ts';
import { instantLabel } from '../wording/index.ts';
import { excerptOf } from './excerpt.ts';
import { frameOf } from './frame.ts';
import type { Asked } from './route.ts';

/**
 * What helps this reader to mend a refused file. Cells of a file are rows: they are shown and given
 * back to those who may load files alone, and each look at them is written to the trail.
 */
export async function mendingOf(
  host: Host,
  actor: Actor | null,
  refused: RefusedFile,
): Promise<Mending> {
  const may = host.refuse(actor, 'load-files', '') === null;
  const excerpt = may ? await excerptOf(host, refused) : null;
  if (excerpt)
    await host.trail.append({
      actor: actor?.name ?? 'nobody',
      category: 'consultation',
      event: 'refused-rows-shown',
      detail: {
        ...{ file: refused.file, sha256: refused.sha256, sheet: excerpt.sheet },
        rows: excerpt.rows.map(({ row }) => row),
      },
    });
  const workbook = /\.xls[xm]$/i.test(refused.file);
  return {
    arrival: refused.arrival,
    excerpt,
    downloads: {
      marked: may && refused.kept && workbook && refused.problems.some((p) => p.where.cell),
      list: may && refused.problems.length > 0,
    },
  };
}

/** A page of the problems of a refused file; null where there is no such file. */
export async function refusedView(
  asked: Asked,
  arrival: number,
  at: number,
): Promise<string | null> {
  const { host, actor } = asked;
  const refused = await refusedFile(host, arrival);
  if (!refused) return null;
  const { problems, source } = refused;
  const from = (at - 1) * problemsOfPage;
  if (at > 1 && from >= problems.length) return null;
  const here = problems.slice(from, from + problemsOfPage);
  return refusedPage(
    {
      file: refused.file,
      source: source && { id: source.id, title: source.title },
      arrivedAt: instantLabel(refused.at, 'short'),
      problems: here,
      total: problems.length,
      page: at,
      mending: await mendingOf(host, actor, { ...refused, problems: here }),
      gone: refused.kept ? null : 'The file itself was not kept, so no cell of it can be shown.',
    },
    await frameOf(asked, null),
  );
}
