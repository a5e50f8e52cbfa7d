// One bar per brand with its 95 % interval drawn and written. The whole row is a button.
import { max } from 'd3-array';
import type { ComponentChildren } from 'preact';
import type { Estimate } from '../engine/documents';
import { wholePercent } from '../i18n/format';
import { niceLinear } from './scales';

export interface IntervalBar {
  key: string;
  tone: number;
  name: ComponentChildren;
  under: string;
  estimate: Estimate;
  figure: string;
  range: string;
  /** Why the figure is greyed; "" if it is not. */
  doubt: string;
  label: string;
  pressed: boolean;
  onPick: () => void;
}

const px = (share: number): string => `${(share * 100).toFixed(3)}%`;

export function IntervalBars({ bars }: { bars: IntervalBar[] }) {
  const scale = niceLinear([0, Math.min(1, max(bars, (bar) => bar.estimate.high) ?? 1)], [0, 1], 5);
  const ticks = scale.ticks(5);
  return (
    <div class="bars">
      <div class="bars-axis" aria-hidden="true">
        <div class="bars-ticks">
          {ticks.map((tick) => (
            <span key={tick} style={{ left: px(scale(tick)) }}>
              {wholePercent(tick)}
            </span>
          ))}
        </div>
      </div>
      <ol class="bars-list">
        {bars.map(({ key, tone, name, under, estimate, figure, range, doubt, label, pressed, onPick }) => (
          <li key={key}>
            <button
              type="button"
              class={`bar-row${doubt ? ' is-doubtful' : ''}`}
              aria-pressed={pressed}
              aria-label={label}
              onClick={onPick}
            >
              <span class="bar-name">
                <span class="bar-title">{name}</span> <small>{under}</small>
              </span>
              <span class="bar-track">
                {ticks.map((tick) => (
                  <i key={tick} class="bar-grid" style={{ left: px(scale(tick)) }} />
                ))}
                <i class={`bar-fill tone-${tone}`} style={{ width: px(scale(estimate.value)) }} />
                <i
                  class="bar-whisker"
                  style={{
                    left: px(scale(estimate.low)),
                    width: px(scale(estimate.high) - scale(estimate.low)),
                  }}
                />
              </span>{' '}
              <span class="bar-figure">
                <b>{figure}</b> <small>{range}</small> {doubt && <small class="doubt">{doubt}</small>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
