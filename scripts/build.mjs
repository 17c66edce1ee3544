// Compiles the sources, and bundles the islands that run in the browser. Repeats nothing: tsc is incremental.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

const stamp = join(root, 'dist', '.built');

export async function build() {
  const state = stateOfSources();
  compile('tsconfig.json');
  await bundleIslands();
  writeFileSync(stamp, state);
}

/** Whether what a start runs was compiled from the sources as they are: a second start compiles nothing. */
export const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === stateOfSources();

/** Name, size and time of every source that a start depends on. */
function stateOfSources() {
  const hash = createHash('sha256');
  for (const place of ['src', 'sample', 'scripts', 'tsconfig.json', 'package-lock.json']) {
    const full = join(root, place);
    const below = statSync(full).isDirectory()
      ? readdirSync(full, { recursive: true }).sort()
      : [''];
    for (const name of below) {
      const file = statSync(join(full, String(name)));
      if (file.isFile()) hash.update(`${place}/${name} ${file.size} ${file.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function compile(project) {
  const done = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** One bundle a file of src/web/islands: a page loads only the islands it holds. */
async function bundleIslands() {
  const islands = join(root, 'src', 'web', 'islands');
  if (!existsSync(islands)) return;
  const web = join(root, 'dist', 'web');
  mkdirSync(web, { recursive: true });
  copyFileSync(join(root, 'src', 'pages', 'style.css'), join(web, 'style.css'));
  const inter = dirname(require.resolve('@fontsource-variable/inter/package.json'));
  copyFileSync(join(inter, 'files', 'inter-latin-wght-normal.woff2'), join(web, 'inter.woff2'));
  writeFileSync(
    join(web, 'icon.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1C2B4A"/><path d="M3 11l3-4 3 2 4-5" fill="none" stroke="#fff" stroke-width="1.8"/></svg>',
  );
  const { build: bundle } = await import('esbuild');
  await bundle({
    entryPoints: readdirSync(islands)
      .filter((name) => name.endsWith('.ts') || name.endsWith('.tsx'))
      .map((name) => join(islands, name)),
    outdir: join(root, 'dist', 'web'),
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
