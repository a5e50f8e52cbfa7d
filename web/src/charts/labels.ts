// Labels beside the ends of lines, moved apart so that none covers another.

/**
 * Positions at least `gap` apart and within `low`..`high`, as near to the wanted ones as that allows,
 * in the order of the input. More labels than fit are spread evenly.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const room = order.length > 1 ? Math.min(gap, (high - low) / (order.length - 1)) : gap;
  const placed: number[] = [];
  order.forEach((index, rank) => {
    const above = rank === 0 ? low : (placed[rank - 1] ?? low) + room;
    placed.push(Math.max(wanted[index] ?? low, above));
  });
  for (
    let rank = placed.length - 1, limit = high;
    rank >= 0;
    rank -= 1, limit = (placed[rank + 1] ?? high) - room
  ) {
    placed[rank] = Math.min(placed[rank] ?? high, limit);
  }
  const result: number[] = new Array<number>(wanted.length).fill(0);
  order.forEach((index, rank) => {
    result[index] = placed[rank] ?? low;
  });
  return result;
}

/** Every how many slices a tick fits, when each needs `need` pixels. */
export function tickStep(slices: number, width: number, need: number): number {
  const fits = Math.max(1, Math.floor(width / need));
  return Math.max(1, Math.ceil(slices / fits));
}
