import assert from 'node:assert/strict';
import type { ReadChart, ReadSlide } from './deck-reader.ts';

/** A word or a line as a picture sets it. Points of the slide. */
export interface SetText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** A picture of a slide, read by patterns: its shapes in order, what they say and where. */
export interface ReadPicture {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly { readonly name: string; readonly svg: string }[];
}

export function readPicture(svg: string): ReadPicture {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const [, ...shapes] = svg.split('<g data-shape="');
  return {
    width: Number(width),
    height: Number(height),
    shapes: shapes.map((part) => ({
      name: decode(part.slice(0, part.indexOf('"'))),
      svg: part,
    })),
  };
}

export const textsIn = (svg: string): SetText[] =>
  [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map((m) => {
    const of = (name: string) =>
      Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(m[1] ?? '')?.[1]);
    return {
      text: decode(m[2] ?? ''),
      ...{ x: of('x'), y: of('y'), size: of('font-size') },
      width: of('textLength') || 0,
    };
  });

const decode = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** No text of a picture stands outside its slide. */
export function assertInside(picture: ReadPicture, slide: number): void {
  for (const shape of picture.shapes)
    for (const t of textsIn(shape.svg)) {
      const where = `slide ${slide}, ${shape.name}: “${t.text}” at ${t.x}, ${t.y}`;
      assert.ok(t.x >= -1 && t.x + t.width <= picture.width + 1, where);
      assert.ok(t.y - t.size * 0.8 >= 0 && t.y <= picture.height, where);
    }
}

/** What a slide's parts say, in the order in which its shapes lie on each other, without its spaces. */
export const wordsOfSlide = (xml: string): string =>
  squeezed(decode([...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((m) => m[1]).join('')));

export const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

/** Every place that a series draws: corners of its path, centres of its markers, ends of its bars. */
export function placesOf(shape: string, series: string): (readonly [number, number])[] {
  const own = shape
    .split('<g data-series="')
    .filter((part) => decode(part.slice(0, part.indexOf('"'))) === series)
    .join(' ');
  const numbers = (text: string) => [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map((m) => Number(m[0]));
  const pairs = (list: readonly number[]): [number, number][] =>
    Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i] ?? 0, list[2 * i + 1] ?? 0]);
  return [
    ...[...own.matchAll(/ (?:d|data-at)="([^"]*)"/g)].flatMap((m) => pairs(numbers(m[1] ?? ''))),
    ...[...own.matchAll(/cx="([\d.-]+)" cy="([\d.-]+)"/g)].map(
      (m) => [Number(m[1]), Number(m[2])] as const,
    ),
    ...[
      ...own.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)"/g),
    ].flatMap((m) => {
      const [x = 0, y = 0, w = 0, h = 0] = m.slice(1).map(Number);
      return [
        [x + w / 2, y],
        [x + w / 2, y + h],
        [x, y + h / 2],
        [x + w, y + h / 2],
      ] as const;
    }),
  ];
}

export interface Expected {
  readonly series: string;
  readonly x: number;
  readonly y: number;
}

/** Where each point of a chart belongs, by its frame, its layout and its axes alone. */
export function expectedPlaces(slide: ReadSlide, chart: ReadChart): Expected[] {
  const frame = [...slide.xml.matchAll(/<p:graphicFrame>.*?<\/p:graphicFrame>/gs)].find((f) =>
    decode(f[0]).includes(`name="${chart.name}"`),
  )?.[0];
  const box = /<p:xfrm><a:off x="(\d+)" y="(\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>/.exec(
    frame ?? '',
  );
  const [fx = 0, fy = 0, fw = 0, fh = 0] = (box ?? []).slice(1).map((emu) => Number(emu) / 12_700);
  const part = (name: string) =>
    Number(new RegExp(`<c:${name} val="([^"]+)"`).exec(chart.xml)?.[1]);
  const [x, y, w, h] = [fx + fw * part('x'), fy + fh * part('y'), fw * part('w'), fh * part('h')];
  const days = chart.series[0]?.categories ?? [];
  const ends = /<c:percentStacked|val="percentStacked"/.test(chart.xml)
    ? null
    : { min: part('min'), max: part('max') };
  const along = (value: number) => (ends ? (value - ends.min) / (ends.max - ends.min) : value);
  if (chart.xml.includes('<c:dateAx>')) {
    const month = (day = '') => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
    const slots = month(days.at(-1)) - month(days[0]) + 1;
    return chart.series.flatMap((s) =>
      s.values.flatMap((v, i) =>
        v === null
          ? []
          : [
              {
                series: s.name,
                x: x + ((month(days[i]) - month(days[0]) + 0.5) / slots) * w,
                y: y + (1 - along(v)) * h,
              },
            ],
      ),
    );
  }
  if (!ends) {
    const whole = chart.series.reduce((sum, s) => sum + (s.values[0] ?? 0), 0);
    let upTo = 0;
    return chart.series.map((s) => {
      upTo += s.values[0] ?? 0;
      return { series: s.name, x: x + (upTo / whole) * w, y: y + h / 2 };
    });
  }
  return chart.series.flatMap((s) =>
    s.values.flatMap((v, i) =>
      v === null
        ? []
        : [{ series: s.name, x: x + along(v) * w, y: y + ((i + 0.5) / days.length) * h }],
    ),
  );
}
