import type { Command } from 'commander';
import { commandsFor } from '../../src/cli/main.ts';
import { replies } from '../../src/cli/replies.ts';
import { type Section, section, table, text } from './markdown.ts';

const silent = { json: false, line: () => undefined, error: () => undefined };

/** Every command with its arguments, options and answer, from the commands themselves. */
export async function cliReference(): Promise<string> {
  const { program } = await commandsFor(silent);
  return text([
    '# Command line',
    '`socpf` is `node bin/socpf.js` once `npm run build` has run. `--home DIR` stands before the command. Every command takes `--json`; it exits 0 when done, 1 when it refused or found problems, 2 when it was used wrongly. A refusal is one coded sentence on standard error, and with `--json` also `{ problems: [{ code, name, severity, message, mend, where, data }] }` on standard output. While another process owns the home, that one runs the command. Made from the commands by `npm run docs`.',
    options(program),
    ...program.commands.flatMap((command) => commandSection(command, [])),
  ]);
}

function commandSection(command: Command, above: readonly string[]): Section[] {
  const name = [...above, command.name()].join(' ');
  const args = command.registeredArguments;
  if (command.commands.length > 0)
    return command.commands.flatMap((inner) => commandSection(inner, [...above, command.name()]));
  return [
    section(
      `socpf ${name}`,
      `${capital(command.description())}.`,
      `\`\`\`\nsocpf ${name} ${command.usage()}\n\`\`\``,
      ...(args.length > 0
        ? [
            table(
              ['argument', 'is'],
              args.map((a) => [`\`${a.name()}\``, a.description || a.name()]),
            ),
          ]
        : []),
      ...(command.options.some((o) => o.long !== '--json') ? [options(command)] : []),
      `With \`--json\`: ${answer(replies[name] ?? '')}`,
    ),
  ];
}

const options = (command: Command): string =>
  table(
    ['option', 'is'],
    command.options
      .filter((o) => o.long !== '--json')
      .map((o) => [
        `\`${o.flags}\``,
        `${o.description}${o.mandatory ? ' (needed)' : ''}${typeof o.defaultValue === 'string' ? ` (default ${o.defaultValue})` : ''}`,
      ]),
  );

/** Objects in braces as code, what is said of them as words. */
const answer = (shape: string): string => {
  const end = shape.lastIndexOf('}') + 1;
  const [head, ...rest] = shape.split(/; (?=with |status )/);
  return end === 0
    ? `${shape}.`
    : [`\`${head}\``, ...rest.map((r) => r.replace(/(\{.*\})/, '`$1`'))].join('; ').concat('.');
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
