import { dayNumber, dayOf, monthsFrom, type RawSample, type Row } from './raw-sample.ts';

/** A figure by name: how the command is asked for it, and how it is worked out from the raw files. */
export interface NamedFigure {
  readonly name: string;
  readonly measure: string;
  /** Options of `socpf measure`. */
  readonly asked: readonly string[];
  readonly period: string;
  /** Member of the split, by the area's ONS code. */
  readonly member?: string;
  readonly worked: (raw: RawSample) => number;
  /** Nought is a possible answer on some seed; elsewhere it would prove nothing. */
  readonly mayBeZero?: boolean;
}

/** Home Office classes, from the published offence tree. */
const vehicleTaken = ['37.2', '48'];
const vehicle = [...vehicleTaken, '45', '126'];
const homeBurglary = ['28E', '28F', '28G', '28H', '29A'];
const businessBurglary = ['30C', '30D', '31A'];
const acquisitive = [
  ...vehicle,
  ...homeBurglary,
  ...businessBurglary,
  ...['34A', '34B', '33', '54'],
];
const organised = [...acquisitive, '92A', '10A', '10B', '81', '38', '106'];
const charged = ['1', '1A'];

const quarter = ['2025-10', '2025-11', '2025-12'];
const inYear = monthsFrom('2025-01', '2025-12');

const live = (rows: readonly Row[], classes: readonly string[] | null = null) =>
  rows.filter(
    (r) => r['Crime Status'] === 'Live' && (classes === null || is(r['HO Class'], classes)),
  );
const is = (value: string | undefined, values: readonly string[]) => values.includes(value ?? '');
const share = (part: number, whole: number) => part / whole;
const sum = (rows: readonly Row[], column: string) =>
  // In pence, so that nothing is lost to fractions.
  rows.reduce((total, r) => total + Math.round(Number(r[column] || 0) * 100), 0) / 100;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const at = (i: number) => sorted[i] ?? Number.NaN;
  return Number.isInteger(half) ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half));
}

/** References of a cell: two groups may stand in one. */
const references = (r: Row): string[] =>
  (r['Subject URN'] ?? '').split('/').flatMap((urn) => (urn.trim() ? [urn.trim()] : []));
const disruptedGroups = (rows: readonly Row[]) =>
  new Set(rows.filter((r) => r['Subject Type'] === 'OCG').flatMap(references));

const onRegister = (r: Row) =>
  r.Force === 'Staffordshire' &&
  (r.Status === 'Active' || r.Status === 'Emerging') &&
  !r['Merged Into'];
const snapshot = (raw: RawSample, stateOn: string) =>
  raw.register.find((s) => s.stateOn === stateOn)?.rows ?? [];
const activeOn = (raw: RawSample, stateOn: string) => snapshot(raw, stateOn).filter(onRegister);
const monthEnds = ['2025-09-30', '2025-10-31', '2025-11-30', '2025-12-31'];

/** Groups in two snapshots that follow each other, for each pair that ends in the months asked for. */
function moves(raw: RawSample, months: readonly string[]): { before: Row; after: Row }[] {
  return raw.register.flatMap(({ stateOn, rows }, i) => {
    if (i === 0 || !months.includes(stateOn.slice(0, 7))) return [];
    const earlier = new Map(raw.register[i - 1]?.rows.map((r) => [r.URN, r]));
    return rows.flatMap((after) => {
      const before = earlier.get(after.URN);
      return before ? [{ before, after }] : [];
    });
  });
}

/** The first day on which each reference stood on the register. */
function firstSeen(raw: RawSample): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { stateOn, rows } of raw.register)
    for (const { URN = '' } of rows) if (!first.has(URN)) first.set(URN, stateOn);
  return first;
}

const days = (r: Row, from: string, to: string) =>
  dayNumber(dayOf(r[to] ?? '')) - dayNumber(dayOf(r[from] ?? ''));

const quarterOf = (measure: string) => ({ measure, asked: ['--by', 'quarter'], period: '2025-Q3' });

export const namedFigures: readonly NamedFigure[] = [
  {
    name: 'different groups disrupted in a quarter',
    ...quarterOf('disruption.ocgs-disrupted'),
    worked: (raw) => disruptedGroups(raw.disruptions(quarter)).size,
  },
  {
    name: 'groups on the register at the end of the quarter',
    ...quarterOf('ocg.active'),
    worked: (raw) => activeOn(raw, '2025-12-31').length,
  },
  {
    name: 'groups archived in the quarter of a merger, which is no archiving',
    measure: 'ocg.archived',
    asked: ['--by', 'quarter'],
    period: '2023-Q4',
    worked: (raw) =>
      moves(raw, ['2024-01', '2024-02', '2024-03']).filter(
        ({ before, after }) =>
          onRegister(before) && after.Status === 'Archived' && !after['Merged Into'],
      ).length,
  },
  {
    name: 'share charged on the closed basis',
    ...quarterOf('cj.charge-share-closed'),
    worked: (raw) => {
      const closed = raw.outcomes(quarter).filter((r) => is(r['HO Class'], organised));
      return share(closed.filter((r) => is(r['Outcome Type'], charged)).length, closed.length);
    },
  },
  {
    name: 'vehicle crime in the financial year to date',
    measure: 'soac.vehicle-crime',
    asked: ['--by', 'ytd'],
    period: '2025-12/YTD',
    worked: (raw) => live(raw.crimes(monthsFrom('2025-04', '2025-12')), vehicle).length,
  },
  {
    name: 'thefts from vehicles in a local policing area',
    ...quarterOf('soac.theft-from-vehicle'),
    asked: ['--by', 'quarter', '--area', 'lpa-burton'],
    worked: (raw) => live(raw.crimes(quarter), ['45']).filter((r) => r.LPA === 'BUR').length,
  },
  {
    name: 'residential burglary over twelve months',
    measure: 'soac.burglary-home',
    asked: ['--by', 'rolling-12'],
    period: '2025-12/R12',
    worked: (raw) => live(raw.crimes(inYear), homeBurglary).length,
  },
  {
    name: 'median days from activity to recording',
    ...quarterOf('disruption.lag'),
    worked: (raw) =>
      median(raw.disruptions(quarter).map((r) => days(r, 'Activity Date', 'Date Recorded'))),
  },
  {
    name: 'vehicles taken per 1,000 people',
    ...quarterOf('soac.vehicle-rate-people'),
    worked: (raw) => {
      const people = raw
        .published('population-by-district-year.csv')
        .filter((r) => r.year === '2022')
        .reduce((total, r) => total + Number(r.population), 0);
      return (1000 * live(raw.crimes(quarter), vehicleTaken).length) / people;
    },
  },
  {
    name: 'a month before it was restated',
    measure: 'soac.vehicle-taken',
    asked: ['--by', 'month', '--as-at', '2025-12-31'],
    period: '2025-11',
    worked: (raw) => live(raw.crimes(['2025-11'], '2025-12-31'), vehicleTaken).length,
  },
  {
    name: 'the same month after it was restated',
    measure: 'soac.vehicle-taken',
    asked: ['--by', 'month'],
    period: '2025-11',
    worked: (raw) => live(raw.crimes(['2025-11']), vehicleTaken).length,
  },
  {
    name: 'value stolen',
    ...quarterOf('soac.value'),
    worked: (raw) => sum(live(raw.crimes(quarter), acquisitive), 'Value Stolen'),
  },
  {
    name: 'share of recorded crimes charged, the whole in another dataset',
    measure: 'cj.charge-share',
    asked: ['--by', 'quarter'],
    period: '2024-Q3',
    worked: (raw) => {
      const months = ['2024-10', '2024-11', '2024-12'];
      const found = new Set(
        raw
          .outcomes(monthsFrom('2022-04', '2026-01'))
          .filter((r) => is(r['HO Class'], organised) && is(r['Outcome Type'], charged))
          .filter((r) => months.includes(dayOf(r['Recorded Date'] ?? '').slice(0, 7)))
          .map((r) => r['Crime Number']),
      );
      return share(found.size, live(raw.crimes(months), organised).length);
    },
  },
  {
    name: 'vehicle crime in a district in a month',
    measure: 'soac.vehicle-crime',
    asked: ['--by', 'month', '--area', 'E06000021'],
    period: '2025-10',
    // Stoke-on-Trent is policed from Hanley and Longton.
    worked: (raw) =>
      live(raw.crimes(['2025-10']), vehicle).filter((r) => is(r.LPA, ['HAN', 'LON'])).length,
  },
  {
    name: 'residential burglary in a ward over a financial year',
    measure: 'soac.burglary-home',
    asked: ['--by', 'financial-year', '--area', 'E05014479'],
    period: 'FY2024',
    worked: (raw) =>
      live(raw.crimes(monthsFrom('2024-04', '2025-03')), homeBurglary).filter(
        (r) => r.Ward === 'E05014479',
      ).length,
  },
  {
    name: 'a district of a split',
    ...quarterOf('soac.burglary-home'),
    asked: ['--by', 'quarter', '--split', 'district'],
    member: 'E07000199',
    worked: (raw) => live(raw.crimes(quarter), homeBurglary).filter((r) => r.LPA === 'TAM').length,
  },
  {
    name: 'crimes without a place in a split',
    ...quarterOf('soac.vehicle-crime'),
    asked: ['--by', 'quarter', '--split', 'district'],
    member: 'unknown',
    worked: (raw) => live(raw.crimes(quarter), vehicle).filter((r) => r.Ward === '').length,
  },
  {
    name: 'business burglary in a calendar year',
    measure: 'soac.burglary-business',
    asked: ['--by', 'calendar-year'],
    period: 'CY2024',
    worked: (raw) => live(raw.crimes(monthsFrom('2024-01', '2024-12')), businessBurglary).length,
  },
  {
    name: 'cash seized in a half-year',
    measure: 'disruption.cash',
    asked: ['--by', 'half'],
    period: '2025-H1',
    worked: (raw) => sum(raw.disruptions(monthsFrom('2025-04', '2025-09')), 'Cash GBP'),
  },
  {
    name: 'groups with a higher score, by the same model and a new scoring',
    ...quarterOf('ocg.score-risen'),
    worked: (raw) =>
      moves(raw, quarter).filter(
        ({ before, after }) =>
          after.Force === 'Staffordshire' &&
          after.Model === before.Model &&
          (after['Scored On'] ?? '') > (before['Scored On'] ?? '') &&
          Number(after['MoRiLE Score']) > Number(before['MoRiLE Score']),
      ).length,
  },
  {
    name: 'groups new to the register in a financial year',
    measure: 'ocg.new',
    asked: ['--by', 'financial-year'],
    period: 'FY2024',
    worked: (raw) => {
      const known = new Set(
        raw.register.filter((s) => s.stateOn < '2024-04').flatMap((s) => s.rows.map((r) => r.URN)),
      );
      const months = monthsFrom('2024-04', '2025-03');
      return new Set(
        raw.register
          .filter((s) => months.includes(s.stateOn.slice(0, 7)))
          .flatMap((s) => s.rows.map((r) => r.URN))
          .filter((urn) => !known.has(urn)),
      ).size;
    },
  },
  {
    name: 'share of the groups of a quarter that were disrupted in it',
    ...quarterOf('disruption.active-disrupted'),
    worked: (raw) => {
      const present = new Set(monthEnds.flatMap((day) => activeOn(raw, day).map((r) => r.URN)));
      const hit = [...disruptedGroups(raw.disruptions(quarter))].filter((urn) => present.has(urn));
      return share(hit.length, present.size);
    },
  },
  {
    name: 'share of groups without a disruption in twelve months',
    ...quarterOf('ocg.untouched'),
    mayBeZero: true,
    // Only a group that has been there for the twelve months could have been reached in them.
    worked: (raw) => {
      const first = firstSeen(raw);
      const active = activeOn(raw, '2025-12-31').filter(
        (r) => (first.get(r.URN ?? '') ?? '') < '2024-12-31',
      );
      const touched = new Set(raw.disruptions(inYear).flatMap(references));
      return share(active.filter((r) => !touched.has(r.URN ?? '')).length, active.length);
    },
  },
  {
    name: 'share of disruptions recorded after 28 days',
    ...quarterOf('disruption.late'),
    worked: (raw) => {
      const rows = raw.disruptions(quarter);
      const late = rows.filter((r) => days(r, 'Activity Date', 'Date Recorded') > 28);
      return share(late.length, rows.length);
    },
  },
  {
    name: 'median days to an outcome',
    ...quarterOf('cj.days'),
    worked: (raw) =>
      median(
        raw
          .outcomes(quarter)
          .filter((r) => is(r['HO Class'], organised))
          .map((r) => days(r, 'Recorded Date', 'Outcome Date')),
      ),
  },
  {
    name: 'median days on the register at the end of the quarter',
    ...quarterOf('ocg.time-active'),
    worked: (raw) => {
      const first = firstSeen(raw);
      return median(
        activeOn(raw, '2025-12-31').map(
          (r) => dayNumber('2025-12-31') - dayNumber(first.get(r.URN ?? '') ?? ''),
        ),
      );
    },
  },
  {
    name: 'share of groups whose review is overdue',
    ...quarterOf('ocg.review-overdue'),
    mayBeZero: true,
    worked: (raw) => {
      const active = activeOn(raw, '2025-12-31');
      const overdue = active.filter((r) => (r['Next Review'] ?? '') < '2025-12-31');
      return share(overdue.length, active.length);
    },
  },
  {
    name: 'share of disruptions with a partner',
    ...quarterOf('disruption.partner'),
    worked: (raw) => {
      const rows = raw.disruptions(quarter);
      return share(rows.filter((r) => (r.Supporting ?? '') !== '').length, rows.length);
    },
  },
  {
    name: 'share of acquisitive crimes flagged as organised, over three months',
    measure: 'soac.organised',
    asked: ['--by', 'rolling-3'],
    period: '2025-12/R3',
    worked: (raw) => {
      const rows = live(raw.crimes(quarter), acquisitive);
      return share(rows.filter((r) => r['SOC Flag'] === 'Y').length, rows.length);
    },
  },
  {
    name: 'published referrals, calendar quarters in financial ones, no total counted twice',
    measure: 'modern-slavery.nrm-published',
    asked: ['--by', 'quarter'],
    period: '2022-Q1',
    worked: (raw) =>
      raw
        .published('nrm-police-referrals-by-quarter.csv')
        .filter((r) => r.quarter === '2022-Q2' && r.first_responder === 'Staffordshire Police')
        .filter((r) => r.exploitation_type !== 'Total' && r.age_at_exploitation !== 'Total')
        .reduce((total, r) => total + Number(r.referrals), 0),
  },
];

/** The quarter's months, for the proof that different things are not the sum of their months. */
export const groupsByMonth = (raw: RawSample): number =>
  quarter.reduce((total, month) => total + disruptedGroups(raw.disruptions([month])).size, 0);
