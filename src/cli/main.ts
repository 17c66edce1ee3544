import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { openReader, sheetsOf } from '../files/index.ts';
import { environment } from '../home/index.ts';
import { dueNow, firstRows, sourceStates } from '../host/index.ts';
import { lastCompletePeriod, parsePeriod, period as periodById } from '../periods/index.ts';
import { problem, Refusal } from '../problems/index.ts';
import { checkCommand } from './check.ts';
import {
  fromHere,
  homeFolder,
  type Invocation,
  invocation,
  localActor,
  withHost,
  within,
} from './context.ts';
import { measureCommand } from './measure.ts';
import { type Output, print, processOutput, refuse, table } from './output.ts';
import { showProgress } from './progress.ts';
import { replies } from './replies.ts';
import { type RowsOptions, rowsCommand } from './rows.ts';

/** Runs one command and gives the exit code: 0 done, 1 refused or found problems, 2 wrong usage. */
export function run(
  args: readonly string[],
  makeOutput: (json: boolean) => Output = processOutput,
  sent: Pick<Invocation, 'cwd' | 'stdin' | 'host'> = {
    cwd: process.cwd(),
    stdin: null,
    host: null,
  },
): Promise<number> {
  return within({ ...sent, args, run }, () => runHere(args, makeOutput));
}

async function runHere(
  args: readonly string[],
  makeOutput: (json: boolean) => Output,
): Promise<number> {
  const output = makeOutput(args.includes('--json'));
  const { program, exit } = await commandsFor(output);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (fault) {
    if (fault instanceof CommanderError) {
      if (fault.exitCode === 0) return 0;
      return refuse(
        output,
        [problem('U101', { detail: fault.message.replace(/^error: /, '').replace(/\.$/, '') })],
        2,
      );
    }
    if (fault instanceof Refusal) return refuse(output, fault.problems);
    const detail = (fault instanceof Error ? fault.message : String(fault)).split('\n')[0] ?? '';
    return refuse(output, [problem('U000', { detail })]);
  }
  return exit();
}

const aPeriod = '2025-03, 2025-Q3, 2025-H1, FY2025, CY2025, 2025-12/R12 or 2025-12/YTD';
const area = 'ONS code, id or name; our force when left out';
const asAt = 'as it was known at the end of this day';

/** Every command, told what to do but not yet run: what is typed is asked of it, and the reference is made from it. */
export async function commandsFor(
  output: Output,
): Promise<{ readonly program: Command; exit(): number }> {
  let exit = 0;
  const program = new Command('socpf')
    .description('How a police force is doing against serious and organised crime')
    .option('--home <dir>', 'the home folder (SOCPF_HOME, else ./home)')
    .exitOverride()
    .configureOutput({
      writeErr: () => undefined,
      writeOut: (text) => output.line(text.trimEnd()),
    });
  const home = () => program.opts<{ home?: string }>().home;
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--json', `print JSON: ${replies[name] ?? '{ problems }'}`)
      .exitOverride()
      .configureOutput({
        writeErr: () => undefined,
        writeOut: (text) => output.line(text.trimEnd()),
      });

  command('check', 'validate the framework and the templates of its packs')
    .option('--framework <dir>', 'folder to check; the home’s own, else the shipped one')
    .action(async (options: { framework?: string }) => {
      exit = await checkCommand(output, homeFolder(home()), options.framework);
    });

  command('collate', 'load files, folders, archives')
    .argument('<paths...>', 'files, folders and archives')
    .action(async (given: string[]) => {
      const paths = given.map(fromHere);
      const absent = paths.filter((path) => !existsSync(path));
      if (absent.length > 0) {
        exit = refuse(
          output,
          absent.map((path) => problem('U102', { path })),
        );
        return;
      }
      exit = await withHost(
        output,
        home(),
        async (host) => {
          const progress = showProgress(invocation().host ? output.error : null);
          const results = await host.collate(paths, localActor(), progress.step);
          progress.end();
          for (const result of results)
            if (result.status === 'refused')
              refuse(
                { ...output, json: false },
                result.problems.filter((p) => p.severity === 'error').slice(0, 10),
              );
          print(output, { results }, () =>
            table(
              ['File', 'Status', 'Source', 'Load', 'Rows', 'Set aside'],
              results.map((r) => [
                r.file,
                r.status,
                r.source ?? '',
                String(r.load ?? ''),
                String(r.rows),
                String(r.setAside),
              ]),
            ),
          );
          return results.some((r) => r.status === 'refused') ? 1 : 0;
        },
        true,
      );
    });

  command('sheets', 'what is in a file, as cells')
    .argument('<file>', 'any file that can be read')
    .action(async (file: string) => {
      if (!existsSync(file)) {
        exit = refuse(output, [problem('U102', { path: file })]);
        return;
      }
      const reader = openReader();
      try {
        const found = await sheetsOf(file, file.split(/[\\/]/).at(-1) ?? file, reader);
        exit = found.ok
          ? print(output, found.value, () =>
              found.ok
                ? [
                    ...found.value.sheets.map(
                      (s) => `${s.name} ${s.range ?? ''} ${s.filled} cells`,
                    ),
                    ...found.value.charts.map(
                      (c) =>
                        `slide ${c.slide}, ${c.kind}: ${c.series.map((s) => s.name ?? 'without a name').join('; ')}`,
                    ),
                  ]
                : [],
            )
          : refuse(output, found.problems);
      } finally {
        await reader.close();
      }
    });

  command('measure', 'a series of figures')
    .argument('<id>', 'a measure, as soac.vehicle-crime')
    .option(
      '--by <grain>',
      'month, quarter, half, financial-year, calendar-year, rolling-3, rolling-12 or ytd',
    )
    .option('--from <month>', 'first month, as 2025-04')
    .option('--to <month>', 'last month')
    .option('--area <area>', area)
    .option('--split <by>', 'district, lpa, ward, force, or a column of the dataset')
    .option('--as-at <day>', asAt)
    .option('--period <period>', aPeriod)
    .action(async (id: string, options: Record<string, string>) => {
      exit = await withHost(output, home(), (host) => measureCommand(host, output, id, options));
    });

  command('rows', 'the rows behind a point')
    .argument('<id>', 'a measure')
    .requiredOption('--period <period>', aPeriod)
    .option('--area <area>', area)
    .option('--as-at <day>', asAt)
    .option('--from <number>', 'rows to pass over first', '0')
    .option('--limit <number>', 'rows to give at most', String(firstRows.limit))
    .option('--all', 'every row of the point')
    .action(async (id: string, options: RowsOptions) => {
      exit = await withHost(output, home(), (host) => rowsCommand(host, output, id, options));
    });

  command('sources', 'state of sources').action(async () => {
    exit = await withHost(output, home(), async (host) => {
      const sources = await sourceStates(host);
      return print(output, { sources }, () =>
        table(
          ['Source', 'Owner', 'State', 'Loads', 'Data to', 'Due', 'Rows', 'Set aside'],
          sources.map((r) => [
            r.source,
            r.owner,
            r.state,
            String(r.loads),
            r.dataTo ?? '',
            r.dueOn ?? '',
            String(r.rows),
            String(r.setAside),
          ]),
        ),
      );
    });
  });

  command('due', 'what each source owes on the reporting day').action(async () => {
    exit = await withHost(output, home(), async (host) => {
      const due = await dueNow(host);
      return print(output, { reportingDay: host.reportingDay, due }, () =>
        table(
          ['Source', 'Owner', 'Month', 'Due', 'State', 'Days late'],
          due.map((o) => [o.source, o.owner, o.month, o.dueOn, o.state, String(o.daysLate)]),
        ),
      );
    });
  });

  command('loads', 'history of loads').action(async () => {
    exit = await withHost(output, home(), async (host) => {
      const loads = await host.figures.loads();
      return print(output, { loads }, () =>
        table(
          ['Load', 'Source', 'File', 'Arrived', 'Rows', 'Set aside'],
          loads.map((l) => [
            String(l.load),
            l.source,
            l.kind === 'undo' ? `undo of ${l.undoes}` : l.file,
            l.arrivedAt.slice(0, 10),
            String(l.rowsLoaded),
            String(l.rowsSetAside),
          ]),
        ),
      );
    });
  });

  command('undo', 'take a load out')
    .argument('<load>', 'number of a load, from `socpf loads`')
    .action(async (load: string) => {
      exit = await withHost(output, home(), async (host) => {
        const event = await host.undo(Number(load), localActor());
        return event.ok
          ? print(output, { undone: Number(load), event: event.value }, () => [
              `Load ${load} is out; the figures are what they were before it.`,
            ])
          : refuse(output, event.problems);
      });
    });

  command('findings', 'what changed, ranked')
    .option('--period <period>', aPeriod)
    .option('--theme <theme>', 'of one theme alone')
    .action(async (options: { period?: string; theme?: string }) => {
      exit = await withHost(output, home(), async (host) => {
        const period = options.period
          ? parsePeriod(options.period)
          : lastCompletePeriod('quarter', host.reportingDay);
        if (!period)
          return refuse(
            output,
            [problem('U101', { detail: `“${options.period}” is not a period` })],
            2,
          );
        const { findings, family } = await host.stories.overview({ period: periodById(period.id) });
        const chosen = findings.filter((f) => !options.theme || f.theme === options.theme);
        return print(
          output,
          {
            period: period.id,
            family,
            findings: chosen.map((f) => ({
              rank: f.rank,
              kind: f.kind,
              measure: f.measure?.id ?? null,
              area: f.area?.id ?? null,
              sentence: f.sentence.text,
              evidence: f.evidence.text,
              q: f.q,
              since: f.verdict?.since?.id ?? null,
              contributions: f.contributions,
            })),
          },
          () => chosen.map((f) => `${f.rank}. [${f.kind}] ${f.sentence.text} ${f.evidence.text}`),
        );
      });
    });

  command('doctor', 'prove that archive, loads, facts, coverage and cells agree').action(
    async () => {
      exit = await withHost(output, home(), async (host) => {
        const problems = await host.doctor();
        return problems.length > 0
          ? refuse(output, problems)
          : print(output, { ok: true }, () => [
              'Archive, loads, facts, coverage, cells and trail agree.',
            ]);
      });
    },
  );

  const users = command('users', 'accounts');
  users
    .command('add <name>')
    .option('--role <role...>', 'administrator, analyst, theme-lead, viewer', ['viewer'])
    .option('--json', `print JSON: ${replies['users add']}`)
    .description('add an account; the password is read from standard input')
    .exitOverride()
    .action(async (name: string, options: { role: string[] }) => {
      const password = await readSecret();
      exit = await withHost(output, home(), async (host) => {
        const added = await host.accounts.add(name, password, options.role as never);
        if (!added.ok) return refuse(output, added.problems);
        await host.trail.append({
          actor: localActor().name,
          category: 'administration',
          event: 'account-added',
          detail: { name, roles: options.role },
        });
        return print(output, { name, roles: options.role }, () => [`${name} can sign in.`]);
      });
    });

  const audit = command('audit', 'the trail');
  audit
    .command('verify')
    .description('find any entry of the trail that was changed, cut or put in')
    .option('--json', `print JSON: ${replies['audit verify']}`)
    .exitOverride()
    .action(async () => {
      exit = await withHost(output, home(), async (host) => {
        const found = await host.trail.verify();
        const [first] = found.broken;
        return first
          ? refuse(output, [
              problem('A107', { entries: found.broken.length, first: first.entry, why: first.why }),
            ])
          : print(output, found, () => [`${found.entries} entries; the chain holds.`]);
      });
    });

  await addLater(program, command, output, home, (code) => {
    exit = code;
  });

  return { program, exit: () => exit };
}

export type AddCommand = (name: string, description: string) => Command;

/** Commands that load large rooms only when they are asked for. */
async function addLater(
  _program: Command,
  command: AddCommand,
  output: Output,
  home: () => string | undefined,
  end: (code: number) => void,
): Promise<void> {
  command('start', 'serve the dashboard')
    .option('--port <port>', 'PORT, else 8321')
    .option('--host <host>', 'SOCPF_HOST, else 127.0.0.1')
    .option('--sample', 'make a sample home where none is')
    .option('--sample-maker <program>', 'program that writes the files of a new sample home')
    .option('--tls-cert <file>', 'certificate, to serve other machines')
    .option('--tls-key <file>', 'its key')
    .option('--behind-proxy', 'a proxy before this server adds TLS')
    .option('--inbox <seconds>', 'how often to look into the inbox of the home', '5')
    .action(
      async (options: {
        port?: string;
        host?: string;
        sample?: boolean;
        sampleMaker?: string;
        tlsCert?: string;
        tlsKey?: string;
        behindProxy?: boolean;
        inbox: string;
      }) => {
        const { startCommand } = await import('./start.ts');
        end(
          await startCommand(output, homeFolder(home()), {
            port: options.port ?? environment().port ?? '8321',
            host: options.host ?? environment().host ?? '127.0.0.1',
            sample: options.sample === true,
            sampleMaker: options.sampleMaker ?? null,
            tlsCert: options.tlsCert ?? null,
            tlsKey: options.tlsKey ?? null,
            behindProxy: options.behindProxy === true,
            inboxSeconds: Number(options.inbox),
          }),
        );
      },
    );
  command('pack', 'build a pack')
    .argument('<id>', 'a pack of the framework, as soc-quarterly')
    .option('--period <period>', aPeriod)
    .option('--area <area>', area)
    .option('--as-at <day>', asAt)
    .option('--out <file>', 'a copy of the deck; it is kept in the home all the same')
    .action(async (id: string, options: Record<string, string>) => {
      const { packCommand } = await import('./pack.ts');
      end(await withHost(output, home(), (host) => packCommand(host, output, id, options)));
    });
  command('audit-deck', 'check any deck')
    .argument('<file>', 'a .pptx file')
    .option(
      '--schemas <dir>',
      'folder of the ISO/IEC 29500 schemas: every part is held against them',
    )
    .action(async (file: string, options: { schemas?: string }) => {
      const { auditDeckCommand } = await import('./pack.ts');
      end(await auditDeckCommand(output, file, options.schemas));
    });
  command('statistics', 'the methods alone, CSV on standard input')
    .argument('<method>', 'chart, interval, funnel or compare')
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action(async (_method: string, _options: unknown, self: Command) => {
      const { statisticsCommand } = await import('./statistics.ts');
      const done = statisticsCommand(
        [...self.args, ...(output.json ? ['--json'] : [])],
        await readAll(),
      );
      if (done.stdout) output.line(done.stdout.trimEnd());
      if (done.stderr) output.error(done.stderr.trimEnd());
      end(done.exit);
    });
}

async function readAll(): Promise<string> {
  const { stdin } = invocation();
  if (stdin !== null) return stdin;
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}

async function readSecret(): Promise<string> {
  const here = invocation();
  here.stdin ??= await typedSecret();
  return here.stdin;
}

async function typedSecret(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password (at least 12 characters): ');
  for await (const chunk of process.stdin.setEncoding('utf8'))
    return String(chunk).split(/\r?\n/)[0] ?? '';
  return '';
}
