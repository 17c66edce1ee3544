import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Anchor, readAnchors } from '../audit/index.ts';
import { sealOfDeck } from '../decks/index.ts';
import type { Host } from '../host/index.ts';
import { done, type Outcome, type Problem, problem, refused } from '../problems/index.ts';
import { fromHere, withHost } from './context.ts';
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
    .option(
      '--anchor <files...>',
      'heads laid down outside the home: a file, an export of the system log, an issued pack',
    )
    .option('--json', `print JSON: ${replies['audit verify']}`)
    .exitOverride()
    .configureOutput({
      writeErr: () => undefined,
      writeOut: (text) => output.line(text.trimEnd()),
    })
    .action(async ({ anchor = [] }: { anchor?: string[] }) => {
      const anchors = await anchorsIn(anchor.map(fromHere));
      end(
        anchors.ok
          ? await withHost(output, home(), (host) => verify(host, output, anchors.value))
          : refuse(output, anchors.problems),
      );
    });
}

async function verify(host: Host, output: Output, anchors: readonly Anchor[]): Promise<number> {
  const found = await host.trail.verify(anchors);
  const [first] = found.broken;
  if (first)
    return refuse(output, [
      problem('A107', { entries: found.broken.length, first: first.entry, why: first.why }),
    ]);
  const held = anchors.length === 0 ? '' : ` and fits ${anchors.length} laid down outside`;
  return print(output, found, () => [`${found.entries} entries; the chain holds${held}.`]);
}

/** Every head in the files; a file that holds none, or one that cannot be read, is a problem. */
async function anchorsIn(files: readonly string[]): Promise<Outcome<readonly Anchor[]>> {
  const problems: Problem[] = [];
  const anchors: Anchor[] = [];
  for (const file of files) {
    let text: string;
    try {
      const bytes = readFileSync(file);
      text = file.endsWith('.pptx') ? await sealOfDeck(bytes) : bytes.toString('utf8');
    } catch {
      problems.push(problem('U102', { path: file }));
      continue;
    }
    const read = readAnchors(text);
    if (read.unread > 0) problems.push(problem('A120', { file, lines: read.unread }));
    else if (read.anchors.length === 0) problems.push(problem('A121', { file }));
    anchors.push(...read.anchors);
  }
  return problems.length > 0 ? refused(...problems) : done(anchors);
}
