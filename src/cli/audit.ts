import type { Command } from 'commander';
import { problem } from '../problems/index.ts';
import { withHost } from './context.ts';
import { type Output, print, refuse } from './output.ts';
import { replies } from './replies.ts';

/** `socpf audit verify`: whether the trail is as it was written. */
export function auditCommands(
  audit: Command,
  output: Output,
  home: () => string | undefined,
  end: (code: number) => void,
): void {
  audit
    .command('verify')
    .description('find any entry of the trail that was changed, cut or put in')
    .option('--json', `print JSON: ${replies['audit verify']}`)
    .exitOverride()
    .action(async () => {
      end(
        await withHost(output, home(), async (host) => {
          const found = await host.trail.verify();
          const [first] = found.broken;
          return first
            ? refuse(output, [
                problem('A107', {
                  entries: found.broken.length,
                  first: first.entry,
                  why: first.why,
                }),
              ])
            : print(output, found, () => [`${found.entries} entries; the chain holds.`]);
        }),
      );
    });
}
