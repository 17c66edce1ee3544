import { code } from '../code.ts';

/** Y: problems of the framework language. */
export const yamlCodes = {
  Y101: code<{ detail: string }>(
    'not-yaml',
    (d) => `This is not YAML: ${d.detail}.`,
    () => 'Mend the line; quotes, colons and indents are the usual cause.',
  ),
  Y102: code<{ path: string; detail: string }>(
    'wrong-form',
    (d) => `“${d.path}” does not have the form it needs: ${d.detail}.`,
    () => 'See the definition reference for what the key takes.',
  ),
  Y103: code<{ key: string; nearest: string | null }>(
    'unknown-key',
    (d) => `“${d.key}” is not a key that can stand here.`,
    (d) =>
      d.nearest ? `Did you mean “${d.nearest}”?` : 'Take it out, or see the definition reference.',
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
  Y107: code<{ theme: string; measure: string }>(
    'cannot-lead',
    (d) => `“${d.measure}” cannot lead “${d.theme}” as its threat: it measures activity.`,
    () => 'Name a measure of role threat or outcome as `lead`, or none of activity.',
  ),
  Y108: code<{ folder: string }>(
    'no-framework',
    (d) => `There is no framework.yaml in ${d.folder}.`,
    () => 'Name the folder that holds it with --framework.',
  ),
} as const;
