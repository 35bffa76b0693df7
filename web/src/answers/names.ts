// A box that completes names while they are typed, after the pattern of the ARIA guide: a list under it, arrows in it,
// Enter takes, Escape leaves. What is sent is a thing's short name, so that nothing is left to be guessed.

interface Found {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
}

export interface Place {
  readonly address: string;
  readonly language: string;
  readonly title: string;
}

/** Japanese has no spaces: a word is a run of Han characters or of katakana, and hiragana stands between them. */
const LAST = /(?:[\p{Script=Han}々]+|[\p{Script=Katakana}ー]+|[^\s、。？?,!\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)$/u;

/** Characters of the longest text that the service completes. */
export const LONGEST = 200;

/** Whether so much of a name is worth a look: three letters, or two of a script of which fewer make a word. */
export function isLong(text: string): boolean {
  return [...text].length >= (/[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]/u.test(text) ? 2 : 3);
}

/** The last word of a sentence that is being written, with where it begins; none that is too short to look up. */
export function lastWord(text: string): { readonly word: string; readonly at: number } | undefined {
  const found = LAST.exec(text);
  return found === null || !isLong(found[0]) ? undefined : { word: found[0], at: found.index };
}

/** The things named so, of any of these classes. */
export async function suggest(place: Place, text: string, classes: readonly string[], signal: AbortSignal): Promise<Found[]> {
  const query = new URLSearchParams({ q: text.slice(0, LONGEST), lang: place.language, limit: "8" });
  for (const each of classes) query.append("type", each);
  const response = await fetch(`${place.address}?${query}`, { headers: { Accept: "application/json" }, signal });
  if (!response.ok) return [];
  return ((await response.json()) as { results: Found[] }).results;
}

/**
 * Complete names in a box. `isSentence` completes the last word of what is written and sends the words as they are.
 * A box that has a `data-label` shows it in the place of the short name in it; one with `data-compact` sends the kind
 * with the name, where the same name may be of several kinds. The event `taken` tells that a name was chosen.
 */
export function complete(input: HTMLInputElement, place: Place, isSentence = false): void {
  const classes = (input.dataset["classes"] ?? "").split(" ").filter((each) => each !== "");
  const list = document.createElement("ul");
  list.id = `${input.id}-names`;
  list.className = "offers";
  list.role = "listbox";
  list.ariaLabel = place.title;
  list.hidden = true;
  input.after(list);
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  if (input.dataset["label"]) [input.dataset["sent"], input.value] = [input.value, input.dataset["label"]];
  let label = input.value;
  let latest: AbortController | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    latest?.abort();
    clearTimeout(waiting);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(found: Found): void {
    const begun = isSentence ? lastWord(input.value) : undefined;
    input.value = label = isSentence ? `${input.value.slice(0, begun?.at ?? input.value.length)}${found.label} ` : found.label;
    if (!isSentence) input.dataset["sent"] = input.dataset["compact"] === undefined ? found.id.slice(found.id.indexOf("/") + 1) : found.id.replace("/", ":");
    close();
    input.focus();
    input.dispatchEvent(new Event("taken", { bubbles: true }));
  }

  function show(found: readonly Found[]): void {
    list.replaceChildren(
      ...found.map((each, index) => {
        const option = document.createElement("li");
        option.role = "option";
        option.id = `${list.id}-${index}`;
        option.ariaSelected = "false";
        const [name, kind] = [document.createElement("bdi"), document.createElement("small")];
        name.textContent = each.label;
        kind.textContent = each.summary;
        option.append(name, " ", kind);
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(each);
        });
        return option;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    offered = found;
  }
  let offered: readonly Found[] = [];

  async function look(): Promise<void> {
    latest?.abort();
    const mine = (latest = new AbortController());
    const text = isSentence ? (lastWord(input.value)?.word ?? "") : input.value.trim();
    if (text === "") return close();
    try {
      show(await suggest(place, text, classes, mine.signal));
    } catch (error) {
      if (!mine.signal.aborted) close();
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  }

  function point(to: number): void {
    const options = [...list.children];
    options.forEach((option, index) => (option.ariaSelected = String(index === to)));
    const option = options[to];
    if (option === undefined) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", () => {
    if (input.value !== label) delete input.dataset["sent"];
    clearTimeout(waiting);
    waiting = setTimeout(() => void look(), 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const at = [...list.children].findIndex((option) => option.ariaSelected === "true");
    const count = list.children.length;
    if (event.key === "ArrowDown") point((at + 1) % count);
    else if (event.key === "ArrowUp") point((at - 1 + count) % count);
    else if (event.key === "Enter" && at >= 0) take(offered[at]!);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

/** All boxes for names in a form; the form sends short names where they are known, and nothing that is empty. */
export function completeForm(form: HTMLFormElement): void {
  const place = placeOf(form);
  for (const input of form.querySelectorAll<HTMLInputElement>("input[data-classes]")) complete(input, place);
  if (form.matches(".filters")) form.addEventListener("taken", () => form.requestSubmit());
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      const sent = form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`)?.dataset["sent"];
      if (sent !== undefined) formData.set(name, sent);
      else if (value === "") formData.delete(name);
    }
  });
}

export function placeOf(form: HTMLFormElement): Place {
  const { suggest: address, language, suggestions } = form.dataset;
  return { address: address ?? "/suggest", language: language ?? "en", title: suggestions ?? "" };
}
