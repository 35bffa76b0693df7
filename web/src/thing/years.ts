// The table of years as discs.
import type { Line } from "../lib/table.ts";

export interface Disc {
  readonly line: number;
  readonly year: number;
  readonly count: number;
  readonly href: string;
}

/** A disc for each cell that counts something, line by line. */
export function discsOf(lines: readonly Omit<Line, "row">[]): Disc[] {
  return lines.flatMap((line, index) =>
    Object.entries(line as Readonly<Record<string, { value: string; href: string }>>)
      .filter(([name, cell]) => /^\d{4}$/.test(name) && Number(cell.value) > 0)
      .map(([name, cell]) => ({ line: index, year: Number(name), count: Number(cell.value), href: cell.href })),
  );
}

/** The first and the last year that has a disc. */
export function yearsOf(discs: readonly Disc[]): readonly [number, number] {
  const years = discs.map((disc) => disc.year);
  return [Math.min(...years), Math.max(...years)];
}
