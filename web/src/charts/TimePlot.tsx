// What charts over time share: the grid with its values, the days below, the pointer that finds the nearest mark,
// and a span of time that is dragged across.
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { TimeUnit } from '../engine/documents';
import { tick } from '../i18n/format';
import { pickPeriod } from '../state/analysis';
import { nextStart } from '../state/slices';
import { tickStep } from './labels';
import type { Cell } from './roving';
import type { Scale } from './scales';

/** A pointer that moves less, in pixels, clicks. */
const dragFrom = 8;

/** A line's points, first and last at the ends of `across`; a single one in the middle. */
export const spaced =
  (slices: number, [first, last]: readonly [number, number]) =>
  (slice: number): number =>
    slices === 1 ? (first + last) / 2 : first + (slice / (slices - 1)) * (last - first);

interface Props {
  plot: RefObject<HTMLDivElement | null>;
  width: number;
  height: number;
  /** Where the days stand, and the edges that the grid reaches. */
  base: number;
  left: number;
  right: number;
  unit: TimeUnit;
  starts: readonly string[];
  /** The middle of a slice. */
  x: (slice: number) => number;
  y: Scale;
  yText: (value: number) => string;
  hover: Signal<Cell | null>;
  /** What is nearest to a point of the plot; left out where the marks have buttons of their own. */
  nearest?: (left: number, top: number) => Cell | null;
  onPick?: (cell: Cell) => void;
  drawn: ComponentChildren;
  children: ComponentChildren;
}

export function TimePlot({ plot, width, height, base, left, right, unit, starts, x, y, yText, hover, nearest, onPick, drawn, children }: Props) {
  const dragged = useSignal<readonly [number, number] | null>(null);
  const from = useRef<number | null>(null);
  const justDragged = useRef(false);
  const every = tickStep(starts.length, right - left, unit === 'hour' ? 96 : 64);
  const place = (event: MouseEvent): readonly [number, number] => {
    const box = plot.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };
  const sliceAt = (across: number): number => {
    const step = starts.length > 1 ? x(1) - x(0) : 1;
    return Math.max(0, Math.min(starts.length - 1, Math.round((across - x(0)) / step)));
  };
  const cellAt = (event: MouseEvent): Cell | null => nearest?.(...place(event)) ?? null;
  const show = (cell: Cell | null) => {
    const now = hover.peek();
    if (cell?.series !== now?.series || cell?.slice !== now?.slice) hover.value = cell;
  };
  const end = () => {
    const span = dragged.peek();
    from.current = null;
    dragged.value = null;
    if (!span) return;
    justDragged.current = true;
    pickPeriod(starts[span[0]] ?? '', nextStart(starts[span[1]] ?? '', unit), true);
  };
  return (
    <div
      class="plot"
      ref={plot}
      style={{ height: `${height}px` }}
      onPointerDown={(event) => {
        justDragged.current = false;
        from.current = event.button === 0 ? place(event)[0] : null;
      }}
      onPointerMove={(event) => {
        const [across] = place(event);
        if (from.current === null || (!dragged.peek() && Math.abs(across - from.current) < dragFrom)) {
          if (nearest) show(cellAt(event));
          return;
        }
        if (!dragged.peek()) event.currentTarget.setPointerCapture(event.pointerId);
        show(null);
        const [a, b] = [sliceAt(from.current), sliceAt(across)];
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        if (dragged.peek()?.[0] === low && dragged.peek()?.[1] === high) return;
        dragged.value = [low, high];
        pickPeriod(starts[low] ?? '', nextStart(starts[high] ?? '', unit), false);
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={() => show(null)}
      onClickCapture={(event) => {
        if (justDragged.current && event.detail > 0) event.stopPropagation();
      }}
      onClick={(event) => {
        const cell = event.detail > 0 && !justDragged.current ? cellAt(event) : null;
        if (cell) onPick?.(cell);
      }}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {y.ticks(4).map((value) => (
            <g key={value}>
              <line class="grid" x1={left} x2={right} y1={y(value)} y2={y(value)} />
              <text class="axis" x={left - 8} y={y(value)} dy="0.32em" text-anchor="end">
                {yText(value)}
              </text>
            </g>
          ))}
          {starts.map(
            (start, slice) =>
              slice % every === 0 && (
                <text
                  key={slice}
                  class="axis"
                  x={Math.min(x(slice), width - 20)}
                  y={base + 17}
                  text-anchor="middle"
                >
                  {tick(start, unit)}
                </text>
              ),
          )}
          {drawn}
          <Dragged span={dragged} x={x} base={base} />
        </svg>
      )}
      {children}
    </div>
  );
}

function Dragged({ span, x, base }: { span: Signal<readonly [number, number] | null>; x: (slice: number) => number; base: number }) {
  if (!span.value) return null;
  const [low, high] = span.value;
  return <rect class="dragged" x={x(low) - 4} y={0} width={x(high) - x(low) + 8} height={base} />;
}
