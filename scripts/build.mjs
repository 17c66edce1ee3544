// Compiles the sources, and bundles the islands that run in the browser. Repeats nothing: tsc is incremental.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

export function build() {
  compile('tsconfig.json');
  return bundleIslands();
}

function compile(project) {
  const done = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** One bundle a file of src/web/islands: a page loads only the islands it holds. */
async function bundleIslands() {
  const islands = join(root, 'src', 'web', 'islands');
  if (!existsSync(islands)) return;
  const { build: bundle } = await import('esbuild');
  mkdirSync(join(root, 'dist', 'web'), { recursive: true });
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
