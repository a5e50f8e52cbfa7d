// From values to pixels, and the path of a line: what the charts need of a library of scales, without the colours
// and number formats that come with one.
import { nice, ticks } from 'd3-array';

export interface Scale {
  (value: number): number;
  /** About `count` round values of the domain, ascending. */
  ticks(count: number): number[];
}

/** A straight line from `low`..`high` to `from`..`to`. */
export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const scale = (value: number) => from + ((value - low) / (high - low || 1)) * (to - from);
  return Object.assign(scale, { ticks: (count: number) => ticks(low, high, count) });
}

/** The same, with the domain widened to round values of about `count` steps. */
export const niceLinear = (domain: readonly [number, number], range: readonly [number, number], count: number): Scale =>
  linear(nice(...domain, count), range);

export interface Bands {
  (index: number): number;
  width: number;
}

/** `count` bands side by side, with `padding` (0..1 of a step) between them and at both ends. */
export function bands(count: number, [from, to]: readonly [number, number], padding: number): Bands {
  const step = (to - from) / Math.max(1, count + padding);
  return Object.assign((index: number) => from + (index + padding) * step, { width: step * (1 - padding) });
}

/** The path through points; null is a gap. A point between two gaps is a dot where the stroke has round ends. */
export function linePath(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let path = '';
  let pen = 'M';
  for (const [at, point] of points.entries()) {
    if (!point) {
      pen = 'M';
      continue;
    }
    path += `${pen}${point.map((part) => Number(part.toFixed(2))).join(',')}`;
    if (pen === 'M' && !points[at + 1]) path += 'Z';
    pen = 'L';
  }
  return path;
}
