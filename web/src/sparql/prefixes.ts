// Prefixes of the project, read from the page, and what becomes of an IRI or of a query with them.

export type Prefixes = ReadonlyMap<string, string>;

const LOCAL = /^[A-Za-z0-9_](?:[\w-]*[\w])?$/;

/** The prefixes that the page lists: by name the IRI that each stands for. */
export function readPrefixes(list: ParentNode): Prefixes {
  return new Map([...list.querySelectorAll<HTMLElement>("[data-prefix]")].map(({ dataset }) => [dataset["prefix"] ?? "", dataset["iri"] ?? ""]));
}

/** An IRI as a compact name with the longest prefix that fits; in angle brackets where none does. */
export function compact(iri: string, prefixes: Prefixes): string {
  let best: [string, string] | undefined;
  for (const entry of prefixes) {
    const [, base] = entry;
    if (iri.startsWith(base) && LOCAL.test(iri.slice(base.length)) && base.length > (best?.[1].length ?? 0)) best = entry;
  }
  return best === undefined ? `<${iri}>` : `${best[0]}:${iri.slice(best[1].length)}`;
}

/** The line that declares the prefix of a compact name, where a query lacks it; empty where there is nothing to add. */
export function lacking(name: string, query: string, prefixes: Prefixes): string {
  const prefix = name.slice(0, name.indexOf(":"));
  const iri = name.startsWith("<") || !name.includes(":") ? undefined : prefixes.get(prefix);
  const declared = new RegExp(`^\\s*prefix\\s+${prefix.replaceAll("-", "\\-")}:`, "im");
  return iri === undefined || declared.test(query) ? "" : `PREFIX ${prefix}: <${iri}>\n`;
}
