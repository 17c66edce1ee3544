// Compiles the sources, and bundles the islands that run in the browser. Repeats nothing: tsc is incremental.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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
