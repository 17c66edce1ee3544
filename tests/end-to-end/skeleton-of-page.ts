/** What a page is to who hears it. */
export interface Skeleton {
  readonly levels: readonly number[];
  readonly landmarks: readonly string[];
  readonly regions: readonly string[];
  readonly first: string;
  readonly last: string;
  readonly firstStop: string;
  /** Pictures that are neither named nor hidden. */
  readonly pictures: readonly string[];
  readonly charts: readonly string[];
  readonly controls: readonly string[];
  readonly tables: readonly string[];
  readonly twice: readonly string[];
}

/** Reads it off in the browser. */
export const skeleton = `(() => {
  const all = (q, of = document) => [...of.querySelectorAll(q)];
  const short = (e) => e.outerHTML.slice(0, 90);
  const spoken = (e) => (e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ') || [...(e.labels ?? [])].map((l) => l.textContent).join(' ') || e.textContent || e.getAttribute('title') || '').trim();
  return {
    levels: all('h1,h2,h3,h4,h5,h6').filter((h) => h.checkVisibility()).map((h) => Number(h.tagName[1])),
    landmarks: ['body > header', 'nav[aria-label=Main]', 'main', 'body > footer'].filter((s) => all(s).length !== 1),
    regions: all('.context').map((e) => e.getAttribute('aria-label') ?? ''),
    first: document.querySelector('body > header').firstElementChild.textContent,
    last: document.querySelector('body > footer').lastElementChild.textContent,
    firstStop: (document.querySelector('a[href],button,input:not([type=hidden]),select')?.textContent ?? '').trim(),
    pictures: all('svg').filter((s) => !s.closest('[aria-hidden=true]') && !(s.getAttribute('role') === 'img' && s.getAttribute('aria-label'))).map(short),
    charts: all('.on-wide svg.chart').map((s) => s.getAttribute('aria-label') ?? ''),
    controls: all('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]').filter((e) => spoken(e) === '').map(short),
    tables: [
      ...all('th').filter((h) => !['col', 'row', 'rowgroup', 'colgroup'].includes(h.getAttribute('scope'))).map(short),
      ...all('table').filter((t) => !t.caption?.textContent.trim() && !t.getAttribute('aria-label') && !t.getAttribute('aria-labelledby')).map(short),
      ...all('table').filter((t) => !t.querySelector('th')).map(short),
    ],
    twice: all('[id]').map((e) => e.id).filter((id, i, ids) => ids.indexOf(id) !== i),
  };
})()`;

/** What a chart's name begins with (visual.md section 9): kind, measure, area, from when to when. */
const nameOfChart = /^(?:[\w′]+ chart|(?:Month|Quarter)ly counts) of .+, .+, .*\d{4} to .*\d{4}\./;
const verdictsSpoken =
  /Improving|Worsening|Changed|No significant change|Too few to say|Not comparable|Incomplete|Late|Missing|Withheld/;

/** What of it is not as visual.md section 9 wants it. */
export function faultsOf(seen: Skeleton): string[] {
  const { levels } = seen;
  return [
    ...(levels.filter((n) => n === 1).length === 1 ? [] : ['not one h1']),
    ...(levels.some((n, i) => i > 0 && n > (levels[i - 1] ?? 1) + 1)
      ? [`a level is skipped in ${levels.join(' ')}`]
      : []),
    ...seen.landmarks,
    ...seen.regions.filter((name) => name !== 'What is shown'),
    ...(/^OFFICIAL/.test(seen.first) && seen.first === seen.last
      ? []
      : [`marked ${seen.first} and ${seen.last}`]),
    ...(seen.firstStop === 'Skip to main content' ? [] : [`the first stop is ${seen.firstStop}`]),
    ...seen.pictures.map((p) => `neither named nor hidden: ${p}`),
    ...seen.charts
      .filter((name) => !nameOfChart.test(name) || !verdictsSpoken.test(name))
      .map((name) => `a chart is named ${name}`),
    ...seen.controls.map((c) => `unnamed: ${c}`),
    ...seen.tables.map((c) => `a table without scope or name: ${c}`),
    ...seen.twice.map((id) => `the id ${id} stands twice`),
  ];
}
