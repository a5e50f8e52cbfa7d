// What the page says of an input in one sentence, and the question that is left open.
import type { DateOrder, Inspection, Note } from '../engine/documents';
import { date, dateRange, list } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { decisionsOf } from './corrections';

const containers: Record<string, Key> = {
  csv: 'recognised.csv',
  json: 'recognised.json',
  ndjson: 'recognised.ndjson',
  xlsx: 'recognised.xlsx',
};

function kind({ formatTitle, container, delimiter }: Inspection): string {
  if (formatTitle !== null) return t('recognised.export', { title: formatTitle });
  if (container === 'csv' && delimiter === '\t') return t('recognised.tsv');
  const key = Object.hasOwn(containers, container) ? containers[container] : undefined;
  return key ? t(key) : t('recognised.other', { name: container.toUpperCase() });
}

/** The encodings that the core reads, as people write their names, with the language they are for. */
export const encodings: Record<string, { name: string; language?: string }> = {
  'utf-8': { name: 'UTF-8' },
  'utf-16le': { name: 'UTF-16LE' },
  'utf-16be': { name: 'UTF-16BE' },
  cp949: { name: 'CP949', language: 'ko' },
  shift_jis: { name: 'Shift_JIS', language: 'ja' },
  'euc-jp': { name: 'EUC-JP', language: 'ja' },
  'iso-2022-jp': { name: 'ISO-2022-JP', language: 'ja' },
  gb18030: { name: 'GB18030', language: 'zh-Hans' },
  big5: { name: 'Big5', language: 'zh-Hant' },
  'windows-1251': { name: 'Windows-1251', language: 'ru' },
  'koi8-r': { name: 'KOI8-R', language: 'ru' },
  'windows-1252': { name: 'Windows-1252' },
  'windows-1250': { name: 'Windows-1250', language: 'pl' },
  'windows-1254': { name: 'Windows-1254', language: 'tr' },
  'windows-874': { name: 'Windows-874', language: 'th' },
  macintosh: { name: 'Mac Roman' },
};

/** Text that was encoded twice says so behind the name; a note explains it. */
export function nameOfEncoding(encoding: string): string {
  const plain = encoding.replace(/ \(.*/, '');
  return (Object.hasOwn(encodings, plain) && encodings[plain]?.name) || plain.toUpperCase();
}

function nameOfPeriod({ from, to }: { from: string; to: string }): string {
  return from.slice(0, 10) === to.slice(0, 10) ? date(from) : dateRange(from, to);
}

/** "Brandwatch export, 12,403 mentions, 1 Jan – 31 Mar 2026, UTF-8; dates read as day/month." */
export function recognised(input: Inspection): string {
  const what = [
    kind(input),
    input.sheet !== null && input.sheets.length > 1 && t('recognised.sheet', { name: input.sheet }),
    t('count.mentions', { n: input.counts.mentions }),
    input.polls > 0 && t('recognised.polls', { n: input.polls }),
    input.period && nameOfPeriod(input.period),
    input.encoding !== null && nameOfEncoding(input.encoding),
  ]
    .filter(Boolean)
    .join(t('recognised.comma'));
  const order = input.dateOrder;
  // Year-month-day goes without saying.
  if (order === null || (order === 'ymd' && decisionsOf(input).dateOrder === undefined))
    return t('recognised.plain', { what });
  return t('recognised.dated', { what, dates: t(`recognised.dates.${order}`) });
}

/** Answers to a survey that hold choices and no words. */
export const choicesOnly = ({ notes }: Inspection): number =>
  notes.find(({ code }) => code === 'choicesOnly')?.count ?? 0;

/** The rows that were left out and can be downloaded, or null. */
export function leftOut(input: Inspection): string | null {
  const { empty, rejected } = input.counts;
  const parts = Object.entries({ empty: empty - choicesOnly(input), rejected })
    .filter(([, n]) => n > 0)
    .map(([part, n]) => t(`recognised.${part as 'empty' | 'rejected'}`, { n }));
  return parts.length > 0 ? t('recognised.left', { list: list(parts) }) : null;
}

/** Notes that bear on what the figures mean; the others stand with the input. */
const grave = new Set([
  'relativeDates',
  'truncatedTexts',
  'damagedIds',
  'otherSheets',
  'sameFile',
  'invalidEncoding',
]);
export const graveNotes = ({ notes }: Inspection): Note[] => notes.filter(({ code }) => grave.has(code));

/** True once an input has been read to its end, or will not be. */
export const isThrough = ({ sha256, error, cancelled }: Inspection): boolean =>
  sha256 !== null || error !== null || cancelled;

/** The days that a cell such as "03/04/2026" may mean, each with the order that makes it so. */
export function daysOf(example: string): { order: DateOrder; day: string }[] {
  const numbers = /(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})/.exec(example);
  if (!numbers) return [];
  const [a, b, c] = numbers.slice(1).map(Number) as [number, number, number];
  const readings: Record<DateOrder, [number, number, number]> = {
    dmy: [c, b, a],
    mdy: [c, a, b],
    ymd: [a, b, c],
  };
  const days: { order: DateOrder; day: string }[] = [];
  for (const order of ['dmy', 'mdy', 'ymd'] as const) {
    const [year, month, day] = readings[order];
    const at = new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day));
    // A year of one or two digits stands behind, unless the cell has no longer number at all.
    const yearIsPlain = year >= 1990 || (year < 100 && Math.max(a, b, c) < 100);
    if (!yearIsPlain || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) continue;
    days.push({ order, day: at.toISOString().slice(0, 10) });
  }
  return days;
}

/** The cell that two orders read differently, if nobody has said yet which one holds. */
export function openQuestion(input: Inspection): string | null {
  if (!isThrough(input) || input.error || !input.dates.ambiguous) return null;
  return decisionsOf(input).dateOrder === undefined ? input.dates.example : null;
}
