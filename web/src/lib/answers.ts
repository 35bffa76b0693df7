// Answers of the catalogue as the server gives them in JSON. Pictures read these or the table of their own page; there
// is no other way to compute an answer.

export interface Entity {
  readonly iri: string;
  readonly label: string;
}

export interface Told {
  readonly value: string | null;
  readonly precision: string;
  readonly text: string;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly question: string;
  readonly rows: readonly Row[];
  readonly total: number;
  readonly as_of: string | null;
}

/** The prefix of the site, which may be served below a path; empty for the root. */
export function prefix(): string {
  const home = document.querySelector<HTMLAnchorElement>(".brand");
  return new URL(home?.href ?? "/", document.baseURI).pathname.replace(/\/$/, "");
}

/** Ask a question of the catalogue; rejects with the problem's own words. */
export async function ask(question: string, parameters: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ""));
  query.set("lang", document.documentElement.lang);
  const response = await fetch(`${prefix()}/questions/${question}?${query}`, { headers: { Accept: "application/json" } });
  const told: unknown = await response.json();
  if (!response.ok) throw new Error(wordsOf(told) ?? response.statusText);
  return told as Answer;
}

function wordsOf(problem: unknown): string | undefined {
  if (typeof problem !== "object" || problem === null) return undefined;
  const { title, detail } = problem as { title?: unknown; detail?: unknown };
  return [title, detail].filter((part) => typeof part === "string").join(": ") || undefined;
}

/** The last part of an IRI: `named` of `…/vocab/verdict/named`. */
export function tokenOf(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1);
}
