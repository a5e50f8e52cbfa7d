// Sentiment over time: a column per slice of time, as shares of 100 % or as counts; each part is a button.
import { useSignal } from '@preact/signals';
import { max } from 'd3-array';
import type { Filter, SentimentCounts, Timeline } from '../engine/documents';
import { count, percent, shortCount, slice as sliceName, wholePercent } from '../i18n/format';
import { t } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { allCount, smallestSample, sum } from '../state/figures';
import { sliceFilter } from '../state/slices';
import { useRoving, type Cell } from './roving';
import { bands, niceLinear } from './scales';
import { stackOrder } from './SentimentStack';
import { TimePlot } from './TimePlot';
import { Shown, Tip } from './Tip';
import { useWidth } from './width';

const margin = { top: 12, right: 12, bottom: 26, left: 46 };
const height = 250;
const none: SentimentCounts = { positive: 0, neutral: 0, negative: 0, unrated: 0 };

interface Props {
  timeline: Timeline;
  /** null: all mentions. */
  brand: string | null;
  asShares: boolean;
}

export function SentimentTimeline({ timeline, brand, asShares }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const hover = useSignal<Cell | null>(null);
  const setHover = (cell: Cell | null) => {
    hover.value = cell;
  };
  const { points, unit } = timeline;
  const counts = points.map((point) =>
    brand === null ? point.sentiment : (point.brandSentiment[brand] ?? none),
  );
  const totals = counts.map(allCount);
  // Series are counted from the top down, as the arrow keys move; layers from the bottom up.
  const layerOf = (series: number): number => stackOrder.length - 1 - series;
  const labelOf = (series: number) => stackOrder[layerOf(series)] ?? 'unrated';
  /** Whose shares tell little; counts are what they are. */
  const isFew = (slice: number): boolean => asShares && (totals[slice] ?? 0) < smallestSample;
  const exists = ({ series, slice }: Cell): boolean => (counts[slice]?.[labelOf(series)] ?? 0) > 0;
  const roving = useRoving({ series: stackOrder.length, slices: points.length }, exists);

  const x = bands(
    points.length,
    [margin.left, Math.max(margin.left + 1, width - margin.right)],
    points.length > 80 ? 0.05 : 0.22,
  );
  const y = niceLinear([0, asShares ? 1 : max(totals) || 1], [height - margin.bottom, margin.top], 4);
  /** What stands below a layer. */
  const below = ({ series, slice }: Cell): number =>
    sum(stackOrder.slice(0, layerOf(series)).map((label) => counts[slice]?.[label] ?? 0));

  const subject = brand ?? t('sentiment.all');
  const filterOf = ({ series, slice }: Cell): Filter => ({
    ...(brand === null ? {} : { brand }),
    sentiment: labelOf(series),
    ...sliceFilter(points[slice]?.start ?? '', unit),
  });
  const valuesOf = ({ series, slice }: Cell) => {
    const n = counts[slice]?.[labelOf(series)] ?? 0;
    return { n, total: totals[slice] ?? 0, share: percent(n / (totals[slice] || 1)) };
  };

  const cells = stackOrder.flatMap((_, series) =>
    points.map((_point, slice) => ({ series, slice })).filter(exists),
  );
  const box = ({ series, slice }: Cell) => {
    const of = asShares ? totals[slice] || 1 : 1;
    const from = below({ series, slice });
    const [bottom, top] = [y(from / of), y((from + (counts[slice]?.[labelOf(series)] ?? 0)) / of)];
    return { left: x(slice), top, width: x.width, height: Math.max(1, bottom - top) };
  };

  return (
    <>
      <TimePlot
        plot={ref}
        width={width}
        height={height}
        base={height - margin.bottom}
        left={margin.left}
        right={width - margin.right}
        unit={unit}
        starts={points.map(({ start }) => start)}
        x={(slice) => x(slice) + x.width / 2}
        y={y}
        yText={asShares ? wholePercent : shortCount}
        hover={hover}
        drawn={
          <>
            <defs>
              <pattern
                id="hatch"
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect class="hatch-ground" width="5" height="5" />
                <rect class="hatch-line" width="1.6" height="5" />
              </pattern>
              <pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse">
                <circle class="dots-dot" cx="1" cy="1" r="0.8" />
              </pattern>
            </defs>
            {cells.map((cell) => {
              const { left, top, ...size } = box(cell);
              return (
                <rect
                  key={`${cell.series}/${cell.slice}`}
                  class={`mark mark-${labelOf(cell.series)}${isFew(cell.slice) ? ' is-few' : ''}`}
                  x={left}
                  y={top}
                  {...size}
                />
              );
            })}
          </>
        }
      >
        <div
          class="points"
          role="group"
          aria-label={t('timeline.sentimentLabel', { name: subject })}
          ref={roving.group}
          onKeyDown={roving.onKeyDown}
        >
          {width > 0 &&
            cells.map((cell) => {
              const { onFocus, ...props } = roving.cellProps(cell);
              const { left, top, ...size } = box(cell);
              return (
                <button
                  key={`${cell.series}/${cell.slice}`}
                  type="button"
                  class="area"
                  style={{
                    left: `${left}px`,
                    top: `${top}px`,
                    width: `${size.width}px`,
                    height: `${size.height}px`,
                  }}
                  aria-label={t('timeline.part', {
                    name: subject,
                    when: sliceName(points[cell.slice]?.start ?? '', unit),
                    label: t(`sentiment.${labelOf(cell.series)}`),
                    ...valuesOf(cell),
                  })}
                  aria-pressed={isPicked(filterOf(cell))}
                  {...props}
                  onFocus={() => {
                    onFocus();
                    setHover(cell);
                  }}
                  onBlur={() => setHover(null)}
                  onPointerEnter={() => setHover(cell)}
                  onClick={() => pick(filterOf(cell))}
                />
              );
            })}
        </div>
        <Shown hover={hover}>
          {(cell) =>
            exists(cell) && (
              <Tip x={box(cell).left + x.width / 2} y={Math.max(0, box(cell).top - 20)} width={width}>
                <b>{t(`sentiment.${labelOf(cell.series)}`)}</b> {valuesOf(cell).share}
                <br />
                {t('timeline.of', valuesOf(cell))}
                <br />
                {sliceName(points[cell.slice]?.start ?? '', unit)}
              </Tip>
            )
          }
        </Shown>
      </TimePlot>
      {totals.some((total, slice) => total > 0 && isFew(slice)) && (
        <p class="caption">{t('timeline.paleCaption', { n: count(smallestSample) })}</p>
      )}
    </>
  );
}
