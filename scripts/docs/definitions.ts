import {
  type DatasetDefinition,
  type Framework,
  hashOf,
  type MeasureDefinition,
  roleTitle,
  type SourceDefinition,
  type SourcePart,
  type ThemeDefinition,
  type Vocabulary,
} from '../../src/framework/index.ts';
import { definitionWords } from '../../src/pages/index.ts';
import { type Section, section, table, text } from './markdown.ts';

/** Every theme, measure, source, dataset and set of the shipped framework, in words and with its hash. */
export function definitionsReference(framework: Framework): string {
  return text([
    `# Definitions`,
    `What every figure of “${framework.title}” counts: ${framework.measures.size} measures in ${framework.themes.size} themes, from ${framework.sources.size} sources. Made from \`framework/\` by \`npm run docs\`; version \`${short(framework.hash)}\`. A hash changes when what it stands for counts something else.`,
    section('Baselines', baselines(framework)),
    section('Intended outcomes', outcomes(framework)),
    ...[...framework.themes.values()].map((theme) => themeSection(framework, theme)),
    section('Sources', ...[...framework.sources.values()].map((s) => sourceWords(framework, s))),
    section(
      'Datasets',
      'What a row means, whatever file it came from. *Class* says who may see a column: open, record or personal.',
      ...[...framework.datasets.values()].map((d) => datasetSection(d)),
    ),
    section('Sets and baskets', ...[...framework.vocabularies.values()].flatMap(setsOf)),
  ]);
}

const short = (hash: string): string => hash.slice(0, 12);

const baselines = (framework: Framework): string =>
  table(
    ['id', 'title', 'first month', 'last month', 'method'],
    [...framework.baselines.values()].map((b) => [`\`${b.id}\``, b.title, b.from, b.to, b.method]),
  );

const outcomes = (framework: Framework): string =>
  table(
    ['outcome', 'measures', 'wanted'],
    framework.outcomes.map((o) => [
      o.title,
      o.measures
        .map((id) => (framework.measures.has(id) ? `\`${id}\`` : `\`${id}\` (${o.awaits.get(id)})`))
        .join(', '),
      o.wanted ? `${o.wanted}: activity, not crime` : '',
    ]),
  );

function themeSection(framework: Framework, theme: ThemeDefinition): Section {
  const measures = theme.measures.flatMap((id) => framework.measures.get(id) ?? []);
  return section(
    theme.title,
    `\`${theme.id}\` · ${roleTitle(framework, theme.owner)} · ${theme.question}`,
    `Lead: \`${theme.lead}\`${theme.leadActivity ? `; lead activity: \`${theme.leadActivity}\`` : ''}.${theme.notes ? ` ${theme.notes}` : ''}`,
    ...measures.map(
      (m) =>
        `**${m.title}** \`${m.id}\` (${labels(m)})\\\n${definitionWords(m, framework)}${more(m)}`,
    ),
  );
}

const labels = (m: MeasureDefinition): string =>
  [
    m.role,
    m.kind,
    m.unit,
    m.better === 'neutral'
      ? m.wanted
        ? `wanted ${m.wanted}`
        : 'not judged'
      : `${m.better} is better`,
    ...(m.status === 'trial' ? ['on trial'] : []),
    `version ${short(m.hash)}`,
  ].join(' · ');

/** What is said of a measure besides what it counts. */
function more(m: MeasureDefinition): string {
  const facts = [
    ...(m.chart === 'auto' ? [] : [`Chart: ${m.chart}.`]),
    ...(m.baseline ? [`Baseline: ${m.baseline}.`] : []),
    ...m.breaks.map((b) => `Break on ${b.at}: ${b.reason}.`),
    ...(m.immatureDays > 0 ? [`The newest ${m.immatureDays} days are not judged.`] : []),
    ...(m.withhold
      ? [`Counts from 1 to ${m.withhold.below - 1} are withheld in small areas.`]
      : []),
    ...[...m.instead].map(([against, value]) => `Against the ${against}: from ${value.of}.`),
    ...(m.else.length > 0 ? [`Sources in order of preference: ${m.else.join(', ')}.`] : []),
    ...(m.notes ? [m.notes.endsWith('.') ? m.notes : `${m.notes}.`] : []),
  ];
  return facts.length > 0 ? ` ${facts.join(' ')}` : '';
}

function sourceWords(framework: Framework, source: SourceDefinition): Section {
  const { arrives, recognise } = source;
  const due = arrives
    ? `every ${arrives.every}, due ${arrives.due.days} ${arrives.due.working ? 'working ' : ''}days after`
    : 'as it comes';
  const signs = [
    `named ${recognise.names.map((name) => `\`${name}\``).join(' or ')}`,
    ...(recognise.columns.length > 0 ? [`with ${listed(recognise.columns)}`] : []),
    ...(recognise.says.length > 0 ? [`that say ${listed(recognise.says)}`] : []),
  ];
  return section(
    { level: 3, title: source.title },
    `\`${source.id}\` · ${roleTitle(framework, source.owner)} · ${source.marking} · ${source.method}${source.published ? ' · published' : ''} · ${due} · version ${short(source.hash)}`,
    `Files ${signs.join(', ')}. ${source.parts.map(partWords).join(' ')}`,
    ...source.parts.flatMap((part) =>
      [...part.loads].map(([dataset, columns]) =>
        table(
          [`column of \`${dataset}\``, 'comes from'],
          [...columns].map(([name, from]) => [`\`${name}\``, originWords(from)]),
        ),
      ),
    ),
  );
}

function partWords(part: SourcePart): string {
  const { read, replaces } = part;
  const where = [
    read.shape === 'table'
      ? 'A table'
      : read.shape === 'outline'
        ? 'An outline'
        : `A ${read.shape}`,
    ...(read.sheet
      ? [`on ${read.eachSheet ? 'every sheet' : 'the sheet'} that fits \`${read.sheet}\``]
      : []),
    ...(read.header.startsAt ? [`with the header at “${read.header.startsAt}”`] : []),
    ...(read.endsAt.length > 0 ? [`down to ${listed(read.endsAt)}`] : []),
  ].join(' ');
  const what =
    replaces.what === 'period'
      ? `replaces whole ${replaces.period}s${replaces.within.length > 0 ? ` within ${replaces.within.join(', ')}` : ''}`
      : replaces.what === 'snapshot'
        ? 'replaces what the source said before'
        : replaces.what === 'key'
          ? 'replaces rows with the same key'
          : 'replaces nothing';
  return `${where}; it speaks for whole ${part.period.complete}s and ${what}.`;
}

type ColumnOrigin =
  SourcePart['loads'] extends ReadonlyMap<string, ReadonlyMap<string, infer C>> ? C : never;

function originWords(from: ColumnOrigin): string {
  switch (from.kind) {
    case 'column':
      return `${from.column}${from.format ? `, written ${from.format}` : ''}`;
    case 'is':
      return `always \`${from.value}\``;
    case 'file-name':
      return `the file’s name, by \`${from.pattern}\``;
    case 'sheet':
      return `the sheet’s title, by \`${from.pattern}\``;
    case 'cell':
      return `cell ${from.cell}`;
    case 'period':
      return `${from.end ? 'last' : 'first'} day of the period`;
  }
}

function datasetSection(dataset: DatasetDefinition): Section {
  const says = [
    dataset.kind,
    dataset.grain,
    ...(dataset.date ? [`dated by \`${dataset.date}\``] : []),
    ...(dataset.immatureDays > 0 ? [`the newest ${dataset.immatureDays} days are not judged`] : []),
    `version ${short(hashOf(dataset))}`,
  ];
  return section(
    { level: 3, title: dataset.title },
    `\`${dataset.id}\` · ${says.join(' · ')}`,
    table(
      ['column', 'type', 'class', 'says'],
      [...dataset.columns.values()].map((c) => [
        `\`${c.name}\``,
        c.type,
        c.class,
        [
          ...(c.key ? ['key'] : c.required ? ['always there'] : []),
          ...(c.vocabulary ? [`words of \`${c.vocabulary}\``] : []),
          ...(c.total ? [`total member ${c.total}`] : []),
          ...(c.minimum !== null ? [`at least ${c.minimum}`] : []),
        ].join(', '),
      ]),
    ),
  );
}

function setsOf(vocabulary: Vocabulary): Section[] {
  if (vocabulary.sets.size === 0) return [];
  return [
    section(
      { level: 3, title: vocabulary.title },
      `\`${vocabulary.id}\` · ${vocabulary.codes.size} codes · version ${short(vocabulary.hash)}`,
      table(
        ['set', 'title', 'from', 'codes', 'version'],
        [...vocabulary.sets.values()].map((set) => [
          `\`${set.id}\``,
          set.title,
          set.from ?? '',
          set.codes.join(', '),
          short(set.hash),
        ]),
      ),
    ),
  ];
}

const listed = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
