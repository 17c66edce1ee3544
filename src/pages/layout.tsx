import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { verdictSymbol } from '../charts/index.ts';
import type { Verdict } from '../figures/index.ts';
import { dayLabel, type PlainDate } from '../periods/index.ts';
import { verdictWords } from '../wording/index.ts';

/** What every page is set in: who reads, what is marked, what is shown. */
export interface Frame {
  readonly force: string;
  readonly marking: string;
  readonly synthetic: boolean;
  readonly user: {
    readonly name: string;
    readonly canLoad: boolean;
    readonly canBuild: boolean;
    readonly isAdministrator: boolean;
  } | null;
  readonly csrf: string;
  readonly dataTo: PlainDate | null;
  readonly builtAt: string;
  readonly frameworkVersion: string;
  /** The choices of the context bar; null on pages that have none. */
  readonly context: Context | null;
  /** Path and query of the page, to come back to. */
  readonly path: string;
}

export interface Context {
  readonly period: string;
  readonly periods: readonly Choice[];
  readonly against: string;
  readonly comparators: readonly Choice[];
  readonly area: string;
  readonly areas: readonly Choice[];
  readonly asAt: string;
  readonly asAtLatest: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const menu = [
  ['/', 'Overview'],
  ['/themes', 'Themes'],
  ['/measures', 'Measures'],
  ['/findings', 'Findings'],
  ['/sources', 'Sources'],
  ['/packs', 'Packs'],
] as const;

export interface PageParts {
  /** Which entry of the menu is current. */
  readonly current: string;
  readonly title: string;
  readonly islands?: readonly string[];
  readonly children: ComponentChildren;
}

/** A whole page as HTML. No style or script stands in it: the content security policy allows none. */
export function page(frame: Frame, parts: PageParts): string {
  const body = renderToString(<Page frame={frame} {...parts} />);
  return `<!doctype html>${body}`;
}

function Page({ frame, current, title, islands = [], children }: PageParts & { frame: Frame }) {
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${frame.force} SOC performance`}</title>
        <link
          rel="preload"
          href="/assets/inter.woff2"
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="icon" href="/assets/icon.svg" />
        {['context', ...islands].map((name) => (
          <script key={name} type="module" src={`/assets/${name}.js`} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to main content
        </a>
        <header>
          <p class="marking">{frame.marking}</p>
          <div class="masthead">
            <p class="brand">
              <strong>{frame.force}</strong> SOC performance
            </p>
            {frame.user && (
              <nav aria-label="Main">
                <ul>
                  {menu.map(([href, name]) => (
                    <li key={href}>
                      <a href={href} aria-current={current === href ? 'page' : undefined}>
                        {name}
                      </a>
                    </li>
                  ))}
                  {frame.user.isAdministrator && (
                    <li>
                      <a href="/admin" aria-current={current === '/admin' ? 'page' : undefined}>
                        Admin
                      </a>
                    </li>
                  )}
                </ul>
              </nav>
            )}
            {frame.user && (
              <form class="signed-in" method="post" action="/sign-out">
                <input type="hidden" name="_csrf" value={frame.csrf} />
                <span>{frame.user.name}</span>
                <button class="link" type="submit">
                  Sign out
                </button>
              </form>
            )}
          </div>
          {frame.synthetic && (
            <p class="synthetic">
              <strong>SYNTHETIC.</strong> Invented figures for demonstration. They describe no real
              person or group.
            </p>
          )}
        </header>
        {frame.context && <ContextBar context={frame.context} path={frame.path} />}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer>
          <div class="foot">
            <span>Framework {frame.frameworkVersion}</span>
            {frame.user && (
              <span>{frame.dataTo ? `Data to ${dayLabel(frame.dataTo)}` : 'No data loaded'}</span>
            )}
            <span>Figures calculated {frame.builtAt.slice(0, 16).replace('T', ', ')}</span>
            <a href="/definitions">Definitions and methods</a>
          </div>
          <p class="marking">{frame.marking}</p>
        </footer>
      </body>
    </html>
  );
}

/** The only place where period, comparator, area and as-known date are set; a plain form, so it works without script. */
function ContextBar({ context, path }: { context: Context; path: string }) {
  const select = (name: string, label: string, value: string, choices: readonly Choice[]) => (
    <label>
      <span>{label}</span>
      <select name={name}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section class="context" aria-label="What is shown">
      <form method="get" action={path.split('?')[0] ?? '/'} data-island="context">
        {select('period', 'Period', context.period, context.periods)}
        {select('against', 'Compare with', context.against, context.comparators)}
        {select('area', 'Area', context.area, context.areas)}
        <label>
          <span>As known on</span>
          <input type="date" name="as-at" value={context.asAt} max={context.asAtLatest} />
        </label>
        <button type="submit">Show</button>
      </form>
    </section>
  );
}

/** A verdict: shape, word and colour together. */
export function VerdictMark({
  word,
  direction,
  small = false,
}: {
  word: Verdict;
  direction: 'up' | 'down' | null;
  small?: boolean;
}) {
  return (
    <span class={`verdict verdict-${word}`}>
      <Raw html={verdictSymbol(word, direction, small ? 15 : 18)} />
      <span class="word">{verdictWords[word]}</span>
    </span>
  );
}

/** SVG made by `charts`: trusted text, escaped there. */
export function Raw({ html, class: name }: { html: string; class?: string }): JSX.Element {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: markup of our own charts, which escape every text they are given
    <span class={name ?? 'raw'} dangerouslySetInnerHTML={{ __html: html }} />
  );
}

export function Section({
  id,
  title,
  note,
  children,
}: {
  id?: string;
  title: string;
  note?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {note && <p class="note">{note}</p>}
      </div>
      {children}
    </section>
  );
}

export function Title({
  kicker,
  title,
  lead,
  side,
}: {
  kicker: ComponentChildren;
  title: string;
  lead?: ComponentChildren;
  side?: ComponentChildren;
}) {
  return (
    <div class="title-block">
      <div>
        <p class="kicker">{kicker}</p>
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {side && <div class="side">{side}</div>}
    </div>
  );
}
