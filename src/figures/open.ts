import {
  type Area,
  areaAbove,
  type Framework,
  findArea,
  type MeasureDefinition,
} from '../framework/index.ts';
import { type AnswerPoint, answer, type ListQuery, listOf, rowsOf } from '../measures/index.ts';
import { type Month, type Period, type PlainDate, period as periodById } from '../periods/index.ts';
import { problem, Refusal } from '../problems/index.ts';
import {
  bandNames,
  type Grant,
  type LoadRow,
  type RowsPage,
  type Warehouse,
} from '../warehouse/index.ts';
import { originOf } from './behind.ts';
import type { Vintage } from './build.ts';
import { buildDated } from './dated.ts';
import type { PointRef, Question, RowsBehind, Series, Split } from './figure.ts';
import { periodsFor } from './periods-asked.ts';
import { changesByForce, type ForceChange, regionOf } from './region.ts';
import { spokenAt } from './spoken.ts';
import { spokenOnce } from './spoken-once.ts';
import { type Control, everything, openControl } from './withhold.ts';

/** The one way out: every number that a person sees is asked here. */
export interface Figures {
  series(question: Question): Promise<Series>;
  /** One series for each member of the split, largest areas' names in the framework's order. */
  split(question: Question, by: Split): Promise<readonly Series[]>;
  /** A page of the rows of a point; `total` and `equal` speak of all of them. */
  rowsBehind(point: PointRef, grant: Grant, page: RowsPage): Promise<RowsBehind>;
  /** Rows of a dataset, for working lists and statements; a grant opens its classes of column. */
  list(asked: Listed, grant: Grant): Promise<RowsBehind['rows']>;
  /** The newest period of a grain that the reporting day has seen end. */
  readonly reportingDay: PlainDate;
  readonly framework: Framework;
  loads(): Promise<readonly KnownLoad[]>;
  /** Changes with everything that is loaded or taken out: what was made of figures before it is old. */
  version(): number;
  /** Forgets answers that read a dataset of the product's own records, which has been made anew. */
  renewed(dataset: string): void;
  /** Each force's change on the year before, from the published table a measure names for the region. */
  regionChanges(measure: string, ending: Month, asAt?: PlainDate): Promise<readonly ForceChange[]>;
}

/** A load as a reader may know it: null is not said to this reader, since it speaks of more than they may see. */
export type KnownLoad = Omit<LoadRow, 'rowsRead' | 'rowsLoaded' | 'rowsSetAside' | 'sha256'> & {
  readonly rowsRead: number | null;
  readonly rowsLoaded: number | null;
  readonly rowsSetAside: number | null;
  readonly sha256: string | null;
};

/** What is listed; `asAt` is the end of a local day. */
export type Listed = Omit<ListQuery, 'asAt'> & { readonly asAt?: PlainDate };

export interface FiguresEffects {
  /** UTC instant with Z. */
  now(): string;
}

/** Answers kept at once; a reader's pages ask for some hundreds. */
const mostKept = 6000;

export function openFigures(
  framework: Framework,
  warehouse: Warehouse,
  reportingDay: PlainDate,
  effects: FiguresEffects,
): Figures {
  const vintages = new Map<string, Promise<Vintage>>();
  const answers = new Map<string, Promise<Series | readonly Series[]>>();
  let kept: Promise<readonly LoadRow[]> | null = null;
  let seen = -1;
  let control: Control = openControl(framework, warehouse, reportingDay, () => vintage(undefined));

  /** Answers are kept until something is loaded or undone: this process alone owns the home. */
  function forgetOld(): void {
    const now = warehouse.engine.commits();
    if (now === seen) return;
    vintages.clear();
    answers.clear();
    kept = null;
    control = openControl(framework, warehouse, reportingDay, () => vintage(undefined));
    seen = now;
  }

  function loads(): Promise<readonly LoadRow[]> {
    forgetOld();
    kept ??= warehouse.loads();
    return kept;
  }

  function vintage(asAt: PlainDate | undefined): Promise<Vintage> {
    forgetOld();
    const key = asAt ?? 'now';
    const known = vintages.get(key);
    if (known) return known;
    const made = (async () => {
      const load = asAt ? await warehouse.loadAt(asAt) : null;
      const [coverage, all] = await Promise.all([warehouse.coverage(load), loads()]);
      return {
        load,
        spoken: spokenOnce(spokenAt(framework, coverage, all, asAt ?? reportingDay)),
        asAt: asAt ? `${asAt}T23:59:59Z` : effects.now(),
      };
    })();
    vintages.set(key, made);
    made.catch(() => vintages.delete(key));
    return made;
  }

  function remember<T extends Series | readonly Series[]>(
    key: string,
    make: () => Promise<T>,
  ): Promise<T> {
    forgetOld();
    const known = answers.get(key);
    if (known) return known as Promise<T>;
    const made = make();
    answers.set(key, made);
    for (const oldest of answers.keys()) if (answers.size > mostKept) answers.delete(oldest);
    made.catch(() => answers.delete(key));
    return made;
  }

  const measureOf = (id: string): MeasureDefinition => {
    const measure = framework.measures.get(id);
    if (!measure) throw new RangeError(`no measure ${id}`);
    return measure;
  };

  return {
    framework,
    reportingDay,
    loads,
    version: () => warehouse.engine.commits(),
    renewed: (dataset) => {
      vintages.clear();
      for (const measure of framework.measures.values())
        if (readsOf(measure).includes(dataset))
          for (const key of answers.keys())
            if (key.includes(`"measure":"${measure.id}"`)) answers.delete(key);
    },
    series: (question) =>
      remember(JSON.stringify(question), async () => {
        const at = await vintage(question.asAt);
        const measure = measureOf(question.measure);
        const area = findArea(framework.areas, question.area ?? framework.force);
        if (!area) throw new RangeError(`no area ${question.area}`);
        const plan = periodsFor(measure, question, at.spoken, framework);
        const [points, region, hides] = await Promise.all([
          answer(
            { measure, periods: plan.all, area: area.code, split: null, asAt: at.load },
            framework,
            warehouse,
          ),
          regionOf(measure, question, area, at, framework, warehouse),
          control.area(measure, area, at),
        ]);
        const input = {
          framework,
          measure,
          area,
          category: null,
          question,
          plan,
          at,
          points,
          withheld: hides && ((period: Period) => hides(area.code, period)),
          region,
          builtAt: effects.now(),
          reportingDay,
        };
        const [made] = await buildDated([input], null, warehouse);
        if (!made) throw new RangeError(`${measure.id} has no series`);
        return made;
      }),
    split: (question, by) =>
      remember(JSON.stringify([question, by]), async () => {
        const at = await vintage(question.asAt);
        const measure = measureOf(question.measure);
        refuseClosed(measure, by, framework);
        const plan = periodsFor(measure, question, at.spoken, framework);
        const whole = findArea(framework.areas, question.area ?? framework.force);
        if (!whole) throw new RangeError(`no area ${question.area}`);
        const hides = await control.split(measure, by, whole, at);
        const points = await answer(
          {
            measure,
            periods: plan.all,
            // Which members an area has would say of each that it is not nought: the force's are listed.
            area: hides === everything ? framework.force : whole.code,
            split: by,
            asAt: at.load,
          },
          framework,
          warehouse,
        );
        const groups = new Map<string, AnswerPoint[]>();
        for (const point of points) {
          const of = groups.get(point.group ?? 'unknown') ?? [];
          groups.set(point.group ?? 'unknown', of);
          of.push(point);
        }
        const places = by === 'district' || by === 'lpa' || by === 'ward' || by === 'force';
        if (places)
          for (const area of placesOf(framework, by))
            if (!groups.has(area.code))
              groups.set(
                area.code,
                plan.all.map((p) => ({
                  period: p.id,
                  group: area.code,
                  value: measure.whole || measure.per ? null : 0,
                  numerator: 0,
                  denominator: 0,
                  suppressed: false,
                  moves: null,
                })),
              );
        const inputs = [...groups].map(([code, list]) => {
          const area = places
            ? (findArea(framework.areas, code) ?? {
                code,
                id: code,
                title: code,
                kind: 'unknown' as const,
                parents: [],
                aliases: [],
                visited: null,
              })
            : whole;
          return {
            framework,
            measure,
            area,
            category: places ? null : code,
            question,
            plan,
            at,
            points: list,
            withheld: hides && ((period: Period) => hides(code, period)),
            region: [],
            builtAt: effects.now(),
            reportingDay,
          };
        });
        const made = await buildDated(inputs, by, warehouse);
        const bands = bandNames(measure.by?.column === by ? measure.by.bands : []);
        const band = ({ category }: Series) => bands.indexOf(category ?? '');
        return made.sort(
          (a, b) =>
            band(a) - band(b) ||
            (a.area.title + (a.category ?? '') < b.area.title + (b.category ?? '') ? -1 : 1),
        );
      }),
    regionChanges: async (id, ending, asAt) => {
      const { load } = await vintage(asAt);
      return changesByForce(measureOf(id), ending, load, framework, warehouse);
    },
    list: async ({ asAt, ...asked }, grant) => {
      const at = await vintage(asAt);
      const found = await listOf({ ...asked, asAt: at.load }, framework, warehouse, grant);
      const byNumber = new Map((await loads()).map((load) => [load.load, load]));
      return found.map((row) => ({
        values: row.values,
        origin: originOf(byNumber.get(row.load), asked.dataset, row.sheet, row.row, row.load),
      }));
    },
    rowsBehind: async (point, grant, page) => {
      const at = await vintage(point.asAt ?? undefined);
      const measure = measureOf(point.measure);
      const period = periodById(point.period);
      const column = point.split ?? measure.by?.column ?? null;
      const category =
        point.category !== null && column !== null ? { column, code: point.category } : null;
      if (category) refuseClosed(measure, category.column, framework);
      const found = await rowsOf(
        { measure, period, area: point.area, category, asAt: at.load },
        framework,
        warehouse,
        grant,
        page,
      );
      const byNumber = new Map((await loads()).map((load) => [load.load, load]));
      return {
        total: found.total,
        equal: found.equal,
        from: page.from,
        rows: found.rows.map((row) => ({
          values: row.values,
          origin: originOf(byNumber.get(row.load), found.dataset, row.sheet, row.row, row.load),
        })),
      };
    },
  };
}

/**
 * A column of references or of persons has a member for each row: only a grant opens those. One whose
 * members count what this reader may not see is closed.
 */
function refuseClosed(measure: MeasureDefinition, split: string, framework: Framework): void {
  // `offence/robbery` is the column one step further down.
  const column = split.split('/')[0] ?? split;
  if (measure.closed?.columns.includes(column))
    throw new Refusal(problem('A123', { what: `each ${column}`, measure: measure.title }));
  for (const dataset of readsOf(measure)) {
    const found = framework.datasets.get(dataset)?.columns.get(column);
    if (found && found.class !== 'open')
      throw new Refusal(problem('A111', { column, measure: measure.title }));
  }
}

/** Datasets that a measure reads. */
export const readsOf = (measure: MeasureDefinition): readonly string[] => [
  measure.value.of,
  ...(measure.whole ? [measure.whole.of] : []),
];

const placesOf = (framework: Framework, kind: string): Area[] =>
  [...framework.areas.byCode.values()].filter(
    (area) =>
      area.kind === kind &&
      (kind === 'force'
        ? false
        : areaAbove(framework.areas, area.code, 'force') === framework.force),
  );
