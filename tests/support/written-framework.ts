import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes the files of a framework into a folder, lends it, and takes it away. */
export function withFramework<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'socpf-framework-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A framework of one force in which every part of the language stands once, and no mistake. */
export const wellWritten: Readonly<Record<string, string>> = {
  'framework.yaml': `framework: well-written
title: Well written
force: ours
marking: OFFICIAL
calendar: { financial-year-starts: april, timezone: Europe/London }
baselines:
  before: { title: Before, from: 2024-04, to: 2025-03, method: mean }
themes: [crime, groups]
outcomes:
  - { id: less, title: Less crime, measures: [crime.vehicle, crime.later], awaits: { crime.later: "No feed yet." } }
`,
  'areas/areas.yaml': `areas:
  - { code: R, id: region, title: Region, kind: region }
  - { code: F1, id: ours, title: Ours, kind: force, in: [R] }
  - { code: D1, id: north, title: North, kind: district, in: [F1], aliases: [Norths] }
  - { code: D2, id: south, title: South, kind: district, in: [F1] }
  - { code: unknown, id: unknown, title: Not recorded, kind: unknown }
`,
  'vocabularies/offences.yaml': `vocabulary: offences
title: Offences
codes:
  vehicle: { title: Vehicle crime, below: { "45": From, "48": Taken } }
  drugs: { title: Drugs, police-generated: true, below: { 92A: Trafficking } }
sets:
  basket: { title: Basket, codes: ["48", others] }
  others: { title: Others, codes: [drugs] }
`,
  'vocabularies/status.yaml': `vocabulary: status
title: Status
codes: { active: Active, archived: Archived }
sets: { live: { title: Live, codes: [active] } }
`,
  'datasets/crime.yaml': `dataset: crime
kind: events
grain: one row for each crime
date: recorded_on
counts: { status: [live] }
columns:
  crime_ref: { type: text, key: true, class: record }
  recorded_on: { type: date, required: true }
  charged_on: { type: date }
  offence: { type: code, vocabulary: offences, required: true }
  status: { type: code }
  knife: { type: boolean }
  value: { type: money }
  area: { type: code, vocabulary: areas }
cells: [offence, status]
`,
  'datasets/group.yaml': `dataset: group
kind: register
grain: one row for each group
columns:
  group_ref: { type: text, key: true }
  status: { type: code, vocabulary: status }
  score: { type: score, model: column model }
  model: { type: text }
  scored_on: { type: date }
  review_due: { type: date }
`,
  'datasets/people.yaml': `dataset: people
kind: observations
grain: one row for each area and year
date: mid_year
columns:
  mid_year: { type: month, required: true }
  persons: { type: integer }
`,
  'sources/crime-report.yaml': `source: crime-report
title: Crime report
owner: us
marking: OFFICIAL
method: automated
recognise: { name: "crime_*.csv", columns: [Number] }
read: { header: { starts-at: Number } }
period: { column: recorded_on }
replaces: { period: month, within: [force] }
loads:
  crime: { crime_ref: Number, recorded_on: { column: Recorded, format: dd/mm/yyyy }, offence: { column: Class, words: { car: "48" } }, area: Ward, value: { column: Value, unit: pence }, force: { is: F1 } }
checks: [{ total: rows, cell: "footer:Total" }, { total: sum value, cell: "footer:Value" }]
variants: [{ until: 2024-03-31, columns: { Class: Code } }, { until: 2023-03-31, columns: { Class: Kind } }]
`,
  'themes/crime.yaml': `theme: crime
title: Crime
question: Is crime falling?
owner: us
lead: crime.vehicle
lead-activity: crime.trafficking
measures:
  - { id: crime.vehicle, title: Vehicle crime, role: threat, unit: offences, better: lower, baseline: before, breaks: [{ at: 2025-12-04, reason: A new system }], value: { of: crime, count: rows, where: { offence: [vehicle] } }, else: [crime-report] }
  - { id: crime.trafficking, title: Trafficking, role: activity, unit: offences, wanted: higher, value: { of: crime, count: rows, where: { offence: [drugs] } } }
  - { id: crime.value, title: Value, role: threat, unit: GBP, chart: run, value: { of: crime, count: sum value, where: { value: { from: 1 }, any: [{ knife: [true] }, { offence: [basket] }] } } }
  - { id: crime.charged, title: Charged in 90 days, role: outcome, unit: "%", better: higher, chart: p, part: { of: crime, count: rows, where: { charged_on: { days-from: recorded_on, at-most: 90 } } }, whole: { of: crime, count: rows } }
  - { id: crime.rate, title: Rate, role: threat, unit: per 1000, chart: u, value: { of: crime, count: rows, area: [north] }, per: { of: people, column: persons, scale: 1000 }, against-areas: [south] }
`,
  'themes/groups.yaml': `theme: groups
title: Groups
question: Which groups threaten us?
owner: us
lead: groups.live
measures:
  - { id: groups.live, title: Live groups, role: threat, unit: groups, value: { of: group, count: stock, where: { status: [live] } }, by: score, bands: [20, 45] }
  - { id: groups.risen, title: Risen, role: threat, unit: groups, value: { of: group, count: movement score-risen } }
  - { id: groups.overdue, title: Overdue, role: activity, unit: "%", part: { of: group, count: stock, where: { review_due: { before: period-end - 1 month } } }, whole: { of: group, count: stock } }
  - { id: groups.old, title: Days on the register, role: threat, unit: days, value: { of: group, count: "median days(first_seen, period-end)" } }
tables: [{ title: By status, by: status, measures: [groups.live, { measure: groups.overdue, title: Late }] }]
`,
  'packs/quarter.yaml': `pack: quarter
title: Quarter
every: quarter
template: soc.pptx
slides: [{ title: {} }, { region: { measures: [crime.vehicle] } }]
`,
};
