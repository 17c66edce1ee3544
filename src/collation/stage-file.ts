import { rmSync } from 'node:fs';
import type { SourcePart } from '../framework/index.ts';
import { done, type Outcome, refused } from '../problems/index.ts';
import type { Staging, Writer } from '../warehouse/index.ts';
import { sheetMissing, sheetsOfPart } from './recognise.ts';
import { stageShaped } from './shaped.ts';
import type { SheetView } from './shapes/view.ts';
import type { Keep, OpenFile, StagedRows } from './staged-rows.ts';
import { isStraight, stageStraight } from './straight.ts';

/** Stages every part of a file; `close` drops what was staged and removes the grids. */
export async function stageFile(
  write: Writer,
  file: OpenFile,
): Promise<{ outcome: Outcome<StagedRows[]>; close: () => Promise<void> }> {
  const grids: string[] = [];
  const staged: Staging[] = [];
  const keep: Keep = async (staging, grid) => {
    if (grid.path !== file.path) grids.push(grid.path);
    const made = await staging;
    staged.push(made);
    return made;
  };
  const close = async () => {
    for (const staging of staged) await staging.drop();
    for (const path of grids) rmSync(path, { force: true });
  };
  try {
    return { outcome: await stageParts(write, file, keep), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

interface PartSheets {
  readonly part: SourcePart;
  readonly sheets: readonly SheetView[];
}

/** In the order of the source's parts, whatever way they are read. */
async function stageParts(
  write: Writer,
  file: OpenFile,
  keep: Keep,
): Promise<Outcome<StagedRows[]>> {
  const { source, views } = file.found;
  const wanted: PartSheets[] = source.parts.map((part) => ({
    part,
    sheets: sheetsOfPart(part, views),
  }));
  const absent = wanted.find(({ part, sheets }) => sheets.length === 0 && !part.mayBeAbsent);
  if (absent) return refused(sheetMissing(absent.part, views));
  const straight = wanted.filter((one) => isStraight(one.part) && isAlone(one, wanted));
  const rows: StagedRows[] = [];
  for (const { part, sheets } of straight)
    for (const view of sheets) {
      const staged = await stageStraight(write, file, part, view, keep);
      if (!staged.ok) return staged;
      rows.push(staged.value);
    }
  const rest = wanted.filter((one) => !straight.includes(one));
  if (rest.length === 0) return done(rows);
  const shaped = await stageShaped(write, file, rest, keep);
  if (!shaped.ok) return shaped;
  const order = (staged: StagedRows) => source.parts.indexOf(staged.part);
  return done([...rows, ...shaped.value].sort((a, b) => order(a) - order(b)));
}

/** No other part reads the same sheet: blocks of one sheet end where the next begins. */
const isAlone = ({ part, sheets }: PartSheets, wanted: readonly PartSheets[]): boolean =>
  wanted.every(
    (other) =>
      other.part === part ||
      other.sheets.every(({ index }) => sheets.every((sheet) => sheet.index !== index)),
  );
