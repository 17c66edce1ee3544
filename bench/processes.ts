import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and all below it, bytes; 0 where the system does not say. */
export const memoryOf = (pid: number | undefined): number =>
  pid === undefined ? 0 : total(pid, resident);

/** Processor seconds that this process and all below it have used. */
export function cpuOfAll(): number {
  const own = process.cpuUsage();
  const below = processesBelow(process.pid).reduce((sum, pid) => sum + total(pid, ticks), 0);
  return (own.user + own.system) / 1e6 + below;
}

/** What a piece of work took in this process and those it started. */
export async function timed(
  work: () => Promise<Record<string, number> | undefined>,
): Promise<{ seconds: number; cpu: number; said: Record<string, number> }> {
  const [began, cpu] = [performance.now(), cpuOfAll()];
  const said = (await work()) ?? {};
  return { seconds: (performance.now() - began) / 1000, cpu: cpuOfAll() - cpu, said };
}

const resident = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;

/** User and system time in hundredths of a second, behind the command's name in brackets. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function total(pid: number, of: (pid: number) => number): number {
  try {
    return of(pid) + processesBelow(pid).reduce((sum, child) => sum + total(child, of), 0);
  } catch {
    return 0; // it has just ended, or this system has no /proc
  }
}

function processesBelow(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}
