// Slices of the timeline: as filters, and joined into longer ones.
import type { Filter, SentimentCounts, TimePoint, Timeline, TimeUnit } from '../engine/documents';

const iso = (at: Date, unit: TimeUnit): string => at.toISOString().slice(0, unit === 'hour' ? 16 : 10);

/** The start of the slice after the one that starts at `start` (local time of the report). */
export function nextStart(start: string, unit: TimeUnit): string {
  const at = new Date(`${start.length === 10 ? `${start}T00:00` : start}Z`);
  if (unit === 'hour') at.setUTCHours(at.getUTCHours() + 1);
  else if (unit === 'month') at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + (unit === 'week' ? 7 : 1));
  return iso(at, unit);
}

export const dayAfter = (day: string): string => nextStart(day.slice(0, 10), 'day');

export function dayBefore(day: string): string {
  const at = new Date(`${day.slice(0, 10)}T00:00Z`);
  at.setUTCDate(at.getUTCDate() - 1);
  return iso(at, 'day');
}

export const sliceFilter = (start: string, unit: TimeUnit): Pick<Filter, 'from' | 'to'> => ({
  from: start,
  to: nextStart(start, unit),
});

export const filterKeys = [
  'brand', 'sentiment', 'platform', 'language', 'intent', 'topic', 'team', 'urgency', 'country', 'author', 'tier',
  'kind', 'file', 'duplicates', 'from', 'to', 'weekday', 'hour', 'answered', 'replied', 'search', 'rating', 'mentions',
] as const satisfies readonly (keyof Filter)[];

/** Whether two conditions on one key are the same. */
export function sameCondition(a: Filter[keyof Filter], b: Filter[keyof Filter]): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if ('min' in a || 'min' in b) return 'min' in a && 'min' in b && a.min === b.min && a.max === b.max;
  return a.length === b.length && a.every(({ file, row }, at) => b[at]?.row === row && b[at].file === file);
}

export const sameFilter = (a: Filter, b: Filter): boolean =>
  filterKeys.every((key) => sameCondition(a[key], b[key]));
export const isEmptyFilter = (filter: Filter): boolean =>
  filterKeys.every((key) => filter[key] === undefined);

/** Units whose slices are whole numbers of the slices of a unit. Weeks do not fill months. */
export const coarserUnits: Record<TimeUnit, readonly TimeUnit[]> = {
  hour: ['hour', 'day'],
  day: ['day', 'week', 'month'],
  week: ['week'],
  month: ['month'],
};

/** Two months of days, two and a half days of hours: more slices are hard to tell apart in a chart. */
const readableSlices = 62;

/** The start of the slice of `unit` that holds a day or an hour; weeks start on Monday. */
export function sliceStart(start: string, unit: TimeUnit): string {
  if (unit === 'hour') return start;
  const day = start.slice(0, 10);
  if (unit === 'month') return `${day.slice(0, 8)}01`;
  if (unit === 'day') return day;
  const at = new Date(`${day}T00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return iso(at, 'day');
}

function addCounts(to: SentimentCounts, more: SentimentCounts): void {
  to.positive += more.positive;
  to.neutral += more.neutral;
  to.negative += more.negative;
  to.unrated += more.unrated;
}

/** The same counts in longer slices. */
export function coarsen(timeline: Timeline, unit: TimeUnit): Timeline {
  if (unit === timeline.unit) return timeline;
  const points: TimePoint[] = [];
  for (const point of timeline.points) {
    const start = sliceStart(point.start, unit);
    let slice = points.at(-1);
    if (slice?.start !== start) {
      slice = {
        start,
        mentions: 0,
        brands: {},
        sentiment: { positive: 0, neutral: 0, negative: 0, unrated: 0 },
        brandSentiment: {},
      };
      points.push(slice);
    }
    slice.mentions += point.mentions;
    addCounts(slice.sentiment, point.sentiment);
    for (const [brand, count] of Object.entries(point.brands))
      slice.brands[brand] = (slice.brands[brand] ?? 0) + count;
    for (const [brand, counts] of Object.entries(point.brandSentiment)) {
      addCounts(
        (slice.brandSentiment[brand] ??= { positive: 0, neutral: 0, negative: 0, unrated: 0 }),
        counts,
      );
    }
  }
  return { unit, points };
}

/** The finest unit in which the timeline can still be read. */
export function readableUnit(timeline: Timeline): TimeUnit {
  const units = coarserUnits[timeline.unit];
  return (
    units.find((unit) => coarsen(timeline, unit).points.length <= readableSlices) ??
    units.at(-1) ??
    timeline.unit
  );
}
