import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { problem } from '../problems/index.ts';
import { type Route, refusal, route } from './route.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/**
 * What pages load: the bundled islands, the style sheet and Inter. The list is read at start, so
 * that an address can name nothing else on the disk.
 */
export function staticRoutes(): Route[] {
  const files = new Map<string, string>();
  const root = packageFolder();
  const take = (folder: string, fits: (name: string) => boolean) => {
    if (existsSync(folder))
      for (const name of readdirSync(folder)) if (fits(name)) files.set(name, join(folder, name));
  };
  take(join(root, 'dist', 'web'), (name) => name.endsWith('.js'));
  take(join(root, 'src', 'pages'), (name) => name.endsWith('.css'));
  take(join(root, 'node_modules', '@fontsource-variable', 'inter', 'files'), (name) =>
    /^inter-latin(-ext)?-wght-normal\.woff2$/.test(name),
  );
  const font = files.get('inter-latin-wght-normal.woff2');
  if (font) files.set('inter.woff2', font);
  return [
    route({
      method: 'GET',
      path: '/assets/:name',
      action: 'anyone',
      words: 'load this file',
      summary: 'Scripts, styles and fonts of the pages',
      answers: 'file',
      params: z.object({ name: z.string() }),
      handler: async ({ params }) => {
        if (params.name === 'icon.svg')
          return { kind: 'file', type: 'image/svg+xml', bytes: icon, lasting: true };
        const path = files.get(params.name);
        if (path === undefined)
          return refusal(404, problem('H404', { address: `/assets/${params.name}` }));
        return {
          kind: 'file',
          type: types[extname(path)] ?? 'application/octet-stream',
          bytes: readFileSync(path),
          lasting: true,
        };
      },
    }),
  ];
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#1C2B4A"/><path d="M5 21l6-6 5 4 10-11" fill="none" stroke="#FFFFFF" stroke-width="3"/></svg>';

function packageFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'package.json'))) at = dirname(at);
  return at;
}
