// Light, dark, or as the system has it: kept in this browser, put on the root before the page is drawn, and chosen at
// the foot. Without this script the page follows the system.
const KEY = "scheme";
const SCHEMES = ["auto", "light", "dark"] as const;

function kept(): string {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto";
  }
}

function apply(scheme: string): void {
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset["scheme"] = scheme;
  else delete document.documentElement.dataset["scheme"];
}

function choose(scheme: string, buttons: readonly HTMLButtonElement[]): void {
  apply(scheme);
  try {
    if (scheme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // A browser that keeps nothing shows the choice on this page alone.
  }
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === scheme));
}

apply(kept());
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("scheme");
  if (place === null) return;
  const words = document.createElement("span");
  words.textContent = `${place.dataset["name"] ?? ""}:`;
  const buttons = SCHEMES.map((scheme) => {
    const button = document.createElement("button");
    button.type = "button";
    button.value = scheme;
    button.textContent = place.dataset[scheme] ?? scheme;
    return button;
  });
  for (const button of buttons) button.addEventListener("click", () => choose(button.value, buttons));
  choose(kept(), buttons);
  place.replaceChildren(words, ...buttons);
  place.hidden = false;
});
