import { lookAt } from '../files/index.ts';
import { type Problem, problem } from '../problems/index.ts';
import { commit, type Gap, loadOf, MonthsEmptied, type Writer } from '../warehouse/index.ts';
import type { CollateResult, CollationContext } from './context.ts';
import { markingAbove, personalAhead, personalIn, saysSynthetic } from './guard.ts';
import { cellOf, type LoadLayout } from './lineage.ts';
import { prepare } from './prepare.ts';
import { type Recognised, recognise } from './recognise.ts';
import { stageFile } from './stage-file.ts';

type Refusal = (problems: readonly Problem[], source?: string | null) => CollateResult;

/** One file into facts, whole, or refused with every problem at its cell. */
export async function collate(
  path: string,
  name: string,
  context: CollationContext,
): Promise<CollateResult> {
  // The hash is counted while the child reads: neither waits for the other.
  const looking = context.look ?? lookAt(path, name, context.reader);
  const [sha256, look] = await Promise.all([context.sha256, looking]);
  const nothing = {
    file: name,
    load: null,
    rows: 0,
    setAside: 0,
    periods: [],
    sha256,
    restated: [],
  };
  const refusal: Refusal = (problems, source = null) => ({
    ...nothing,
    status: 'refused',
    source,
    problems: problems.map((p) => ({ ...p, where: { file: name, ...p.where } })),
  });
  const before = await loadOf(context.engine, sha256);
  if (before)
    return {
      ...nothing,
      status: 'already-loaded',
      source: before.source,
      load: before.load,
      problems: [],
    };
  if (!look.ok) return refusal(look.problems);
  const secret = markingAbove(name, look.value);
  if (secret) return refusal([problem('R105', { name, marking: secret })]);
  const found = recognise(context.framework, name, look.value, context.arrivedAt);
  if (!found.ok) return refusal(found.problems);
  const { source } = found.value;
  const synthetic = saysSynthetic(name, found.value);
  if (context.sampleHome && !synthetic && !source.published)
    return refusal([problem('R103', { source: source.title, name })], source.id);
  if (!context.sampleHome && synthetic) return refusal([problem('R104', { name })], source.id);
  const personal = personalAhead(found.value);
  if (personal.length > 0) return refusal(personal, source.id);
  const { reader, work } = context;
  const file = { path, name, look: look.value, found: found.value, reader, work };
  return context.engine.exclusive(async (write) => {
    const staged = await stageFile(write, file);
    context.read();
    try {
      if (!staged.outcome.ok) return refusal(staged.outcome.problems, source.id);
      const deeper = personalIn(staged.outcome.value);
      if (deeper.length > 0) return refusal(deeper, source.id);
      const rows = staged.outcome.value;
      return await load(
        write,
        { name, found: found.value, synthetic, sha256 },
        rows,
        context,
        refusal,
      );
    } finally {
      await staged.close();
    }
  });
}

interface Recognition {
  readonly name: string;
  readonly found: Recognised;
  readonly synthetic: boolean;
  readonly sha256: string;
}

/** What was staged is mapped, checked and, when nothing stands against it, committed. */
async function load(
  write: Writer,
  { name, found, synthetic, sha256 }: Recognition,
  rows: Parameters<typeof prepare>[2],
  context: CollationContext,
  refusal: Refusal,
): Promise<CollateResult> {
  const { source } = found;
  const prepared = await prepare(write, found, rows, name, context);
  const { problems, setAside, read } = prepared;
  const aside = new Set(setAside.map((s) => `${s.sheet}:${s.row}`)).size;
  if (read > 0 && aside / read > source.setAsideStopAbove)
    problems.push(
      problem('C108', { rows: aside, share: aside / read, limit: source.setAsideStopAbove }),
    );
  if (problems.some((p) => p.severity === 'error')) return refusal(problems, source.id);
  await context.safe;
  const written = await commit(write, {
    source: source.id,
    file: name,
    sha256,
    arrivedAt: context.arrivedAt,
    loadedAt: context.loadedAt,
    actor: context.actor,
    synthetic,
    published: source.published,
    marking: source.marking,
    byHand: source.method !== 'automated',
    definition: source.hash,
    rowsRead: read,
    layout: prepared.layout,
    setAside,
    marks: prepared.marks,
    parts: prepared.parts,
  }).catch((fault: unknown) => {
    if (fault instanceof MonthsEmptied) return fault.gap;
    throw fault;
  });
  if ('held' in written) return refusal([emptied(written, prepared.layout)], source.id);
  const { firstMonth, lastMonth, restated } = written;
  return {
    file: name,
    status: 'loaded',
    source: source.id,
    load: written.load,
    rows: written.rows,
    setAside: aside,
    periods: firstMonth ? [firstMonth, lastMonth ?? firstMonth] : [],
    sha256,
    restated,
    problems: [
      ...problems,
      ...written.unkeyed.map((u) =>
        problem('C110', { ...u, column: u.column.replaceAll('_', ' ') }),
      ),
    ],
  };
}

/** The cell to look at: the first of the rows that stand alone. */
function emptied(gap: Gap, { sheets, parts }: LoadLayout): Problem {
  const part = parts.find((p) => p.dataset === gap.dataset && gap.column in p.columns);
  const cells = part?.columns[gap.column];
  const cell = cells === undefined ? null : cellOf(cells, gap.row);
  const sheet = part && sheets[part.sheet];
  return problem('L105', gap, { ...(sheet ? { sheet } : {}), ...(cell ? { cell } : {}) });
}
