/** Records of a CSV (RFC 4180, UTF-8): fields as text. The record `n` (from 0) is row `n + 1`. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const line = endOfLine(text, at);
    const plain = text.slice(at, line);
    if (!plain.includes('"')) {
      records.push(plain.replace(/\r$/, '').split(','));
      at = line + 1;
    } else {
      const [fields, next] = quotedRecord(text, at);
      records.push(fields);
      at = next;
    }
  }
  return records;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function quotedRecord(text: string, from: number): [fields: string[], next: number] {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    let field = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (text[at] === '"' && text[at + 1] === '"') field += text[++at];
        else if (text[at] === '"' || at >= text.length) break;
        else field += text[at];
      }
      at++;
    } else while (at < text.length && !',\n'.includes(text[at] ?? '\n')) field += text[at++];
    fields.push(field.replace(/\r$/, ''));
    if (text[at] !== ',') return [fields, at + 1];
    at++;
  }
}

/** A record by heading. */
export const named = (
  head: readonly string[],
  record: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(head.map((name, i) => [name, record[i] ?? '']));
