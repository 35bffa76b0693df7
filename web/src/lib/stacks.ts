// Marks along a line that would lie on each other, stacked instead.

/** For each position the lowest level on which nothing lies nearer than `room` to its left; 0 is the ground. */
export function stack(positions: readonly number[], room: number): number[] {
  const order = positions.map((_, index) => index).sort((one, other) => positions[one]! - positions[other]!);
  const ends: number[] = [];
  const levels = new Array<number>(positions.length).fill(0);
  for (const index of order) {
    const at = positions[index]!;
    const free = ends.findIndex((end) => at - end >= room);
    const level = free === -1 ? ends.length : free;
    ends[level] = at;
    levels[index] = level;
  }
  return levels;
}
