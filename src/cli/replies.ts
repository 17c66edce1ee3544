/**
 * What each command prints with `--json` when it is done, as a person reads it: stable, and printed
 * by `--help` and in `docs/reference/cli.md`. A refusal is always `{ problems: [...] }`.
 */
export const replies: Readonly<Record<string, string>> = {
  check: '{ ok, measures, themes, sources, datasets, hash, warnings }',
  collate:
    '{ results: [{ file, status, source, load, rows, setAside, periods, sha256, restated, problems }] }; status is loaded, already-loaded or refused',
  sheets:
    '{ format, sheets: [{ name, range, hidden, filled, cells: [{ a, v, t }] }], charts: [{ slide, kind, series }] }',
  measure:
    '{ measure, title, unit, better, area, category, by, points: [{ period, start, end, value, status, immature, numerator, denominator }], comparisons: [{ against, base, change, percent, points, verdict, because }], verdict: { word, since, rule, because }, chart, dates, sources, synthetic }; with --split { measure, split, series: [...] }',
  rows: '{ rows: [{ values, origin: { load, file, sheet, row, cells } }], from, total, equal }; total and equal speak of all rows, whichever are given',
  sources:
    '{ sources: [{ source, title, owner, method, published, marking, every, state, owes, dueOn, daysLate, dataTo, lastLoad, lastFile, lastArrived, loads, rows, setAside, refusedProblems, refusedFile }] }',
  due: '{ reportingDay, due: [{ title, owner, source, month, dueOn, state, daysLate }] }',
  loads:
    '{ loads: [{ load, kind, undoes, source, file, sha256, arrivedAt, loadedAt, actor, synthetic, published, marking, byHand, firstMonth, lastMonth, dataTo, rowsRead, rowsLoaded, rowsSetAside, layout, notes }] }',
  undo: '{ undone, event }',
  findings:
    '{ period, family, findings: [{ rank, kind, theme, measure, area, sentence, evidence, q, since, continuing, owner, ask, contributions }], setAside: [{ ...the same, reason, at, by }] }',
  doctor: '{ ok }',
  pack: '{ id, title, name, file }',
  'audit-deck': '{ ok }',
  statistics:
    'chart: the object of a chart with its points, limits, signals and rules; interval, funnel, compare: the fields of the table',
  'users list':
    '{ accounts: [{ name, roles, themes, disabled, mustChange, createdAt }] }; createdAt is UTC with Z',
  'users add': '{ name, roles, themes, password }; password with --one-time alone',
  'users role': '{ name, roles, themes }',
  'users disable': '{ name, disabled }',
  'users enable': '{ name, disabled }',
  'users password': '{ name, password }; password with --one-time alone',
  'audit verify':
    '{ entries, head, anchors, broken: [{ entry, until, why }] }; anchors is how many heads from outside it was held against',
};
