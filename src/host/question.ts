import type { Question } from '../figures/index.ts';
import { findArea } from '../framework/index.ts';
import {
  type Grain,
  grains,
  lastCompletePeriod,
  parseDay,
  parseMonth,
  parsePeriod,
  periodOf,
} from '../periods/index.ts';
import { done, nearestName, type Outcome, problem, refused } from '../problems/index.ts';
import type { Host } from './host.ts';

/** A question as people and programs write it: options of a command, or the query of an address. */
export interface Words {
  readonly by?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly area?: string | undefined;
  readonly split?: string | undefined;
  readonly asAt?: string | undefined;
  readonly period?: string | undefined;
}

/** The words as a question, or every word that says nothing we know. */
export function questionOf(
  host: Pick<Host, 'framework' | 'reportingDay'>,
  id: string,
  words: Words,
): Outcome<{ readonly question: Question; readonly split: string | null }> {
  const { framework } = host;
  const problems = [];
  if (!framework.measures.has(id))
    problems.push(
      problem('U103', {
        what: 'measure',
        name: id,
        nearest: nearestName(id, framework.measures.keys()),
      }),
    );
  const by = (words.by ?? 'month') as Grain;
  if (!grains.includes(by))
    return refused(
      ...problems,
      problem('U101', { detail: `“${by}” is no grain; --by is one of ${grains.join(', ')}` }),
    );
  const area = words.area ? findArea(framework.areas, words.area) : null;
  if (words.area && !area)
    problems.push(
      problem('U103', {
        what: 'area',
        name: words.area,
        nearest: nearestName(
          words.area,
          [...framework.areas.byCode.values()].map((a) => a.id),
        ),
      }),
    );
  const asAt = words.asAt ? parseDay(words.asAt) : null;
  if (words.asAt && !asAt)
    problems.push(problem('U101', { detail: `“${words.asAt}” is not a day; write 2025-12-31` }));
  const from = words.from
    ? (parseMonth(words.from) ?? parsePeriod(words.from)?.first ?? null)
    : null;
  const to = words.to ? (parseMonth(words.to) ?? parsePeriod(words.to)?.last ?? null) : null;
  if ((words.from && !from) || (words.to && !to))
    problems.push(problem('U101', { detail: 'a month is written 2025-12' }));
  const shown = words.period
    ? parsePeriod(words.period)
    : to
      ? periodOf(by, to)
      : lastCompletePeriod(by, host.reportingDay);
  if (!shown)
    problems.push(
      problem('U101', { detail: `“${words.period}” is not a period; write 2025-12 or 2025-Q3` }),
    );
  if (problems.length > 0 || !shown) return refused(...problems);
  return done({
    split: words.split || null,
    question: {
      measure: id,
      by: words.period && !words.by ? shown.grain : by,
      period: shown,
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(area ? { area: area.code } : {}),
      ...(asAt ? { asAt } : {}),
    },
  });
}
