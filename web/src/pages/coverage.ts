// The matrix: materials by frameworks, drawn from the two tables under it. A cell opens the words behind it.
import { type Column, columnsOf, type Scope, scopeFor, wordsOf } from "../coverage/matrix.ts";
import { slider } from "../coverage/slider.ts";
import { live } from "../lib/filters.ts";
import { step } from "../lib/keys.ts";
import { drawMark } from "../lib/marks.ts";
import { pointTo } from "../lib/table.ts";

const SVG = "http://www.w3.org/2000/svg";
const form = document.querySelector<HTMLFormElement>("#filters");

function scopesOf(table: HTMLTableElement): Scope[] {
  return [...table.tBodies[0]!.rows].flatMap((row, index) => {
    const { framework, name, status, verdict, materials } = row.dataset;
    if (framework === undefined || verdict === undefined) return [];
    const named = new Set((materials ?? "").split(" ").filter((material) => material !== ""));
    return [{ framework, name: name ?? "", status: status ?? "", verdict, materials: named, row: index }];
  });
}

function mark(verdict: string): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "-8 -8 16 16");
  picture.setAttribute("aria-hidden", "true");
  picture.append(drawMark("verdict", verdict, 13));
  return picture;
}

function draw(): void {
  const place = document.querySelector<HTMLElement>("#matrix");
  const scopes = document.querySelector<HTMLTableElement>("#scopes");
  const materials = document.querySelector<HTMLTableElement>("#materials");
  if (place === null || scopes === null || materials === null) return;
  const columns = columnsOf(scopesOf(scopes));
  const lines = [...materials.tBodies[0]!.rows].filter((row) => row.dataset["material"] !== undefined);
  place.hidden = columns.length === 0 || lines.length === 0;
  if (place.hidden) return;
  place.replaceChildren(matrixOf(place, columns, lines, scopes));
  place.getBoundingClientRect();
  performance.mark("drawn");
}

function matrixOf(place: HTMLElement, columns: readonly Column[], lines: readonly HTMLTableRowElement[], scopes: HTMLTableElement): HTMLElement {
  const words = wordsOf(place.dataset["verdicts"] ?? "");
  const drawn = new Map([...words.keys()].map((verdict) => [verdict, mark(verdict)]));
  const open = openGroups();
  const folding = new Set(lines.filter((line) => line.dataset["members"] !== "0").map((line) => line.dataset["material"]!));
  const table = document.createElement("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", place.dataset["name"] ?? "");
  const head = table.createTHead().insertRow();
  head.append(document.createElement("td"));
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.className = column.status;
    const name = document.createElement("span");
    name.textContent = column.name;
    name.title = column.name;
    mirror(name, scopes.tBodies[0]!.rows[column.scopes[0]!.row]);
    cell.append(name);
    head.append(cell);
  }
  const body = table.createTBody();
  const cells: HTMLTableCellElement[] = [];
  // Most materials are covered alike: their cells are made once and copied.
  const strips = new Map<string, DocumentFragment>();
  for (const line of lines) {
    const { material, name, group } = line.dataset as { material: string; name: string; group: string };
    const isFolded = group !== "" && folding.has(group) && !open.has(group);
    if (isFolded) continue;
    const row = body.insertRow();
    row.dataset["material"] = material;
    if (group !== "" && folding.has(group)) row.className = "member";
    const title = document.createElement("th");
    title.scope = "row";
    if (group === "" && folding.has(material)) title.append(folder(place, material, name, line.dataset["members"] ?? "", open));
    else title.textContent = folding.has(material) ? `${name} (${line.dataset["members"] ?? ""})` : name;
    if (group !== "" && folding.has(material)) row.classList.add("subgroup");
    mirror(title, line);
    row.append(title);
    const held = columns.map((column) => scopeFor(column, material));
    const key = held.map((scope) => scope?.row ?? "").join();
    let strip = strips.get(key);
    if (strip === undefined) {
      strip = document.createDocumentFragment();
      strip.append(...columns.map((column, at) => cellOf(column, held[at], words, drawn)));
      strips.set(key, strip);
    }
    row.append(strip.cloneNode(true));
    cells.push(...([...row.cells].slice(1) as HTMLTableCellElement[]));
  }
  cells[0]?.setAttribute("tabindex", "0");
  table.addEventListener("pointerover", (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td[data-verdict]");
    if (cell !== null) cell.title = titleOf(cell);
  });
  table.addEventListener("keydown", (event) => move(event, cells, columns.length, place, scopes));
  table.addEventListener("click", (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td[data-verdict]");
    if (cell !== null) show(cell, place, scopes);
  });
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.append(table);
  return scroll;
}

/** A label that nobody checked is so marked in the picture as it is in the table. */
function mirror(label: HTMLElement, row: HTMLTableRowElement | undefined): void {
  label.classList.toggle("unchecked", row?.cells[0]?.querySelector(".unchecked") != null);
}

/** A cell says its verdict alone, since row and column have their heads. */
function cellOf(column: Column, scope: Scope | undefined, words: ReadonlyMap<string, string>, drawn: ReadonlyMap<string, SVGSVGElement>): HTMLTableCellElement {
  const verdict = scope?.verdict ?? "no-evidence";
  const cell = document.createElement("td");
  cell.setAttribute("role", "gridcell");
  cell.dataset["verdict"] = verdict;
  cell.dataset["framework"] = column.framework;
  cell.tabIndex = -1;
  cell.setAttribute("aria-label", words.get(verdict) ?? verdict);
  // The dash of no evidence is drawn by the style: it stands in most of the cells, and half the time went into it.
  if (verdict !== "no-evidence") cell.append(drawn.get(verdict)?.cloneNode(true) ?? "");
  if (scope !== undefined) cell.dataset["scope"] = String(scope.row);
  return cell;
}

/** What a cell is about, in words: its framework, its material and the verdict. */
function titleOf(cell: HTMLTableCellElement): string {
  const row = cell.parentElement as HTMLTableRowElement;
  const column = cell.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
  const material = row.cells[0]?.querySelector("button")?.dataset["name"] ?? row.cells[0]?.textContent ?? "";
  return `${column?.textContent ?? ""}, ${material}: ${cell.getAttribute("aria-label") ?? ""}`;
}

function move(event: KeyboardEvent, cells: readonly HTMLTableCellElement[], width: number, place: HTMLElement, scopes: HTMLTableElement): void {
  const index = cells.indexOf(event.target as HTMLTableCellElement);
  if (index < 0) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    show(cells[index]!, place, scopes);
    return;
  }
  const next = cells[step(event.key, index, cells.length, width)];
  if (next === undefined || next === cells[index]) return;
  event.preventDefault();
  cells[index]!.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function show(cell: HTMLTableCellElement, place: HTMLElement, scopes: HTMLTableElement): void {
  const row = scopes.tBodies[0]!.rows[Number(cell.dataset["scope"])];
  const dialog = document.createElement("dialog");
  const title = document.createElement("h2");
  title.id = "opened";
  title.textContent = titleOf(cell);
  dialog.setAttribute("aria-labelledby", title.id);
  const close = document.createElement("button");
  close.className = "quiet";
  close.textContent = place.dataset["close"] ?? "";
  close.addEventListener("click", () => dialog.close());
  dialog.append(title);
  if (row !== undefined) {
    pointTo(row);
    for (const index of [0, 3, 4, 5]) dialog.append(copyOf(row.cells[index]!));
    for (const details of dialog.querySelectorAll("details")) details.open = true;
  }
  dialog.append(close);
  dialog.addEventListener("close", () => {
    dialog.remove();
    cell.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function copyOf(cell: HTMLTableCellElement): HTMLElement {
  const part = document.createElement("div");
  part.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
  return part;
}

/** Groups that the address unfolds. */
function openGroups(): Set<string> {
  return new Set((form?.elements.namedItem("open") as HTMLInputElement | null)?.value.split(" ").filter((group) => group !== "") ?? []);
}

function folder(place: HTMLElement, material: string, name: string, members: string, open: ReadonlySet<string>): HTMLButtonElement {
  const button = document.createElement("button");
  const isOpen = open.has(material);
  button.className = "folder";
  button.setAttribute("aria-expanded", String(isOpen));
  button.title = place.dataset[isOpen ? "fold" : "open"] ?? "";
  button.dataset["name"] = name;
  button.textContent = `${name} (${members})`;
  button.addEventListener("click", () => {
    const field = form?.elements.namedItem("open") as HTMLInputElement | null;
    if (field === null) return;
    field.value = [...(isOpen ? [...open].filter((group) => group !== material) : [...open, material])].join(" ");
    const query = new URLSearchParams(location.search);
    if (field.value === "") query.delete("open");
    else query.set("open", field.value);
    history.replaceState(null, "", `${location.pathname}${query.size > 0 ? `?${query}` : ""}`);
    draw();
    place.querySelector<HTMLElement>(`tr[data-material="${CSS.escape(material)}"] button`)?.focus();
  });
  return button;
}

draw();
if (form !== null) {
  live(form, ["#result"], draw);
  slider(form);
}
