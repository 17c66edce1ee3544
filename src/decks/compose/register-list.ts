import { dayLabel, parseDay } from '../../periods/index.ts';
import type { DeckCell, DeckTable } from '../deck-plan.ts';
import type { PackContent } from './content.ts';

/** One line of a list, with the area (or the unit, where a register knows no place) that it stands under. */
export interface Entry {
  readonly under: string;
  readonly cells: readonly (string | DeckCell)[];
}

export interface List {
  readonly title: string;
  readonly columns: DeckTable['columns'];
  /** Most pressing first. */
  readonly entries: readonly Entry[];
  readonly source: string;
}

export const soft = (text: string): DeckCell => ({ text, tone: 'soft' });
export const day = (value: unknown): string => {
  const known = parseDay(String(value ?? '').slice(0, 10));
  return known ? dayLabel(known, 'short') : '';
};
export const told = (text: string, none: string): string | DeckCell =>
  text === '' ? soft(none) : text;

export function named(content: PackContent, vocabulary: string, code: unknown): string {
  const known = content.framework.vocabularies.get(vocabulary)?.codes.get(String(code ?? ''));
  return known?.title ?? '';
}

/** The title of an area; else the place that the register names in its own words. */
export function areaOf(content: PackContent, code: unknown, place: unknown = null): string {
  const area = content.framework.areas.byCode.get(String(code ?? ''));
  if (area && area.kind !== 'unknown') return area.title;
  return text(place) || area?.title || 'Area not recorded';
}

export const text = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value).replaceAll('\u001f', '; ');
