// Keyboard in a chart of series x slices: one tab stop, arrows move, Enter is the button's own.
import { useRef, useState } from 'preact/hooks';

export interface Cell {
  series: number;
  slice: number;
}

/** The next cell that `exists` from `at` in a direction, or `at` itself. */
export function step(
  at: Cell,
  move: Cell,
  size: { series: number; slices: number },
  exists: (cell: Cell) => boolean,
): Cell {
  let next = { series: at.series + move.series, slice: at.slice + move.slice };
  while (next.series >= 0 && next.series < size.series && next.slice >= 0 && next.slice < size.slices) {
    if (exists(next)) return next;
    next = { series: next.series + move.series, slice: next.slice + move.slice };
  }
  return at;
}

const moves: Record<string, Cell> = {
  ArrowLeft: { series: 0, slice: -1 },
  ArrowRight: { series: 0, slice: 1 },
  ArrowUp: { series: -1, slice: 0 },
  ArrowDown: { series: 1, slice: 0 },
};

export function useRoving(size: { series: number; slices: number }, exists: (cell: Cell) => boolean) {
  const [active, setActive] = useState<Cell | null>(null);
  const group = useRef<HTMLDivElement>(null);
  const first = (): Cell | null => {
    for (let series = 0; series < size.series; series += 1) {
      for (let slice = 0; slice < size.slices; slice += 1)
        if (exists({ series, slice })) return { series, slice };
    }
    return null;
  };
  const current =
    active && active.series < size.series && active.slice < size.slices && exists(active) ? active : first();

  const focus = (cell: Cell) => {
    setActive(cell);
    group.current?.querySelector<HTMLElement>(`[data-cell="${cell.series}/${cell.slice}"]`)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!current) return;
    const move = moves[event.key];
    let target: Cell | null = null;
    if (move) target = step(current, move, size, exists);
    else if (event.key === 'Home')
      target = step({ ...current, slice: -1 }, { series: 0, slice: 1 }, size, exists);
    else if (event.key === 'End')
      target = step({ ...current, slice: size.slices }, { series: 0, slice: -1 }, size, exists);
    if (!target) return;
    event.preventDefault();
    focus(target);
  };

  const cellProps = (cell: Cell) => ({
    'data-cell': `${cell.series}/${cell.slice}`,
    tabIndex: current && cell.series === current.series && cell.slice === current.slice ? 0 : -1,
    onFocus: () => setActive(cell),
  });

  return { group, onKeyDown, cellProps };
}
