// The table of ties as a graph: things by their IRIs, ties between them.
import type { Line } from "../lib/table.ts";

export interface Thing {
  readonly iri: string;
  readonly name: string;
  readonly href: string;
  readonly kind: string;
  readonly ties: number;
}

export interface Tie {
  readonly one: string;
  readonly other: string;
  readonly row: number;
}

/** The kind of thing that an IRI of the graph is formed for: `actor` of `…/id/actor/india`. */
export function kindOf(iri: string): string {
  return /\/id\/([^/]+)\//.exec(iri)?.[1] ?? "";
}

/** Things in a lasting order, by kind and name, and a tie for each row. */
export function graphOf(lines: readonly Omit<Line, "row">[]): { things: Thing[]; ties: Tie[] } {
  const things = new Map<string, { name: string; href: string; ties: number }>();
  const ties = lines.map((line, row) => {
    const cells = line as Readonly<Record<string, { text: string; value: string; href: string }>>;
    const ends = ["one", "other"].map((end) => cells[end]!);
    for (const { value, text, href } of ends) {
      const found = things.get(value) ?? { name: text, href, ties: 0 };
      found.ties += 1;
      things.set(value, found);
    }
    return { one: ends[0]!.value, other: ends[1]!.value, row };
  });
  const told = [...things].map(([iri, thing]) => ({ iri, kind: kindOf(iri), ...thing }));
  told.sort((a, b) => compare(a.kind, b.kind) || compare(a.iri, b.iri));
  return { things: told, ties };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
