import type { Framework } from '../../src/framework/index.ts';

/** What the made files may say, from the framework they are loaded by. */
export interface Codes {
  readonly offences: readonly string[];
  readonly wards: readonly string[];
  readonly lpas: readonly string[];
  of(vocabulary: string): readonly string[];
}

/** Codes at the end of each branch, as the feeds print them. */
export function codesOf(framework: Framework): Codes {
  const of = (name: string) => {
    const vocabulary = framework.vocabularies.get(name);
    if (!vocabulary) throw new RangeError(`no vocabulary ${name}`);
    const entries = [...vocabulary.codes.values()];
    const parents = new Set(entries.map((entry) => entry.parent));
    return entries.map((entry) => entry.code).filter((code) => !parents.has(code));
  };
  const areas = [...framework.areas.byCode.values()];
  const kind = (wanted: string) => areas.filter((a) => a.kind === wanted).map((a) => a.code);
  return { offences: of('offences'), wards: kind('ward'), lpas: kind('lpa'), of };
}
