import { z } from 'zod';
import { markedWorkbook, problemsCsv } from '../exports/index.ts';
import { type Host, type RefusedFile, refusedBytes, refusedFile } from '../host/index.ts';
import { problem } from '../problems/index.ts';
import { mustSayWhy, saidWhy } from './download.ts';
import { reasonWord } from './question-query.ts';
import { refusedView } from './refused-view.ts';
import { type Asked, page, type Reply, type Route, refusal, route } from './route.ts';

const arrivalParam = z.object({ arrival: z.coerce.number().int().positive() });
const whyQuery = z.object({ reason: reasonWord });
type ArrivalAsked = Asked<{ arrival: number }, z.infer<typeof whyQuery>>;

/** A refused file: every problem of it, and what goes back to its sender. */
export const refusedRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/arrivals/:arrival',
    action: 'load-files',
    words: 'see what is wrong with a refused file',
    summary: 'Every problem of a refused file by cell, with the sheet around the first',
    answers: 'page',
    params: arrivalParam,
    query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
    handler: async (asked) =>
      found(asked, await refusedView(asked as Asked, asked.params.arrival, asked.query.page)),
  }),
  route({
    method: 'GET',
    path: '/arrivals/:arrival/marked.xlsx',
    action: 'load-files',
    words: 'take a refused file away',
    summary:
      'A refused workbook as it came, its bad cells marked; a disclosure, written to the trail',
    answers: 'page',
    params: arrivalParam,
    query: whyQuery,
    handler: async (asked) => {
      const no = mustSayWhy(asked);
      if (no) return no;
      const refused = await refusedFile(asked.host, asked.params.arrival);
      const bytes = refused && refusedBytes(asked.host, refused);
      if (!refused || !bytes) return found(asked, null);
      const marked = await markedWorkbook(bytes, marksOf(refused)).catch(() => null);
      if (!marked) return refusal(422, problem('X101', { file: refused.file }));
      await given(asked, refused, 'refused-file-marked');
      return {
        kind: 'file',
        type: workbookType,
        bytes: marked,
        name: `${markingOf(asked.host, refused)} marked ${refused.file.split(/[!/\\]/).at(-1)}`,
      };
    },
  }),
  route({
    method: 'GET',
    path: '/arrivals/:arrival/problems.csv',
    action: 'load-files',
    words: 'take the problems of a file away',
    summary: 'Every problem of a refused file as CSV; a disclosure, written to the trail',
    answers: 'page',
    params: arrivalParam,
    query: whyQuery,
    handler: async (asked) => {
      const { host } = asked;
      const no = mustSayWhy(asked);
      if (no) return no;
      const refused = await refusedFile(host, asked.params.arrival);
      if (!refused) return found(asked, null);
      const marking = markingOf(host, refused);
      await given(asked, refused, 'problems-downloaded');
      return {
        kind: 'file',
        type: 'text/csv; charset=utf-8',
        bytes: problemsCsv(refused.file, refused.problems, {
          marking,
          synthetic: host.home.sample,
        }),
        name: `${marking} ${host.home.sample ? 'SYNTHETIC ' : ''}problems of ${refused.file.split(/[!/\\]/).at(-1)}.csv`,
      };
    },
  }),
];

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const found = ({ address }: Pick<Asked, 'address'>, html: string | null): Reply =>
  html === null ? refusal(404, problem('H404', { address })) : page(html);

const markingOf = (host: Host, { source }: RefusedFile): string =>
  source?.marking ?? host.framework.marking;

const marksOf = ({ problems }: RefusedFile) =>
  problems.flatMap(({ where, message, mend }) =>
    where.cell && where.sheet
      ? [{ sheet: where.sheet, cell: where.cell, words: `${message} ${mend}` }]
      : [],
  );

const given = ({ host, actor, query }: ArrivalAsked, refused: RefusedFile, event: string) =>
  host.trail.append({
    actor: actor?.name ?? 'nobody',
    category: 'disclosure',
    event,
    detail: {
      ...{ file: refused.file, sha256: refused.sha256, source: refused.source?.id ?? null },
      ...{ marking: markingOf(host, refused), recipient: actor?.name ?? 'nobody' },
      ...saidWhy(query),
    },
  });
