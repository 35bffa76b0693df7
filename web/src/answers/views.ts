// The forms of an answer: its table, and the pictures that fit it. Which one is shown is said by the fragment
// of the address, since servers need not know it.
import { chartOf, drawChart } from "./chart.ts";
import type { Words } from "./draw.ts";
import { readFrame } from "./frame.ts";
import { drawNetwork, webOf, type Web } from "./network.ts";

type View = "table" | "chart" | "network" | "map";

export interface Options {
  /** Whether the columns are those of somebody's own query: then any number is drawn, and the table comes first. */
  readonly isOwn: boolean;
  /** Fetches the ties of an answer that is no table. */
  readonly triples?: () => Promise<Web>;
}

/** Offer the pictures that fit what is on the page; nothing where none does. */
export function offerViews(options: Options): void {
  const bar = document.querySelector<HTMLElement>(".views");
  const figure = document.querySelector<HTMLElement>(".answer-picture");
  if (bar === null || figure === null) return;
  const words: Words = Object.fromEntries(Object.entries(bar.dataset).map(([name, value]) => [name, value ?? ""]));
  const drawers = drawersOf(bar.dataset["of"] ?? "", options, words);
  if (drawers.size === 0) return;

  const views: View[] = ["table", ...drawers.keys()];
  const asked = new URLSearchParams(location.hash.slice(1)).get("view") as View | null;
  const first: View = options.isOwn ? "table" : (views[1] ?? "table");
  let shown: View = asked !== null && views.includes(asked) ? asked : first;

  const buttons = views.map((view) => {
    const button = document.createElement("button");
    button.type = "button";
    button.value = view;
    button.textContent = words[view] ?? view;
    button.addEventListener("click", () => {
      history.replaceState(null, "", `${location.pathname}${location.search}${view === first ? "" : `#view=${view}`}`);
      void show(view);
    });
    return button;
  });

  async function show(view: View): Promise<void> {
    shown = view;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === view));
    figure!.dataset["view"] = view;
    figure!.hidden = view === "table";
    if (view === "table") return figure!.replaceChildren();
    const made = await drawers.get(view)!(Math.max(280, Math.floor(figure!.getBoundingClientRect().width)));
    if (shown === view) figure!.replaceChildren(...made);
  }

  bar.role = "group";
  bar.ariaLabel = words["views"] ?? "";
  bar.replaceChildren(...buttons);
  bar.hidden = false;
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width || !figure.isConnected) return;
    width = innerWidth;
    void show(shown);
  });
  void show(shown);
}

type Drawer = (width: number) => Promise<Node[]>;

function drawersOf(of: string, { isOwn, triples }: Options, words: Words): Map<View, Drawer> {
  const drawers = new Map<View, Drawer>();
  if (of === "triples" && triples !== undefined) drawers.set("network", async (width) => drawNetwork(await triples(), words, width));
  const table = document.querySelector<HTMLTableElement>("table#rows");
  if (table === null) return drawers;
  const frame = readFrame(table);
  if (frame.lines.length === 0) return drawers;
  if (chartOf(frame, isOwn) !== undefined) drawers.set("chart", async (width) => drawChart(frame, isOwn, words, width));
  const web = webOf(frame);
  if (web !== undefined && (isOwn || frame.lines.length > 1)) drawers.set("network", async (width) => drawNetwork(web, words, width));
  if (frame.columns.some(({ sort }) => sort === "place")) {
    drawers.set("map", async (width) => (await import("./map.ts")).drawMap(frame, words, width));
  }
  return drawers;
}
