/**
 * The outside of a password-protected office file: an OLE compound file (MS-CFB) of one sector of
 * allocation table, one of directory with the streams that MS-OFFCRYPTO names, and noise.
 */
export function protectedEnvelope(): Buffer {
  const sector = 512;
  const header = Buffer.alloc(sector);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30); // sectors of 512 bytes
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44); // one sector of table
  header.writeUInt32LE(1, 48); // the directory begins in sector 1
  header.writeUInt32LE(4096, 56);
  header.fill(0xff, 60, 64).fill(0xff, 68, 72).fill(0xff, 76);
  header.writeUInt32LE(0, 76); // and the table is sector 0
  const table = Buffer.alloc(sector, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  const directory = Buffer.alloc(sector);
  for (const [i, name] of ['Root Entry', 'EncryptionInfo', 'EncryptedPackage'].entries()) {
    directory.write(name, i * 128, 'utf16le');
    directory.writeUInt16LE(2 * (name.length + 1), i * 128 + 64);
    directory.writeUInt8(i === 0 ? 5 : 2, i * 128 + 66);
  }
  return Buffer.concat([header, table, directory, Buffer.alloc(4 * sector, 0xa5)]);
}
