/** Abbreviations that keep their capitals where an id is read as words. */
const capitals = new Set(
  'apmis cj cps lpa lsoa msht nabis nrm ocg opal peel poca rocu soac soc urn'.split(' '),
);

/** An id or the name of a column as words: `ocg_ref` is "OCG ref". */
export const idWords = (id: string): string =>
  id
    .split(/[-_ ]/)
    .map((word) => (word === 'gbp' ? '(£)' : capitals.has(word) ? word.toUpperCase() : word))
    .join(' ');
