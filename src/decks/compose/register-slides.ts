import type { PackSlide } from '../../framework/index.ts';
import {
  dayLabel,
  daysBetween,
  monthsLabel,
  type PlainDate,
  parseDay,
} from '../../periods/index.ts';
import { numberWord, plainNumber } from '../../wording/index.ts';
import type { DeckRow, SlidePlan } from '../deck-plan.ts';
import { rowsThatFit } from '../draw/table.ts';
import type { Template } from '../template.ts';
import type { PackContent, RegisterEntry, RegisterName } from './content.ts';
import { pagesOf } from './listing.ts';
import { groupList } from './register-groups.ts';
import { areaOf, day, type Entry, type List, named, soft, text, told } from './register-list.ts';
import { SlideDraft } from './slide.ts';
import { capital, plural } from './words.ts';

type Asked = Extract<PackSlide, { kind: 'register' }>;
type Row = RegisterEntry['rows'][number];

/** A working list by local policing area: what presses most is on it, the rest is counted (R53). */
export function registerSlides(
  content: PackContent,
  template: Template,
  asked: Asked,
  register: RegisterEntry,
): SlidePlan[] {
  const list =
    register.list === 'groups'
      ? groupList(content, asked, register)
      : rowList[register.list](content, register.rows);
  const draft = new SlideDraft(template, 'table');
  if (list.entries.length === 0) return [emptySlide(content, draft, register, list)];
  const { pages, left } = pagesOf(list.entries, list.columns, rowOf, draft, asked.pages);
  // A list of a few is in its own order; a whole register stands by area.
  const shown = asked.show === 'all' ? byArea(pages.flat()) : pages.flat();
  let from = 0;
  return pages.map((page, i) => {
    const slide = new SlideDraft(template, 'table');
    const own = shown.slice(from, from + page.length);
    from += page.length;
    slide.kicker = `${register.title} · ${monthsLabel(content.period)}${pages.length > 1 ? ` (${i + 1} of ${pages.length})` : ''}`;
    const areas = [...new Set(own.map((e) => e.under))];
    const title = pages.length === 1 ? list.title : `${list.title}: ${spanOf(areas)}`;
    slide.title(title);
    slide.tables.push({
      name: `${register.title} table`,
      area: 'Table',
      columns: list.columns,
      dense: true,
      ...rowsThatFit(
        { columns: list.columns, rows: own.map(rowOf), dense: true },
        slide.slot('Table').box,
        [12, 11],
      ),
      alt: `${register.title} by ${list.columns[0]?.head === 'Unit' ? 'unit' : 'local policing area'}. ${list.title}.`,
    });
    slide.source = `${list.source}${left > 0 ? ` ${capital(plural(left, 'more entry is', 'more entries are'))} on the page Registers.` : ''}`;
    return slide.done(
      [`${list.title}.`],
      ['No name is on it; looking at the register was recorded.'],
    );
  });
}

const rowOf = (entry: Entry): DeckRow => ({ cells: [entry.under, ...entry.cells] });

/** Areas in the order of their most pressing entry, so that each stands together. */
function byArea(entries: readonly Entry[]): Entry[] {
  const areas = [...new Set(entries.map((e) => e.under))];
  return areas.flatMap((area) => entries.filter((e) => e.under === area));
}

const spanOf = (areas: readonly string[]): string =>
  areas.length < 2 ? (areas[0] ?? '') : `${areas[0]} to ${areas.at(-1)}`;

function emptySlide(
  content: PackContent,
  draft: SlideDraft,
  register: RegisterEntry,
  list: List,
): SlidePlan {
  draft.kicker = `${register.title} · ${monthsLabel(content.period)}`;
  draft.title(list.title);
  draft.tables.push({
    name: `${register.title} table`,
    area: 'Table',
    columns: [{ head: 'Entries', share: 1 }],
    rows: [{ cells: [`${list.title}.`] }],
    size: 13,
    alt: `${list.title}: an empty list.`,
  });
  draft.source = list.source;
  return draft.done([`${list.title}.`]);
}

type RowList = (content: PackContent, rows: readonly Row[]) => List;

const daysOpen = (row: Row, column: string, end: PlainDate): number => {
  const since = parseDay(String(row[column] ?? '').slice(0, 10));
  return since ? daysBetween(since, end) : 0;
};
const oldestFirst = (rows: readonly Row[], column: string, end: PlainDate): Row[] =>
  [...rows].sort((a, b) => daysOpen(b, column, end) - daysOpen(a, column, end));
const rowList: Readonly<Record<Exclude<RegisterName, 'groups'>, RowList>> = {
  lines: (content, rows) => {
    const { end } = content.period;
    const ordered = oldestFirst(rows, 'first_seen', end).sort(
      (a, b) => Number(b.children === true) - Number(a.children === true),
    );
    const children = rows.filter((r) => r.children === true).length;
    return {
      title: `${capital(plural(rows.length, 'county line is', 'county lines are'))} live; children are known in ${numberWord(children)}`,
      columns: [
        { head: 'Area', share: 0.18 },
        { head: 'Reference', share: 0.13 },
        { head: 'Direction', share: 0.13 },
        { head: 'From', share: 0.17 },
        { head: 'Children', share: 0.09 },
        { head: 'First seen', share: 0.1 },
        { head: 'Days open', share: 0.08, right: true },
        { head: 'Group', share: 0.12 },
      ],
      entries: ordered.map((r) => ({
        under: areaOf(content, r.area, r.destination),
        cells: [
          text(r.line_ref),
          told(named(content, 'line-directions', r.direction), 'not recorded'),
          told(text(r.origin), 'not recorded'),
          r.children === true
            ? { text: 'Yes', tone: 'error', fill: 'error-wash', bold: true }
            : r.children === false
              ? 'No'
              : soft('not known'),
          told(day(r.first_seen), 'not recorded'),
          plainNumber(daysOpen(r, 'first_seen', end)),
          told(text(r.ocg_ref), 'none named'),
        ],
      })),
      source: `Live lines at ${dayLabel(end)}; those with children first, then the longest open.`,
    };
  },
  nominals: (content, rows) => {
    const free = rows.filter((r) => r.custody !== true).length;
    const ordered = [...rows].sort(
      (a, b) =>
        Number(a.custody === true) - Number(b.custody === true) ||
        Number(b.score ?? 0) - Number(a.score ?? 0),
    );
    return {
      title: `${capital(plural(free, 'priority nominal is', 'priority nominals are'))} not in custody, of ${plainNumber(rows.length)}`,
      columns: [
        { head: 'Area', share: 0.2 },
        { head: 'Lead officer', share: 0.15 },
        { head: 'Priority', share: 0.12 },
        { head: 'Threat', share: 0.22 },
        { head: 'Custody', share: 0.11 },
        { head: 'On the list since', share: 0.2 },
      ],
      entries: ordered.map((r) => ({
        under: areaOf(content, r.area),
        cells: [
          told(text(r.lead_officer), 'none named'),
          told(text(r.priority), 'not set'),
          told(named(content, 'soc-themes', r.theme), 'not recorded'),
          r.custody === true ? 'In custody' : r.custody === false ? 'No' : soft('not known'),
          told(day(r.added_on), 'not recorded'),
        ],
      })),
      source: `Live entries at ${dayLabel(content.period.end)}; those not in custody first, then by score. Their references are personal and are not listed.`,
    };
  },
  investigations: (content, rows) => {
    const { end } = content.period;
    const ordered = oldestFirst(rows, 'opened_on', end);
    const longest = ordered[0] ? daysOpen(ordered[0], 'opened_on', end) : 0;
    return {
      title: `${capital(plural(rows.length, 'investigation is', 'investigations are'))} open, the longest for ${plainNumber(longest)} days`,
      columns: [
        { head: 'Unit', share: 0.22 },
        { head: 'Reference', share: 0.19 },
        { head: 'Threat', share: 0.25 },
        { head: 'Opened', share: 0.12 },
        { head: 'Days open', share: 0.1, right: true },
        { head: 'Group', share: 0.12 },
      ],
      entries: ordered.map((r) => ({
        // The list of investigations names units and no places.
        under: text(r.unit) || 'Unit not recorded',
        cells: [
          text(r.investigation_ref),
          told(named(content, 'soc-themes', r.theme), 'not recorded'),
          told(day(r.opened_on), 'not recorded'),
          plainNumber(daysOpen(r, 'opened_on', end)),
          told(text(r.ocg_ref), 'none named'),
        ],
      })),
      source: `Open investigations at ${dayLabel(end)}, the longest open first.`,
    };
  },
};
