import type { ColumnSource, SourceDefinition, SourcePart, Variant } from '../framework/index.ts';

/**
 * A source as it may be laid out, the likeliest first: as it was when the file arrived, as it is now,
 * then every other way it has been. The headings decide; the dates only say what to try first.
 */
export function layoutsOf(source: SourceDefinition, arrivedAt: string): SourceDefinition[] {
  const day = arrivedAt.slice(0, 10);
  const dated = [...source.variants].sort((a, b) => (a.until < b.until ? -1 : 1));
  const first = dated.find((variant) => day <= variant.until);
  const rest = dated.filter((variant) => variant !== first).reverse();
  return [
    ...(first ? [laidOut(source, first)] : []),
    source,
    ...rest.map((variant) => laidOut(source, variant)),
  ];
}

function laidOut(source: SourceDefinition, variant: Variant): SourceDefinition {
  const parts = source.parts.map((part, i) =>
    variant.part === null || variant.part === i ? partLaidOut(part, variant) : part,
  );
  const columns = source.recognise.columns.map((c) => variant.columns.get(c) ?? c);
  return { ...source, parts, recognise: { ...source.recognise, columns } };
}

function partLaidOut(part: SourcePart, variant: Variant): SourcePart {
  const named = (heading: string) => variant.columns.get(heading) ?? heading;
  const read = { ...part.read, ...variant.read };
  const startsAt = read.header.startsAt;
  return {
    ...part,
    read: {
      ...read,
      header: { ...read.header, startsAt: startsAt === null ? null : named(startsAt) },
      left: read.left.map(named),
      levels: read.levels.map(named),
      rows: read.rows.map((filter) => ({ ...filter, heading: named(filter.heading) })),
    },
    loads: new Map(
      [...part.loads].map(([dataset, columns]) => [
        dataset,
        new Map([...columns].map(([name, from]) => [name, renamed(from, named)])),
      ]),
    ),
  };
}

function renamed(from: ColumnSource, named: (heading: string) => string): ColumnSource {
  if (from.kind !== 'column') return from;
  const unit =
    from.unit?.kind === 'column' ? { ...from.unit, column: named(from.unit.column) } : from.unit;
  const joined = from.joined && { ...from.joined, columns: from.joined.columns.map(named) };
  return { ...from, column: named(from.column), unit, joined };
}
