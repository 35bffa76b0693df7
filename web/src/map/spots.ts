// Where the things of the table lie, as it tells: at a point, or somewhere in a country.
import type { Line } from "../lib/table.ts";

export interface Spot {
  readonly line: Line;
  readonly name: string;
  readonly basis: string;
  readonly point: readonly [number, number] | undefined;
  readonly place: string;
  readonly code: string;
  readonly land: string;
}

export interface Group {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly spots: readonly Spot[];
}

/** The places of one row, each with its point where there is one. */
export function spotsOf(line: Line): Spot[] {
  return [...line.row.querySelectorAll<HTMLElement>(".spot")].map((cell) => {
    const { basis = "", longitude, latitude, spot = "", country = "", land = "" } = cell.dataset;
    const point = longitude === undefined || latitude === undefined ? undefined : ([Number(longitude), Number(latitude)] as const);
    return { line, name: line["name"]!.text, basis, point, place: spot, code: country, land };
  });
}

/** Those without a point by the country in which they lie. */
export function gather(spots: readonly Spot[]): Group[] {
  const found = new Map<string, Spot[]>();
  for (const spot of spots) {
    const key = spot.code || spot.land;
    found.set(key, [...(found.get(key) ?? []), spot]);
  }
  return [...found].map(([key, inside]) => ({ key, code: inside[0]!.code, name: inside[0]!.land, spots: inside }));
}

/** The outline around a mark: a circle for a project, a square for a plant, a diamond for a deposit. */
export function frameOf(sort: string, radius: number): string {
  const half = radius * 0.9;
  if (sort === "facility") return `M${-half} ${-half}H${half}V${half}H${-half}Z`;
  if (sort === "deposit") return `M0 ${-radius * 1.25}L${radius * 1.25} 0L0 ${radius * 1.25}L${-radius * 1.25} 0Z`;
  return `M${-radius} 0A${radius} ${radius} 0 1 1 ${radius} 0A${radius} ${radius} 0 1 1 ${-radius} 0Z`;
}
