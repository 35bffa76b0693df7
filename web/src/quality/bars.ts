// Horizontal bars out of a table: a bar a row, its parts the columns named, one after the other; or one column filled
// within the outline of another that it is a part of.

export interface Part {
  readonly column: string;
  readonly start: number;
  readonly value: number;
}

export interface Bar {
  readonly parts: readonly Part[];
  readonly whole: number;
}

/** The parts of a bar, each where the one before it ends; what is no number counts as nothing and has no part. */
export function stack(values: ReadonlyMap<string, string>, columns: readonly string[], of = ""): Bar {
  const parts: Part[] = [];
  let start = 0;
  for (const column of columns) {
    const value = amount(values.get(column));
    if (value > 0) parts.push({ column, start, value });
    start += value;
  }
  return { parts, whole: of === "" ? start : amount(values.get(of)) };
}

function amount(text: string | undefined): number {
  const value = Number(text?.trim() || "0");
  return Number.isFinite(value) && value > 0 ? value : 0;
}

/** A share in words, never “0 %” of what is there nor “100 %” of what is not all. */
export function share(part: number, whole: number, language: string): string {
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  if (whole === 0 || part === 0 || part === whole) return percent.format(whole === 0 ? 0 : part / whole);
  return percent.format(Math.min(0.99, Math.max(0.01, part / whole)));
}
