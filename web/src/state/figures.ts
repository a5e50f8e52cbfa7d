// What may be concluded from a figure: small samples and lopsided data are named, not hidden.
import type { Estimate, Report, SentimentCounts, SentimentLabel } from '../engine/documents';

export const smallestSample = 30;
/** In the figure's own unit, 1 being 100 points. */
export const widestInterval = 0.2;
export const shortestDays = 14;
export const lopsidedShare = 0.8;

export const sentimentLabels: readonly SentimentLabel[] = ['positive', 'neutral', 'negative', 'unrated'];

/** Whether `n` observations, with this interval, are enough to show the figure without a warning. */
export function isTelling(estimate: Estimate, n: number): boolean {
  return n >= smallestSample && estimate.high - estimate.low <= widestInterval;
}

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

export const polarCount = (counts: SentimentCounts): number => counts.positive + counts.negative;
export const ratedCount = (counts: SentimentCounts): number => polarCount(counts) + counts.neutral;
export const allCount = (counts: SentimentCounts): number => ratedCount(counts) + counts.unrated;

/** The sum over tracked brands of their mentions: the denominator of share of voice. */
export const brandMentions = (report: Report): number => sum(report.brands.map((brand) => brand.mentions));

/** Whether no input holds a mention; there may be choices all the same. */
export const nothingSaid = ({ filter, totals }: Report): boolean => filter === null && totals.mentions === 0;

export type Caution =
  | { kind: 'short'; days: number }
  | { kind: 'lopsided'; platform: string; share: number }
  | { kind: 'undated'; count: number };

/** Of the period, first and last counted in; 0 where nothing has a date. */
export function calendarDays({ period: { from, to } }: Report): number {
  if (from === null || to === null) return 0;
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000 + 1;
}

/** What a reader should know before believing the figures. */
export function cautions(report: Report): Caution[] {
  const found: Caution[] = [];
  const days = calendarDays(report);
  if (days > 0 && days < shortestDays) found.push({ kind: 'short', days });
  const total = report.totals.mentions;
  const largest = report.platforms.reduce<(typeof report.platforms)[number] | null>(
    (best, platform) => (best === null || platform.mentions > best.mentions ? platform : best),
    null,
  );
  // Of mentions whose platform is not known nothing can be said.
  if (largest?.name && total > 0 && largest.mentions / total > lopsidedShare) {
    found.push({ kind: 'lopsided', platform: largest.name, share: largest.mentions / total });
  }
  if (report.totals.undated > 0) found.push({ kind: 'undated', count: report.totals.undated });
  return found;
}
