import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Framework, loadFramework } from '../../src/framework/index.ts';

/** A framework of a few lines, for tests of measures: two forces, a region, three districts, four wards. */
const files: Record<string, string> = {
  'framework.yaml': `
framework: small
title: Small
force: ours
marking: OFFICIAL
calendar: { financial-year-starts: april, timezone: Europe/London }
baselines: { before: { title: Before, from: 2024-04, to: 2025-03, method: mean } }
outcomes: []
`,
  'areas/areas.yaml': `
areas:
  - { code: R, id: region, title: Region, kind: region }
  - { code: F1, id: ours, title: Ours, kind: force, in: [R] }
  - { code: F2, id: theirs, title: Theirs, kind: force, in: [{ code: R, from: 2025-02-01 }] }
  - { code: D1, id: north, title: North, kind: district, in: [F1] }
  - { code: D2, id: south, title: South, kind: district, in: [F1] }
  - { code: D9, id: elsewhere, title: Elsewhere, kind: district, in: [F2] }
  - { code: L1, id: lpa-north, title: North LPA, kind: lpa, in: [D1] }
  - { code: W1, id: w1, title: Ward 1, kind: ward, in: [D1, L1] }
  - { code: W2, id: w2, title: Ward 2, kind: ward, in: [D2] }
  - { code: unknown, id: unknown, title: Not recorded, kind: unknown }
`,
  'vocabularies/offences.yaml': `
vocabulary: offences
title: Offences
codes:
  vehicle: { title: Vehicle crime, below: { "45": From, "48": { title: Taken, below: { "37.2": Aggravated } } } }
  drugs: { title: Drugs, below: { 92A: Trafficking } }
sets: { basket: { title: Basket, codes: ["48", 92A] } }
`,
  'vocabularies/status.yaml': `
vocabulary: status
title: Status
codes: { active: Active, emerging: Emerging, archived: Archived, merged: Merged }
sets: { live: { title: Live, codes: [active, emerging] } }
`,
  'datasets/crime.yaml': `
dataset: crime
kind: events
grain: one row for each crime
date: on
counts: { state: [live] }
columns:
  ref: { type: text, key: true, class: record }
  on: { type: date, required: true }
  offence: { type: code, vocabulary: offences }
  state: { type: code }
  force: { type: code }
  area: { type: code }
  value: { type: money }
  age: { type: integer }
cells: [force, area, offence, state]
`,
  'datasets/outcome.yaml': `
dataset: outcome
kind: events
grain: one row for each outcome
date: given_on
columns:
  ref: { type: text }
  given_on: { type: date, required: true }
  recorded_on: { type: date }
  outcome: { type: code }
  offence: { type: code, vocabulary: offences }
  force: { type: code }
  area: { type: code }
cells: [force, area, offence, outcome]
`,
  'datasets/group.yaml': `
dataset: group
kind: register
grain: one row for each group
columns:
  group_ref: { type: text, key: true }
  status: { type: code, vocabulary: status }
  tier: { type: code }
  merged_into: { type: text }
  review_due: { type: date }
  force: { type: code }
  area: { type: code }
`,
  'datasets/disruption.yaml': `
dataset: disruption
kind: events
grain: one row for each disruption
date: on
columns:
  on: { type: date, required: true }
  target: { type: text }
  force: { type: code }
  area: { type: code }
`,
  'datasets/request.yaml': `
dataset: request
kind: events
grain: one row for each request
date: asked_on
columns:
  asked_on: { type: date, required: true }
  force: { type: code }
  area: { type: code }
cells: [force]
`,
  'datasets/population.yaml': `
dataset: population
kind: observations
grain: one row for each area and year
date: mid_year
columns:
  mid_year: { type: month, required: true }
  force: { type: code }
  area: { type: code }
  persons: { type: integer }
`,
  'datasets/yearly.yaml': `
dataset: yearly
kind: observations
grain: one row for each force and year ending
date: year_ending
columns:
  year_ending: { type: month, required: true }
  force: { type: code }
  area: { type: code }
  kind: { type: text, total: Total }
  number: { type: integer }
cells: [force, kind]
`,
  'sources/yearly.yaml': `
source: yearly
title: Yearly
owner: us
marking: OFFICIAL
method: automated
recognise: { name: "yearly.csv", columns: [year] }
read: { header: { starts-at: first row with year } }
period: { column: year_ending, complete: year }
replaces: snapshot
loads: { yearly: { year_ending: year, force: force, number: number } }
`,
  'themes/t.yaml': `
theme: t
title: Theme
question: What?
owner: us
lead: t.flow
measures:
  - { id: t.flow, title: Flow, role: threat, unit: crimes, value: { of: crime, count: rows, where: { offence: [vehicle] } }, instead: { region: { of: yearly, count: sum number } } }
  - { id: t.basket, title: Basket, role: threat, unit: crimes, value: { of: crime, count: rows, where: { offence: [basket] } } }
  - { id: t.distinct, title: Distinct, role: activity, unit: groups, value: { of: disruption, count: distinct target } }
  - { id: t.sum, title: Sum, role: threat, unit: GBP, value: { of: crime, count: sum value, scale: 1/2 } }
  - { id: t.median, title: Median, role: threat, unit: days, value: { of: outcome, count: "median days(recorded_on, given_on)" } }
  - { id: t.stock, title: Stock, role: threat, unit: groups, value: { of: group, count: stock, where: { status: [live] } } }
  - { id: t.archived, title: Archived, role: outcome, unit: groups, value: { of: group, count: movement archived } }
  - { id: t.merged, title: Merged, role: outcome, unit: groups, value: { of: group, count: movement merged } }
  - { id: t.share, title: Closed basis, role: outcome, unit: "%", part: { of: outcome, count: rows, where: { outcome: [charged] } }, whole: { of: outcome, count: rows } }
  - { id: t.recorded, title: Recorded basis, role: outcome, unit: "%", part: { of: outcome, count: distinct ref, on: recorded_on, where: { outcome: [charged] } }, whole: { of: crime, count: rows } }
  - { id: t.overdue, title: Overdue, role: activity, unit: "%", part: { of: group, count: stock, where: { status: [live], review_due: { before: period-end } } }, whole: { of: group, count: stock, where: { status: [live] } } }
  - { id: t.untouched, title: Untouched, role: activity, unit: "%", part: { of: group, count: stock, where: { status: [live], group_ref: { not-key-in: { of: disruption, count: distinct target, over: 12 months } } } }, whole: { of: group, count: stock, where: { status: [live] } } }
  - { id: t.reached, title: Reached in a year, role: activity, unit: groups, value: { of: disruption, count: distinct target, over: 12 months } }
  - { id: t.year, title: In a year, role: activity, unit: disruptions, value: { of: disruption, count: rows, over: 12 months } }
  - { id: t.rate, title: Rate, role: threat, unit: per 1000, value: { of: crime, count: rows }, per: { of: population, column: persons, scale: 1000 } }
  - { id: t.ratio, title: Ratio, role: threat, unit: ratio, value: { of: crime, count: rows }, against-areas: [south] }
  - { id: t.ages, title: By age, role: threat, unit: crimes, value: { of: crime, count: rows }, by: age, bands: [18, 30] }
  - { id: t.region, title: Share of region, role: activity, unit: "%", part: { of: request, count: rows }, whole: { of: request, count: rows, area: region } }
  - { id: t.yearly, title: Yearly, role: threat, unit: crimes, value: { of: yearly, count: sum number } }
`,
};

/** Loads the small framework, with more measures (YAML lines), or other files, where a test needs them. */
export function smallFramework(
  more = '',
  instead: Readonly<Record<string, string>> = {},
): Framework {
  const folder = mkdtempSync(join(tmpdir(), 'socpf-small-'));
  try {
    for (const [name, text] of Object.entries({ ...files, ...instead })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name === 'themes/t.yaml' ? text + more : text);
    }
    const loaded = loadFramework(folder);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
    return loaded.value;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
