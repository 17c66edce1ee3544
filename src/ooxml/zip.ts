import { Buffer } from 'node:buffer';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';

/** A fixed moment, so that the same parts give the same bytes. */
const always = new Date(Date.UTC(2000, 0, 1, 12));

/** Parts as one zip, in the order given; `stored` leaves them as they are, for a zip within a zip. */
export async function zip(
  parts: readonly (readonly [path: string, bytes: Uint8Array])[],
  { stored = false }: { readonly stored?: boolean } = {},
): Promise<Uint8Array> {
  const writer = new ZipWriter();
  for (const [path, bytes] of parts)
    writer.addBuffer(Buffer.from(bytes), path, {
      mtime: always,
      mode: 0o100644,
      compress: !stored,
      forceDosTimestamp: true,
    } as never);
  writer.end();
  const chunks: Buffer[] = [];
  for await (const chunk of writer.outputStream) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

const most = { entries: 20_000, bytes: 256 * 1024 * 1024 };

/** Parts of a zip under limits; yauzl refuses paths that leave the archive and sizes that lie. */
export function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    fromBuffer(
      Buffer.from(bytes),
      { lazyEntries: true, validateEntrySizes: true },
      (fault, file) => {
        if (fault || !file) return reject(fault ?? new Error('not a zip'));
        const parts = new Map<string, Uint8Array>();
        let total = 0;
        file.on('error', reject);
        file.on('end', () => resolve(parts));
        file.on('entry', (entry: Entry) => {
          total += entry.uncompressedSize;
          if (file.entryCount > most.entries || total > most.bytes)
            return reject(new Error('the package is larger than may be opened'));
          if (entry.fileName.endsWith('/')) return file.readEntry();
          read(file, entry).then((content) => {
            parts.set(entry.fileName, content);
            file.readEntry();
          }, reject);
        });
        file.readEntry();
      },
    );
  });
}

function read(file: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, (fault, stream) => {
      if (fault || !stream) return reject(fault);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    });
  });
}
