import { execFile } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { promisify } from 'node:util';

/** The log of the operating system, in place of a file. */
export const systemLog = 'system-log';

/** Writes a line into the log of the operating system; fails where it could not. */
export type WriteLog = (line: string) => Promise<void>;

/** Whether a place lies outside a folder: what the folder's owner can rewrite proves nothing. */
export const isOutside = (place: string, folder: string): boolean =>
  place === systemLog || !`${resolve(place)}${sep}`.startsWith(`${resolve(folder)}${sep}`);

/** Appends a line where it stays though the home be rewritten: on the disk when this returns. */
export async function layDown(
  place: string,
  line: string,
  log: WriteLog = writeLog,
): Promise<void> {
  if (place === systemLog) return log(line);
  const file = openSync(place, 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const writeLog: WriteLog = async (line) => {
  const [program, args] = loggerOf(line, process.platform);
  try {
    await promisify(execFile)(program, [...args], { timeout: 10_000 });
  } catch (fault) {
    // What the program said is the reason; the fault itself repeats the line.
    const { stderr, message } = fault as Error & { stderr?: string };
    throw new Error(stderr?.trim() || message);
  }
};

/** What each operating system has for it; the line is one argument, whatever stands in it. */
export const loggerOf = (line: string, platform: string): readonly [string, readonly string[]] =>
  platform === 'win32'
    ? [
        'eventcreate',
        ['/T', 'INFORMATION', '/ID', '1', '/L', 'APPLICATION', '/SO', 'socpf', '/D', line],
      ]
    : [
        'logger',
        // Linux's own says nothing where no log is running, and the line is lost.
        [...(platform === 'linux' ? ['--socket-errors=on'] : []), '-t', 'socpf', '--', line],
      ];
