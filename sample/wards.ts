import { join } from 'node:path';
import { readTable } from './calibration.ts';

/** A ward of 2024 as the crime system prints it, with the local policing area it lies in. */
export interface Ward {
  readonly code: string;
  readonly name: string;
  readonly district: string;
  readonly area: string;
}

/** The wards of the force area from the shipped framework: one list for the product and its sample. */
export function wardsOf(framework: string): readonly Ward[] {
  const file = join(framework, 'areas', 'wards.csv');

  return readTable(file).map((row) => ({
    code: row.code ?? '',
    name: row.name ?? '',
    district: row.district ?? '',
    area: row.lpa ?? '',
  }));
}
