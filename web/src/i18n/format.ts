// Numbers, dates and names as the language in force writes them.
import { computed } from '@preact/signals';
import type { TimeUnit } from '../engine/documents';
import { locale } from './text';

const format = (options: Intl.NumberFormatOptions) =>
  computed(() => new Intl.NumberFormat(locale.value, options));

const plain = format({});
const compact = format({ notation: 'compact', maximumFractionDigits: 1 });
const oneDigit = format({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = format({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const percents = format({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const wholePercents = format({ style: 'percent', maximumFractionDigits: 0 });

const twoDigits = format({ minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const count = (value: number): string => plain.value.format(value);
export const shortCount = (value: number): string => compact.value.format(value);
export const percent = (value: number): string => percents.value.format(value);
export const wholePercent = (value: number): string => wholePercents.value.format(value);
/** A net sentiment of -1..1 as points of -100..100. */
export const points = (value: number): string => signed.value.format(value * 100).replace('-', '\u2212');

/** With one digit: expected counts, ratios, scores up to 100. */
export const tenths = (value: number): string => oneDigit.value.format(value).replace('-', '\u2212');

/** A figure of -1..1 that is no share, such as kappa. */
export const decimal = (value: number): string => twoDigits.value.format(value).replace('-', '\u2212');
export const decimalRange = (low: number, high: number): string => `${decimal(low)} … ${decimal(high)}`;

export const percentRange = (low: number, high: number): string =>
  `${oneDigit.value.format(low * 100)}–${percents.value.format(high)}`;
export const pointRange = (low: number, high: number): string => `${points(low)} … ${points(high)}`;

export function bytes(value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(locale.value, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

/** The wall clock of an ISO date-time, whatever its offset says, as a UTC instant that can be printed. */
const wallClock = (iso: string): Date => {
  const [, year, month, day, hour = '0', minute = '0'] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(iso) ?? [];
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)));
};

const dates = (options: Intl.DateTimeFormatOptions) =>
  computed(() => new Intl.DateTimeFormat(locale.value, { ...options, timeZone: 'UTC' }));

const day = dates({ year: 'numeric', month: 'short', day: 'numeric' });
const dayAndTime = dates({
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const month = dates({ year: 'numeric', month: 'long' });
const shortDay = dates({ month: 'short', day: 'numeric' });
const shortTime = dates({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
const shortMonth = dates({ year: 'numeric', month: 'short' });
const rowTimes = dates({
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const weekdays = dates({ weekday: 'short' });
/** 0 is Monday. */
export const weekday = (at: number): string => weekdays.value.format(new Date(Date.UTC(2024, 0, 1 + at)));

export const date = (iso: string): string => day.value.format(wallClock(iso));
export const dateTime = (iso: string): string => dayAndTime.value.format(wallClock(iso));
export const rowTime = (iso: string): string => rowTimes.value.format(wallClock(iso));
export const dateRange = (from: string, to: string): string =>
  day.value.formatRange(wallClock(from), wallClock(to));

/** A slice of time by its start, in full: "5 January 2026", "week of ...". */
export function slice(start: string, unit: TimeUnit): string {
  const at = wallClock(start);
  if (unit === 'hour') return dayAndTime.value.format(at);
  if (unit === 'month') return month.value.format(at);
  if (unit === 'week') return day.value.formatRange(at, new Date(at.getTime() + 6 * 86_400_000));
  return day.value.format(at);
}

/** The same for an axis. */
export function tick(start: string, unit: TimeUnit): string {
  const at = wallClock(start);
  if (unit === 'month') return shortMonth.value.format(at);
  if (unit === 'hour') return shortTime.value.format(at);
  return shortDay.value.format(at);
}

const languageNames = computed(
  () => new Intl.DisplayNames(locale.value, { type: 'language', fallback: 'code' }),
);

/** "und" and codes that are none give null. */
export function languageName(code: string): string | null {
  if (code === 'und' || code === '') return null;
  try {
    return languageNames.value.of(code) ?? null;
  } catch {
    return null;
  }
}

const countryNames = computed(() => new Intl.DisplayNames(locale.value, { type: 'region', fallback: 'none' }));

/** Of an ISO 3166 code; null of anything else. */
export const countryName = (code: string): string | null =>
  /^[A-Za-z]{2}$/.test(code) ? (countryNames.value.of(code.toUpperCase()) ?? null) : null;

const lists = computed(() => new Intl.ListFormat(locale.value, { type: 'conjunction' }));
export const list = (items: string[]): string => lists.value.format(items);
