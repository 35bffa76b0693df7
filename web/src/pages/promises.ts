// Promises by rung and age, drawn from the table under the picture.
import { axisBottom, scaleLinear, select } from "d3";
import { addSlider } from "../lib/day-slider.ts";
import { live } from "../lib/filters.ts";
import { rove } from "../lib/keys.ts";
import { drawMark, markOf } from "../lib/marks.ts";
import { stack } from "../lib/stacks.ts";
import { draw, onWidth } from "../lib/svg.ts";
import { type Line, pointTo, readTable } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";

const [STEP, ROOM, SIZE, DAYS_A_YEAR, NARROW] = [15, 22, 12, 365.25, 640];

function paint(place: HTMLElement, lines: readonly Line[], rungs: readonly string[], width: number): void {
  const isNarrow = width < NARROW;
  const [left, right, foot] = [isNarrow ? 8 : 168, 16, 40];
  const oldest = Math.max(1, ...lines.map((line) => Number(line["age"]!.value) / DAYS_A_YEAR));
  const x = scaleLinear([0, oldest], [left + 8, width - right]);
  const words = new Map(lines.map((line) => [line["rung"]!.value, line["rung"]!.text]));
  const picture = draw("svg", { width, role: "group", "aria-label": place.dataset["name"] ?? "" });
  const points: SVGAElement[] = [];
  let top = 0;
  for (const rung of rungs) {
    const here = lines.filter((line) => line["rung"]!.value === rung);
    const at = here.map((line) => x(Number(line["age"]!.value) / DAYS_A_YEAR));
    const heights = stack(at, ROOM);
    const head = isNarrow ? 20 : 0;
    const height = head + (Math.max(0, ...heights) + 1) * STEP + 8;
    const ground = top + height - 4 - STEP / 2;
    const row = draw("g", { class: "row" });
    row.append(draw("line", { class: "rule", x1: 0, x2: width, y1: top + height, y2: top + height }));
    const label = draw("text", { x: isNarrow ? 20 : 22, y: isNarrow ? top + 15 : ground + 4 }, words.get(rung) ?? rung);
    const sign = drawMark("rung", rung, SIZE);
    sign.setAttribute("transform", `translate(8 ${isNarrow ? top + 11 : ground})`);
    row.append(sign, label);
    here.forEach((line, index) => {
      const point = pointOf(line, rung, at[index]!, ground - heights[index]! * STEP);
      row.append(point);
      points.push(point);
    });
    picture.append(row);
    top += height;
  }
  const axis = draw("g", { class: "axis", transform: `translate(0 ${top})` });
  select(axis).call(axisBottom(x).ticks(Math.max(2, Math.round(width / 110))).tickSizeOuter(0));
  axis.append(draw("text", { class: "quiet", x: width - right, y: 34, "text-anchor": "end" }, place.dataset["axis"] ?? ""));
  picture.append(axis);
  picture.setAttribute("height", String(top + foot));
  picture.setAttribute("viewBox", `0 0 ${width} ${top + foot}`);
  rove(points, points.length);
  place.replaceChildren(picture);
}

function pointOf(line: Line, rung: string, x: number, y: number): SVGAElement {
  const flags = line["flags"]!.value.split(" ").filter((flag) => flag !== "");
  const about = [line["promise"]!.text, `${line["rung"]!.text} · ${line["age"]!.text} · ${line["promisors"]!.text}`, line["flags"]!.text];
  const told = about.filter((part) => part !== "");
  const point = draw("a", {
    href: line["promise"]!.href, class: `point rung-${rung}`, transform: `translate(${x} ${y})`, "aria-label": told.join("; "),
    "data-promise": line["promise"]!.value, "data-rung": rung, "data-age": line["age"]!.value, "data-flags": flags.join(" "),
  });
  point.append(draw("circle", { class: "ground", r: 8 }));
  point.append(markOf("rung", rung) === undefined ? draw("circle", { class: "blank", r: 4 }) : drawMark("rung", rung, SIZE));
  flags.forEach((flag, index) => {
    const sign = drawMark("flag", flag, 8);
    sign.setAttribute("transform", `translate(${7 + index * 7} -5)`);
    point.append(sign);
  });
  tip(point, () => told);
  point.addEventListener("focus", () => pointTo(line.row));
  return point;
}

let watching: ResizeObserver | undefined;

function show(): void {
  watching?.disconnect();
  const table = document.querySelector<HTMLTableElement>("#promises");
  const place = document.querySelector<HTMLElement>("#age-picture");
  if (table === null || place === null) return;
  const lines = readTable(table);
  const rungs = [...document.querySelectorAll<HTMLElement>(".step[data-rung]")].map((step) => step.dataset["rung"]!);
  const standing = rungs.filter((rung) => lines.some((line) => line["rung"]!.value === rung));
  place.hidden = false;
  watching = onWidth(place, (width) => paint(place, lines, standing, width));
}

const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) {
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-last]")) addSlider(field);
  live(form, ["#shown"], show);
}
show();
