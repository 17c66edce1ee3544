import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Boundaries } from '../charts/index.ts';
import type { Host } from './host.ts';

const read = new Map<string, Boundaries | null>();

/** Outlines of the framework's districts, read once. */
export function boundariesOf(host: Host): Boundaries | null {
  const path = join(host.home.framework, 'areas', 'districts.geojson');
  if (!read.has(path))
    read.set(
      path,
      existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Boundaries) : null,
    );
  return read.get(path) ?? null;
}
