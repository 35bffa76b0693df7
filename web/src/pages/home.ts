// Suggestions under the ask box: things whose names begin as what is typed does, each a link to its page.
import { lastWord, LONGEST } from "../answers/names.ts";
import { prefix } from "../lib/answers.ts";

interface Suggestion {
  readonly label: string;
  readonly summary: string;
  readonly url: string;
}

const ID = "suggestions";
const field = document.querySelector<HTMLInputElement>("#q");
let latest: AbortController | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

function close(): void {
  const list = document.getElementById(ID);
  if (list === null) return;
  // Taking away what has the focus moves the focus, which closes again: there must be nothing left to find by then.
  list.removeAttribute("id");
  list.remove();
}

function show(box: HTMLInputElement, found: readonly Suggestion[]): void {
  close();
  if (found.length === 0) return;
  const list = document.createElement("ul");
  list.id = ID;
  list.setAttribute("aria-label", box.dataset["suggestions"] ?? "");
  for (const each of found) {
    const target = new URL(each.url, location.href);
    if (target.protocol !== "http:" && target.protocol !== "https:") continue;
    const [item, link, label, kind] = [document.createElement("li"), document.createElement("a"), document.createElement("bdi"), document.createElement("small")];
    link.href = target.href;
    label.textContent = each.label;
    kind.textContent = each.summary;
    link.append(label, kind);
    item.append(link);
    list.append(item);
  }
  box.form?.append(list);
}

/** What is looked for: the last words typed, since a question holds more than a name. */
async function suggest(box: HTMLInputElement): Promise<void> {
  latest?.abort();
  const mine = (latest = new AbortController());
  const words = box.value.trim();
  if (words.length < 2) {
    close();
    return;
  }
  // A sentence may end in what is no word, or be longer than a name ever is: neither is sent.
  const parts = new Set([words, words.split(/\s+/).slice(-2).join(" "), lastWord(words)?.word ?? ""]);
  for (const part of parts) {
    if (part === "" || part.length > LONGEST) continue;
    const query = new URLSearchParams({ q: part, lang: document.documentElement.lang });
    try {
      const response = await fetch(`${prefix()}/suggest?${query}`, { headers: { Accept: "application/json" }, signal: mine.signal });
      const found = response.ok ? ((await response.json()) as { results: Suggestion[] }).results : [];
      if (found.length > 0) return show(box, found);
    } catch (error) {
      if (mine.signal.aborted) return;
      throw error;
    }
  }
  close();
}

if (field !== null) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void suggest(field), 120);
  });
  field.form?.addEventListener("keydown", (event) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(`#${ID} a`)];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Escape") {
      field.focus();
      close();
    } else if (event.key === "ArrowDown" && links.length > 0) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? field).focus();
    }
  });
  field.form?.addEventListener("focusout", (event) => {
    if (!field.form?.contains(event.relatedTarget as Node | null)) close();
  });
}
