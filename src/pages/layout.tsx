import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { dayLabel, type PlainDate } from '../periods/index.ts';
import { instantLabel } from '../wording/index.ts';
import { type Context, ContextBar, type Download } from './context-bar.tsx';
import { SayIt } from './say-it.tsx';

/** What every page is set in: who reads, what is marked, what is shown. */
export interface Frame {
  readonly force: string;
  readonly marking: string;
  readonly synthetic: boolean;
  readonly user: {
    readonly name: string;
    readonly canLoad: boolean;
    readonly canBuild: boolean;
    readonly canExport: boolean;
    readonly isAdministrator: boolean;
  } | null;
  readonly csrf: string;
  /** What administrators gave themselves, one sentence each, for those who see more than viewers. */
  readonly granted: readonly string[];
  readonly dataTo: PlainDate | null;
  readonly builtAt: string;
  readonly frameworkVersion: string;
  /** The choices of the context bar; null on pages that have none. */
  readonly context: Context | null;
  /** Path and query of the page, to come back to. */
  readonly path: string;
  /** Light or dark where the reader overrides the system's setting. */
  readonly appearance: 'light' | 'dark' | null;
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
  /** What the context bar offers to take away. */
  readonly downloads?: readonly Download[];
  /** One line beside the SYNTHETIC notice. */
  readonly strip?: ComponentChildren;
  /** Choices of the page itself that the context bar hands on. */
  readonly keep?: Readonly<Record<string, string>>;
  /** False on a page that asks for feedback itself. */
  readonly asksFeedback?: boolean;
  readonly children: ComponentChildren;
}

/** A whole page as HTML. No style or script stands in it: the content security policy allows none. */
export function page(frame: Frame, parts: PageParts): string {
  const body = renderToString(<Page frame={frame} {...parts} />);
  return `<!doctype html>${body}`;
}

/** The head of every page: styles of print carry the marking into the margin of each sheet. */
function Head({
  frame,
  title,
  islands,
}: {
  frame: Frame;
  title: string;
  islands: readonly string[];
}) {
  return (
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
      <link rel="stylesheet" href="/assets/print.css" media="print" />
      <link
        rel="stylesheet"
        href={`/assets/print-${frame.marking.toLowerCase()}.css`}
        media="print"
      />
      {frame.synthetic && (
        <link rel="stylesheet" href="/assets/print-synthetic.css" media="print" />
      )}
      <link rel="icon" href="/assets/icon.svg" />
      {['frame', ...islands].map((name) => (
        <script key={name} type="module" src={`/assets/${name}.js`} />
      ))}
    </head>
  );
}

function Page({
  frame,
  current,
  title,
  islands = [],
  downloads = [],
  keep = {},
  strip,
  asksFeedback = true,
  children,
}: PageParts & { frame: Frame }) {
  return (
    <html lang="en-GB" data-theme={frame.appearance ?? undefined}>
      <Head frame={frame} title={title} islands={islands} />
      <body>
        <a class="skip" href="#main">
          Skip to main content
        </a>
        <header>
          <p class="marking">{frame.marking}</p>
          <div class="masthead">
            <div class="wrap">
              <p class="brand">
                <strong>{frame.force}</strong> SOC performance
              </p>
              {frame.user && <Menu user={frame.user} current={current} />}
              {frame.user && <Account frame={frame} name={frame.user.name} />}
            </div>
          </div>
          {frame.synthetic && (
            <div class="synthetic">
              <p class="wrap">
                <span>
                  <strong>SYNTHETIC.</strong> Invented figures for demonstration. They describe no
                  real person or group.
                </span>
                {strip && <span class="strip">{strip}</span>}
              </p>
            </div>
          )}
        </header>
        {frame.context && (
          <ContextBar
            context={frame.context}
            path={frame.path}
            keep={keep}
            downloads={frame.user?.canExport ? downloads : []}
          />
        )}
        <main id="main" tabIndex={-1}>
          {(current === '/' || current === '/findings') &&
            frame.granted.map((sentence) => <Granted key={sentence} sentence={sentence} />)}
          {children}
          {frame.user && asksFeedback && <Feedback frame={frame} />}
        </main>
        <footer>
          <div class="foot">
            <span>Framework {frame.frameworkVersion}</span>
            {frame.user && (
              <span>{frame.dataTo ? `Data to ${dayLabel(frame.dataTo)}` : 'No data loaded'}</span>
            )}
            <span>Figures calculated {instantLabel(frame.builtAt)}</span>
            {frame.user && <a href="/definitions">Definitions and methods</a>}
          </div>
          <p class="marking end">{frame.marking}</p>
        </footer>
      </body>
    </html>
  );
}

function Menu({ user, current }: { user: NonNullable<Frame['user']>; current: string }) {
  const entries = user.isAdministrator ? [...menu, ['/admin', 'Admin'] as const] : menu;
  return (
    <>
      <button class="menu-button" type="button" aria-expanded="false" aria-controls="menu">
        Menu
      </button>
      <nav id="menu" aria-label="Main">
        <ul>
          {entries.map(([href, name]) => (
            <li key={href}>
              <a href={href} aria-current={current === href ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

/** A finding about access: it stands where findings are read, until it is old. */
function Granted({ sentence }: { sentence: string }) {
  return (
    <p class="granted">
      <strong>Access.</strong> {sentence} It stands here for 90 days; ask why if you do not know.
    </p>
  );
}

/** The role of the reader is kept with the words, the name is not. */
function Feedback({ frame }: { frame: Frame }) {
  return (
    <details class="feedback write">
      <summary>Was this page useful?</summary>
      <form method="post" action="/feedback">
        <input type="hidden" name="_csrf" value={frame.csrf} />
        <input type="hidden" name="page" value={frame.path} />
        <SayIt />
      </form>
    </details>
  );
}

const appearances = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/** Who is signed in; the appearance may override the system's. Plain forms, so both work without script. */
function Account({ frame, name }: { frame: Frame; name: string }) {
  return (
    <div class="account">
      <details data-island="disclosure">
        <summary>{name}</summary>
        <form class="panel" method="post" action="/appearance">
          <input type="hidden" name="_csrf" value={frame.csrf} />
          <input type="hidden" name="to" value={frame.path} />
          <p class="panel-head">Appearance</p>
          {appearances.map(([value, label]) => (
            <button
              key={value}
              type="submit"
              name="appearance"
              value={value}
              aria-pressed={(frame.appearance ?? 'system') === value}
            >
              {label}
            </button>
          ))}
          <p class="panel-head">Account</p>
          <a href="/password">Choose a password</a>
        </form>
      </details>
      <form method="post" action="/sign-out">
        <input type="hidden" name="_csrf" value={frame.csrf} />
        <button class="link" type="submit">
          Sign out
        </button>
      </form>
    </div>
  );
}
