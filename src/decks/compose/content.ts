import type { Boundaries } from '../../charts/index.ts';
import type { ForceChange, Series } from '../../figures/index.ts';
import type {
  ActionStory,
  GroupLine,
  HeldAgainst,
  Matrix,
  Overview,
  ThemeStory,
  TierMoves,
} from '../../findings/index.ts';
import type { Framework, PackDefinition } from '../../framework/index.ts';
import type { Period, PlainDate } from '../../periods/index.ts';

/** Everything a pack says, from figures and findings alone. */
export interface PackContent {
  readonly framework: Framework;
  readonly pack: PackDefinition;
  readonly period: Period;
  readonly forceTitle: string;
  readonly version: string;
  /** The version that this one corrects, and what changed; null where it corrects none. */
  readonly corrects: { readonly version: string; readonly note: string } | null;
  readonly builtOn: PlainDate;
  readonly overview: Overview;
  readonly themes: readonly ThemeStory[];
  readonly region: readonly RegionEntry[];
  readonly geography: readonly DistrictsEntry[];
  /** Null where the pack does not ask for it or nobody may read what it needs. */
  readonly matrix: Matrix | null;
  /** Operations and sites with what their measure did; none where the pack does not ask for them. */
  readonly actions: readonly ActionStory[];
  readonly sources: readonly SourceEntry[];
  readonly restated: readonly RestatedMonth[];
  /** Files that were refused, by name. */
  readonly refused: readonly string[];
  /** Working lists that the pack asks for, each opened with leave. */
  readonly registers: readonly RegisterEntry[];
  /** What the last issued edition said and what its meeting decided; null where there is none. */
  readonly last: LastEdition | null;
  /** What is asked of the meeting: accepted asks of themes, then the strongest findings. */
  readonly asks: readonly AskEntry[];
  readonly editions: readonly EditionEntry[];
  /** Of readers who said whether a page or an edition was useful. */
  readonly feedback: { readonly said: number; readonly useful: number };
  /** Seconds that the last pack of this kind took to build; null where none was timed. */
  readonly buildSeconds: number | null;
  /** Themes whose measures a pack of lower marking leaves out, in part or whole. */
  readonly leftOut: readonly {
    readonly title: string;
    readonly left: number;
    readonly all: number;
  }[];
}

export type RegisterName = 'groups' | 'lines' | 'nominals' | 'investigations';

/** A register at the period's end: groups as lines, the others as their rows. */
export interface RegisterEntry {
  readonly list: RegisterName;
  readonly title: string;
  /** What movements are held against. */
  readonly since: HeldAgainst;
  readonly groups: readonly GroupLine[];
  readonly tiers: readonly TierMoves[];
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

export interface LastEdition {
  readonly title: string;
  readonly version: string;
  readonly period: Period;
  readonly issuedOn: PlainDate;
  readonly decisions: readonly DecisionEntry[];
  /** Sentences of what became more than chance, or no longer is, since that edition. */
  readonly began: readonly string[];
  readonly ended: readonly string[];
  readonly continuing: readonly string[];
  /** Figures that read otherwise now than they were printed, the largest change first. */
  readonly restated: readonly RestatedFigure[];
}

export interface RestatedFigure {
  readonly title: string;
  readonly printed: string;
  readonly now: string;
  readonly change: string;
}

export interface DecisionEntry {
  readonly theme: string;
  readonly text: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
  readonly state: 'open' | 'done' | 'late' | 'dropped';
  readonly result: string;
  /** "Was 52, now 45: improving". */
  readonly since: string;
}

export interface AskEntry {
  readonly theme: string;
  readonly text: string;
  readonly because: string;
  readonly owner: string;
}

/** An issued edition of any pack, with how its figures came. */
export interface EditionEntry {
  readonly pack: string;
  readonly period: Period;
  readonly version: string;
  readonly figures: number;
  readonly byHand: number;
  readonly decisions: number;
  readonly done: number;
}

/** One measure among the forces of the region, from a published table. */
export interface RegionEntry {
  readonly series: Series;
  readonly rows: readonly ForceChange[];
  /** "December 2024". */
  readonly yearEnding: string;
}

/** One measure by district of the force. */
export interface DistrictsEntry {
  readonly whole: Series;
  /** In the framework's order; what was recorded without a district stands last. */
  readonly districts: readonly {
    readonly series: Series;
    /** The same for so many people; null where the framework has no such measure. */
    readonly rate: Series | null;
  }[];
  readonly boundaries: Boundaries;
}

export interface SourceEntry {
  readonly id: string;
  readonly title: string;
  readonly method: 'automated' | 'template' | 'narrative';
  /** Title of the role that owns it. */
  readonly owner: string;
  readonly dataTo: PlainDate | null;
  readonly state: 'complete' | 'late' | 'missing' | 'refused' | 'nothing-loaded';
  readonly daysLate: number;
  /** Faults of the newest file where that was refused. */
  readonly faults: number;
}

/** A month whose rows a later file changed. */
export interface RestatedMonth {
  readonly month: string;
  readonly source: string;
  readonly before: number;
  readonly after: number;
}
