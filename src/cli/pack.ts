import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { auditDeck } from '../decks/index.ts';
import { buildPack, type Host, oneSlide } from '../host/index.ts';
import { problem } from '../problems/index.ts';
import { fromHere, localActor } from './context.ts';
import { type Output, print, refuse } from './output.ts';

/** `socpf pack ID`: built, audited, kept as an edition, copied to `--out`. */
export async function packCommand(
  host: Host,
  output: Output,
  id: string,
  options: Readonly<Record<string, string>>,
): Promise<number> {
  const built = await buildPack(
    host,
    {
      pack: id,
      period: options.period ?? null,
      area: options.area ?? null,
      asAt: options.asAt ?? null,
    },
    localActor(),
  );
  if (!built.ok) return refuse(output, built.problems);
  if (options.slide !== undefined)
    return slideCommand(host, output, built.value.id, options.slide, options.out);
  const file = options.out ? fromHere(options.out) : built.value.file;
  if (options.out)
    try {
      copyFileSync(built.value.file, file);
    } catch (fault) {
      return refuse(output, [problem('H010', { path: file, detail: (fault as Error).message })]);
    }
  return print(output, { ...built.value, file }, () => [`${built.value.title}: ${file}`]);
}

/** `--slide`: one slide of the pack as a deck of its own, with the edition it is of. */
async function slideCommand(
  host: Host,
  output: Output,
  edition: string,
  slide: string,
  out: string | undefined,
): Promise<number> {
  const taken = await oneSlide(host, { edition, slide }, localActor());
  if (!taken.ok) return refuse(output, taken.problems);
  const { bytes, number, title, name } = taken.value;
  const file = fromHere(out ?? name);
  try {
    writeFileSync(file, bytes);
  } catch (fault) {
    return refuse(output, [problem('H010', { path: file, detail: (fault as Error).message })]);
  }
  return print(output, { edition, slide: number, title, name, file }, () => [
    `Slide ${number}, ${title}: ${file}`,
  ]);
}

/** `socpf audit-deck FILE`: whoever made the deck, its problems by slide and shape. */
export async function auditDeckCommand(
  output: Output,
  file: string,
  schemas: string | undefined,
): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return refuse(output, [problem('U102', { path: file })]);
  }
  const problems = await auditDeck(bytes, schemas === undefined ? {} : { schemas });
  return problems.length > 0
    ? refuse(output, problems)
    : print(output, { ok: true }, () => ['No fault found.']);
}
