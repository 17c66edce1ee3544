export type {
  Contribution,
  Finding,
  OutcomeLine,
  Overview,
  ThemeLine,
  ThemeStory,
  VerdictCount,
} from './finding.ts';
