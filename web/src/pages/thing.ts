// Facts through the years: one row a kind, one column a year, a disc whose area is the number of facts. Drawn from the
// table under it, so that each disc leads where its number does.
import { scaleLinear, scaleSqrt } from "d3";
import { rove } from "../lib/keys.ts";
import { readTable } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";
import { discsOf, yearsOf, type Disc } from "../thing/years.ts";

const SVG = "http://www.w3.org/2000/svg";
const [LINE, FOOT, EDGE] = [24, 22, 18];
const MOST_RADIUS = 10;

function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Readonly<Record<string, string | number>> = {}): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function draw(table: HTMLTableElement, place: HTMLElement): void {
  const lines = readTable(table);
  const discs = discsOf(lines);
  const years = yearsOf(discs);
  const names = lines.map((line) => line["kind"]?.text ?? "");
  place.hidden = false;
  const width = Math.max(280, place.clientWidth);
  const height = lines.length * LINE + FOOT;
  const head = Math.min(180, width * 0.4, 12 + 7.2 * Math.max(...names.map((name) => [...name].length + (/[^\x00-\xff]/.test(name) ? 4 : 0))));
  const x = scaleLinear([years[0], years[1]], [head + EDGE, width - EDGE]);
  const column = (width - EDGE * 2 - head) / Math.max(1, years[1] - years[0]);
  const radius = scaleSqrt([0, Math.max(...discs.map((disc) => disc.count))], [0, Math.max(5, Math.min(MOST_RADIUS, column * 0.7))]);
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": place.dataset["name"] ?? "" });
  const every = Math.max(1, Math.ceil((years[1] - years[0] + 1) / ((width - head) / 44)));
  for (let year = years[0]; year <= years[1]; year += 1) {
    if ((years[1] - year) % every !== 0) continue;
    const text = svg("text", { x: x(year), y: height - 4, "text-anchor": "middle", class: "quiet" });
    text.textContent = String(year);
    picture.append(text);
  }
  names.forEach((name, index) => {
    const y = index * LINE + LINE / 2;
    picture.append(svg("line", { x1: head, x2: width, y1: y, y2: y, stroke: "var(--line)" }));
    const text = svg("text", { x: 0, y, "dominant-baseline": "central" });
    text.textContent = name;
    picture.append(text);
  });
  const points = discs.map((disc) => point(disc, x(disc.year), disc.line * LINE + LINE / 2, Math.max(3, radius(disc.count)), names));
  picture.append(...points);
  rove(points, points.length);
  place.replaceChildren(picture);
}

function point(disc: Disc, x: number, y: number, radius: number, names: readonly string[]): SVGAElement {
  const link = svg("a", { href: disc.href, "aria-label": `${names[disc.line] ?? ""}, ${disc.year}: ${disc.count}` });
  link.dataset["count"] = String(disc.count);
  link.append(svg("circle", { cx: x, cy: y, r: radius }));
  tip(link, () => [`${names[disc.line] ?? ""}, ${disc.year}: ${disc.count}`]);
  return link;
}

const table = document.querySelector<HTMLTableElement>("#years");
const place = document.querySelector<HTMLElement>("#years-picture");
if (table !== null && place !== null) {
  draw(table, place);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    draw(table, place);
  });
}
// What the address names inside a fold is unfolded.
const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
target?.closest("details")?.setAttribute("open", "");
