import type { ForceChange, Series } from '../../figures/index.ts';
import type { Matrix, Overview, ThemeStory } from '../../findings/index.ts';
import type { Framework, PackDefinition } from '../../framework/index.ts';
import type { Period, PlainDate } from '../../periods/index.ts';

/** Everything a pack says, from figures and findings alone. */
export interface PackContent {
  readonly framework: Framework;
  readonly pack: PackDefinition;
  readonly period: Period;
  readonly forceTitle: string;
  readonly version: string;
  readonly builtOn: PlainDate;
  readonly overview: Overview;
  readonly themes: readonly ThemeStory[];
  readonly region: readonly RegionEntry[];
  /** Null where the pack does not ask for it or nobody may read what it needs. */
  readonly matrix: Matrix | null;
  readonly sources: readonly SourceEntry[];
  readonly restated: readonly RestatedMonth[];
  /** Files that were refused, by name. */
  readonly refused: readonly string[];
}

/** One measure among the forces of the region, from a published table. */
export interface RegionEntry {
  readonly series: Series;
  readonly rows: readonly ForceChange[];
  /** "December 2024". */
  readonly yearEnding: string;
}

export interface SourceEntry {
  readonly id: string;
  readonly title: string;
  readonly method: 'automated' | 'template' | 'narrative';
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
