// Commands that can be copied: a button beside each, and this page's own address in place of one that the server could
// only guess. Words come from the page.

const KEPT_MS = 2000;

/** The text of a command with the address of this site in place of `base`; as it is where `base` is empty. */
export function addressed(text: string, base: string, site: string): string {
  return base === "" ? text : text.replaceAll(base, site);
}

/** Give every command under `root` its button; those that have one are left alone. */
export function copyable(root: ParentNode, site: string): void {
  const words = document.querySelector<HTMLElement>("#copier")?.dataset ?? {};
  for (const place of root.querySelectorAll<HTMLElement>(".command:not(:has(button))")) {
    const code = place.querySelector("code");
    if (code === null) continue;
    code.textContent = addressed(code.textContent ?? "", words["base"] ?? "", site);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = words["copy"] ?? "";
    button.setAttribute("aria-label", `${button.textContent}: ${place.querySelector("pre")?.getAttribute("aria-label") ?? ""}`);
    button.addEventListener("click", () => void copy(code, button, words["copied"] ?? ""));
    place.append(button);
  }
}

/** Copy; where the browser does not let pages copy (no HTTPS), select the text, so that a key does it. */
async function copy(code: HTMLElement, button: HTMLButtonElement, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
  } catch {
    getSelection()?.selectAllChildren(code);
    return;
  }
  const before = button.textContent;
  button.textContent = done;
  setTimeout(() => (button.textContent = before), KEPT_MS);
}
