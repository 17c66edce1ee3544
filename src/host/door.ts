import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A command as another process typed it; the owner of the home runs it in its place. */
export interface Forwarded {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly stdin: string | null;
}

/** What a command prints, as it goes. */
export interface Printer {
  line(text: string): void;
  error(text: string): void;
}

export type Run = (command: Forwarded, print: Printer) => Promise<number>;

/** The local socket of the owner: JSON a line, a command in, what it prints and its exit out. */
export interface Door {
  /** From here on commands are run; until then, and once it closes, the door only says that somebody is in. */
  answerWith(run: Run): void;
  /** Waits for the commands that are being run: what they work with must still be open. */
  close(): Promise<void>;
}

type Said = { readonly line: string } | { readonly error: string } | { readonly exit: number };

/** Opens the door. Only the owner of the lock may: what stands at the socket's place is old. */
export async function openDoor(socket: string): Promise<Door> {
  let answer: Run | null = null;
  const open = new Set<Socket>();
  const work = new Set<Promise<void>>();
  const server = createServer((line) => {
    open.add(line);
    line.on('close', () => open.delete(line));
    line.on('error', () => line.destroy());
    const lines = createInterface({ input: line });
    lines.on('error', () => line.destroy());
    lines.on('line', (text) => {
      if (answer === null) return void line.end();
      const job = serveOne(line, text, answer).finally(() => work.delete(job));
      work.add(job);
    });
  });
  if (process.platform !== 'win32') rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  if (process.platform !== 'win32') chmodSync(socket, 0o600);
  // The door alone keeps nobody at home: a command that is done ends.
  server.unref();
  return {
    answerWith: (run) => {
      answer = run;
    },
    close: async () => {
      // Nobody new is let in, and who asks on an open line hears that the owner goes.
      answer = null;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.allSettled(work);
      // Whoever listens no more must not keep us.
      for (const line of open) line.destroySoon();
      await closed;
    },
  };
}

async function serveOne(line: Socket, text: string, run: Run): Promise<void> {
  const say = (said: Said) => {
    if (!line.destroyed) line.write(`${JSON.stringify(said)}\n`);
  };
  try {
    const command = JSON.parse(text) as Forwarded;
    const exit = await run(command, {
      line: (printed) => say({ line: printed }),
      error: (printed) => say({ error: printed }),
    });
    say({ exit });
  } catch (fault) {
    say({ error: String(fault) });
    say({ exit: 1 });
  }
  line.end();
}

/** Has the owner run a command; null when nobody answers, or the owner went before it was done. */
export function askOwner(
  socket: string,
  command: Forwarded,
  print: Printer,
): Promise<number | null> {
  return new Promise((resolve) => {
    const line = connect(socket);
    let exit: number | null = null;
    line.on('error', () => resolve(null));
    line.once('close', () => resolve(exit));
    line.once('connect', () => line.write(`${JSON.stringify(command)}\n`));
    const lines = createInterface({ input: line });
    // It says again what the line has said.
    lines.on('error', () => resolve(null));
    lines.on('line', (text) => {
      const said = saidIn(text);
      if (said === null) return;
      if ('line' in said) print.line(said.line);
      else if ('error' in said) print.error(said.error);
      else exit = said.exit;
    });
  });
}

/** What a line says; nothing where the owner went in the middle of it. */
function saidIn(text: string): Said | null {
  try {
    return JSON.parse(text) as Said;
  } catch {
    return null;
  }
}
