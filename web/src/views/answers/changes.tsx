// Figures before and after, or here and there, as they are written.
import type { ComponentChildren } from 'preact';
import type { Change } from '../../engine/documents';
import { decimal, percent, points } from '../../i18n/format';
import { t } from '../../i18n/text';

/** As its kind is written: a share, a net sentiment, or a number a day or a mention. */
export function measured(figure: string, value: number): string {
  if (figure === 'netSentiment') return points(value);
  return figure.includes('hare') ? percent(value) : decimal(value);
}

export function changed(figure: Change): ComponentChildren {
  const { ratio, difference } = figure;
  const of = ratio ?? difference;
  if (!of) return null;
  const write = (value: number | null) =>
    value === null ? '∞' : ratio ? `×${decimal(value)}` : points(value);
  const verdict = { up: 'answers.up', down: 'answers.down', 'no clear change': 'answers.noChange' } as const;
  return (
    <span class={figure.enough ? 'figure' : 'figure is-doubtful'}>
      {t(verdict[figure.verdict])}: {write(of.value)}{' '}
      <small>
        {write(of.low)} … {write(of.high)}
      </small>
    </span>
  );
}
