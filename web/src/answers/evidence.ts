// Evidence where it is asked for: what is folded under a row is fetched from the page of its fact when it is opened.
// Without this script the same fold holds a link to that page.

/** Fill each fold with the evidence on its fact's page, once, when it is opened. */
export function fetchEvidence(root: ParentNode): void {
  for (const fold of root.querySelectorAll<HTMLDetailsElement>("details.fetched")) {
    fold.addEventListener("toggle", () => void fill(fold));
  }
}

async function fill(fold: HTMLDetailsElement): Promise<void> {
  const from = fold.dataset["from"];
  if (!fold.open || from === undefined) return;
  delete fold.dataset["from"];
  fold.ariaBusy = "true";
  try {
    const response = await fetch(from, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const evidence = page.querySelector(".evidence");
    if (!response.ok || evidence === null) throw new TypeError(response.statusText);
    fold.append(document.adoptNode(evidence));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const said = document.createElement("p");
    said.className = "small";
    said.textContent = fold.dataset["failed"] ?? "";
    fold.append(said);
    fold.dataset["from"] = from;
  } finally {
    fold.ariaBusy = "false";
  }
}
