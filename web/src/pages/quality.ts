// Small bars above the tables of the page on quality, each drawn from the table it names.
import { scaleLinear } from "d3";
import { completeForm } from "../answers/names.ts";
import { live } from "../lib/filters.ts";
import { rove } from "../lib/keys.ts";
import { type Line, pointTo, readTable } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";
import { type Bar, share, stack } from "../quality/bars.ts";

const SVG = "http://www.w3.org/2000/svg";
const [LINE, THICK] = [20, 12];

interface Series {
  readonly columns: readonly string[];
  readonly of: string;
  readonly heads: ReadonlyMap<string, HTMLTableCellElement>;
}

function draw(figure: HTMLElement): void {
  const table = document.getElementById(figure.dataset["table"] ?? "");
  if (!(table instanceof HTMLTableElement)) return;
  const label = figure.dataset["label"] ?? "";
  const heads = new Map([...table.tHead!.rows[0]!.cells].map((cell) => [cell.dataset["column"] ?? "", cell]));
  const series = { columns: (figure.dataset["series"] ?? "").split(" "), of: figure.dataset["of"] ?? "", heads };
  const lines = readTable(table);
  const bars = lines.map((line) => stack(valuesOf(line), series.columns, series.of));
  figure.hidden = false;
  const narrow = figure.clientWidth < 480;
  const [width, left, right] = [figure.clientWidth, narrow ? 124 : 176, 44];
  const x = scaleLinear([0, Math.max(1, ...bars.map((bar) => bar.whole))], [left, Math.max(left + 40, width - right)]);
  const picture = make("svg", { width: String(width), height: String(lines.length * LINE), viewBox: `0 0 ${width} ${lines.length * LINE}` });
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", figure.dataset["name"] ?? "");
  const rows = lines.map((line, index) => drawRow(line, line[label]?.value ?? "", bars[index]!, series, index * LINE, x));
  picture.append(...rows);
  rove(rows);
  figure.replaceChildren(picture);
  for (const words of picture.querySelectorAll<SVGTextElement>("text:first-child")) shorten(words, left - 8);
  figure.parentElement?.querySelector("h4")?.removeAttribute("hidden");
}

/** Cut a label to the room that it has; a note and the table say it whole. */
function shorten(words: SVGTextElement, room: number): void {
  const letters = [...(words.textContent ?? "")];
  while (letters.length > 1 && words.getComputedTextLength() > room) {
    letters.pop();
    words.textContent = `${letters.join("").trimEnd()}…`;
  }
}

function valuesOf(line: Line): Map<string, string> {
  const cells = Object.entries(line).filter(([name]) => name !== "row") as [string, { value: string }][];
  return new Map(cells.map(([name, cell]) => [name, cell.value]));
}

function drawRow(line: Line, name: string, bar: Bar, series: Series, top: number, x: (value: number) => number): SVGGElement {
  const group = make("g", { transform: `translate(0 ${top})`, role: "img" });
  const middle = LINE / 2;
  const words = make("text", { x: String(x(0) - 8), y: String(middle), dy: "0.35em", "text-anchor": "end" });
  words.textContent = name;
  group.append(words);
  if (series.of !== "") group.append(box("outline", x(0), x(bar.whole), middle));
  for (const part of bar.parts) {
    const drawn = box("part", x(part.start), x(part.start + part.value), middle);
    drawn.classList.add(...(series.heads.get(part.column)?.dataset["mark"] ?? "plain").split(" "));
    drawn.dataset["column"] = part.column;
    drawn.dataset["value"] = String(part.value);
    group.append(drawn);
  }
  const told = series.of === "" ? bar.whole : bar.parts.reduce((sum, part) => sum + part.value, 0);
  const count = make("text", { x: String(x(bar.whole) + 6), y: String(middle), dy: "0.35em", class: "quiet" });
  count.textContent = told.toLocaleString(document.documentElement.lang === "hi" ? "hi-IN-u-nu-latn" : document.documentElement.lang);
  group.append(count);
  const said = [name, ...bar.parts.map((part) => tell(part.column, part.value, bar.whole, series))];
  group.setAttribute("aria-label", said.join("; "));
  tip(group, () => said);
  group.addEventListener("focus", () => pointTo(line.row));
  group.addEventListener("pointerenter", () => pointTo(line.row));
  group.addEventListener("click", () => pointTo(line.row, true));
  return group;
}

function tell(column: string, value: number, whole: number, series: Series): string {
  const head = series.heads.get(column)?.textContent?.trim().replace(/\s+/g, " ") ?? column;
  const part = series.columns.length > 1 || series.of !== "" ? ` (${share(value, whole, document.documentElement.lang)})` : "";
  return `${head}: ${value}${part}`;
}

function box(kind: string, from: number, to: number, middle: number): SVGElement {
  const width = String(Math.max(to - from, kind === "part" ? 1 : 0));
  return make("rect", { class: kind, x: String(from), y: String(middle - THICK / 2), width, height: String(THICK) });
}

function make<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Readonly<Record<string, string>>): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawAll(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure.bars")) {
    // What is folded away has no width; it is drawn when it is unfolded.
    const fold = figure.closest("details");
    if (fold !== null && !fold.open) fold.addEventListener("toggle", () => draw(figure), { once: true });
    else draw(figure);
  }
}

const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) completeForm(form);
if (form !== null) live(form, ["#answer"], drawAll);
let waiting: ReturnType<typeof setTimeout> | undefined;
let drawnWidth = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === drawnWidth) return;
  drawnWidth = innerWidth;
  clearTimeout(waiting);
  waiting = setTimeout(drawAll, 150);
});
drawAll();
