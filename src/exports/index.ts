export { problemsCsv, rowsCsv, seriesCsv, trailCsv } from './csv.ts';
export { type CellMark, markedWorkbook } from './marked.ts';
export { chartPng, mapPng, matrixPng, type PictureWords } from './png.ts';
export {
  type Definitions,
  overviewWorkbook,
  seriesWorkbook,
  templateWorkbook,
  themeWorkbook,
} from './workbook.ts';
