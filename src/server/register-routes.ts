import { z } from 'zod';
import { type Host, type RegisterKind, registerList, registers } from '../host/index.ts';
import { registersPage } from '../pages/index.ts';
import { lastCompletePeriod, parsePeriod, periodLabel } from '../periods/index.ts';
import { problem } from '../problems/index.ts';
import { frameOf } from './frame.ts';
import { reasonWord } from './question-query.ts';
import { page, type Route, refusal, route } from './route.ts';
import { themeThing } from './view-of.ts';

const choice = z.string().max(60).default('');
const kinds = Object.keys(registers) as RegisterKind[];
/** Registers of themes that the reader may see. */
const openKinds = ({ framework }: Host) =>
  kinds.filter((kind) => framework.themes.has(registers[kind].theme));

/** Groups, lines, nominals and investigations as working lists. */
export const registerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/registers/:kind',
    action: 'see-rows',
    words: 'open a register',
    summary: 'A register one by one, at the end of a period; looking is written to the trail',
    answers: 'page',
    params: z.object({ kind: z.string().max(40) }),
    query: z.object({ period: choice, theme: choice, lpa: choice, reason: reasonWord }),
    about: ({ host, params }) =>
      themeThing(host, registers[params.kind as RegisterKind]?.theme ?? ''),
    handler: async (asked) => {
      const { host, params, query, actor } = asked;
      const kind = openKinds(host).find((k) => k === params.kind);
      if (!kind)
        return refusal(
          404,
          problem('U103', { what: 'register', name: params.kind, nearest: null }),
        );
      const period = query.period
        ? parsePeriod(query.period)
        : lastCompletePeriod('quarter', host.reportingDay);
      if (!period)
        return refusal(400, problem('U103', { what: 'period', name: query.period, nearest: null }));
      const listed = await registerList(host, kind, period, actor, {
        reason: query.reason,
      });
      if (!listed.ok) return refusal(403, ...listed.problems);
      const { framework } = host;
      const titles = (vocabulary: string) =>
        new Map(
          [...(framework.vocabularies.get(vocabulary)?.codes.values() ?? [])].map((c) => [
            c.code,
            c.title,
          ]),
        );
      return page(
        registersPage(
          {
            kind,
            kinds: openKinds(host).map((id) => ({ id, title: registers[id].title })),
            title: registers[kind].title,
            period: periodLabel(period),
            since: listed.value.since,
            theme: query.theme,
            reason: query.reason?.trim() ?? '',
            area: query.lpa,
            themes: titles('soc-themes'),
            levels: titles('disruption-levels'),
            words: new Map(
              [
                ...(framework.datasets.get(registers[kind].dataset)?.columns.values() ?? []),
              ].flatMap(({ name, vocabulary }) =>
                vocabulary ? [[name, titles(vocabulary)] as const] : [],
              ),
            ),
            areas: new Map(
              [...framework.areas.byCode.values()]
                .filter((a) => a.kind === 'lpa')
                .map((a) => [a.code, a.title]),
            ),
            groups: listed.value.groups,
            rows: listed.value.rows,
          },
          await frameOf(asked, null),
        ),
      );
    },
  }),
];
