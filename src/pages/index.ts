export type { ActionsView } from './actions.tsx';
export { type AdminView, adminPage } from './admin.tsx';
export { type AreasView, type PlaceKind, placeKinds } from './areas-table.tsx';
export { rowsHref } from './chart-holder.tsx';
export type { Choice, ChoiceGroup, Context, Download } from './context-bar.tsx';
export type { RoleTitles } from './decide-form.tsx';
export { type DecisionLine, type DecisionsView, decisionsPage } from './decisions.tsx';
export { definitionWords, titlesOf } from './definition-words.ts';
export { definitionsPage } from './definitions.tsx';
export { type FeedbackView, feedbackPage } from './feedback.tsx';
export type { ExcerptView, FileResult, Mending } from './file-result.tsx';
export { type FindingsView, findingsPage } from './findings.tsx';
export type { ForYouView } from './for-you.tsx';
export type { Frame } from './layout.tsx';
export { measuresPage, themesPage } from './lists.tsx';
export type { MeasurePeriods } from './many-periods.tsx';
export { drawingOf as matrixDrawing, type MatrixPageView, matrixPage } from './matrix.tsx';
export { type MeasureView, measurePage } from './measure.tsx';
export { type CategoriesView, type ComparedRow, mapOf } from './measure-compared.tsx';
export type { LoadRow, RestatedRow } from './measure-sources.tsx';
export { type Fresh, type OverviewView, overviewPage } from './overview.tsx';
export { type Draft, type Edition, type PacksView, packsPage } from './packs.tsx';
export type { PillState } from './parts.tsx';
export { type PasswordView, passwordPage } from './password.tsx';
export {
  type GivenView,
  type PersonRow,
  type PersonView,
  personPage,
  type RightsChoices,
} from './person.tsx';
export { problemPage } from './problem.tsx';
export type { ReadList } from './read-lists.tsx';
export { problemsOfPage, type RefusedView, refusedPage } from './refused.tsx';
export { type RegistersView, registersPage } from './registers.tsx';
export type { RelatedColumn, RelatedTable } from './related-tables.tsx';
export { type RowsView, rowsOfPage, rowsPage } from './rows.tsx';
export { signInPage } from './sign-in.tsx';
export type { SinceEdition } from './since.tsx';
export {
  type PackSlide,
  type ShownEdition,
  slidePage,
  slidesPage,
} from './slide-pictures.tsx';
export { type SourceView, sourcePage } from './source.tsx';
export {
  type Automation,
  type SourceRow,
  type SourcesView,
  sourcesPage,
} from './sources.tsx';
export { type ThemeSource, type ThemeView, themePage } from './theme.tsx';
export { type TrailLine, type TrailView, trailPage } from './trail.tsx';
export { type UseRow, type UseView, usePage } from './use.tsx';
