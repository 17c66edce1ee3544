import type { Command } from 'commander';
import {
  addPerson,
  changeRights,
  closePerson,
  type Given,
  type Host,
  renewPassword,
} from '../host/index.ts';
import type { Outcome } from '../problems/index.ts';
import { invocation, localActor, withHost } from './context.ts';
import { type Output, print, refuse, table } from './output.ts';
import { replies } from './replies.ts';

interface RightsOptions {
  readonly role: string[];
  readonly theme: string[];
}

const roleList = 'administrator, analyst, theme-lead, viewer';
const oneTime = 'make a password that is shown once, in place of typing one';

/** `socpf users`: the same accounts, checks and trail as the Admin page. */
export function usersCommands(
  users: Command,
  output: Output,
  home: () => string | undefined,
  end: (code: number) => void,
): void {
  const command = (name: string, description: string) =>
    users
      .command(name)
      .description(description)
      .option('--json', `print JSON: ${replies[`users ${name.split(' ')[0]}`] ?? '{ problems }'}`)
      .exitOverride()
      .configureOutput({
        writeErr: () => undefined,
        writeOut: (text) => output.line(text.trimEnd()),
      });
  const at = async (work: (host: Host) => Promise<number>) =>
    end(await withHost(output, home(), work));
  const done = <T>(outcome: Outcome<T>, value: (made: T) => unknown, line: (made: T) => string) =>
    outcome.ok
      ? print(output, value(outcome.value), () => [line(outcome.value)])
      : refuse(output, outcome.problems);

  command('list', 'accounts with their roles, themes and state').action(() =>
    at(async (host) => {
      const accounts = await host.accounts.list();
      return print(output, { accounts }, () =>
        table(
          ['Name', 'Roles', 'Themes', 'State', 'Since'],
          accounts.map((a) => [
            a.name,
            a.roles.join(' '),
            a.themes.join(' '),
            a.disabled ? 'closed' : a.mustChange ? 'must choose a password' : 'open',
            a.createdAt.slice(0, 10),
          ]),
        ),
      );
    }),
  );

  command('add <name>', 'add an account; the password is read from standard input')
    .option('--role <role...>', roleList, ['viewer'])
    .option('--theme <theme...>', 'themes that a theme lead leads', [])
    .option('--one-time', oneTime)
    .action(async (name: string, options: RightsOptions & { oneTime?: boolean }) => {
      const password = options.oneTime ? null : await readSecret();
      await at(async (host) => {
        const { role: roles, theme: themes } = options;
        const added = await addPerson(host, { name, password, roles, themes }, localActor());
        return done(added, (made) => ({ name: made.name, roles, themes, ...shown(made) }), told);
      });
    });

  command('role <name>', 'give an account other roles and themes')
    .requiredOption('--role <role...>', roleList)
    .option('--theme <theme...>', 'themes that a theme lead leads', [])
    .action((name: string, { role, theme }: RightsOptions) =>
      at(async (host) => {
        const rights = { name, roles: role, themes: theme };
        const changed = await changeRights(host, rights, localActor());
        return done(
          changed,
          (a) => ({ name: a.name, roles: a.roles, themes: a.themes }),
          (a) => `${a.name}: ${[...a.roles, ...a.themes].join(', ')}.`,
        );
      }),
    );

  for (const [word, closed] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    command(
      `${word} <name>`,
      closed ? 'close an account and end its sessions' : 'open a closed account again',
    ).action((name: string) =>
      at(async (host) =>
        done(
          await closePerson(host, { name, closed }, localActor()),
          (a) => ({ name: a.name, disabled: a.disabled }),
          (a) => `${a.name} is ${a.disabled ? 'closed' : 'open'}.`,
        ),
      ),
    );

  command('password <name>', 'give an account a new password, read from standard input')
    .option('--one-time', oneTime)
    .action(async (name: string, options: { oneTime?: boolean }) => {
      const password = options.oneTime ? null : await readSecret();
      await at(async (host) =>
        done(
          await renewPassword(host, { name, password }, localActor()),
          (made) => ({ name: made.name, ...shown(made) }),
          told,
        ),
      );
    });
}

const shown = ({ password }: Given) => (password === null ? {} : { password });
const told = ({ name, password }: Given): string =>
  password === null
    ? `${name} can sign in.`
    : `${name} can sign in with ${password} and then chooses a password of their own; it is shown this once.`;

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
