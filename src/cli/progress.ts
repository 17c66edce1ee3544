import { Presets, SingleBar } from 'cli-progress';

/** Long work as it goes: a bar on a terminal, a line every few seconds otherwise. */
export interface Progress {
  readonly step: (done: number, total: number, file: string, rows: number) => void;
  readonly end: () => void;
}

const everyMs = 3_000;

export function showProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
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

function lines(stream: NodeJS.WriteStream): Progress {
  let last = Date.now();
  return {
    step: (done, total, file, rows) => {
      if (done < total && Date.now() - last < everyMs) return;
      last = Date.now();
      stream.write(
        `${done} of ${total} files, ${rows.toLocaleString('en-GB')} rows, last ${file}\n`,
      );
    },
    end: () => undefined,
  };
}
