// The matrix as data: what the table of scopes says of each material, read in the order in which it stands.

export interface Scope {
  readonly framework: string;
  readonly name: string;
  readonly status: string;
  readonly verdict: string;
  /** Empty: every material that no scope of the framework before this one names. */
  readonly materials: ReadonlySet<string>;
  readonly row: number;
}

export interface Column {
  readonly framework: string;
  readonly name: string;
  readonly status: string;
  readonly scopes: readonly Scope[];
}

/** The frameworks in their order, each with its scopes. */
export function columnsOf(scopes: readonly Scope[]): Column[] {
  const columns = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const known = columns.get(scope.framework);
    if (known === undefined) columns.set(scope.framework, [scope]);
    else known.push(scope);
  }
  return [...columns].map(([framework, own]) => ({ framework, name: own[0]!.name, status: own[0]!.status, scopes: own }));
}

/** The scope that holds for a material: the first that names it or that names none. */
export function scopeFor(column: Column, material: string): Scope | undefined {
  return column.scopes.find((scope) => scope.materials.size === 0 || scope.materials.has(material));
}

/** Words by token from `token=words|token=words`. */
export function wordsOf(told: string): Map<string, string> {
  return new Map(told.split("|").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}

/** The first days of the months between two days, and the last day. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  for (;;) {
    const day = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
    if (day >= last) return [...months, last];
    months.push(day);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}
