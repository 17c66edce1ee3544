import type { Output } from './output.ts';

export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly sample: boolean;
  readonly files: string | null;
}

export async function startCommand(
  output: Output,
  folder: string,
  options: StartOptions,
): Promise<number> {
  output.line(`${folder} ${options.port}`);
  return 0;
}
