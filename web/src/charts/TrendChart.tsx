// Mentions over time: a point a step, the moving average as a line, and the dates that the person marked.
import { useSignal } from '@preact/signals';
import { max } from 'd3-array';
import type { Annotation, Filter, TimeUnit } from '../engine/documents';
import { count, decimal, shortCount, slice as sliceName } from '../i18n/format';
import { t } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { nextStart, sliceFilter } from '../state/slices';
import { useRoving, type Cell } from './roving';
import { linePath, niceLinear } from './scales';
import { spaced, TimePlot } from './TimePlot';
import { Shown, Tip } from './Tip';
import { useWidth } from './width';

const margin = { right: 12, bottom: 26, left: 46 };
const plotHeight = 210;
/** Labels of marks stand in so many rows, so that neighbours do not cover each other. */
const labelRows = 3;
const labelHeight = 16;
const longestLabel = 24;

interface Props {
  unit: TimeUnit;
  starts: readonly string[];
  /** By step; null where no export covers it. */
  mentions: readonly (number | null)[];
  average: readonly (number | null)[];
  marks: readonly Annotation[];
  /** What is counted, and the conditions on it beside the time. */
  name: string;
  of: Filter;
}

export function TrendChart({ unit, starts, mentions, average, marks, name, of }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const hover = useSignal<Cell | null>(null);
  const exists = ({ slice }: Cell): boolean => typeof mentions[slice] === 'number';
  const roving = useRoving({ series: 1, slices: starts.length }, exists);

  const end = nextStart(starts.at(-1) ?? '', unit);
  const placed = marks.flatMap((mark) => {
    const at = unit === 'hour' && mark.at.length === 10 ? `${mark.at}T00:00` : mark.at;
    const slice = at < end ? starts.findLastIndex((start) => start <= at) : -1;
    return slice < 0 ? [] : [{ ...mark, slice }];
  });
  const top = 12 + Math.min(labelRows, placed.length) * labelHeight;
  const base = top + plotHeight;
  const height = base + margin.bottom;
  const [first, last] = [margin.left + 6, width - margin.right];
  const x = spaced(starts.length, [first, last]);
  const y = niceLinear([0, max(mentions, (n) => n ?? 0) || 1], [base, top], 4);
  const pathOf = (values: readonly (number | null)[]): string =>
    linePath(values.map((value, slice) => (value === null ? null : [x(slice), y(value)])));
  const shown = starts.map((_, slice) => slice).filter((slice) => exists({ series: 0, slice }));

  const filterOf = (slice: number): Filter => ({ ...of, ...sliceFilter(starts[slice] ?? '', unit) });
  const valuesOf = (slice: number) => ({
    name,
    when: sliceName(starts[slice] ?? '', unit),
    n: mentions[slice] ?? 0,
    average: typeof average[slice] === 'number' ? decimal(average[slice]) : '–',
  });
  const nearest = (left: number): Cell | null => {
    let best: number | null = null;
    for (const slice of shown) {
      if (best === null || Math.abs(x(slice) - left) < Math.abs(x(best) - left)) best = slice;
    }
    return best === null ? null : { series: 0, slice: best };
  };

  return (
    <TimePlot
      plot={ref}
      width={width}
      height={height}
      base={base}
      left={margin.left}
      right={last}
      unit={unit}
      starts={starts}
      x={x}
      y={y}
      yText={(value) => (Number.isInteger(value) ? shortCount(value) : '')}
      hover={hover}
      nearest={nearest}
      onPick={({ slice }) => pick(filterOf(slice))}
      drawn={
        <>
          {placed.map(({ at, label, slice }, row) => {
            const line = 12 + (row % labelRows) * labelHeight;
            const toLeft = x(slice) > width / 2;
            return (
              <g key={`${at} ${label}`}>
                <line class="mark-date" x1={x(slice)} x2={x(slice)} y1={line - 6} y2={base} />
                <text
                  x={x(slice) + (toLeft ? -5 : 5)}
                  y={line}
                  dy="0.32em"
                  text-anchor={toLeft ? 'end' : 'start'}
                >
                  {label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label}
                </text>
              </g>
            );
          })}
          <g class="trend">
            <path class="trend-counts" d={pathOf(mentions)} />
            {starts.length <= 100 &&
              shown.map((slice) => <circle key={slice} cx={x(slice)} cy={y(mentions[slice] ?? 0)} r={2.6} />)}
            <path class="trend-average" d={pathOf(average)} />
          </g>
        </>
      }
    >
      <div
        class="points"
        role="group"
        aria-label={t('trends.label', { name })}
        ref={roving.group}
        onKeyDown={roving.onKeyDown}
      >
        {width > 0 &&
          shown.map((slice) => {
            const { onFocus, ...props } = roving.cellProps({ series: 0, slice });
            return (
              <button
                key={slice}
                type="button"
                class="point"
                style={{ left: `${x(slice)}px`, top: `${y(mentions[slice] ?? 0)}px` }}
                aria-label={t('trends.point', valuesOf(slice))}
                aria-pressed={isPicked(filterOf(slice))}
                {...props}
                onFocus={() => {
                  onFocus();
                  hover.value = { series: 0, slice };
                }}
                onBlur={() => {
                  hover.value = null;
                }}
                onClick={(event) => {
                  if (event.detail === 0) pick(filterOf(slice));
                }}
              />
            );
          })}
      </div>
      <Shown hover={hover}>
        {({ slice }) =>
          slice < starts.length && (
            <>
              <svg class="over" width={width} height={height} aria-hidden="true">
                <line class="cross" x1={x(slice)} x2={x(slice)} y1={top} y2={base} />
              </svg>
              <Tip x={x(slice)} y={Math.max(0, y(mentions[slice] ?? 0) - 30)} width={width}>
                <b>{count(mentions[slice] ?? 0)}</b> {name}
                <br />
                {t('trends.average')}: {valuesOf(slice).average}
                <br />
                {valuesOf(slice).when}
              </Tip>
            </>
          )
        }
      </Shown>
    </TimePlot>
  );
}
