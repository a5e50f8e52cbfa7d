// Scrolling through more rows than a browser can make an element tall for.
//
// Browsers stop at some 17 to 33 million pixels. Beyond `tallest` the scroll bar covers the rows in
// proportion, while small steps (wheel, keys, touch) still move by their own pixels; the two are
// brought together again when scrolling rests.

export const tallest = 8_000_000;

export interface Scroll {
  /** Height of the element that scrolls, at most `tallest`. */
  height: number;
  /** Pixels above the view if every row were laid out. */
  top: number;
  /** Position of the scroll bar that `top` was last told for. */
  bar: number;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** @param view height of what is visible */
export function scrollFor(rows: number, rowHeight: number, view: number, top: number): Scroll {
  const full = rows * rowHeight;
  const height = Math.min(full, tallest);
  const kept = clamp(top, 0, Math.max(0, full - view));
  return { height, top: kept, bar: barFor(kept, full, height, view) };
}

function barFor(top: number, full: number, height: number, view: number): number {
  if (full <= height || full <= view) return top;
  return (top / (full - view)) * (height - view);
}

/** Where a move of the scroll bar to `bar` leads. */
export function moved(scroll: Scroll, rows: number, rowHeight: number, view: number, bar: number): Scroll {
  const full = rows * rowHeight;
  if (full <= tallest) return { ...scroll, bar, top: clamp(bar, 0, Math.max(0, full - view)) };
  const furthest = scroll.height - view;
  const step = bar - scroll.bar;
  const isSmall = Math.abs(step) <= view && bar > 0 && bar < furthest;
  const top = isSmall ? scroll.top + step : (clamp(bar, 0, furthest) / furthest) * (full - view);
  return { ...scroll, bar, top: clamp(top, 0, full - view) };
}

/** The least change of `top` that shows a row in full. */
export function reveal(top: number, row: number, rowHeight: number, view: number): number {
  if (row * rowHeight < top) return row * rowHeight;
  if ((row + 1) * rowHeight > top + view) return (row + 1) * rowHeight - view;
  return top;
}
