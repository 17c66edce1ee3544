/**
 * Fields of one record by the rules of the scanner, which has already found where it ends and that
 * its quotes are sound.
 */
export function fieldsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const opened = /^ *"/.exec(record.slice(at, at + 1024))?.[0].length ?? 0;
    if (opened === 0) {
      const end = record.indexOf(delimiter, at);
      fields.push(record.slice(at, end === -1 ? undefined : end));
      if (end === -1) return fields;
      at = end + 1;
    } else {
      let close = record.indexOf('"', at + opened);
      while (record[close + 1] === '"') close = record.indexOf('"', close + 2);
      fields.push(record.slice(at + opened, close).replaceAll('""', '"'));
      const end = record.indexOf(delimiter, close + 1);
      if (end === -1) return fields;
      at = end + 1;
    }
  }
}
