import type { Figures, Question, Series } from '../figures/index.ts';
import { type MeasureDefinition, roleTitle, themesOf } from '../framework/index.ts';
import type { Period, PlainDate } from '../periods/index.ts';
import { sentence } from '../wording/index.ts';
import type { Finding, Overview, ThemeLine, ThemeStory } from './finding.ts';
import { memberTitle, mixOf, mixSentence } from './mix.ts';
import { contributionsOf, gapFindings, type Sifted, sift } from './sift.ts';
import {
  countsOf,
  decision,
  leadSentence,
  notKnown,
  outcomeLine,
  overviewTitle,
  themeStory,
} from './telling.ts';

/** What a reader asks of a whole page. */
export interface View {
  readonly period: Period;
  readonly area?: string;
  readonly asAt?: PlainDate;
  /** Tells of these measures alone: what may leave the force. Areas below the force are left out. */
  readonly only?: readonly string[];
}

/** The same of the whole force. */
const ofForce = ({ area: _, ...view }: View): View => view;

/** A measure asked for what a page shows. */
const questionOf = (measure: string, view: View): Question => ({
  measure,
  by: view.period.grain,
  period: view.period,
  ...(view.area ? { area: view.area } : {}),
  ...(view.asAt ? { asAt: view.asAt } : {}),
});

/** Findings, overview and themes of one framework, from its figures alone. */
export interface Stories {
  overview(view: View): Promise<Overview>;
  theme(id: string, view: View): Promise<ThemeStory>;
}

/** `written` says what people have written that figures depend on: an edition issued needs no load. */
export function openStories(
  figures: Figures,
  written: () => Promise<string> = async () => '',
): Stories {
  const { framework } = figures;
  const owners = new Map(
    [...framework.themes.values()].map((theme) => [theme.id, roleTitle(framework, theme.owner)]),
  );

  /** A rise in one local policing area can hide in a flat force total. Asked together: one statement answers all. */
  function localSeries(
    view: View,
  ): Promise<readonly (readonly [MeasureDefinition, readonly Series[]])[]> {
    const looked = [...framework.measures.values()].filter(
      (measure) =>
        !view.area &&
        !view.only &&
        measure.kind === 'flow' &&
        measure.role === 'threat' &&
        measure.value.of === 'crime' &&
        measure.status !== 'trial',
    );
    return Promise.all(
      looked.map(
        async (measure) =>
          [measure, await figures.split(questionOf(measure.id, view), 'lpa')] as const,
      ),
    );
  }

  async function sifted(
    series: readonly Series[],
    view: View,
  ): Promise<{ findings: Finding[]; judged: number }> {
    const own: Sifted[] = [];
    for (const s of series) {
      const measure = framework.measures.get(s.measure.id);
      if (measure && !s.measure.listed)
        own.push({
          series: s,
          owner: owners.get(s.measure.theme) ?? '',
          scope: scopeOf(measure),
          contributions: [],
        });
    }
    for (const [measure, parts] of await localSeries(view))
      own.push(
        ...parts
          .filter((s) => s.area.kind === 'lpa')
          .map((s) => ({
            series: s,
            owner: owners.get(measure.theme) ?? '',
            scope: scopeOf(measure),
            contributions: [],
          })),
      );
    const { findings, judged } = sift(own);
    const force = new Set(
      findings
        .filter((f) => f.area?.kind === 'force')
        .map((f) => `${f.measure?.id} ${f.verdict?.direction}`),
    );
    // Where the force itself shows the change, its areas are part of that finding.
    const kept = findings.filter(
      (f) => f.area?.kind !== 'lpa' || !force.has(`${f.measure?.id} ${f.verdict?.direction}`),
    );
    const withParts = kept.map(async (finding): Promise<Finding> => {
      const measure = framework.measures.get(finding.measure?.id ?? '');
      if (view.only || finding.area?.kind !== 'force' || !finding.measure || !measure)
        return finding;
      if (measure.whole && measure.by) return withMix(finding, measure.by.column, view);
      if (measure.value.of !== 'crime') return finding;
      const question = questionOf(finding.measure.id, ofForce(view));
      const [whole, parts] = await Promise.all([
        figures.series(question),
        figures.split(question, 'district'),
      ]);
      return { ...finding, contributions: contributionsOf(whole, parts) };
    });
    return {
      findings: [
        ...(await Promise.all(withParts)),
        ...gapFindings(series, framework.themes, owners),
      ].map((f, i) => ({
        ...f,
        rank: i + 1,
      })),
      judged,
    };
  }

  /** A share whose parts all went the other way says so beside its evidence (trap 13). */
  async function withMix(finding: Finding, column: string, view: View): Promise<Finding> {
    if (!finding.measure) return finding;
    const parts = await figures.split(questionOf(finding.measure.id, ofForce(view)), column);
    const mix = mixOf(parts, memberTitle(framework, finding.measure.id, column));
    return mix
      ? {
          ...finding,
          evidence: sentence(...finding.evidence.parts, ' ', ...mixSentence(mix).parts),
        }
      : finding;
  }

  const all = async (measures: Iterable<string>, view: View) =>
    Promise.all(
      [...measures]
        .filter((id) => view.only?.includes(id) ?? true)
        .map((measure) => figures.series(questionOf(measure, view))),
    );

  return remembered(figures, written, {
    overview: async (view) => {
      // Asked in one turn with the areas, so that they share their statements.
      const [series] = await Promise.all([all(framework.measures.keys(), view), localSeries(view)]);
      const byId = new Map(series.map((s) => [s.measure.id, s]));
      const { findings, judged } = await sifted(series, view);
      const outcomes = framework.outcomes
        .filter((o) => !view.only || o.measures.some((id) => view.only?.includes(id)))
        .map((outcome) => outcomeLine(outcome, byId, framework));
      const told = themesOf(framework).filter(
        (theme) => !view.only || theme.measures.some((id) => view.only?.includes(id)),
      );
      const themes = told.map(
        (theme): ThemeLine => ({
          theme: theme.id,
          title: theme.title,
          counts: countsOf(series.filter((s) => s.measure.theme === theme.id)),
          lead: byId.get(theme.lead) ?? null,
        }),
      );
      const reported = findings.filter((f) => f.kind !== 'gap').length;
      return {
        period: view.period,
        title: overviewTitle(findings, view.period),
        lead: leadSentence(outcomes),
        outcomes,
        findings,
        setAside: [],
        series,
        notKnown: notKnown(outcomes),
        forDecision: decision(findings),
        themes,
        family: { judged, reported },
      };
    },
    theme: async (id, view) => {
      const theme = framework.themes.get(id);
      if (!theme) throw new RangeError(`no theme ${id}`);
      const [series] = await Promise.all([all(theme.measures, view), localSeries(view)]);
      const { findings } = await sifted(series, view);
      return themeStory(
        theme,
        series,
        findings.filter((f) => f.theme === id),
      );
    },
  });
}

/** A story is told once until what it rests on has changed: many readers ask for the same page. */
function remembered(figures: Figures, written: () => Promise<string>, stories: Stories): Stories {
  const told = new Map<string, Promise<unknown>>();
  let standing = '';
  const once = async <T>(key: readonly unknown[], tell: () => Promise<T>): Promise<T> => {
    const now = `${await written()} ${figures.version()}`;
    if (now !== standing) told.clear();
    standing = now;
    const name = JSON.stringify(key);
    const known = told.get(name) as Promise<T> | undefined;
    if (known) return known;
    const made = tell();
    told.set(name, made);
    made.catch(() => told.delete(name));
    return made;
  };
  return {
    overview: (view) => once(['overview', view], () => stories.overview(view)),
    theme: (id, view) => once([id, view], () => stories.theme(id, view)),
  };
}

/** What a measure counts, as text: one scope inside another is a narrower measure. */
function scopeOf(measure: MeasureDefinition): string {
  const codes = measure.value.where.flatMap((c) =>
    c.kind === 'in' && c.column !== 'status' ? c.codes : [],
  );
  return codes.length > 0 ? ` ${codes.join(' ')} ` : `~${measure.id}`;
}
