import type { Series } from '../figures/index.ts';
import type { Framework, ThemeDefinition } from '../framework/index.ts';
import { monthsLabel, type Period } from '../periods/index.ts';
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
  ThemeStory,
  VerdictCount,
} from './finding.ts';

/** How many of some measures read each verdict; breakdowns are not counted. */
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

/** Outcomes without a figure by their names where one line holds them, else by their number: each says so itself. */
export function notKnown(outcomes: readonly OutcomeLine[]): Sentence {
  const unknown = outcomes.filter((o) => o.missing !== null);
  if (unknown.length === 0) return sentence('Not known: nothing; every outcome has a figure.');
  const named = `Not known: ${unknown.map((o) => lowerFirst(o.title)).join('; ')}.`;
  return sentence(
    named.length <= oneLine
      ? named
      : `Not known: ${numberWord(unknown.length)} of ${numberWord(outcomes.length)} intended outcomes, marked above.`,
  );
}

/** An intended outcome by its first measure that is known, with the counts of the others. */
export function outcomeLine(
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

/** The page of a theme in words: its strongest finding, else its lead. */
export function themeStory(
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
export function overviewTitle(
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

export function leadSentence(outcomes: readonly OutcomeLine[]): Sentence {
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

export function decision(findings: readonly Finding[]): Sentence {
  const first = findings.find((f) => f.kind === 'worse');
  return first
    ? sentence('For decision: ', ...first.sentence.parts, ` Owner: ${lowerFirst(first.owner)}.`)
    : sentence('For decision: nothing this period.');
}
