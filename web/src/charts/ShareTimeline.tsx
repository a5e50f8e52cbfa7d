// Share of voice over time: a line per brand with its name at the end, and the number of brand mentions below.
import { useSignal } from '@preact/signals';
import { max } from 'd3-array';
import type { Filter, ShareOverTime, TimePoint, TimeUnit } from '../engine/documents';
import { count, percent, percentRange, shortCount, slice as sliceName, wholePercent } from '../i18n/format';
import { t } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { smallestSample, sum } from '../state/figures';
import { sliceFilter } from '../state/slices';
import { tone } from '../state/tones';
import { spread } from './labels';
import { useRoving, type Cell } from './roving';
import { linear, linePath, niceLinear } from './scales';
import { spaced, TimePlot } from './TimePlot';
import { Shown, Tip } from './Tip';
import { useWidth } from './width';

const plotHeight = 240;
const volumeHeight = 34;
const margin = { top: 14, bottom: 26, left: 46, gap: 20 };
const height = margin.top + plotHeight + margin.gap + volumeHeight + margin.bottom;
/** Below this width the names stand above the chart instead of beside the lines. */
const roomForNames = 560;
const densePoints = 70;

interface Props {
  timeline: { unit: TimeUnit; points: Pick<TimePoint, 'start' | 'brands'>[] };
  brands: string[];
  /** What the lines show instead of shares of the mentions, by brand; the columns stay mentions. */
  by?: { name: string; shares: Record<string, ShareOverTime> } | undefined;
}

export function ShareTimeline({ timeline, brands, by }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const hover = useSignal<Cell | null>(null);
  const { points, unit } = timeline;
  const totals = points.map((point) => sum(Object.values(point.brands)));
  const measured = ({ series }: Cell): ShareOverTime | undefined => by?.shares[brands[series] ?? ''];
  const share = (cell: Cell): number =>
    by
      ? (measured(cell)?.value[cell.slice] ?? 0)
      : (points[cell.slice]?.brands[brands[cell.series] ?? ''] ?? 0) / (totals[cell.slice] || 1);
  const exists = (cell: Cell): boolean =>
    by ? typeof measured(cell)?.value[cell.slice] === 'number' : (totals[cell.slice] ?? 0) > 0;
  /** Its interval, where it rests on enough. */
  const range = (cell: Cell): string => {
    const [low, high] = [measured(cell)?.low[cell.slice], measured(cell)?.high[cell.slice]];
    return typeof low === 'number' && typeof high === 'number' ? percentRange(low, high) : '';
  };
  const isDoubtful = (cell: Cell): boolean => (by ? range(cell) === '' : (totals[cell.slice] ?? 0) < smallestSample);
  const roving = useRoving({ series: brands.length, slices: points.length }, exists);

  const beside = width >= roomForNames;
  const right = width - (beside ? 132 : 12);
  const barWidth = Math.max(1, Math.min(22, ((right - margin.left) / Math.max(1, points.length)) * 0.7));
  const [first, last] = [margin.left + barWidth / 2 + 2, right - barWidth / 2];
  const x = spaced(points.length, [first, last]);
  const highest = max(points, (_, slice) => max(brands, (_name, series) => share({ series, slice }))) ?? 1;
  const y = niceLinear([0, Math.min(1, highest * 1.05)], [margin.top + plotHeight, margin.top], 4);
  const base = margin.top + plotHeight + margin.gap + volumeHeight;
  const most = max(totals) ?? 0;
  const volume = linear([0, most || 1], [0, volumeHeight]);
  const slices = points.map((_, index) => index);
  const lastSlice = slices.findLast((slice) => brands.some((_, series) => exists({ series, slice }))) ?? 0;
  const names = spread(
    brands.map((_, series) => y(share({ series, slice: lastSlice }))),
    17,
    margin.top,
    margin.top + plotHeight,
  );

  const filterOf = ({ series, slice }: Cell): Filter => ({
    brand: brands[series] ?? '',
    ...sliceFilter(points[slice]?.start ?? '', unit),
  });
  const words = (cell: Cell): string =>
    by
      ? [brands[cell.series], by.name, sliceName(points[cell.slice]?.start ?? '', unit), percent(share(cell)), range(cell) || t('doubt.few')].join(', ')
      : t('timeline.point', {
          name: brands[cell.series] ?? '',
          when: sliceName(points[cell.slice]?.start ?? '', unit),
          share: percent(share(cell)),
          n: points[cell.slice]?.brands[brands[cell.series] ?? ''] ?? 0,
          total: totals[cell.slice] ?? 0,
        });

  const nearest = (left: number, top: number): Cell | null => {
    let best: Cell | null = null;
    let bestDistance = Infinity;
    for (const slice of slices) {
      const across = Math.abs(x(slice) - left);
      if (across > bestDistance) continue;
      for (let series = 0; series < brands.length; series += 1) {
        if (!exists({ series, slice })) continue;
        const distance = Math.hypot(across * 2, y(share({ series, slice })) - top);
        if (distance < bestDistance) [best, bestDistance] = [{ series, slice }, distance];
      }
    }
    return best;
  };

  const pathOf = (series: number): string => linePath(slices.map((slice) => (exists({ series, slice }) ? [x(slice), y(share({ series, slice }))] : null)));
  return (
    <>
      {!beside && (
        <ul class="key">
          {brands.map((name) => (
            <li key={name}>
              <i class={`swatch tone-${tone(name)}`} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      )}
      <TimePlot
        plot={ref}
        width={width}
        height={height}
        base={base}
        left={margin.left}
        right={right}
        unit={unit}
        starts={points.map(({ start }) => start)}
        x={x}
        y={y}
        yText={wholePercent}
        hover={hover}
        nearest={nearest}
        onPick={(cell) => pick(filterOf(cell))}
        drawn={
          <>
            {slices.map((slice) => (
              <rect
                key={slice}
                class="volume"
                x={x(slice) - barWidth / 2}
                y={base - volume(totals[slice] ?? 0)}
                width={barWidth}
                height={volume(totals[slice] ?? 0)}
              />
            ))}
            <text class="axis" x={margin.left - 8} y={base - volumeHeight} dy="0.7em" text-anchor="end">
              {shortCount(most)}
            </text>
            <line class="rule" x1={margin.left} x2={right} y1={base} y2={base} />
            {brands.map((name, series) => (
              <g key={name} class={`line tone-${tone(name)}`}>
                <path d={pathOf(series)} />
                {slices
                  .filter((slice) => exists({ series, slice }))
                  .map((slice) => (
                    <circle
                      key={slice}
                      class={isDoubtful({ series, slice }) ? 'is-hollow' : ''}
                      cx={x(slice)}
                      cy={y(share({ series, slice }))}
                      r={points.length > densePoints ? 1.8 : 3.2}
                    />
                  ))}
                {beside && (
                  <text class="line-name" x={right + 10} y={names[series]} dy="0.32em">
                    {name.length > 16 ? `${name.slice(0, 15)}…` : name}
                  </text>
                )}
              </g>
            ))}
          </>
        }
      >
        <div
          class="points"
          role="group"
          aria-label={t('timeline.shareLabel')}
          ref={roving.group}
          onKeyDown={roving.onKeyDown}
        >
          {width > 0 &&
            brands.map((name, series) =>
              slices
                .filter((slice) => exists({ series, slice }))
                .map((slice) => {
                  const cell = { series, slice };
                  const { onFocus, ...props } = roving.cellProps(cell);
                  return (
                    <button
                      key={`${name}/${slice}`}
                      type="button"
                      class="point"
                      style={{ left: `${x(slice)}px`, top: `${y(share(cell))}px` }}
                      aria-label={words(cell)}
                      aria-pressed={isPicked(filterOf(cell))}
                      {...props}
                      onFocus={() => {
                        onFocus();
                        hover.value = cell;
                      }}
                      onBlur={() => {
                        hover.value = null;
                      }}
                      onClick={(event) => {
                        if (event.detail > 0) return;
                        pick(filterOf(cell));
                      }}
                    />
                  );
                }),
            )}
        </div>
        <Shown hover={hover}>
          {(cell) => {
            if (!exists(cell) || cell.series >= brands.length) return null;
            const name = brands[cell.series] ?? '';
            const total = totals[cell.slice] ?? 0;
            return (
              <>
                <svg class="over" width={width} height={height} aria-hidden="true">
                  <line class="cross" x1={x(cell.slice)} x2={x(cell.slice)} y1={margin.top} y2={base} />
                  <g class={`line is-shown tone-${tone(name)}`}>
                    <path d={pathOf(cell.series)} />
                    <circle cx={x(cell.slice)} cy={y(share(cell))} r={5} />
                  </g>
                </svg>
                <Tip x={x(cell.slice)} y={Math.max(0, y(share(cell)) - 30)} width={width}>
                  <b>{name}</b> {percent(share(cell))}
                  <br />
                  {by ? [by.name, range(cell)].filter(Boolean).join(' ') : t('timeline.of', { n: points[cell.slice]?.brands[name] ?? 0, total })}
                  <br />
                  {sliceName(points[cell.slice]?.start ?? '', unit)}
                  {isDoubtful(cell) && (
                    <>
                      <br />
                      <em>{t('doubt.few')}</em>
                    </>
                  )}
                </Tip>
              </>
            );
          }}
        </Shown>
      </TimePlot>
      <p class="caption">{t(by ? 'voice.caption' : 'timeline.shareCaption', { n: count(smallestSample) })}</p>
    </>
  );
}
