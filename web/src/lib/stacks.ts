// Marks along a line that would lie on each other, stacked instead.

/** For each position its place in the stack of those that round to the same step; 0 is the ground. */
export function stack(positions: readonly number[], step: number): number[] {
  const heights = new Map<number, number>();
  return positions.map((position) => {
    const slot = Math.round(position / step);
    const height = heights.get(slot) ?? 0;
    heights.set(slot, height + 1);
    return height;
  });
}
