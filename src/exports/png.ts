import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { type Chart, chartSvg, escapeXml } from '../charts/index.ts';

/** Classes of the page's style sheet as they look on paper; a picture carries its own style. */
const style = `text{font-family:Inter;font-size:12px;fill:#44505d}.c-year,.c-last{font-weight:700;fill:#16202e}.c-name{fill:#16202e}.c-grid{stroke:#dde3e9}.c-zero{stroke:#44505d}.c-band{fill:#edf1f4}.c-bracket{fill:none;stroke:#5a6672;stroke-width:1.5}.c-limit{fill:none;stroke:#66727e;stroke-dasharray:5 3}.c-mean{fill:none;stroke:#16202e}.c-line{fill:none;stroke:#7b8692}.c-sofar{stroke-dasharray:3 3}.c-common{fill:#66727e}.c-improving{fill:#0b62a8}.c-worsening{fill:#d2600a}.c-changed{fill:#490092}.c-hollow,.c-excluded{fill:#fff;stroke:#66727e;stroke-width:1.5}.c-stem{stroke:#7b8692;stroke-width:3}.c-break{stroke:#16202e;stroke-dasharray:1 3}.c-hatch{stroke:#7b8692}.c-tickline{stroke:#44505d}.c-ann{font-weight:700}.c-ann-improving{fill:#0b62a8}.c-ann-worsening{fill:#9c4400}.c-ann-changed{fill:#490092}`;

/** A chart as a picture with its heading, marking and SYNTHETIC where so: it may travel alone. */
export function chartPng(
  chart: Chart,
  words: { readonly marking: string; readonly synthetic: boolean; readonly source: string },
): Uint8Array {
  const inner = chartSvg(chart, { id: 'picture' })
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>$/, '');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="500" viewBox="0 0 1200 500"><style>${style}</style><rect width="1200" height="500" fill="#fff"/><text x="600" y="18" text-anchor="middle" font-weight="700">${escapeXml(words.marking)}</text><text x="16" y="44" style="font-size:18px;font-weight:700;fill:#16202e">${escapeXml(chart.heading)}</text><g transform="translate(0 56)">${inner}</g><text x="16" y="480">${escapeXml(words.source)}</text>${words.synthetic ? '<text x="1184" y="480" text-anchor="end" style="fill:#6b4e00;font-weight:700">SYNTHETIC</text>' : ''}<text x="600" y="494" text-anchor="middle" font-weight="700">${escapeXml(words.marking)}</text></svg>`;
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
