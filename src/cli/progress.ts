import { Presets, SingleBar } from 'cli-progress';

/** Long work as it goes: a bar on a terminal, a line every few seconds otherwise. */
export interface Progress {
  readonly step: (done: number, total: number, file: string, rows: number) => void;
  readonly end: () => void;
}

const everyMs = 3_000;

/** `print` is given where the one who typed the command sits at another process. */
export function showProgress(print: ((text: string) => void) | null = null): Progress {
  if (print) return lines(print);
  const { stderr } = process;
  return stderr.isTTY ? bar(stderr) : lines((text) => stderr.write(`${text}\n`));
}

function bar(stream: NodeJS.WriteStream): Progress {
  const shown = new SingleBar(
    {
      stream,
      format: '{bar} {value}/{total} files  {rows} rows  {duration} s  {file}',
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let begun = false;
  return {
    step: (done, total, file, rows) => {
      const more = { file, rows: rows.toLocaleString('en-GB') };
      if (begun) shown.update(done, more);
      else shown.start(total, done, more);
      begun = true;
    },
    end: () => shown.stop(),
  };
}

function lines(print: (text: string) => void): Progress {
  let last = Date.now();
  return {
    step: (done, total, file, rows) => {
      if (Date.now() - last < everyMs) return;
      last = Date.now();
      print(`${done} of ${total} files, ${rows.toLocaleString('en-GB')} rows, last ${file}`);
    },
    end: () => undefined,
  };
}
