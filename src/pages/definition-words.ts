import type {
  Condition,
  Framework,
  MeasureDefinition,
  Movement,
  Value,
  Vocabulary,
} from '../framework/index.ts';
import { idWords, lowerFirst, plainNumber } from '../wording/index.ts';

/** What a measure counts, in words a reader can check against a file: titles and never codes. */
export function definitionWords(measure: MeasureDefinition, framework: Framework): string {
  const part = valueWords(measure.value, framework);
  const share = measure.whole
    ? `, as a share of ${lowerFirst(valueWords(measure.whole, framework))}`
    : '';
  const per = measure.per
    ? `, for each ${plainNumber(measure.per.scale)} ${lowerFirst(framework.datasets.get(measure.per.of)?.title ?? idWords(measure.per.column))}`
    : '';
  const by = measure.by
    ? `; by ${idWords(measure.by.column)}${measure.by.bands.length > 0 ? `, in bands at ${measure.by.bands.join(', ')}` : ''}`
    : '';
  const areas =
    measure.againstAreas.length > 0
      ? `; against ${listOf(
          measure.againstAreas.map((id) => framework.areas.byCode.get(id)?.title ?? id),
          'and',
        )}`
      : '';
  return `${part}${share}${per}${by}${areas}.`;
}

function valueWords(value: Value, framework: Framework): string {
  const dataset = framework.datasets.get(value.of);
  const things = pluralOf((dataset?.grain ?? value.of).replace(/^one row for each /, ''));
  const conditions = value.where.map((c) => conditionWords(c, value.of, framework));
  const on = value.on ?? dataset?.date ?? null;
  const registered = value.count.kind === 'stock' || value.count.kind === 'present';
  return [
    countWords(value, things),
    conditions.length > 0 ? ` where ${conditions.join('; ')}` : '',
    on !== null && !registered && value.count.kind !== 'movement' ? `, by ${dayWords(on)}` : '',
    value.over === null ? '' : `, in the ${value.over} months to the end of the period`,
    value.region ? ', in the whole region' : '',
    value.areas.length > 0
      ? `, in ${listOf(
          value.areas.map((id) => framework.areas.byCode.get(id)?.title ?? id),
          'and',
        )}`
      : '',
    value.spread
      ? `, spread evenly over the days from ${dayWords(value.spread[0])} to ${dayWords(value.spread[1])}`
      : '',
    value.scale ? `, times ${value.scale.numerator}/${value.scale.denominator}` : '',
  ].join('');
}

function countWords(value: Value, things: string): string {
  const { count } = value;
  switch (count.kind) {
    case 'rows':
      return `Count of ${things}`;
    case 'distinct':
      return `Count of different ${idWords(count.column)}s among ${things}`;
    case 'sum':
      return `Sum of ${idWords(count.column)} over ${things}`;
    case 'increase':
      return `Rise of ${idWords(count.column)} between snapshots of ${things}`;
    case 'median':
      return `Median ${idWords(count.column)} of ${things}`;
    case 'median-days':
      return `Median days from ${dayWords(count.from)} to ${dayWords(count.to)} of ${things}`;
    case 'stock':
      return count.column === null
        ? `Count of ${things} at the end of the period`
        : `Sum of ${idWords(count.column)} over ${things} at the end of the period`;
    case 'present':
      return `Count of ${things} at any time in the period`;
    case 'movement':
      return `Count of ${things} ${movementWords[count.movement]} in the period`;
  }
}

const movementWords: Readonly<Record<Movement, string>> = {
  new: 'that came in',
  archived: 'that were archived',
  reactivated: 'that were re-activated',
  merged: 'that were merged into another',
  split: 'that came out of another',
  transferred: 'that were handed to another force or area',
  vanished: 'that left without explanation',
  'score-risen': 'whose score rose',
  'score-fallen': 'whose score fell',
  'tier-risen': 'whose tier rose',
  'tier-fallen': 'whose tier fell',
};

function conditionWords(condition: Condition, of: string, framework: Framework): string {
  switch (condition.kind) {
    case 'in':
    case 'not-in': {
      const negated = condition.kind === 'not-in';
      const names = titlesOf(condition.codes, vocabularyOf(of, condition.column, framework));
      return `${idWords(condition.column)} is ${negated ? 'not ' : ''}${listOf(names, negated ? 'nor' : 'or')}`;
    }
    case 'present':
      return `${idWords(condition.column)} is ${condition.present ? '' : 'not '}given`;
    case 'range':
      return [
        idWords(condition.column),
        condition.from === null ? '' : ` is ${condition.from} or more`,
        condition.from !== null && condition.below !== null ? ' and' : '',
        condition.below === null ? '' : ` is under ${condition.below}`,
      ].join('');
    case 'contains':
      return `${idWords(condition.column)} contains “${condition.text}”`;
    case 'days-from':
      return `${dayWords(condition.column)} is ${condition.atMost !== null ? `at most ${condition.atMost}` : `more than ${condition.moreThan}`} days after ${dayWords(condition.from)}`;
    case 'before':
    case 'after':
      return `${dayWords(condition.column)} lies ${condition.kind} ${condition.monthsBeforeEnd === 0 ? '' : `${condition.monthsBeforeEnd} months before `}the end of the period`;
    case 'percent-from':
      return `${idWords(condition.column)} differs from ${idWords(condition.from)} by ${condition.atMost !== null ? `at most ${condition.atMost}` : `more than ${condition.moreThan}`}%`;
    case 'key-in':
      return `${idWords(condition.column)} is ${condition.negated ? 'not ' : ''}among the ${lowerFirst(valueWords(condition.value, framework)).replace(/^count of (different )?/, '')}`;
    case 'any':
      return `either ${condition.of.map((all) => all.map((c) => conditionWords(c, of, framework)).join(' and ')).join(' or ')}`;
  }
}

function vocabularyOf(of: string, column: string, framework: Framework): Vocabulary | null {
  const name = framework.datasets.get(of)?.columns.get(column)?.vocabulary;
  return name ? (framework.vocabularies.get(name) ?? null) : null;
}

/** Titles of codes: of the set they make up, else of the topmost codes, for each stands with all below it. */
export function titlesOf(codes: readonly string[], vocabulary: Vocabulary | null): string[] {
  if (vocabulary === null) return codes.map((code) => (code === 'true' ? 'yes' : code));
  const wanted = new Set(codes);
  for (const set of vocabulary.sets.values())
    if (set.codes.length === wanted.size && set.codes.every((code) => wanted.has(code)))
      return [lowerFirst(set.title)];
  return codes
    .filter((code) => !wanted.has(vocabulary.codes.get(code)?.parent ?? ''))
    .map((code) => lowerFirst(vocabulary.codes.get(code)?.title ?? code));
}

/** `a, b or c`, as much as a sentence holds. */
function listOf(names: readonly string[], joint: string): string {
  const most = 8;
  if (names.length > most)
    return `${names.slice(0, most).join(', ')} ${joint} one of ${names.length - most} more`;
  return names.length < 2
    ? (names[0] ?? 'nothing')
    : `${names.slice(0, -1).join(', ')} ${joint} ${names.at(-1)}`;
}

/** A date column as words: `recorded_on` is "recorded day". */
const dayWords = (column: string): string =>
  column === 'period-end' ? 'the end of the period' : idWords(column.replace(/_on$/, ' day'));

/** "outcomes given to a crime" of "outcome given to a crime". */
function pluralOf(thing: string): string {
  const [head = thing, ...rest] = thing.split(/ (?=(?:on|given|to|of|in|for|with|by) )/);
  return [head.split(' or ').map(plural).join(' or '), ...rest].join(' ');
}

const plural = (noun: string): string =>
  /[^aeiou]y$/.test(noun)
    ? noun.replace(/y$/, 'ies')
    : /(s|x|ch|sh)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`;
