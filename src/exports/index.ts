export { seriesCsv } from './csv.ts';
export { chartPng } from './png.ts';
export { seriesWorkbook } from './workbook.ts';
