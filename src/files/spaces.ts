import { isAscii } from 'node:buffer';

/** Beginnings of spaces other than U+0020, in UTF-8: no-break, of fixed widths, ideographic. */
const otherSpaces = [
  [0xc2, 0xa0],
  [0xe1, 0x9a, 0x80],
  [0xe2, 0x80],
  [0xe2, 0x81],
  [0xe3, 0x80],
].map((bytes) => Buffer.from(bytes));

/** Whether UTF-8 text holds no other space than U+0020 (punctuation of the same block counts as one). */
export const hasPlainSpaces = (bytes: Buffer): boolean =>
  isAscii(bytes) || !otherSpaces.some((space) => bytes.includes(space));
