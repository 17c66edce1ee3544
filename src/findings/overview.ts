import type { Figures, Series } from '../figures/index.ts';
import {
  type Framework,
  type MeasureDefinition,
  roleTitle,
  type ThemeDefinition,
  themesOf,
} from '../framework/index.ts';
import { monthsLabel, type Period, type PlainDate } from '../periods/index.ts';
import {
  changeSentence,
  changeWords,
  lowerFirst,
  numberWord,
  reasonSentence,
  type Sentence,
  sentence,
  titleSentence,
  verdictOrder,
  verdictWords,
} from '../wording/index.ts';
import type {
  Finding,
  OutcomeLine,
  Overview,
  SetAside,
  ThemeLine,
  ThemeStory,
  VerdictCount,
} from './finding.ts';
import { memberTitle, mixOf, mixSentence } from './mix.ts';
import { contributionsOf, gapFindings, type Sifted, sift } from './sift.ts';

/** What a reader asks of a whole page. */
export interface View {
  readonly period: Period;
  readonly area?: string;
  readonly asAt?: PlainDate;
  /** Tells of these measures alone: what may leave the force. Areas below the force are left out. */
  readonly only?: readonly string[];
}

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
  const ask = (measure: string, view: View): Promise<Series> =>
    figures.series({
      measure,
      by: view.period.grain,
      period: view.period,
      ...(view.area ? { area: view.area } : {}),
      ...(view.asAt ? { asAt: view.asAt } : {}),
    });
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
          [
            measure,
            await figures.split(
              {
                measure: measure.id,
                by: view.period.grain,
                period: view.period,
                ...(view.asAt ? { asAt: view.asAt } : {}),
              },
              'lpa',
            ),
          ] as const,
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
      const question = {
        measure: finding.measure.id,
        by: view.period.grain,
        period: view.period,
        ...(view.asAt ? { asAt: view.asAt } : {}),
      };
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
    const parts = await figures.split(
      {
        measure: finding.measure.id,
        by: view.period.grain,
        period: view.period,
        ...(view.asAt ? { asAt: view.asAt } : {}),
      },
      column,
    );
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
        .map((measure) => ask(measure, view)),
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
      const unknown = outcomes.filter((o) => o.missing !== null);
      const reported = findings.filter((f) => f.kind !== 'gap').length;
      return {
        period: view.period,
        title: overviewTitle(findings, view.period),
        lead: leadSentence(outcomes),
        outcomes,
        findings,
        setAside: [],
        series,
        notKnown:
          unknown.length === 0
            ? sentence('Not known: nothing; every outcome has a figure.')
            : sentence(notKnownWords(unknown, outcomes.length)),
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

export function countsOf(series: readonly Series[]): VerdictCount[] {
  const counts = new Map<string, VerdictCount>();
  for (const s of series.filter(({ measure }) => !measure.listed)) {
    const key = `${s.verdict.word} ${s.verdict.direction ?? ''}`;
    counts.set(key, {
      word: s.verdict.word,
      direction: s.verdict.direction,
      count: (counts.get(key)?.count ?? 0) + 1,
    });
  }
  return [...counts.values()].sort(
    (a, b) => verdictOrder.indexOf(a.word) - verdictOrder.indexOf(b.word),
  );
}

/** By their names where one line holds them, else by their number: each says so itself. */
function notKnownWords(unknown: readonly OutcomeLine[], all: number): string {
  const named = `Not known: ${unknown.map((o) => lowerFirst(o.title)).join('; ')}.`;
  return named.length <= oneLine
    ? named
    : `Not known: ${numberWord(unknown.length)} of ${numberWord(all)} intended outcomes, marked above.`;
}

function outcomeLine(
  outcome: Framework['outcomes'][number],
  byId: ReadonlyMap<string, Series>,
  framework: Framework,
): OutcomeLine {
  const known = outcome.measures.map((id) => byId.get(id)).filter((s) => s !== undefined);
  const [first] = known;
  const why = outcome.measures.map((id) => outcome.awaits.get(id)).find(Boolean) ?? null;
  if (!first)
    return {
      id: outcome.id,
      title: outcome.title,
      series: null,
      word: 'missing',
      direction: null,
      missing: why ?? 'No source has been loaded.',
      change: null,
      because: sentence(why ?? 'No source has been loaded.'),
      others: [],
      caution: null,
    };
  const measure = framework.measures.get(first.measure.id);
  const turned = outcome.wanted !== null && measure?.better === 'neutral';
  const word =
    turned && first.verdict.word === 'changed'
      ? (outcome.wanted === 'higher') === (first.verdict.direction === 'up')
        ? 'improving'
        : 'worsening'
      : first.verdict.word;
  const change = changeWords(first, 'same-last-year');
  return {
    id: outcome.id,
    title: outcome.title,
    series: first,
    word,
    direction: first.verdict.direction,
    missing: first.figure.value === null ? reasonSentence(first).text : null,
    change: change ? sentence(...change) : null,
    because: reasonSentence(first),
    others: countsOf(known.slice(1)),
    caution: measure?.role === 'activity' ? 'activity, not crime' : null,
  };
}

/** An overview without what people set aside: its title and what is for decision follow the rest, and say no more than holds. */
export const retold = (
  overview: Overview,
  findings: readonly Finding[],
  setAside: readonly SetAside[],
): Overview => ({
  ...overview,
  findings,
  setAside,
  title: overviewTitle(
    findings,
    overview.period,
    setAside.map(({ finding }) => finding),
  ),
  forDecision: decision(findings),
});

/** A theme told anew of some of its findings: what it leads with follows them. */
export function retoldTheme(
  framework: Framework,
  story: ThemeStory,
  findings: readonly Finding[],
): ThemeStory {
  const theme = framework.themes.get(story.theme);
  return theme ? themeStory(theme, story.series, findings) : story;
}

function themeStory(
  theme: ThemeDefinition,
  series: readonly Series[],
  own: readonly Finding[],
): ThemeStory {
  const lead = series.find((s) => s.measure.id === theme.lead) ?? series[0];
  const main =
    own.find((f) => f.kind === 'worse' && f.area?.kind === 'force') ??
    own.find((f) => f.kind === 'better' && f.area?.kind === 'force');
  const headline = series.find((s) => s.measure.id === main?.measure?.id) ?? lead;
  const second = own.find((f) => f.id !== main?.id && f.kind !== 'gap');
  const sentences = headline
    ? [
        changeSentence(headline),
        reasonSentence(headline),
        ...(second ? [second.sentence] : lead && lead !== headline ? [changeSentence(lead)] : []),
      ]
    : [];
  return {
    theme: theme.id,
    title: headline ? titleSentence(headline) : sentence(`${theme.title} has no figures yet`),
    sentences,
    ask: own.find((f) => f.ask)?.ask ?? null,
    series,
    findings: own,
    notes: {
      update: sentences.slice(0, 3),
      ifAsked: [...new Set(series.flatMap((s) => s.notes.map((n) => n.text)))].slice(0, 5),
    },
  };
}

/** Letters of a title with both the strongest improvement and the strongest concern in it. */
const longestTitle = 150;
/** Letters of one line of the first page. */
const oneLine = 150;

/** Strongest concern and strongest improvement in one sentence; activity never gives a title. */
function overviewTitle(
  findings: readonly Finding[],
  period: Period,
  aside: readonly Finding[] = [],
): Sentence {
  const ofForce = (some: readonly Finding[], kind: Finding['kind']) =>
    some.find((f) => f.kind === kind && f.area?.kind === 'force');
  const [worse, better] = [ofForce(findings, 'worse'), ofForce(findings, 'better')];
  const [worseAside, betterAside] = [ofForce(aside, 'worse'), ofForce(aside, 'better')];
  const name = (f: Finding) => f.measure?.title ?? '';
  const low = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  if (worse && better) {
    const both = `${name(better)} is improving, but ${low(name(worse))} is getting worse`;
    // Two long names are no sentence that is read at a glance: the concern stands alone.
    return sentence(both.length <= longestTitle ? both : `${name(worse)} is getting worse`);
  }
  if (worse)
    return sentence(
      `${name(worse)} is getting worse; ${betterAside ? 'what is improving is set aside' : 'nothing else shows more than chance'}`,
    );
  if (better)
    return sentence(
      `${name(better)} is improving; ${worseAside ? 'what is getting worse is set aside' : 'nothing is getting worse by more than chance'}`,
    );
  return sentence(
    worseAside || betterAside
      ? `What changed in ${monthsLabel(period)} is set aside, with the reasons`
      : `No change in ${monthsLabel(period)} is more than chance`,
  );
}

function leadSentence(outcomes: readonly OutcomeLine[]): Sentence {
  const counts = new Map<string, number>();
  for (const o of outcomes) counts.set(o.word, (counts.get(o.word) ?? 0) + 1);
  const parts = verdictOrder.flatMap((word) =>
    counts.has(word)
      ? [
          `${numberWord(counts.get(word) ?? 0)} ${(counts.get(word) ?? 0) === 1 ? 'reads' : 'read'} ${verdictWords[word].toLowerCase()}`,
        ]
      : [],
  );
  return sentence(
    `Of ${numberWord(outcomes.length)} intended outcomes, ${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]}.`,
  );
}

function decision(findings: readonly Finding[]): Sentence {
  const first = findings.find((f) => f.kind === 'worse');
  return first
    ? sentence('For decision: ', ...first.sentence.parts, ` Owner: ${lowerFirst(first.owner)}.`)
    : sentence('For decision: nothing this period.');
}
