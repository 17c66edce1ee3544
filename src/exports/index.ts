export { rowsCsv, seriesCsv } from './csv.ts';
export { chartPng, mapPng, type PictureWords } from './png.ts';
export {
  type Definitions,
  overviewWorkbook,
  seriesWorkbook,
  templateWorkbook,
  themeWorkbook,
} from './workbook.ts';
