import { execFile } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { promisify } from 'node:util';

/** The log of the operating system, in place of a file. */
export const systemLog = 'system-log';

/** Whether a place lies outside a folder: what the folder's owner can rewrite proves nothing. */
export const isOutside = (place: string, folder: string): boolean =>
  place === systemLog || !`${resolve(place)}${sep}`.startsWith(`${resolve(folder)}${sep}`);

/** Appends a line where it stays though the home be rewritten: on the disk when this returns. */
export async function layDown(place: string, line: string): Promise<void> {
  if (place === systemLog) {
    const [program, args] = loggerOf(line);
    await promisify(execFile)(program, [...args], { timeout: 10_000 });
    return;
  }
  const file = openSync(place, 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const loggerOf = (line: string): readonly [string, readonly string[]] =>
  process.platform === 'win32'
    ? [
        'eventcreate',
        ['/T', 'INFORMATION', '/ID', '1', '/L', 'APPLICATION', '/SO', 'socpf', '/D', line],
      ]
    : ['logger', ['-t', 'socpf', '--', line]];
