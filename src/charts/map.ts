import { geoArea, geoMercator, geoPath } from 'd3-geo';
import type { FeatureCollection, Polygon } from 'geojson';
import { escapeXml } from './svg.ts';

export type Boundaries = FeatureCollection<Polygon, { code: string; name: string }>;

/** One area of the map: the value as shown, its class 1 to 5, or null where it is withheld or unknown. */
export interface MapArea {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly text: string;
}

/** Five equal classes of the displayed values; their lower bounds make the legend. */
export function classesOf(areas: readonly MapArea[]): readonly number[] {
  const values = areas
    .map((a) => a.value)
    .filter((v) => v !== null)
    .sort((a, b) => a - b);
  const [low = 0, high = 0] = [values[0], values.at(-1)];
  return Array.from({ length: 5 }, (_, i) => low + ((high - low) * i) / 5);
}

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

/** The district map (visual.md section 4): value and name on each area, or by a leader line where it is small. */
export function mapSvg(areas: readonly MapArea[], given: Boundaries, alt: string): string {
  const boundaries = clockwise(given);
  const [width, height] = [492, 400];
  const projection = geoMercator().fitExtent(
    [
      [100, 8],
      [width - 82, height - 8],
    ],
    boundaries,
  );
  const path = geoPath(projection).digits(1);
  const bounds = classesOf(areas);
  const classOf = (value: number | null) =>
    value === null ? 0 : bounds.findLastIndex((b) => value >= b - 1e-12) + 1;
  const shapes: string[] = [];
  const texts: string[] = [];
  const spots: { y: number; side: number }[] = [];
  for (const feature of boundaries.features) {
    const area = areas.find((a) => a.code === feature.properties.code);
    const level = classOf(area?.value ?? null);
    shapes.push(
      `<path class="m-${level === 0 ? 'none' : level}" d="${path(feature) ?? ''}"${level === 0 ? ' fill="url(#map-hatch)"' : ''}><title>${escapeXml(`${feature.properties.name}: ${area?.text ?? 'no data'}`)}</title></path>`,
    );
    const [[x0], [x1]] = path.bounds(feature);
    const [cx, cy] = path.centroid(feature);
    const text = area?.text ?? 'no data';
    if (x1 - x0 >= 76) {
      const name = wrap(feature.properties.name);
      const y = cy - (name.length - 1) * 7;
      texts.push(
        `<text class="m-label${level >= 4 ? ' m-light' : ''}" x="${f(cx)}" y="${f(y)}" text-anchor="middle">${name.map((part, i) => `<tspan x="${f(cx)}" dy="${i === 0 ? 0 : 13}">${escapeXml(part)}</tspan>`).join('')}<tspan class="m-value" x="${f(cx)}" dy="14">${escapeXml(text)}</tspan></text>`,
      );
    } else {
      const side = cx < width / 2 ? -1 : 1;
      let y = cy;
      for (const spot of spots.filter((s) => s.side === side).sort((a, b) => a.y - b.y))
        if (Math.abs(spot.y - y) < 36) y = spot.y + 36;
      spots.push({ y, side });
      const x = side < 0 ? 92 : width - 74;
      const name = wrap(feature.properties.name);
      texts.push(
        `<path class="m-leader" d="M${f(cx)},${f(cy)}L${f(x - side * 6)},${f(y)}"/><circle class="m-end" cx="${f(cx)}" cy="${f(cy)}" r="2.5"/><text class="m-label" x="${f(x)}" y="${f(y - (name.length - 1) * 6)}" text-anchor="${side < 0 ? 'end' : 'start'}">${name.map((part, i) => `<tspan x="${f(x)}" dy="${i === 0 ? 0 : 13}">${escapeXml(part)}</tspan>`).join('')}<tspan class="m-value" x="${f(x)}" dy="14">${escapeXml(text)}</tspan></text>`,
      );
    }
  }
  return `<svg class="map" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(alt)}"><defs><pattern id="map-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="c-hatch"/></pattern></defs>${shapes.join('')}${texts.join('')}</svg>`;
}

/** Projected outline of each district in a box, for slides' freeforms: rings of points. */
export function outlines(
  boundaries: Boundaries,
  width: number,
  height: number,
): readonly { code: string; name: string; ring: readonly (readonly [number, number])[] }[] {
  const projection = geoMercator().fitSize([width, height], boundaries);
  return boundaries.features.map((feature) => ({
    code: feature.properties.code,
    name: feature.properties.name,
    ring: (feature.geometry.coordinates[0] ?? []).flatMap((c) => {
      const p = projection([c[0] ?? 0, c[1] ?? 0]);
      return p ? [[p[0], p[1]] as const] : [];
    }),
  }));
}

const f = (n: number) => String(Math.round(n * 10) / 10);

function wrap(name: string): string[] {
  if (name.length <= 12) return [name];
  const cut =
    name.lastIndexOf(' ', 13) > 0
      ? name.lastIndexOf(' ', 13)
      : name.indexOf('-') + 1 > 0
        ? name.indexOf('-') + 1
        : name.length;
  return [name.slice(0, cut).trim(), name.slice(cut).trim()].filter(Boolean);
}
