// On how many lists each material is: bars drawn from the table under them, one stop for Tab, arrows within.
import { slider } from "../coverage/slider.ts";
import { live } from "../lib/filters.ts";
import { rove } from "../lib/keys.ts";
import { pointTo } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";

const SVG = "http://www.w3.org/2000/svg";
const [STEP, HEIGHT, LABEL] = [16, 90, 124];

function part(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function draw(): void {
  const place = document.querySelector<HTMLElement>("#bars");
  const table = document.querySelector<HTMLTableElement>("#lists");
  if (place === null || table === null) return;
  const lines = [...table.tBodies[0]!.rows].map((row) => ({
    row,
    name: row.cells[0]!.textContent?.trim() ?? "",
    count: Number(row.cells[1]!.dataset["value"]),
  }));
  const most = Math.max(1, ...lines.map((line) => line.count));
  const width = lines.length * STEP;
  const picture = part("svg", { width, height: HEIGHT + LABEL, viewBox: `0 0 ${width} ${HEIGHT + LABEL}`, role: "group" });
  picture.setAttribute("aria-label", place.dataset["name"] ?? "");
  const bars = lines.map((line, index) => {
    const height = Math.max(1, (line.count / most) * (HEIGHT - 16));
    const group = part("g", { transform: `translate(${index * STEP} 0)`, role: "img", "aria-label": `${line.name}: ${line.count}` });
    group.append(part("rect", { x: 2, y: HEIGHT - height, width: STEP - 5, height }));
    const name = part("text", { transform: `translate(${STEP / 2 + 2} ${HEIGHT + 6}) rotate(-90)`, "text-anchor": "end", class: "quiet" });
    name.textContent = line.name.length > 15 ? `${line.name.slice(0, 14)}…` : line.name;
    group.append(name);
    tip(group, () => [line.name, `${place.dataset["name"] ?? ""}: ${line.count}`]);
    group.addEventListener("focus", () => pointTo(line.row));
    group.addEventListener("click", () => pointTo(line.row, true));
    return group;
  });
  picture.append(...bars);
  rove(bars, bars.length);
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.append(picture);
  place.replaceChildren(scroll);
  place.hidden = false;
}

draw();
const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) {
  live(form, ["#result"], draw);
  slider(form);
}
