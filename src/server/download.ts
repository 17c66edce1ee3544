import { whoMay } from '../access/index.ts';
import { chartOf } from '../charts/index.ts';
import { chartPng, seriesCsv, seriesWorkbook } from '../exports/index.ts';
import { questionOf } from '../host/index.ts';
import { definitionWords } from '../pages/index.ts';
import { parsePeriod } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { sourceLine } from '../wording/index.ts';
import { type QuestionQuery, wordsOf } from './question-query.ts';
import { type Asked, type Reply, refusal } from './route.ts';

export type Format = 'csv' | 'xlsx' | 'png';

const types: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
};

/** `soac.vehicle-crime.xlsx` is a measure and a format. */
export function formatOf(id: string): { readonly id: string; readonly format: Format | null } {
  const found = /^(.+)\.(csv|xlsx|png)$/.exec(id);
  return found?.[1] ? { id: found[1], format: found[2] as Format } : { id, format: null };
}

/** The figures of a page as a file: a disclosure, so the trail says who took what. */
export async function download(
  asked: Asked<{ id: string }, QuestionQuery>,
  format: Format,
): Promise<Reply> {
  const { host, actor, query } = asked;
  const { id } = formatOf(asked.params.id);
  const thing = { theme: host.framework.measures.get(id)?.theme ?? '' };
  const no = host.refuse(actor, 'export', 'take figures away', thing);
  if (no)
    return refusal(403, problem('A102', { action: 'take figures away', who: whoMay('export') }));
  const words = wordsOf(query);
  const by = words.by ?? (words.period ? parsePeriod(words.period)?.grain : 'quarter');
  const found = questionOf(host, id, { ...words, by });
  if (!found.ok) return refusal(404, ...found.problems);
  const { question } = found.value;
  const measure = host.framework.measures.get(id);
  const series = await host.figures.series(question);
  const titles = new Map([...host.framework.sources].map(([source, s]) => [source, s.title]));
  const bytes =
    format === 'csv'
      ? seriesCsv(series)
      : format === 'xlsx'
        ? await seriesWorkbook(series, measure ? definitionWords(measure) : '')
        : chartPng(chartOf(series), {
            marking: series.marking,
            synthetic: series.synthetic,
            source: sourceLine([series], titles),
          });
  await host.trail.append({
    actor: actor?.name ?? 'nobody',
    category: 'disclosure',
    event: 'figures-downloaded',
    detail: {
      measure: id,
      format,
      period: question.period.id,
      area: question.area ?? null,
      asAt: question.asAt ?? null,
      marking: series.marking,
      recipient: actor?.name ?? 'nobody',
    },
  });
  return {
    kind: 'file',
    type: types[format],
    bytes,
    name: `${series.marking} ${series.synthetic ? 'SYNTHETIC ' : ''}${id} ${question.period.id.replaceAll('/', '-')}.${format}`,
  };
}
