import { dueNow, type Host, sourceStates } from '../host/index.ts';
import { localActor } from './context.ts';
import { type Output, print, refuse, table } from './output.ts';

/** `socpf sources`: the state of each source. */
export async function sourcesCommand(host: Host, output: Output): Promise<number> {
  const sources = await sourceStates(host);
  return print(output, { sources }, () =>
    table(
      ['Source', 'Owner', 'State', 'Loads', 'Data to', 'Due', 'Rows', 'Set aside'],
      sources.map((r) => [
        ...[r.source, r.owner, r.state, String(r.loads), r.dataTo ?? '', r.dueOn ?? ''],
        ...[String(r.rows), String(r.setAside)],
      ]),
    ),
  );
}

/** `socpf due`: what each source owes on the reporting day. */
export async function dueCommand(host: Host, output: Output): Promise<number> {
  const due = await dueNow(host);
  return print(output, { reportingDay: host.reportingDay, due }, () =>
    table(
      ['Source', 'Owner', 'Month', 'Due', 'State', 'Days late'],
      due.map((o) => [o.source, o.owner, o.month, o.dueOn, o.state, String(o.daysLate)]),
    ),
  );
}

/** `socpf loads`: the history of loads. */
export async function loadsCommand(host: Host, output: Output): Promise<number> {
  const loads = await host.figures.loads();
  return print(output, { loads }, () =>
    table(
      ['Load', 'Source', 'File', 'Arrived', 'Rows', 'Set aside'],
      loads.map((l) => [
        ...[String(l.load), l.source, l.kind === 'undo' ? `undo of ${l.undoes}` : l.file],
        ...[l.arrivedAt.slice(0, 10), String(l.rowsLoaded), String(l.rowsSetAside)],
      ]),
    ),
  );
}

/** `socpf undo LOAD`: figures are what they were before it. */
export async function undoCommand(host: Host, output: Output, load: string): Promise<number> {
  const event = await host.undo(Number(load), localActor());
  return event.ok
    ? print(output, { undone: Number(load), event: event.value }, () => [
        `Load ${load} is out; the figures are what they were before it.`,
      ])
    : refuse(output, event.problems);
}
