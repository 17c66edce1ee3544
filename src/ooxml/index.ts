export { newPackage, openPackage, type Package, type Relationship } from './package.ts';
export { unzip } from './unzip.ts';
export {
  type CellValue,
  letters,
  type NumberFormat,
  type SheetContent,
  serial,
  type WorkbookContent,
  writeWorkbook,
} from './workbook.ts';
export {
  all,
  child,
  copy,
  type Element,
  elements,
  escapeAttribute,
  escapeText,
  first,
  isElement,
  Markup,
  make,
  markup,
  type Node,
  parseXml,
  serialise,
  textOf,
  xmlHead,
} from './xml.ts';
export { zip } from './zip.ts';
