import { join, resolve } from 'node:path';
import { isHome, isOutside, keepAnchor, makeHome, onStop, systemLog } from '../home/index.ts';
import { anchorHourly, type Host, openHost, type ReadAhead, readAhead } from '../host/index.ts';
import { type Outcome, problem, refused } from '../problems/index.ts';
import { buildFirst } from './build-first.ts';
import { answerOthers, fromHere, packageFolder } from './context.ts';
import { fillSample } from './fill-sample.ts';
import { type Output, refuse } from './output.ts';
import { whatToTry } from './sample-edition.ts';

export interface StartOptions {
  readonly port: string;
  readonly host: string;
  readonly sample: boolean;
  /** Program that writes the files of a new sample home into the folder it is given. */
  readonly sampleMaker: string | null;
  readonly tlsCert: string | null;
  readonly tlsKey: string | null;
  readonly behindProxy: boolean;
  /** Where the head of the trail is laid down from now on. */
  readonly anchor: string | null;
  /** Seconds between two looks into the inbox. */
  readonly inboxSeconds: number;
}

/** The day a sample home reports for (issue of the first release: feeds to January 2026). */
const sampleDay = '2026-02-10';

/** `socpf start`: makes what is missing, says what it does, and serves until it is stopped. */
export async function startCommand(
  output: Output,
  given: string,
  options: StartOptions,
): Promise<number> {
  const folder = resolve(given);
  const port = Number(options.port);
  if (!/^\d+$/.test(options.port) || port > 65535)
    return refuse(
      output,
      [problem('U101', { detail: `“${options.port}” is not a port; choose 1024 to 65535` })],
      2,
    );
  if (!(options.inboxSeconds > 0))
    return refuse(output, [problem('U101', { detail: '--inbox is a number of seconds' })], 2);
  if ((options.tlsCert === null) !== (options.tlsKey === null))
    return refuse(output, [problem('U101', { detail: '--tls-cert and --tls-key go together' })], 2);
  if (!isHome(folder)) {
    output.line(`Making ${options.sample ? 'a sample' : 'an empty'} home in ${folder}`);
    makeHome(folder, {
      sample: options.sample,
      reportingDay: options.sample ? sampleDay : null,
      framework: join(packageFolder(), 'framework'),
    });
  }
  const placed = options.anchor === null ? null : anchorAt(folder, options.anchor);
  if (placed && !placed.ok) return refuse(output, placed.problems);
  const opened = await openHost(folder);
  if (!opened.ok) return refuse(output, opened.problems);
  const host = opened.value;
  answerOthers(host);
  let ahead: ReadAhead | null = null;
  let isAnswering = () => false;
  try {
    if (options.sample && !host.home.sample) return refuse(output, [problem('H005', { folder })]);
    // The warehouse answers for the first page while the pages themselves are still being read in.
    ahead = readAhead(host, () => isAnswering());
    const { serve } = await import('../server/index.ts');
    const running = await serve(host, {
      host: options.host,
      port,
      behindProxy: options.behindProxy,
      ...(options.tlsCert !== null && options.tlsKey !== null
        ? { tls: { cert: options.tlsCert, key: options.tlsKey } }
        : {}),
    });
    if (!running.ok) return refuse(output, running.problems);
    isAnswering = running.value.isAnswering;
    const stopped = new Promise<void>((stop) => onStop(() => stop()));
    // At the start it must be possible; what goes wrong later is said.
    const anchored = await host.anchor('start');
    const anchoring = anchorHourly(host, (problems) => {
      refuse({ ...output, json: false }, problems);
    });
    try {
      if (!anchored.ok) return refuse(output, anchored.problems);
      const filling =
        host.home.sample && options.sampleMaker
          ? fillSample(host, output, options.sampleMaker)
          : null;
      await Promise.race([filling?.opens, stopped]);
      sayWhere(host, output, running.value);
      await Promise.race([filling?.done, stopped]);
      await Promise.race([sayMore(host, output), stopped]);
      const watching = watchInbox(host, output, options.inboxSeconds);
      await stopped;
      output.line('Stopping.');
      await watching.stop();
    } finally {
      await anchoring.stop();
      await running.value.stop();
    }
    return 0;
  } finally {
    await ahead?.stop();
    await host.close();
  }
}

/** Remembers where the head of the trail is laid down: outside what could be rewritten with the home. */
function anchorAt(folder: string, place: string): Outcome<null> {
  const where = place === systemLog ? place : fromHere(place);
  return isOutside(where, folder)
    ? keepAnchor(folder, where)
    : refused(problem('H011', { place: where, folder }));
}

/** Takes what is laid into the inbox, and says what became of it. */
function watchInbox(host: Host, output: Output, seconds: number): { stop(): Promise<void> } {
  const inbox = host.openInbox();
  let looking: Promise<void> | null = null;
  const look = async () => {
    for (const r of await inbox.look())
      if (r.status === 'refused')
        refuse(
          { ...output, json: false },
          r.problems.filter((p) => p.severity === 'error').slice(0, 5),
        );
      else
        output.line(
          `Inbox: ${r.file} ${r.status === 'loaded' ? `loaded, ${r.rows.toLocaleString('en-GB')} rows` : 'was loaded before'}`,
        );
  };
  const timer = setInterval(() => {
    // A look at many files lasts longer than the time between two.
    looking ??= look()
      .catch((fault: unknown) =>
        output.error(`Inbox: ${fault instanceof Error ? fault.message : String(fault)}`),
      )
      .finally(() => {
        looking = null;
      });
  }, seconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

function sayWhere(
  host: Host,
  output: Output,
  running: { readonly address: string; readonly link: string | null },
): void {
  const arriving = host.arriving();
  for (const line of [
    '',
    running.link
      ? `Dashboard  ${running.link}\n           (signs you in once, within 15 minutes; after that ${running.address})`
      : `Dashboard  ${running.address}`,
    ...(running.link
      ? []
      : ['           Sign in with an account: socpf users add NAME --role administrator analyst']),
    ...(arriving
      ? [
          `           (${arriving.total - arriving.done} of ${arriving.total} files are still arriving; the pages follow them)`,
        ]
      : []),
  ])
    output.line(line);
}

async function sayMore(host: Host, output: Output): Promise<void> {
  const pack = await packOf(host, output);
  for (const line of [
    ...(pack ? [`Pack       ${pack}`] : []),
    ...(host.home.sample ? await whatToTry(host) : []),
    '',
    'Try        socpf measure soac.vehicle-crime --by quarter    socpf findings    socpf sources',
    '           (node bin/socpf.js from this folder; stop with Ctrl+C)',
    '',
  ])
    output.line(line);
}

/** The newest pack of the home; a first one is built where there are figures and none is. */
async function packOf(host: Host, output: Output): Promise<string | null> {
  const newest = await host.records
    .selectFrom('edition')
    .select('id')
    .orderBy('built_at', 'desc')
    .executeTakeFirst();
  if (newest) return join(host.home.editions, `${newest.id}.pptx`);
  return buildFirst(host, output);
}
