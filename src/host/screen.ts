import type { PackContent } from '../decks/index.ts';
import type { Framework } from '../framework/index.ts';
import { type Problem, problem } from '../problems/index.ts';

/** References of groups, lines and nominals as the national lists write them, and names of operations. */
const named =
  /\b[A-Z]{2,}-(?:OCG|CL|PI|INV)-\w+|\bOCG (?:no\.? ?)?\d+\b|\bOp(?:eration|\.) [A-Z][a-z]+/g;

/** A pack that is marked lower than its framework names no group, line, person or operation in its words. */
export function screened(content: PackContent, framework: Framework): Problem[] {
  const { marking } = content.pack;
  if (marking === null || marking === framework.marking) return [];
  return content.themes.flatMap((theme) =>
    [...theme.sentences, ...(theme.ask ? [theme.ask] : [])].flatMap((s) =>
      [...s.text.matchAll(named)].map((hit) =>
        problem('D109', { theme: theme.theme, words: hit[0], marking }),
      ),
    ),
  );
}
