import { geoArea, geoMercator, geoPath } from 'd3-geo';
import type { FeatureCollection, Polygon } from 'geojson';
import { niceStep } from './axis.ts';
import { escapeXml, f, textWidth, wrapWords } from './frame.ts';
import { type Label, placeLabels, type Spot } from './map-labels.ts';

export type Boundaries = FeatureCollection<Polygon, { code: string; name: string }>;

/** One area of the map: the value as shown, its class 1 to 5, or null where it is withheld or unknown. */
export interface MapArea {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly text: string;
}

const classes = 5;

/** Lower bounds of five classes of one round width, that hold every displayed value. */
export function classesOf(areas: readonly MapArea[]): readonly number[] {
  const values = areas.map((a) => a.value).filter((v) => v !== null);
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 0)];
  const least = values.length === 0 ? 0 : Math.min(...values);
  if (high === low) return Array.from({ length: classes }, (_, i) => i);
  const whole = values.every((v) => Number.isInteger(v));
  let width = niceStep((high - least || high) / classes, whole);
  let first = Math.floor(least / width + 1e-9) * width;
  while (first + classes * width <= high) {
    width = niceStep(width * 1.01, whole);
    first = Math.floor(least / width + 1e-9) * width;
  }
  return Array.from({ length: classes }, (_, i) => first + i * width);
}

const classOf = (value: number | null, bounds: readonly number[]): number =>
  value === null ? 0 : Math.max(1, bounds.findLastIndex((b) => value >= b - 1e-9) + 1);

/**
 * Outlines as d3-geo wants them: an outer ring runs clockwise on the sphere, or the shape is all of
 * the world but the district (RFC 7946 asks for the opposite).
 */
function clockwise(boundaries: Boundaries): Boundaries {
  return {
    ...boundaries,
    features: boundaries.features.map((feature) =>
      geoArea(feature) > 2 * Math.PI
        ? {
            ...feature,
            geometry: {
              ...feature.geometry,
              coordinates: feature.geometry.coordinates.map((ring) => [...ring].reverse()),
            },
          }
        : feature,
    ),
  };
}

/** Sizes with room for names beside the map (visual.md section 4): 96 left, 76 right; less on a phone. */
const sizes = {
  full: { width: 492, height: 470, left: 96, right: 76 },
  phone: { width: 358, height: 350, left: 84, right: 72 },
} as const;
export type MapSize = keyof typeof sizes;

interface Outline {
  readonly code: string;
  readonly name: string;
  readonly d: string;
  readonly ring: readonly (readonly [number, number])[];
}
const outlinesKept = new WeakMap<Boundaries, Map<MapSize, readonly Outline[]>>();

/** Outlines on the page, projected once for each size. */
function outlinesOf(given: Boundaries, size: MapSize): readonly Outline[] {
  const kept = outlinesKept.get(given) ?? new Map<MapSize, readonly Outline[]>();
  outlinesKept.set(given, kept);
  const known = kept.get(size);
  if (known) return known;
  const { width, height, left, right } = sizes[size];
  const boundaries = clockwise(given);
  const projection = geoMercator().fitExtent(
    [
      [left, 4],
      [width - right, height - 4],
    ],
    boundaries,
  );
  const path = geoPath(projection).digits(1);
  const outlines = boundaries.features.map((feature) => ({
    ...feature.properties,
    d: path(feature) ?? '',
    ring: (feature.geometry.coordinates[0] ?? []).flatMap((c) => {
      const p = projection([c[0] ?? 0, c[1] ?? 0]);
      return p ? [[p[0], p[1]] as const] : [];
    }),
  }));
  kept.set(size, outlines);
  return outlines;
}

/** The district map: value and name on each area, or by a leader line where there is no room for them. */
export function mapSvg(
  areas: readonly MapArea[],
  given: Boundaries,
  alt: string,
  size: MapSize = 'full',
): string {
  const { width, height } = sizes[size];
  const id = `map-${size}`;
  const bounds = classesOf(areas);
  const shapes: string[] = [];
  const spots: Spot[] = [];
  for (const { code, name, d, ring } of outlinesOf(given, size)) {
    const area = areas.find((a) => a.code === code);
    const level = classOf(area?.value ?? null, bounds);
    const text = area?.text ?? 'no data';
    shapes.push(
      `<path class="${level === 0 ? 'm-none' : `m-${level}`}" d="${d}"${level === 0 ? ` fill="url(#${id}-hatch)"` : ''}><title>${escapeXml(`${name}: ${text}`)}</title></path>`,
    );
    spots.push({
      ring,
      lines: [...wrapWords(name.replaceAll('-', '- '), 13).map(unhyphen), text],
      level,
    });
  }
  const texts = placeLabels(spots, width, height).map(labelSvg);
  return `<svg class="map map-${size}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(alt)}"><defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="c-hatch"/></pattern></defs>${shapes.join('')}${texts.join('')}</svg>`;
}

const unhyphen = (line: string) => line.replace(/- (?=\S)/g, '-');

function labelSvg({ lines, at, anchor, leader, level }: Label): string {
  const spans = lines.map(
    (line, i) =>
      `<tspan${i === lines.length - 1 ? ' class="m-value"' : ''} x="${f(at[0])}" dy="${i === 0 ? 0 : 14}">${escapeXml(line)}</tspan>`,
  );
  const line = leader
    ? `<path class="m-leader" d="M${f(leader[0][0])},${f(leader[0][1])}L${f(leader[1][0])},${f(leader[1][1])}"/><circle class="m-end" cx="${f(leader[0][0])}" cy="${f(leader[0][1])}" r="2.5"/>`
    : '';
  const look = leader ? '' : level === 0 ? ' m-haloed' : level >= 4 ? ' m-light' : '';
  return `${line}<text class="m-label${look}" x="${f(at[0])}" y="${f(at[1])}" text-anchor="${anchor}">${spans.join('')}</text>`;
}

/** The legend beside the map: five blocks with their lower bounds, then the hatched block. */
export function mapLegend(
  areas: readonly MapArea[],
  print: (value: number) => string,
  id = 'legend',
): string {
  const bounds = classesOf(areas);
  const hidden = areas.filter((a) => a.value === null);
  const words = [...new Set(hidden.map((a) => a.text))].join(', ');
  const block = 62;
  const blocks = bounds.map(
    (bound, i) =>
      `<rect class="m-${i + 1}" x="${i * block}" y="0" width="${block}" height="12"/><text x="${i * block}" y="28" text-anchor="${i === 0 ? 'start' : 'middle'}">${escapeXml(print(bound))}</text>`,
  );
  const at = classes * block + 20;
  const hatch =
    hidden.length === 0
      ? ''
      : `<defs><pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="c-hatch"/></pattern></defs><rect class="m-none" x="${at}" y="0" width="18" height="12" fill="url(#${id}-hatch)"/><text x="${at + 24}" y="11">${escapeXml(words)}</text>`;
  const full = at + 24 + textWidth(words);
  const alt = `Legend: ${bounds.map(print).join(', ')} and over${hidden.length > 0 ? `; hatched: ${words}` : ''}`;
  return `<svg class="map-legend" viewBox="0 0 ${f(full)} 32" width="${f(full)}" height="32" role="img" aria-label="${escapeXml(alt)}">${blocks.join('')}${hatch}</svg>`;
}

/** A district on a slide: its outline in the units of the box, its class (0 is withheld or not known). */
export interface DistrictShape {
  readonly name: string;
  readonly ring: readonly (readonly [number, number])[];
  readonly level: number;
  readonly text: string;
}

/** The district map for the freeforms of a slide, in a box with its corner at nought. */
export function districtMap(
  areas: readonly MapArea[],
  given: Boundaries,
  width: number,
  height: number,
): {
  readonly districts: readonly DistrictShape[];
  readonly labels: readonly Label[];
  readonly bounds: readonly number[];
} {
  const bounds = classesOf(areas);
  const boundaries = clockwise(given);
  const projection = geoMercator().fitExtent(
    [
      [width * 0.25, 2],
      [width * 0.75, height - 2],
    ],
    boundaries,
  );
  const districts = boundaries.features.map(({ properties, geometry }): DistrictShape => {
    const area = areas.find((a) => a.code === properties.code);
    return {
      name: properties.name,
      ring: (geometry.coordinates[0] ?? []).flatMap((c) => {
        const p = projection([c[0] ?? 0, c[1] ?? 0]);
        return p ? [[p[0], p[1]] as const] : [];
      }),
      level: classOf(area?.value ?? null, bounds),
      text: area?.text ?? 'no data',
    };
  });
  const spots = districts.map(
    ({ name, ring, level, text }): Spot => ({
      ring,
      // A slide is wide: a name stands on one line beside the map.
      lines: [...wrapWords(name, 30), text],
      level,
    }),
  );
  return { districts, labels: placeLabels(spots, width, height), bounds };
}
