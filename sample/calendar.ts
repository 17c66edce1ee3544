/** Days and months of the sample, as text and plain arithmetic; the generator reads no clock. */
export const daysInMonth = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

export interface SampleMonth {
  readonly year: number;
  readonly month: number;
  /** `2025-03` */
  readonly id: string;
  /** `202503`, as file names have it. */
  readonly compact: string;
  readonly days: number;
}

export function monthAt(index: number): SampleMonth {
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const two = String(month).padStart(2, '0');
  return {
    year,
    month,
    id: `${year}-${two}`,
    compact: `${year}${two}`,
    days: daysInMonth(year, month),
  };
}

export const indexOf = (id: string) => Number(id.slice(0, 4)) * 12 + Number(id.slice(5, 7)) - 1;

/** From the first to the last month, both inclusive. */
export const monthsFrom = (first: string, last: string): SampleMonth[] =>
  Array.from({ length: indexOf(last) - indexOf(first) + 1 }, (_, i) => monthAt(indexOf(first) + i));

/** `2025-03-09` from a day count since 1970. */
export const isoDay = (dayNumber: number) =>
  new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);

export const dayNumber = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

/** `09/03/2025`, as the crime system prints days. */
export const britishDay = (iso: string) =>
  `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
