// The note that follows the pointer or the focus in a chart. Screen readers have the buttons' labels.
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Cell } from './roving';

export function Tip({
  x,
  y,
  width,
  children,
}: {
  x: number;
  y: number;
  width: number;
  children: ComponentChildren;
}) {
  const toLeft = x > width / 2;
  const gap = 14;
  return (
    <div
      class={`tip${toLeft ? ' is-left' : ''}`}
      aria-hidden="true"
      style={{
        top: `${y}px`,
        maxWidth: `min(16rem, ${Math.max(x, width - x) - gap}px)`,
        ...(toLeft ? { right: `${width - x + gap}px` } : { left: `${x + gap}px` }),
      }}
    >
      {children}
    </div>
  );
}

/** What follows the pointer is drawn apart, so that a move does not draw the whole chart anew. */
export function Shown({
  hover,
  children,
}: {
  hover: Signal<Cell | null>;
  children: (cell: Cell) => ComponentChildren;
}) {
  return <>{hover.value && children(hover.value)}</>;
}
