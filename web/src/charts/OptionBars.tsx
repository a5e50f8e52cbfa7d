// One bar per option of a question with its 95 % interval drawn and written. Nothing to press.
import { max } from 'd3-array';
import type { Estimate } from '../engine/documents';
import { niceLinear } from './scales';

export interface OptionBar {
  key: string;
  name: string;
  under: string;
  estimate: Estimate;
  figure: string;
  range: string;
  doubt: string;
}

const px = (share: number): string => `${(share * 100).toFixed(3)}%`;

export function OptionBars({ bars }: { bars: OptionBar[] }) {
  const scale = niceLinear([0, Math.min(1, max(bars, (bar) => bar.estimate.high) ?? 1)], [0, 1], 5);
  return (
    <ol class="bars-list">
      {bars.map(({ key, name, under, estimate, figure, range, doubt }) => (
        <li key={key} class={`bar-row is-still${doubt ? ' is-doubtful' : ''}`}>
          <span class="bar-name">
            <span class="bar-title">{name}</span> <small>{under}</small>
          </span>
          <span class="bar-track" aria-hidden="true">
            <i class="bar-fill is-plain" style={{ width: px(scale(estimate.value)) }} />
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
        </li>
      ))}
    </ol>
  );
}
