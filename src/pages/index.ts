export type { Choice, Context, Frame } from './layout.tsx';
export {
  definitionsPage,
  definitionWords,
  findingsPage,
  measuresPage,
  themesPage,
} from './lists.tsx';
export { type MeasureView, measurePage } from './measure.tsx';
export {
  adminPage,
  type PacksView,
  packsPage,
  problemPage,
  type RowsView,
  rowsPage,
  signInPage,
} from './others.tsx';
export { type OverviewView, overviewPage } from './overview.tsx';
export { type FileResult, type SourceRow, type SourcesView, sourcesPage } from './sources.tsx';
export { type ThemeView, themePage } from './theme.tsx';
