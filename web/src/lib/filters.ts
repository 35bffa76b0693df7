// A form of filters that changes the address and the page under it without a new page; without this script the same
// form is sent and the server answers with the same page.

/** The parameters of a form as the server reads them: none for what is empty or not ticked. */
export function parametersOf(form: HTMLFormElement): URLSearchParams {
  const given = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return new URLSearchParams(given.filter(([, value]) => value.trim() !== ""));
}

/**
 * Fetch the page anew on each change of a filter and put its parts in the place of this one's.
 *
 * `parts` are selectors of what depends on the filters; `redraw` is called after each exchange. A later change overtakes
 * an earlier one. Back and forward work, since each state has an address.
 */
export function live(form: HTMLFormElement, parts: readonly string[], redraw: () => void): void {
  let latest: AbortController | undefined;

  async function load(address: string): Promise<void> {
    latest?.abort();
    const mine = (latest = new AbortController());
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
      // What the server refuses has a page of its own, which says what is wrong.
      if (!response.ok) return location.assign(address);
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const part of [...parts, ".choices > summary", ".tongues"]) {
        const [old, next] = [document.querySelector(part), fresh.querySelector(part)];
        if (old !== null && next !== null) old.replaceWith(next);
      }
      redraw();
    } catch (error) {
      if (!mine.signal.aborted) location.assign(address);
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  }

  function changed(isStep: boolean): void {
    const query = parametersOf(form).toString();
    const address = `${location.pathname}${query && "?"}${query}`;
    history[isStep ? "pushState" : "replaceState"](null, "", address);
    void load(address);
  }

  let waiting: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    // A name that is still being written is none yet: it counts when it is taken from its list, or sent by Enter.
    if (event.target instanceof HTMLInputElement && event.target.role === "combobox") return;
    waiting = setTimeout(() => changed(false), event.target instanceof HTMLSelectElement ? 0 : 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    changed(true);
  });
  addEventListener("popstate", () => location.reload());
}
