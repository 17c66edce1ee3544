import { existsSync, readFileSync } from 'node:fs';
import { type SlidePicture, slidePictures } from '../decks/index.ts';
import { type Edition, editionFile, type Host } from '../host/index.ts';
import type { PackSlide } from '../pages/index.ts';

/** Editions whose pictures are kept: those that people look at, the longest unseen goes first. */
const kept = 8;
const drawn = new Map<string, Promise<readonly SlidePicture[]>>();

/** Slides of an edition as they lie in its file; none where the file is gone. Drawn once: a built deck never changes. */
export async function picturesOf(host: Host, edition: Pick<Edition, 'id'>) {
  const path = editionFile(host, edition.id);
  const known = drawn.get(path);
  if (known) drawn.delete(path);
  const pictures =
    known ?? (existsSync(path) ? slidePictures(readFileSync(path)) : Promise.resolve([]));
  drawn.set(path, pictures);
  pictures.catch(() => drawn.delete(path));
  for (const oldest of [...drawn.keys()].slice(0, -kept)) drawn.delete(oldest);
  return pictures;
}

/** A slide's notes as a page says them: without the heading that tells who reads them aloud. */
export function slideOf({ number, title, notes }: SlidePicture): PackSlide {
  const said = notes.filter((line) => line !== 'Verbal update, one minute.');
  const at = said.indexOf('If asked:');
  return {
    number,
    title,
    says: at < 0 ? said : said.slice(0, at),
    ifAsked: at < 0 ? [] : said.slice(at + 1),
  };
}

const looked = new WeakMap<Host['records'], Set<string>>();

/** Who looked at an edition, once a day: a picture shows what its file would. */
export async function recordLook(host: Host, edition: string, actor: string): Promise<void> {
  const seen = looked.get(host.records) ?? new Set();
  looked.set(host.records, seen);
  const today = host.clock.now().slice(0, 10);
  const key = `${today} ${actor} ${edition}`;
  if (seen.has(key)) return;
  for (const old of seen) if (!old.startsWith(today)) seen.delete(old);
  seen.add(key);
  await host.trail.append({
    actor,
    category: 'consultation',
    event: 'pack-shown',
    detail: { edition },
  });
}
