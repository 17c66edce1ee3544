// node scripts/screenshots.mjs [--home DIR]: takes the pictures of README and docs anew, into docs/pictures.
// Pages are drawn by the Chromium that the tests use, slides by LibreOffice and poppler where both are
// installed. It works on a copy of a sample home (./home, or the one named), and makes one where none is.
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pictures = join(root, 'docs', 'pictures');
/** No picture weighs more. */
const limit = 250_000;
// The browser brings fonts of its own; slides are drawn with those of this machine.
const environment = { ...process.env };

if (!isBuilt()) await build();
const { openBrowser } = await import('../dist/tests/support/browser.js');
const { all, openPackage, textOf } = await import('../dist/src/ooxml/index.js');

const work = mkdtempSync(join(tmpdir(), 'socpf-pictures-'));
mkdirSync(pictures, { recursive: true });
let server = null;
try {
  const started = await startServer();
  await picturesOfPages(started.link);
  await picturesOfSlides(started.pack);
} finally {
  server?.kill('SIGTERM');
  rmSync(work, { recursive: true, force: true });
}

/** Serves a copy of a sample home on a free port; gives its one-time link and the pack it built. */
async function startServer() {
  const at = process.argv.indexOf('--home');
  const from = at >= 0 ? process.argv[at + 1] : join(root, 'home');
  const home = join(work, 'home');
  if (existsSync(join(from, 'home.json'))) {
    if (!JSON.parse(readFileSync(join(from, 'home.json'), 'utf8')).sample)
      throw new Error(`${from} is no sample: pictures are taken of SYNTHETIC figures alone`);
    cpSync(from, home, { recursive: true, filter: (path) => !path.endsWith('socpf.sock') });
    rmSync(join(home, 'run'), { recursive: true, force: true });
    mkdirSync(join(home, 'run'), { mode: 0o700 });
  } else console.log('No sample home is there: one is made, which takes minutes.');
  const maker = join(root, 'dist', 'sample', 'generate.js');
  const arguments_ = ['start', '--sample', '--sample-maker', maker, '--port', '0'];
  server = spawn(process.execPath, [join(root, 'bin', 'socpf.js'), '--home', home, ...arguments_], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  return new Promise((resolve, reject) => {
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    server.stdout.on('data', (bytes) => {
      said += bytes;
      const link = /http:\S+\/enter\/\S+/.exec(said)?.[0];
      const pack = /\S+\.pptx/.exec(said)?.[0] ?? null;
      if (link && said.includes('Try')) resolve({ link, pack });
    });
  });
}

async function picturesOfPages(link) {
  const browser = await openBrowser();
  if (browser === null) return console.log('skipped: no browser for the pages');
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(300_000);
  await page.goto(link);
  const { origin } = new URL(link);
  await shoot(page, 'overview');
  await page.goto(`${origin}/themes/soac`);
  await shoot(page, 'theme');
  await page.goto(`${origin}/measures/soac.plant-agri`);
  await shoot(page, 'measure', 1560);
  await page.goto(`${origin}/sources`);
  await page.setInputFiles('input[type=file]', uploads());
  await page.waitForURL(/visit=/);
  await page.mouse.click(5, 5);
  await shoot(page, 'sources');
  await browser.close();
}

/** The page from its top, as much of it as the limit of a picture allows. */
async function shoot(page, name, most = 1400) {
  const full = await page.evaluate('document.documentElement.scrollHeight');
  for (let height = Math.min(full, most); height > 300; height -= 100) {
    const clip = { x: 0, y: 0, width: 1280, height };
    const bytes = await page.screenshot({ clip, fullPage: true });
    if (bytes.length > limit) continue;
    writeFileSync(join(pictures, `${name}.png`), bytes);
    return console.log(`${name}.png ${Math.round(bytes.length / 1000)} kB`);
  }
}

/** A scheduled report with two wrong cells, and a published table that is loaded. */
function uploads() {
  const heads =
    'Crime Number,Recorded Date,Committed From,Committed To,HO Class,Offence,Beat,Ward,LPA,Value Stolen,Property Type,Firearm,Knife,SOC Flag,CE Flag,OCG URN,Crime Status';
  const rows = Array.from({ length: 12 }, (_, i) => {
    const day = `${String(i + 10)}/01/2026`;
    const recorded = i === 4 ? '31/09/2025 10:30' : `${day} 10:30`;
    const value = i === 8 ? '-5' : '120.50';
    return `SYN2026010${String(9000 + i)},${recorded},${day},${day},45,Theft from vehicle,,,CAN,${value},Vehicle,N,N,N,N,,Live`;
  });
  const bad = join(work, 'BO_SOC_CRIME_202601.csv');
  const top = ['SYNTHETIC - Business Objects scheduled report: SOC crime', 'Run 10/02/2026'];
  writeFileSync(bad, [...top, heads, ...rows, `Total records,${rows.length}`, ''].join('\n'));
  const good = join(work, 'nrm-police-referrals-by-quarter.csv');
  const published = join(root, 'sample', 'published', 'nrm-police-referrals-by-quarter.csv');
  writeFileSync(good, `${readFileSync(published, 'utf8')}\n`);
  return [bad, good];
}

async function picturesOfSlides(pack) {
  if (pack === null) return console.log('skipped: no pack was built');
  const there = (command) => !spawnSync(command, ['--version']).error;
  if (!there('soffice') || !there('pdftoppm'))
    return console.log('skipped: slides are drawn by LibreOffice and poppler, which are not here');
  const wanted = await fourSlides(readFileSync(pack));
  const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
  spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', work, pack], {
    env: environment,
  });
  const pdf = readdirSync(work).find((name) => name.endsWith('.pdf'));
  if (!pdf) return console.log('skipped: LibreOffice could not draw the pack');
  for (const [name, number] of wanted) {
    const page = ['-f', String(number), '-l', String(number)];
    const to = join(pictures, name);
    spawnSync('pdftoppm', ['-png', '-singlefile', '-r', '72', ...page, join(work, pdf), to]);
    console.log(`${name}.png ${Math.round(statSync(`${to}.png`).size / 1000)} kB`);
  }
}

/** Scorecard, a theme, the region and the quality of the data: found by the words above their titles. */
async function fourSlides(bytes) {
  const deck = await openPackage(bytes);
  const show = deck.target('', 'officeDocument');
  const parts = new Map(deck.related(show).map((r) => [r.id, r.target]));
  const heads = all(deck.xml(show), 'p:sldId').map((slide) => {
    const shapes = all(deck.xml(parts.get(slide.attributes['r:id'])), 'p:sp');
    const named = (name) =>
      shapes.find((s) => all(s, 'p:cNvPr').some((p) => p.attributes.name === name));
    return ['Kicker', 'Title']
      .map(named)
      .map((shape) => (shape ? all(shape, 'a:t').map(textOf).join(' ') : ''))
      .join(' ');
  });
  const find = (words, otherwise) => {
    const at = heads.findIndex((head) => words.test(head));
    return at >= 0 ? at + 1 : Math.min(otherwise, heads.length);
  };
  return [
    ['slide-scorecard', find(/^Intended outcomes/, 2)],
    ['slide-theme', find(/^Serious organised acquisitive/, 4)],
    ['slide-region', find(/^Region compared/, 5)],
    ['slide-quality', find(/^Data quality/, heads.length)],
  ];
}
