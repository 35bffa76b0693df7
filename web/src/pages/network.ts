// The network drawn from its table: shapes for kinds of things, lines for ties. What is chosen shows its ties beside the
// picture, each with its facts, so that evidence is two clicks away.
import { scaleSqrt, symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye, type SymbolType } from "d3";
import { completeForm } from "../answers/names.ts";
import { live } from "../lib/filters.ts";
import { rove } from "../lib/keys.ts";
import { readTable, type Line } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";
import { layOut, settle } from "../network/layout.ts";
import { graphOf, type Thing } from "../network/ties.ts";

const SVG = "http://www.w3.org/2000/svg";
/** A shape for each kind, and whether it is filled. */
const SHAPES: Readonly<Record<string, readonly [SymbolType, boolean]>> = {
  actor: [symbolCircle, true],
  place: [symbolCircle, false],
  framework: [symbolSquare, true],
  pillar: [symbolSquare, false],
  instrument: [symbolDiamond, true],
  "list-series": [symbolDiamond, false],
  event: [symbolStar, true],
  material: [symbolTriangle, true],
  deposit: [symbolTriangle, false],
  facility: [symbolWye, true],
  project: [symbolCross, true],
  programme: [symbolCross, false],
};

function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Readonly<Record<string, string | number>> = {}): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function shapeOf(kind: string, size: number): SVGPathElement {
  const [type, isFilled] = SHAPES[kind] ?? [symbolCircle, false];
  return svg("path", { d: symbol(type, size)() ?? "", class: isFilled ? "shape filled" : "shape" });
}

function draw(): void {
  const table = document.querySelector<HTMLTableElement>("#ties");
  const place = document.querySelector<HTMLElement>("#network-picture");
  const part = document.querySelector<HTMLElement>("#network");
  if (table === null || place === null || part === null) return;
  const lines = readTable(table);
  const { things, ties } = graphOf(lines);
  const centre = part.dataset["around"] ?? "";
  place.hidden = false;
  const width = Math.max(300, place.clientWidth);
  const height = Math.round(Math.min(Math.max(width * 0.55, 380), 340 + things.length * 5, innerHeight * 0.9));
  const places = layOut(things, ties, centre, width, height);
  // Where many stand close, their shapes are small.
  const room = Math.min(1, Math.max(0.4, (width * height) / things.length / 2500));
  const size = scaleSqrt([1, Math.max(2, ...things.map((thing) => thing.ties))], [44 * room, 240 * room]);
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": part.dataset["name"] ?? "" });

  const strands = ties.map((tie) => {
    const [from, to] = [places.get(tie.one)!, places.get(tie.other)!];
    const isOwn = tie.one === centre || tie.other === centre;
    const strand = svg("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, class: isOwn ? "tie own" : "tie" });
    picture.append(strand);
    return { strand, ends: [tie.one, tie.other] };
  });
  const ordered = [...things].sort((a, b) => Number(b.iri === centre) - Number(a.iri === centre));
  const points = ordered.map((thing) => {
    const { x, y } = places.get(thing.iri)!;
    const point = svg("g", { class: thing.iri === centre ? "thing centre" : "thing", transform: `translate(${x} ${y})`, role: "button", "aria-label": thing.name });
    point.dataset["iri"] = thing.iri;
    // A target large enough for a finger, seen by nobody.
    point.append(svg("circle", { r: 12, class: "target" }), shapeOf(thing.kind, thing.iri === centre ? 300 : size(thing.ties)));
    const own = lines.filter((line) => line["one"]?.value === thing.iri || line["other"]?.value === thing.iri);
    tip(point, () => [thing.name, ...[...new Set(own.map((line) => line["relation"]?.text ?? ""))].slice(0, 6)]);
    const light = (isLit: boolean) => () => strands.forEach(({ strand, ends }) => strand.classList.toggle("lit", isLit && ends.includes(thing.iri)));
    for (const event of ["pointerenter", "focus"]) point.addEventListener(event, light(true));
    for (const event of ["pointerleave", "blur"]) point.addEventListener(event, light(false));
    const choose = () => tell(thing, own, centre, part);
    point.addEventListener("click", choose);
    point.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    });
    return point;
  });
  picture.append(...points);
  place.replaceChildren(picture);
  label(picture, ordered, places, centre, width);
  rove(points);
  legend();
}

/** Names beside things, the most tied first, outward or else inward, as far as none covers another. */
function label(picture: SVGSVGElement, things: readonly Thing[], places: ReadonlyMap<string, { x: number; y: number }>, centre: string, width: number): void {
  const weighty = [...things].sort((a, b) => Number(b.iri === centre) - Number(a.iri === centre) || b.ties - a.ties);
  const most = width < 600 ? 16 : 34;
  const texts = weighty.map((thing) => {
    const text = svg("text", { y: places.get(thing.iri)!.y, "dominant-baseline": "central", class: thing.iri === centre ? "name centre" : "name" });
    const letters = [...thing.name];
    text.textContent = letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : thing.name;
    picture.append(text);
    return text;
  });
  const sizes = texts.map((text) => text.getBBox());
  const candidates = weighty.map((thing, index) => {
    const [{ x, y }, size] = [places.get(thing.iri)!, sizes[index]!];
    const sides = x < width / 2 ? [x - 11 - size.width, x + 11] : [x + 11, x - 11 - size.width];
    return sides.filter((left) => left >= 0 && left + size.width <= width).map((left) => ({ x: left, y: y - size.height / 2, width: size.width, height: size.height }));
  });
  const shapes = weighty.map((thing) => ({ x: places.get(thing.iri)!.x - 6, y: places.get(thing.iri)!.y - 6, width: 12, height: 12 }));
  settle(candidates, shapes).forEach((side, index) => {
    // The centre has its name even where it covers a shape.
    const box = candidates[index]![side < 0 && weighty[index]!.iri === centre ? 0 : side];
    if (box === undefined) texts[index]!.remove();
    else texts[index]!.setAttribute("x", String(box.x));
  });
}

/** What was chosen: its page, the way to put it in the centre, and its ties as the table tells them. */
function tell(thing: Thing, own: readonly Line[], centre: string, part: HTMLElement): void {
  const chosen = document.querySelector<HTMLElement>("#chosen");
  if (chosen === null) return;
  const head = document.createElement("h2");
  head.textContent = thing.name;
  const ways = document.createElement("p");
  ways.append(anchor(thing.href, part.dataset["page"] ?? ""));
  if (thing.iri !== centre) {
    const query = new URLSearchParams(location.search);
    query.set("around", thing.iri);
    for (const name of ["kind", "relation"]) query.delete(name);
    ways.append(" · ", anchor(`${location.pathname}?${query}`, part.dataset["centre"] ?? ""));
  }
  const list = document.createElement("ul");
  for (const line of own.slice(0, 60)) {
    const item = document.createElement("li");
    const other = line["one"]?.value === thing.iri ? line["other"] : line["one"];
    item.append(`${line["relation"]?.text ?? ""}: `, anchor(other?.href ?? "", other?.text ?? ""), " ");
    for (const link of line.row.cells[3]!.querySelectorAll("a")) item.append(anchor(link.href, (link.textContent ?? "").trim()), " ");
    list.append(item);
  }
  chosen.replaceChildren(head, ways, list);
  chosen.hidden = false;
}

function anchor(href: string, text: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  return link;
}

function legend(): void {
  const list = document.querySelector<HTMLElement>("#shapes");
  if (list === null) return;
  for (const item of list.querySelectorAll<HTMLElement>("[data-kind]")) {
    const mark = svg("svg", { class: "mark", viewBox: "-8 -8 16 16", "aria-hidden": "true" });
    mark.append(shapeOf(item.dataset["kind"] ?? "", 90));
    item.querySelector("svg")?.remove();
    item.prepend(mark);
  }
  list.hidden = false;
}

/** A slider beside the day, in months of the last twenty years; it moves the day, which stays what is sent. */
function slide(form: HTMLFormElement): void {
  const day = form.querySelector<HTMLInputElement>("[name=as_of]");
  const last = day?.dataset["last"];
  if (day === null || day === undefined || !last) return;
  const [year, month] = last.split("-").map(Number) as [number, number];
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: "240", step: "1", ariaLabel: day.dataset["slider"] ?? "" });
  const monthsBefore = (text: string): number => {
    const [y, m] = text.split("-").map(Number) as [number, number];
    return (year - y) * 12 + (month - m);
  };
  const follow = () => (slider.value = String(240 - Math.max(0, monthsBefore(day.value || last))));
  follow();
  slider.addEventListener("input", () => {
    const before = 240 - Number(slider.value);
    const first = new Date(Date.UTC(year, month - 1 - before, 1));
    day.value = before === 0 ? last : first.toISOString().slice(0, 10);
  });
  day.addEventListener("input", follow);
  day.closest("label")?.after(slider);
}

const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) completeForm(form);
if (form !== null) slide(form);
if (form !== null) live(form, ["#network", "#heading", "#choices"], draw);
draw();
let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return;
  width = innerWidth;
  draw();
});
