import { code } from '../code.ts';

/** Y: problems of the framework language. */
export const yamlCodes = {
  Y101: code<{ detail: string }>(
    'not-yaml',
    (d) => `This is not YAML: ${d.detail}.`,
    () => 'Mend the line; quotes, colons and indents are the usual cause.',
  ),
  Y102: code<{ path: string; detail: string; nearest?: string | null }>(
    'wrong-form',
    (d) => `“${d.path}” does not have the form it needs: ${d.detail}.`,
    (d) =>
      d.nearest
        ? `Did you mean “${d.nearest}”?`
        : 'docs/guides/measures.md and sources.md say what each key takes.',
  ),
  Y103: code<{ key: string; nearest: string | null }>(
    'unknown-key',
    (d) => `“${d.key}” is not a key that can stand here.`,
    (d) =>
      d.nearest
        ? `Did you mean “${d.nearest}”?`
        : 'Take it out; docs/guides/measures.md and sources.md have every key.',
  ),
  Y104: code<{ what: string; name: string; nearest: string | null }>(
    'unknown-name',
    (d) => `There is no ${d.what} “${d.name}”.`,
    (d) =>
      d.nearest
        ? `Did you mean “${d.nearest}”?`
        : `Define the ${d.what}, or name one that is defined.`,
  ),
  Y105: code<{ what: string; name: string }>(
    'defined-twice',
    (d) => `The ${d.what} “${d.name}” is defined twice.`,
    () => 'Keep one of the two.',
  ),
  Y106: code<{ measure: string; why: string }>(
    'cannot-be-computed',
    (d) => `“${d.measure}” cannot be computed so: ${d.why}.`,
    () => 'Change the value, or the column it counts.',
  ),
  Y107: code<{ theme: string; measure: string; as: 'threat' | 'activity'; why: string }>(
    'cannot-lead',
    (d) => `“${d.measure}” cannot lead “${d.theme}” as its ${d.as}: ${d.why}.`,
    (d) =>
      d.as === 'threat'
        ? 'Name a measure of role threat or outcome as `lead` that does not count what police work finds.'
        : 'Name a measure of role activity or outcome as `lead-activity`, or leave it out.',
  ),
  Y108: code<{ folder: string }>(
    'no-framework',
    (d) => `There is no framework.yaml in ${d.folder}.`,
    () => 'Name the folder that holds it with --framework.',
  ),
  Y109: code<{ what: string; ring: string }>(
    'made-of-itself',
    (d) => `The ${d.what} is made of itself: ${d.ring}.`,
    () => 'Break the ring: one of them must not name the next.',
  ),
  Y110: code<{ column: string; why: string }>(
    'score-cannot',
    (d) => `“${d.column}” is a score: ${d.why}.`,
    () =>
      'Count who rose and who fell, show bands with `by` and `bands`, or name the one model in `where`.',
  ),
  Y111: code<{ measure: string }>(
    'no-unit',
    (d) => `“${d.measure}” does not say what it counts.`,
    () => 'Write `unit`: the things counted (offences, groups, GBP), or "%" for a share.',
  ),
  Y112: code<{ baseline: string; from: string; to: string }>(
    'baseline-reversed',
    (d) => `The baseline “${d.baseline}” ends (${d.to}) before it begins (${d.from}).`,
    () => 'Write the first month in `from` and the last in `to`.',
  ),
  Y113: code<{ at: string; today: string }>(
    'break-in-future',
    (d) => `The break of ${d.at} has not happened yet: it is ${d.today}.`,
    () => 'Write it when the change has come, or mend the date.',
  ),
  Y114: code<{ column: string; type: string; needs: string }>(
    'wrong-type',
    (d) => `“${d.column}” is ${d.type}: ${d.needs}.`,
    () => 'Name another column, or change the condition to one that its type can hold.',
  ),
  Y115: code<{ one: string; other: string; dataset: string }>(
    'sources-not-told-apart',
    (d) =>
      `“${d.one}” and “${d.other}” both feed “${d.dataset}”, and nothing tells them apart: where one has come and the other never did, the other reads as nought.`,
    () =>
      'Give each a dataset of its own, or a force of its own (`force: { is: ... }`, `replaces` within force), or name both in `else` of the measures, the preferred first.',
    'warning',
  ),
} as const;
