import { britishDay, dayNumber, isoDay } from './calendar.ts';
import { type Crime, quoted } from './crime.ts';
import { type Random, seeded } from './random.ts';

/** How a crime was finalised, and when; a few are re-opened and finalised again. */
export interface CrimeOutcome {
  readonly crime: Crime;
  readonly day: number;
  readonly type: string;
}

const texts: Readonly<Record<string, string>> = {
  '1': 'Charged or summonsed',
  '1A': 'Charged - alternate offence',
  '2': 'Caution - youth',
  '3': 'Caution - adult',
  '4': 'Taken into consideration',
  '7': 'Cannabis or khat warning',
  '8': 'Community resolution',
  '9': 'Not in public interest - CPS',
  '10': 'Not in public interest - police',
  '14': 'Evidential - victim declines, no suspect',
  '15': 'Evidential - suspect identified',
  '16': 'Evidential - victim declines',
  '17': 'Time limit expired',
  '18': 'No suspect identified',
  '20': 'Passed to another body',
  '21': 'Further investigation not in public interest',
  '22': 'Diversion or education',
};

type Mix = readonly (readonly [type: string, weight: number, meanDays: number])[];
const unsolved: Mix = [
  ['18', 66, 18],
  ['15', 9, 60],
  ['16', 6, 45],
  ['14', 5, 40],
  ['1', 7, 70],
  ['1A', 0.6, 80],
  ['8', 1.5, 30],
  ['22', 0.7, 50],
  ['21', 1, 40],
  ['17', 0.6, 200],
  ['4', 0.3, 90],
];
const named: Mix = [
  ['16', 40, 40],
  ['15', 18, 60],
  ['14', 8, 35],
  ['18', 13, 30],
  ['1', 8, 65],
  ['1A', 0.7, 75],
  ['8', 4, 25],
  ['22', 3, 45],
  ['3', 1.5, 30],
  ['2', 0.5, 35],
  ['20', 1.2, 40],
  ['21', 1.4, 40],
  ['17', 0.5, 210],
  ['9', 0.5, 120],
  ['10', 0.7, 50],
];
const policeMade: Mix = [
  ['1', 30, 90],
  ['1A', 2, 95],
  ['8', 24, 20],
  ['22', 10, 35],
  ['7', 3, 10],
  ['3', 5, 25],
  ['2', 1, 30],
  ['15', 12, 90],
  ['18', 4, 40],
  ['21', 6, 60],
  ['10', 2, 45],
  ['20', 1, 50],
];

const deaths: Mix = [
  ['1', 82, 60],
  ['15', 10, 240],
  ['18', 8, 300],
];

const mixOf = (offence: string): Mix =>
  ['1', '4.1', '4.4'].includes(offence)
    ? deaths
    : /^(92|10|81|90|38|54|33|79|802)/.test(offence)
      ? policeMade
      : /^(28|29|30|31|34|37|39|4|58|56|126)/.test(offence)
        ? unsolved
        : named;

/** Outcomes of a month's crimes; about 3 % have none yet, 1 % have two. */
export function outcomesOf(seed: string, month: string, crimes: readonly Crime[]): CrimeOutcome[] {
  const random = seeded(`${seed}/outcome/${month}`);
  const found: CrimeOutcome[] = [];
  for (const crime of crimes) {
    if (random.chance(0.03)) continue;
    const mix = mixOf(crime.offence);
    const type = random.weighed(mix.map(([id, weight]) => [id, weight] as const));
    const mean = mix.find(([id]) => id === type)?.[2] ?? 30;
    const day = crime.recordedDay + Math.floor(random.wait(mean));
    found.push({ crime, day, type });
    if (random.chance(0.01)) found.push({ crime, day: day + 20 + random.below(90), type: '1' });
  }
  return typedEarly(seeded(`${seed}/outcome-early/${month}`), month, found);
}

/** One outcome a month is dated before its crime was recorded, as when an arrest came first. */
function typedEarly(random: Random, month: string, outcomes: CrimeOutcome[]): CrimeOutcome[] {
  const first = dayNumber(`${month}-01`);
  const early = outcomes.filter((o) => o.crime.recordedDay - first >= 4);
  if (early.length === 0) return outcomes;
  const chosen = random.pick(early);
  const day = chosen.crime.recordedDay - 1 - random.below(3);
  return outcomes.map((o) => (o === chosen ? { ...o, day } : o));
}

export const outcomeHeader =
  'Crime Number,Outcome Date,Outcome Type,Outcome Text,Recorded Date,HO Class,LPA';

export const outcomeRow = ({ crime, day, type }: CrimeOutcome) =>
  `${crime.number},${britishDay(isoDay(day))},${type},${quoted(texts[type] ?? '')},${britishDay(isoDay(crime.recordedDay))},${crime.offence},${crime.ward?.area ?? ''}`;
