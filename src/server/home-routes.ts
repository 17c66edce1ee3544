import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { dueNow, type Host, sourceStates } from '../host/index.ts';
import { problem } from '../problems/index.ts';
import { json, page, type Route, refusal, route } from './route.ts';
import { resultsOf, sourcesView } from './sources-view.ts';

/** Sources, loads, uploads and the running of the home as JSON. */
export const homeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/sources',
    action: 'see-sources',
    words: 'see sources',
    summary: 'State of each source',
    answers: 'json',
    handler: async ({ host }) =>
      json({ sources: await sourceStates(host), due: await dueNow(host) }),
  }),
  route({
    method: 'GET',
    path: '/api/loads',
    action: 'see-sources',
    words: 'see loads',
    summary: 'History of loads',
    answers: 'json',
    handler: async ({ host }) => json({ loads: await host.figures.loads() }),
  }),
  route({
    method: 'POST',
    path: '/api/files',
    action: 'load-files',
    words: 'load files',
    summary: 'Loads files whole, or says every cell that is wrong; multipart, any field names',
    answers: 'json',
    uploads: true,
    handler: async (asked) => {
      const { host, files, actor } = asked;
      if (actor === null) return refusal(401, problem('A101', {}));
      const folder = host.home.scratch('-upload');
      await mkdir(folder);
      try {
        const paths: string[] = [];
        for await (const { name, stream } of files()) {
          const own = await folderOf(folder, paths.length);
          const path = join(own, plainName(name));
          await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
          paths.push(path);
        }
        if (paths.length === 0) return refusal(400, problem('A109', { detail: 'no file came' }));
        const before = await newestArrival(host);
        const results = await host.collate(paths, actor);
        if (!asked.wantsPage) return json({ results });
        // A page that can be read again without sending the files again, where all are written down.
        if ((await arrivalsSince(host, before)) >= results.length)
          return { kind: 'go', to: `/sources?visit=${before + 1}` };
        const shown = { results: resultsOf(host, results), attentionFirst: false };
        return page(await sourcesView(asked, shown));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/loads/:load/undo',
    action: 'undo-load',
    words: 'take a load out',
    summary: 'Takes a load out; figures are what they were before it',
    answers: 'json',
    params: z.object({ load: z.coerce.number().int().positive() }),
    handler: async ({ host, params, actor, wantsPage }) => {
      if (actor === null) return refusal(401, problem('A101', {}));
      const event = await host.undo(params.load, actor);
      if (!event.ok) return refusal(404, ...event.problems);
      if (!wantsPage) return json({ undone: params.load, event: event.value });
      const load = (await host.figures.loads()).find((l) => l.load === params.load);
      return { kind: 'go', to: `/sources/${load?.source ?? ''}?undone=${params.load}` };
    },
  }),
  route({
    method: 'GET',
    path: '/api/trail',
    action: 'see-trail',
    words: 'read the trail',
    summary: 'The newest entries of the trail, and whether its chain holds',
    answers: 'json',
    handler: async ({ host }) =>
      json({ verification: await host.trail.verify(), entries: await host.trail.list(200) }),
  }),
  route({
    method: 'GET',
    path: '/api/doctor',
    action: 'administer',
    words: 'examine the home',
    summary: 'Whether archive, loads, facts, coverage, cells and trail agree',
    answers: 'json',
    handler: async ({ host }) => {
      const problems = await host.doctor();
      return json({ ok: problems.length === 0, problems });
    },
  }),
];

async function newestArrival(host: Host): Promise<number> {
  const newest = await host.records
    .selectFrom('arrival')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return newest?.id ?? 0;
}

async function arrivalsSince(host: Host, id: number): Promise<number> {
  const rows = await host.records.selectFrom('arrival').select('id').where('id', '>', id).execute();
  return rows.length;
}

/** Two uploads may have one name: each stands in a folder of its own. */
async function folderOf(folder: string, n: number): Promise<string> {
  const own = join(folder, String(n));
  await mkdir(own);
  return own;
}

/** A name that is only a name: no folder, no control character, nothing hidden. */
export function plainName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f:*?"<>|]/g, '_')
    .replace(/^\.+/, '')
    .slice(-180);
  return name === '' ? 'file' : name;
}
