import type { Host } from '../host/index.ts';
import { problem } from '../problems/index.ts';
import { type Output, refuse } from './output.ts';

export async function packCommand(
  _host: Host,
  output: Output,
  id: string,
  _options: Readonly<Record<string, string>>,
): Promise<number> {
  return refuse(output, [problem('U103', { what: 'pack', name: id, nearest: null })]);
}

export async function auditDeckCommand(
  output: Output,
  file: string,
  _schemas: string | undefined,
): Promise<number> {
  return refuse(output, [problem('U102', { path: file })]);
}
