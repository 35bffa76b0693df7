// The page of the endpoint: an editor in the place of the text box, answers without a new page, pictures of them.
// Without this script the same form is sent and the server answers with the same page.
import { parametersOf } from "../lib/filters.ts";
import { webOfTriples, type Web } from "../answers/network.ts";
import { offerViews } from "../answers/views.ts";
import { completer, readTerms, type Term } from "../sparql/completion.ts";
import { edit, type Editor, type Fault } from "../sparql/editor.ts";
import { compact, readPrefixes } from "../sparql/prefixes.ts";

function begin(form: HTMLFormElement, box: HTMLTextAreaElement): void {
  const prefixes = readPrefixes(document.querySelector("#prefixes") ?? document);
  const endpoint = form.dataset["endpoint"] ?? "/sparql";
  const place = { address: form.dataset["suggest"] ?? "/suggest", language: form.dataset["language"] ?? "en", title: "" };
  let terms: Promise<readonly Term[]> | undefined;
  const known = (): Promise<readonly Term[]> => (terms ??= readTerms(endpoint, prefixes).catch(() => []));
  const label = form.querySelector("label[for=query]")?.textContent ?? "SPARQL";
  const editor = edit(box, label, completer(prefixes, known, place), () => form.requestSubmit());
  const hint = document.querySelector("#keys");
  if (hint !== null) hint.textContent = form.dataset["keys"] ?? "";
  form.querySelector("label[for=query]")?.addEventListener("click", () => editor.focus());
  form.addEventListener("focusin", () => void known(), { once: true });

  async function triples(): Promise<Web> {
    const given = parametersOf(form);
    given.set("format", "nt");
    const response = await fetch(`${endpoint}?${given}`);
    return webOfTriples(await response.text(), (iri) => compact(iri, prefixes));
  }

  const shown = (): void => {
    offerViews({ isOwn: true, triples });
    point(editor);
  };
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  let latest: AbortController | undefined;
  form.addEventListener("submit", (event) => {
    const given = parametersOf(form);
    if (given.get("format") !== "html") return;
    event.preventDefault();
    if (box.value.trim() === "") return editor.focus();
    given.delete("format");
    latest?.abort();
    latest = new AbortController();
    void run(`${endpoint}?${given}`, latest.signal);
  });

  async function run(address: string, signal: AbortSignal): Promise<void> {
    const result = document.querySelector<HTMLElement>("#result");
    const said = button?.textContent ?? "";
    if (button !== null) button.ariaBusy = "true";
    if (hint !== null) hint.textContent = form.dataset["running"] ?? "";
    editor.mark(undefined);
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" }, signal });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = fresh.querySelector("#result");
      if (result === null || next === null) return location.assign(address);
      result.replaceWith(next);
      // What was run no longer needs an example; folded it leaves the answer on the first screen.
      document.querySelector(".examples")?.removeAttribute("open");
      history.pushState(null, "", address);
      shown();
    } catch (error) {
      if (!signal.aborted) location.assign(address);
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    } finally {
      if (button !== null && !signal.aborted) [button.ariaBusy, button.textContent] = ["false", said];
      if (hint !== null && !signal.aborted) hint.textContent = form.dataset["keys"] ?? "";
    }
  }

  addEventListener("popstate", () => location.reload());
  shown();
}

/** Mark the place of the fault that the server tells of, and lead to it. */
function point(editor: Editor): void {
  const problem = document.querySelector<HTMLElement>("#result .problem");
  const fault: Fault = { line: Number(problem?.dataset["line"] ?? 0), column: Number(problem?.dataset["column"] ?? 0) };
  if (fault.line === 0) return;
  editor.mark(fault);
  const lead = document.querySelector<HTMLButtonElement>("#to-fault");
  if (lead === null) return;
  lead.hidden = false;
  lead.addEventListener("click", () => editor.mark(fault, true));
}

const form = document.querySelector<HTMLFormElement>("form.editor");
const box = form?.querySelector<HTMLTextAreaElement>("textarea[name=query]");
if (form && box) begin(form, box);
