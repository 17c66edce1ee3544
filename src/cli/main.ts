import { Command, CommanderError } from 'commander';
import { environment } from '../home/index.ts';
import { firstRows } from '../host/index.ts';
import { problem, Refusal } from '../problems/index.ts';
import { auditCommands } from './audit.ts';
import { checkCommand } from './check.ts';
import { collateCommand } from './collate.ts';
import { homeFolder, type Invocation, invocation, withHost, within } from './context.ts';
import { type FindingsOptions, findingsCommand } from './findings.ts';
import { measureCommand } from './measure.ts';
import { type Output, print, processOutput, refuse } from './output.ts';
import { replies } from './replies.ts';
import { type RowsOptions, rowsCommand } from './rows.ts';
import { sheetsCommand } from './sheets.ts';
import { dueCommand, loadsCommand, sourcesCommand, undoCommand } from './sources.ts';
import { usersCommands } from './users.ts';

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
      exit = await collateCommand(output, home(), given);
    });

  command('sheets', 'what is in a file, as cells')
    .argument('<file>', 'any file that can be read')
    .action(async (file: string) => {
      exit = await sheetsCommand(output, file);
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
    .option('--reason <text>', 'why they are opened, where the force asks for it')
    .option('--from <number>', 'rows to pass over first', '0')
    .option('--limit <number>', 'rows to give at most', String(firstRows.limit))
    .option('--all', 'every row of the point')
    .action(async (id: string, options: RowsOptions) => {
      exit = await withHost(output, home(), (host) => rowsCommand(host, output, id, options));
    });

  command('sources', 'state of sources').action(async () => {
    exit = await withHost(output, home(), (host) => sourcesCommand(host, output));
  });

  command('due', 'what each source owes on the reporting day').action(async () => {
    exit = await withHost(output, home(), (host) => dueCommand(host, output));
  });

  command('loads', 'history of loads').action(async () => {
    exit = await withHost(output, home(), (host) => loadsCommand(host, output));
  });

  command('undo', 'take a load out')
    .argument('<load>', 'number of a load, from `socpf loads`')
    .action(async (load: string) => {
      exit = await withHost(output, home(), (host) => undoCommand(host, output, load));
    });

  command('findings', 'what changed, ranked')
    .option('--period <period>', aPeriod)
    .option('--theme <theme>', 'of one theme alone')
    .action(async (options: FindingsOptions) => {
      exit = await withHost(output, home(), (host) => findingsCommand(host, output, options));
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

  const end = (code: number) => {
    exit = code;
  };
  usersCommands(command('users', 'accounts'), output, home, end);
  auditCommands(command('audit', 'the trail'), output, home, end);

  await addLater(program, command, output, home, end);

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
    .option(
      '--anchor <place>',
      'where the head of the trail is laid down: a file outside the home, or system-log; remembered',
    )
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
        anchor?: string;
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
            anchor: options.anchor ?? null,
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
    .option('--slide <number or words>', 'one slide of it alone, for somebody else’s document')
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
