import type { Code } from './code.ts';
import { accessCodes } from './codes/access.ts';
import { contractCodes } from './codes/contract.ts';
import { decksCodes } from './codes/decks.ts';
import { exportsCodes } from './codes/exports.ts';
import { filesCodes } from './codes/files.ts';
import { homeCodes } from './codes/home.ts';
import { loadCodes } from './codes/load.ts';
import { recognitionCodes } from './codes/recognition.ts';
import { shapeCodes } from './codes/shape.ts';
import { usageCodes } from './codes/usage.ts';
import { yamlCodes } from './codes/yaml.ts';
import type { Place, Problem } from './problem.ts';

/** Every code of the product; `docs/reference/errors.md` is made from it. */
export const catalogue = {
  ...filesCodes,
  ...recognitionCodes,
  ...shapeCodes,
  ...contractCodes,
  ...loadCodes,
  ...yamlCodes,
  ...accessCodes,
  ...homeCodes,
  ...decksCodes,
  ...exportsCodes,
  ...usageCodes,
} as const;

export type CodeId = keyof typeof catalogue;
type DataOf<K extends CodeId> = (typeof catalogue)[K] extends Code<infer D> ? D : never;

/** Makes the problem `id` with its data at a place. */
export function problem<K extends CodeId>(id: K, data: DataOf<K>, where: Place = {}): Problem {
  const entry = catalogue[id] as unknown as Code<DataOf<K>>;
  return {
    code: id,
    name: entry.name,
    severity: entry.severity,
    message: entry.says(data),
    mend: entry.mend(data),
    where,
    data: data as Readonly<Record<string, unknown>>,
  };
}
