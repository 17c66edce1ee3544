import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { type Chart, chartSvg, escapeXml } from '../charts/index.ts';

/** Classes of the page's style sheet as they look on paper; a picture carries its own style. */
const style = [
  'text{font-family:Inter;font-size:12px;fill:#44505d}',
  '.c-year,.c-last{font-weight:700;fill:#16202e}.c-name{fill:#16202e}.c-unit{fill:#5a6672}',
  '.c-grid{stroke:#dde3e9}.c-zero,.c-zigzag{stroke:#44505d;fill:none}',
  '.c-band{fill:#edf1f4}.c-whisker{fill:none;stroke:#7b8692;stroke-width:1.5}.c-bracket{fill:none;stroke:#5a6672;stroke-width:1.5}',
  '.c-limit{fill:none;stroke:#66727e;stroke-dasharray:5 3}.c-mean{fill:none;stroke:#16202e}',
  '.c-line{fill:none;stroke:#7b8692;stroke-linejoin:round}.c-sofar{stroke-dasharray:3 3}',
  '.c-common{fill:#66727e}.c-improving{fill:#0b62a8}.c-worsening{fill:#d2600a}.c-changed{fill:#490092}',
  '.c-improving,.c-worsening,.c-changed{stroke:#fff;stroke-width:1.25}',
  '.c-hollow,.c-excluded{fill:#fff;stroke:#66727e;stroke-width:1.5}',
  '.c-stem{stroke:#7b8692;stroke-width:3}.c-break{stroke:#16202e;stroke-dasharray:1 3}',
  '.c-hatch{stroke:#7b8692}.c-growing{opacity:.4}.c-tickline{stroke:#5a6672}.c-cursor{display:none}',
  '.c-ann{font-weight:700}.c-ann-improving{fill:#0b62a8}.c-ann-worsening{fill:#9c4400}.c-ann-changed{fill:#490092}',
  '.c-over,.c-ann,.c-nodata,.m-haloed{paint-order:stroke;stroke:#fff;stroke-width:4px}',
  '.m-1{fill:#dcebea}.m-2{fill:#aacfce}.m-3{fill:#6fa8a9}.m-4{fill:#367c80}.m-5{fill:#0f5157}',
  'path.m-1,path.m-2,path.m-3,path.m-4,path.m-5{stroke:#fff;stroke-width:1.5}path.m-none,rect.m-none{stroke:#7b8692}',
  '.m-leader{stroke:#44505d;fill:none}.m-end{fill:#fff;stroke:#44505d}',
  '.x-gap{stroke:none}.x-corner,.x-name{fill:#16202e;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:4px}',
  '.x-now{fill:#16202e}.x-before{fill:#fff;stroke:#44505d;stroke-width:1.25}.x-trail{stroke:#44505d;stroke-width:1.25;fill:none}',
  '.m-label{fill:#16202e}.m-light{fill:#fff}.m-value{font-weight:700}',
].join('');

/** What goes with a picture, for it may travel alone. */
export interface PictureWords {
  readonly heading: string;
  readonly marking: string;
  readonly synthetic: boolean;
  readonly source: string;
}

const inner = (svg: string) => svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '');

/** A chart as a picture with its heading, marking and SYNTHETIC where so. */
export function chartPng(chart: Chart, words: Omit<PictureWords, 'heading'>): Uint8Array {
  const drawn = inner(chartSvg(chart, { id: 'picture' }));
  return picture(
    1232,
    500,
    { ...words, heading: chart.heading },
    `<g transform="translate(16 64)">${drawn}</g>`,
  );
}

/** A map with its legend as a picture. */
export function mapPng(map: string, legend: string, words: PictureWords): Uint8Array {
  const drawn = `<g transform="translate(40 60)">${inner(map)}</g><g transform="translate(40 544)">${inner(legend)}</g>`;
  return picture(620, 630, words, drawn);
}

/** Threat against activity as a picture. */
export const matrixPng = (matrix: string, words: PictureWords): Uint8Array =>
  picture(620, 530, words, `<g transform="translate(30 64)">${inner(matrix)}</g>`);

const lineHeight = 16;

function picture(width: number, height: number, words: PictureWords, drawn: string): Uint8Array {
  const most = Math.floor((width - 32) / 6.6);
  const lines = wrapped(words.source, words.synthetic ? most - 14 : most);
  const full = height + lines.length * lineHeight + 16;
  const source = lines
    .map((line, i) => `<text x="16" y="${height - 8 + i * lineHeight}">${escapeXml(line)}</text>`)
    .join('');
  const marking = (y: number) =>
    `<text x="${width / 2}" y="${y}" text-anchor="middle" style="font-weight:700;fill:#16202e">${escapeXml(words.marking)}</text>`;
  const synthetic = words.synthetic
    ? `<text x="${width - 16}" y="${height - 8}" text-anchor="end" style="fill:#6b4e00;font-weight:700">SYNTHETIC</text>`
    : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}"><style>${style}</style><rect width="${width}" height="${full}" fill="#fff"/>${marking(18)}<text x="16" y="44" style="font-size:17px;font-weight:700;fill:#16202e">${escapeXml(words.heading)}</text>${drawn}${source}${synthetic}${marking(full - 8)}</svg>`;
  const require = createRequire(import.meta.url);
  const fonts = ['400Regular/Inter_400Regular.ttf', '700Bold/Inter_700Bold.ttf'].map((name) =>
    require.resolve(`@expo-google-fonts/inter/${name}`),
  );
  return new Resvg(svg, {
    font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'Inter' },
  })
    .render()
    .asPng();
}

function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
