/** Runs one command and gives the exit code: 0 done, 1 refused or found problems, 2 wrong usage. */
export async function run(args: readonly string[]): Promise<number> {
  process.stderr.write(`socpf: no command yet${args.length > 0 ? ` (${args[0]})` : ''}\n`);
  return 2;
}
