// A 100 % bar of the four sentiment counts; each part is a button. The two poles touch the two edges.
import type { SentimentCounts, SentimentLabel } from '../engine/documents';
import { count, percent } from '../i18n/format';
import { t } from '../i18n/text';
import { allCount } from '../state/figures';

export const stackOrder: readonly SentimentLabel[] = ['positive', 'neutral', 'unrated', 'negative'];

/** Whether a count fits into its part of the narrowest bar, some 300 pixels wide. */
const fits = (text: string, share: number): boolean => text.length * 8 + 8 <= share * 300;

interface Props {
  /** Whose sentiment it is, for the labels: "Nova". */
  subject: string;
  counts: SentimentCounts;
  slim?: boolean;
  isPressed: (label: SentimentLabel) => boolean;
  onPick: (label: SentimentLabel) => void;
}

export function SentimentStack({ subject, counts, slim = false, isPressed, onPick }: Props) {
  const total = allCount(counts);
  return (
    <div
      class={`stack${slim ? ' is-slim' : ''}`}
      role="group"
      aria-label={t('sentiment.of', { name: subject })}
    >
      {stackOrder
        .filter((label) => counts[label] > 0)
        .map((label) => {
          const share = counts[label] / total;
          const words = t('sentiment.part', {
            name: subject,
            label: t(`sentiment.${label}`),
            n: counts[label],
            share: percent(share),
          });
          return (
            <button
              key={label}
              type="button"
              class={`stack-part mood-${label}`}
              style={{ flexGrow: String(counts[label]) }}
              aria-pressed={isPressed(label)}
              aria-label={words}
              title={words}
              onClick={() => onPick(label)}
            >
              {!slim && fits(count(counts[label]), share) && <span>{count(counts[label])}</span>}
            </button>
          );
        })}
    </div>
  );
}

export function SentimentKey() {
  return (
    <ul class="key">
      {stackOrder.map((label) => (
        <li key={label}>
          <i class={`swatch mood-${label}`} aria-hidden="true" />
          {t(`sentiment.${label}`)}
        </li>
      ))}
    </ul>
  );
}
