// What can be written next: variables of the query, words of the language, and names out of the graph itself: its
// classes and properties with what they mean, and its things by their labels. The endpoint tells all of them.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { isLong, suggest, type Place } from "../answers/names.ts";
import { compact, lacking, type Prefixes } from "./prefixes.ts";

export interface Term {
  readonly name: string;
  readonly kind: string;
  readonly label: string;
  readonly meaning: string;
}

const WORDS =
  "SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS NOT IN AS PREFIX BASE GROUP ORDER BY ASC DESC HAVING LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE CONCAT SUBSTR STRLEN REPLACE UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REGEX YEAR MONTH DAY NOW ABS CEIL FLOOR ROUND COALESCE IF SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC STRDT STRLANG".split(" ");
const MOST = 60;

/** The query for the terms in use: each class and property with its label and definition. */
export function termQuery(prefixes: Prefixes): string {
  return `PREFIX skos: <${prefixes.get("skos") ?? ""}>
SELECT ?term ?kind (SAMPLE(?name) AS ?label) (SAMPLE(?words) AS ?meaning)
WHERE {
  {
    SELECT DISTINCT ?term ?kind
    WHERE {
      { ?one a ?term . BIND("class" AS ?kind) }
      UNION
      { ?one ?term ?other . BIND("property" AS ?kind) }
    }
  }
  OPTIONAL { ?term skos:prefLabel ?name . FILTER(LANG(?name) = "en") }
  OPTIONAL { ?term skos:definition ?words . FILTER(LANG(?words) = "en") }
}
GROUP BY ?term ?kind
ORDER BY ?term`;
}

type Binding = Readonly<Record<string, { readonly value: string } | undefined>>;

export async function readTerms(endpoint: string, prefixes: Prefixes): Promise<Term[]> {
  const response = await fetch(`${endpoint}?${new URLSearchParams({ query: termQuery(prefixes), format: "json" })}`);
  if (!response.ok) return [];
  const told = (await response.json()) as { results: { bindings: Binding[] } };
  return told.results.bindings.map((row) => ({
    name: compact(row["term"]?.value ?? "", prefixes),
    kind: row["kind"]?.value ?? "",
    label: row["label"]?.value ?? "",
    meaning: row["meaning"]?.value ?? "",
  }));
}

/** The terms that a beginning may mean, by name or label, those that begin so first. */
export function matching(terms: readonly Term[], begun: string): Term[] {
  const wanted = begun.toLowerCase();
  const ranked = terms.flatMap((term) => {
    const name = term.name.toLowerCase();
    const [local, label] = [name.slice(name.indexOf(":") + 1), term.label.toLowerCase()];
    if ([name, local, label].some((each) => each.startsWith(wanted))) return [{ term, rank: 0 }];
    return name.includes(wanted) || label.includes(wanted) ? [{ term, rank: 1 }] : [];
  });
  return ranked.sort((one, other) => one.rank - other.rank).slice(0, MOST).map(({ term }) => term);
}

/** Put a name where it was begun, and the declaration of its prefix at the head of the query where it lacks one. */
function put(name: string, prefixes: Prefixes) {
  return (view: EditorView, _completion: Completion, from: number, to: number): void => {
    const head = lacking(name, view.state.doc.toString(), prefixes);
    const changes = [{ from, to, insert: name }, ...(head === "" ? [] : [{ from: 0, insert: head }])];
    view.dispatch({ changes, selection: { anchor: head.length + from + name.length }, userEvent: "input.complete" });
  };
}

export function completer(prefixes: Prefixes, terms: () => Promise<readonly Term[]>, place: Place) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable !== null) {
      const known = new Set(context.state.doc.toString().match(/[?$]\w+/g));
      known.delete(variable.text);
      return { from: variable.from, options: [...known].map((label) => ({ label, type: "variable" })) };
    }
    const word = context.matchBefore(/[\p{L}\w-]*:?[\p{L}\w-]*/u);
    if (word === null || (word.text === "" && !context.explicit)) return null;
    const begun = word.text;
    const [prefix, rest] = begun.includes(":") ? [begun.slice(0, begun.indexOf(":")), begun.slice(begun.indexOf(":") + 1)] : ["", begun];
    const options: Completion[] = matching(await terms(), begun).map((term) => ({
      label: term.name,
      detail: [term.label, term.kind].filter((part) => part !== "").join(", "),
      type: term.kind,
      apply: put(term.name, prefixes),
      ...(term.meaning === "" ? {} : { info: () => paragraph(term.meaning) }),
    }));
    if (!begun.includes(":")) {
      const words = WORDS.filter((each) => each.startsWith(begun.toUpperCase())).map((label) => ({ label, type: "keyword" }));
      options.unshift(...(begun.length < 3 || begun === begun.toUpperCase() ? words : []));
      if (begun.length >= 3 && begun !== begun.toUpperCase()) options.push(...words);
    }
    if ((begun.includes(":") ? rest !== "" : isLong(rest)) && !context.aborted) {
      const leaving = new AbortController();
      context.addEventListener("abort", () => leaving.abort());
      const found = await suggest(place, rest.replaceAll("-", " "), [], leaving.signal).catch(() => []);
      for (const { id, label, summary, iri } of found as ((typeof found)[number] & { iri: string })[]) {
        if (begun.includes(":") && prefix !== id.slice(0, id.indexOf("/"))) continue;
        const name = compact(iri, prefixes);
        options.push({ label: name, detail: `${label}, ${summary}`, type: "thing", apply: put(name, prefixes) });
      }
    }
    return options.length === 0 ? null : { from: word.from, options, filter: false };
  };
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
