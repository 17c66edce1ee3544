import { type PlainDate, parseDay } from '../periods/index.ts';
import { type ThreatLevel, threatLevels } from './matrix.ts';

/** What people have stated of a theme (R13, R16): the assessment in force, what emerges, and the versions before. */
export interface Profile {
  readonly current: Statement | null;
  /** Issues noted that are still valid, newest first. */
  readonly emerging: readonly Statement[];
  /** Analytical scanning that is still valid, newest first. */
  readonly scanning: readonly Statement[];
  /** Assessments that the current one took the place of, newest first. */
  readonly before: readonly Statement[];
}

export interface Statement {
  readonly on: PlainDate;
  readonly text: string;
  readonly level: ThreatLevel | null;
  readonly confidence: string | null;
  /** Of the author: a role, never a name. */
  readonly role: string | null;
  readonly validUntil: PlainDate | null;
  /** Its time is over on the day that is asked about. */
  readonly lapsed: boolean;
  readonly reference: string | null;
  readonly marking: string | null;
}

export type StatementRow = Readonly<Record<string, unknown>>;

/** The profile of a theme from rows of statements; `until` is the last day looked at, `today` the day it is read on. */
export function profileOf(
  rows: readonly StatementRow[],
  asked: { readonly theme: string; readonly until: PlainDate; readonly today: PlainDate },
): Profile {
  const of = (kind: string) =>
    rows
      .filter((row) => row.theme === asked.theme && row.kind === kind)
      .flatMap((row) => statementOf(row, asked.today) ?? [])
      .filter((s) => s.on <= asked.until)
      .sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : 0));
  const [current = null, ...before] = of('assessment');
  const valid = (kind: string) => of(kind).filter((s) => !s.lapsed);
  return { current, before, emerging: valid('emerging'), scanning: valid('scanning') };
}

function statementOf(row: StatementRow, today: PlainDate): Statement | null {
  const on = parseDay(wordOf(row.made_on) ?? '');
  const text = wordOf(row.statement);
  if (!on || !text) return null;
  const validUntil = parseDay(wordOf(row.valid_until) ?? '');
  return {
    on,
    text,
    level: threatLevels.find((level) => level === row.level) ?? null,
    confidence: wordOf(row.confidence),
    role: wordOf(row.role),
    validUntil,
    lapsed: validUntil !== null && validUntil < today,
    reference: wordOf(row.reference),
    marking: wordOf(row.marking),
  };
}

const wordOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
