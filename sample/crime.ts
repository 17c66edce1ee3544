import { britishDay, dayNumber, isoDay, type SampleMonth } from './calendar.ts';
import { annual, expected, type Subgroup } from './calibration.ts';
import { quotaOf } from './quota.ts';
import { type Random, seeded } from './random.ts';
import type { Ward } from './wards.ts';
import { planted } from './world.ts';

/** One invented crime. Fields hold what the crime system prints. */
export interface Crime {
  readonly number: string;
  /** Day and minute it was recorded. */
  readonly recordedDay: number;
  readonly time: string;
  readonly committedFrom: number;
  readonly committedTo: number;
  readonly offence: string;
  readonly text: string;
  readonly ward: Ward | null;
  readonly beat: string;
  readonly value: string;
  readonly property: string;
  readonly firearm: boolean;
  readonly knife: boolean;
  readonly soc: boolean;
  readonly exploitation: boolean;
  readonly ocg: string;
  /** Load counted from the crime's own month at which it is cancelled or transferred; -1 never. */
  readonly changesAfter: number;
  readonly changesTo: 'Cancelled' | 'Transferred';
  /** Not classified yet when its month is first reported. */
  readonly unclassified: boolean;
}

const acquisitive = new Set([
  '34A',
  '34B',
  '28E',
  '28F',
  '28G',
  '28H',
  '29A',
  '30C',
  '30D',
  '31A',
  '45',
  '48',
  '37.2',
  '126',
  '49',
  '54',
  '33',
  '44',
]);

/** Crimes of one month by the published level, season and districts, and what is planted. */
export function crimesOf(
  seed: string,
  when: SampleMonth,
  subgroups: readonly Subgroup[],
  wards: ReadonlyMap<string, readonly Ward[]>,
  groups: readonly string[],
): Crime[] {
  const crimes: Crime[] = [];
  const firstDay = dayNumber(`${when.id}-01`);
  for (const subgroup of subgroups) {
    const random = seeded(`${seed}/crime/${when.id}/${subgroup.title}`);
    const level = expected(subgroup, when) * (1 - madeOfPlant(subgroup, when.year));
    const weights = subgroup.classes.reduce((sum, [, weight]) => sum + weight, 0);
    const quota = quotaOf(seed, when.year, subgroup);
    for (const [offence, weight, text] of subgroup.classes)
      for (const [district, share] of subgroup.districts) {
        const change = changeOf(offence, district, when.id);
        const count = quota
          ? thinned(random, quota(when.month, offence, district), change)
          : random.count(level * share * (weight / weights) * change, 1.3);
        for (let n = count; n > 0; n--)
          crimes.push(
            oneCrime(random, offence, text, wards.get(district) ?? [], firstDay, when.days, groups),
          );
      }
    crimes.push(...plantThefts(subgroup, random, when, firstDay, wards));
    crimes.push(...soonCancelled(seed, subgroup, when, crimes, wards));
  }
  crimes.sort((a, b) => a.recordedDay - b.recordedDay || (a.time < b.time ? -1 : 1));
  return crimes.map((crime, i) => ({
    ...crime,
    number: `SYN${when.compact}${String(i + 1).padStart(5, '0')}`,
    unclassified: i % 4001 === 777,
  }));
}

/** What the planted changes make of an offence in a district and month. */
function changeOf(offence: string, district: string, month: string): number {
  const { businessBurglaryFalls: burglary, hiddenRise } = planted;
  const action = planted.actions.find(
    (a) => a.class === offence && a.district === district && month >= a.from,
  );
  const acted = action?.factor ?? 1;
  if (burglary.classes.includes(offence as never) && month >= burglary.from) return burglary.factor;
  if (offence === hiddenRise.class && month >= hiddenRise.from)
    return (
      acted *
      (district === hiddenRise.district ? hiddenRise.factor : district === 'E06000021' ? 0.7 : 0.94)
    );
  return acted;
}

/** What is left of a count when each is kept with that chance; a share above one keeps all. */
function thinned(random: Random, count: number, share: number): number {
  let kept = 0;
  for (let n = count; n > 0; n--) if (share >= 1 || random.chance(share)) kept++;
  return kept;
}

/** Thefts with a property type of their own, a month, before what is planted. */
const rural = [
  ['Plant machinery', 14],
  ['Agricultural machinery', 12],
  ['Metal and cable', 9],
] as const;

/** The share of a subgroup that is made by `plantThefts`, so that the whole stays as published. */
const madeOfPlant = (subgroup: Subgroup, year: number): number =>
  subgroup.title === 'Other theft offences'
    ? (12 * rural.reduce((sum, [, mean]) => sum + mean, 0)) / annual(subgroup, year)
    : 0;

/** Plant and agricultural machinery is class 49 with a property type: no Home Office code exists for it. */
function plantThefts(
  subgroup: Subgroup,
  random: Random,
  when: SampleMonth,
  firstDay: number,
  wards: ReadonlyMap<string, readonly Ward[]>,
): Crime[] {
  if (subgroup.title !== 'Other theft offences') return [];
  const found: Crime[] = [];
  const districts = ['E07000193', 'E07000194', 'E07000196', 'E07000197', 'E07000198'];
  const factor = when.id >= planted.plantTheftRises.from ? planted.plantTheftRises.factor : 1;
  for (const [property, mean] of rural)
    for (let n = random.count(property === 'Metal and cable' ? mean : mean * factor); n > 0; n--)
      found.push({
        ...oneCrime(
          random,
          '49',
          'Other theft',
          wards.get(random.pick(districts)) ?? [],
          firstDay,
          when.days,
          [],
        ),
        property,
        value: String(Math.round(random.wait(property === 'Metal and cable' ? 900 : 9000)) + 50),
      });
  return found;
}

function oneCrime(
  random: Random,
  offence: string,
  text: string,
  wards: readonly Ward[],
  firstDay: number,
  days: number,
  groups: readonly string[],
): Crime {
  const recordedDay = firstDay + random.below(days);
  const before = random.chance(0.02) ? 365 + random.below(4000) : Math.floor(random.wait(2));
  const ward = random.chance(0.985) && wards.length > 0 ? random.pick(wards) : null;
  const theft = acquisitive.has(offence);
  const soc = random.chance(theft ? 0.06 : offence === '92A' ? 0.3 : 0.01);
  return {
    number: '',
    recordedDay,
    time: `${String(random.below(24)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`,
    committedFrom: recordedDay - before - (random.chance(0.3) ? 1 : 0),
    committedTo: recordedDay - before,
    offence,
    text: text.slice(0, 30),
    ward,
    beat: ward === null ? '' : `${ward.area}${1 + random.below(9)}`,
    value: theft && random.chance(0.85) ? money(random, offence) : '',
    property:
      offence === '48' || offence === '37.2'
        ? 'Motor vehicle'
        : offence === '45'
          ? 'Vehicle parts and contents'
          : offence === '92A' && recordedDay % 4 === 0
            ? 'Cannabis plants'
            : theft
              ? random.pick(['Cash', 'Jewellery', 'Electrical', 'Tools', ''])
              : '',
    firearm: random.chance(
      offence.startsWith('34')
        ? 0.02
        : offence === '10A' || offence === '10B' || offence === '81'
          ? 1
          : 0.001,
    ),
    knife: random.chance(
      offence.startsWith('34') ? 0.22 : offence === '10D' ? 1 : offence === '8N' ? 0.03 : 0.001,
    ),
    soc,
    exploitation: random.chance(
      offence === '106' || offence === '71' ? 0.5 : offence === '92A' ? 0.08 : 0.003,
    ),
    ocg: soc && random.chance(0.25) && groups.length > 0 ? random.pick(groups) : '',
    changesAfter: random.chance(0.012) && !grave(offence) ? 1 + random.below(2) : -1,
    changesTo: random.chance(0.7) ? 'Cancelled' : 'Transferred',
    unclassified: false,
  };
}

/** Deaths are not cancelled. */
const grave = (offence: string) => ['1', '4.1', '4.4'].includes(offence);

const money = (random: Random, offence: string) =>
  (
    10 +
    Math.round(random.wait(offence === '48' ? 7000 : offence.startsWith('28') ? 1800 : 350) * 100) /
      100
  ).toFixed(2);

/** The restated month: offences of one class that stand in its first report and are cancelled in the next. */
function soonCancelled(
  seed: string,
  subgroup: Subgroup,
  when: SampleMonth,
  recorded: readonly Crime[],
  wards: ReadonlyMap<string, readonly Ward[]>,
): Crime[] {
  const { month, class: offence, cancelled } = planted.restatedMonth;
  const text = subgroup.classes.find(([code]) => code === offence)?.[2];
  if (when.id !== month || text === undefined) return [];
  const random = seeded(`${seed}/restated/${month}`);
  const districts = [...subgroup.districts];
  const count = Math.round(cancelled * recorded.filter((c) => c.offence === offence).length);
  return Array.from({ length: count }, () => ({
    ...oneCrime(
      random,
      offence,
      text,
      wards.get(random.weighed(districts)) ?? [],
      dayNumber(`${month}-01`),
      when.days,
      [],
    ),
    changesAfter: 1,
    changesTo: 'Cancelled' as const,
  }));
}

export const crimeHeader =
  'Crime Number,Recorded Date,Committed From,Committed To,HO Class,Offence,Beat,Ward,LPA,Value Stolen,Property Type,Firearm,Knife,SOC Flag,CE Flag,OCG URN,Crime Status';

/** A crime as the report of `age` months after its own month prints it. */
export function crimeRow(crime: Crime, age: number): string {
  const status = crime.changesAfter >= 0 && age >= crime.changesAfter ? crime.changesTo : 'Live';
  const yes = (flag: boolean) => (flag ? 'Y' : 'N');
  const offence = crime.unclassified && age === 0 ? 'N/K' : crime.offence;
  return `${crime.number},${britishDay(isoDay(crime.recordedDay))} ${crime.time},${britishDay(isoDay(crime.committedFrom))},${britishDay(isoDay(crime.committedTo))},${offence},${quoted(crime.text)},${crime.beat},${crime.ward?.code ?? ''},${crime.ward?.area ?? ''},${crime.value},${crime.property},${yes(crime.firearm)},${yes(crime.knife)},${yes(crime.soc)},${yes(crime.exploitation)},${crime.ocg},${status}`;
}

/** Text with a comma stands in quotes (RFC 4180). */
export const quoted = (text: string): string => (text.includes(',') ? `"${text}"` : text);
