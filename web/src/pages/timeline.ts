// What happened when, in a lane for each kind, drawn from the table under the picture.
import { axisTop, scaleUtc, select, zoom, zoomIdentity, type ZoomTransform } from "d3";
import { live } from "../lib/filters.ts";
import { rove } from "../lib/keys.ts";
import { drawMark } from "../lib/marks.ts";
import { stack } from "../lib/stacks.ts";
import { draw, onWidth } from "../lib/svg.ts";
import { type Line, pointTo, readTable } from "../lib/table.ts";
import { tickWords } from "../lib/ticks.ts";
import { tip } from "../lib/tips.ts";
import { isForPicture, zoomBar } from "../lib/zoom-bar.ts";
import { endOf } from "../timeline/spans.ts";

const [SIZE, STEP, TALLEST, NARROW, NEAREST] = [9, 11, 132, 640, 400];
// Of more marks than these the first tenth (on a phone more) is left out of sight at first: early years are sparse.
const [CROWD, SPARSE, SPARSER] = [150, 0.1, 0.4];
const HEAD = 26;

interface Item {
  readonly line: Line;
  readonly kind: string;
  readonly start: Date;
  readonly end: Date;
  readonly point: SVGAElement;
  readonly span: SVGLineElement;
}

function itemOf(line: Line): Item {
  const start = new Date(line["day"]!.value);
  const precision = line.row.cells[0]!.dataset["precision"] ?? "day";
  const [kind, rung] = [line["kind"]!.value, line["rung"]!.value];
  const told = [`${line["day"]!.text}: ${line["what"]!.text}`, `${line["rung"]!.text}${line["other"]!.text && ` · ${line["other"]!.text}`}`, line["detail"]!.text];
  const words = told.filter((part) => part !== "");
  const point = draw("a", {
    href: line["fact"]!.href, class: `point rung-${rung}`, "aria-label": words.join("; "),
    "data-day": line["day"]!.value, "data-kind": kind, "data-rung": rung,
  });
  const span = draw("line", { class: "span" });
  point.append(draw("circle", { class: "ground", r: 6 }), drawMark("rung", rung, SIZE));
  tip(point, () => words);
  point.addEventListener("focus", () => pointTo(line.row));
  return { line, kind, start, end: endOf(start, precision), point, span };
}

/** The width of the longest of these words in the small type of pictures. */
function widest(words: readonly string[], place: HTMLElement): number {
  const ruler = document.createElement("canvas").getContext("2d");
  if (ruler === null) return 150;
  const { fontFamily, fontSize } = getComputedStyle(place);
  ruler.font = `${parseFloat(fontSize) * 0.9}px ${fontFamily}`;
  return Math.max(...words.map((word) => ruler.measureText(word).width));
}

function paint(place: HTMLElement, lines: readonly Line[], width: number): void {
  const items = lines.map(itemOf).sort((one, other) => one.start.getTime() - other.start.getTime());
  const kinds = [...document.querySelectorAll<HTMLInputElement>("#filters [name=kind]")].map((box) => box.value);
  const words = new Map(items.map((item) => [item.kind, item.line["kind"]!.text]));
  const isNarrow = width < NARROW;
  const left = isNarrow ? 0 : Math.min(widest([...words.values()].map((word) => `${word} (888)`), place) + 12, width * 0.3);
  const months = 86_400_000 * 60;
  const all = scaleUtc(
    [new Date(items[0]!.start.getTime() - months), new Date(Math.max(...items.map((item) => item.end.getTime())) + months)],
    [left + 8, width - 8],
  );
  const picture = draw("svg", { width, role: "group", "aria-label": place.dataset["name"] ?? "" });
  const axis = draw("g", { class: "axis", transform: `translate(0 ${HEAD})` });
  const clip = draw("clipPath", { id: "time-clip" });
  const inside = draw("g", { "clip-path": "url(#time-clip)" });
  picture.append(clip, axis, inside);

  const crowded = items.length > CROWD ? all(items[Math.floor(items.length * (isNarrow ? SPARSER : SPARSE))]!.start) : left;
  const scale = (width - left) / (width - crowded);
  const first = zoomIdentity.translate(left - crowded * scale, 0).scale(scale);
  const lanes = kinds.filter((kind) => words.has(kind)).map((kind) => ({ kind, items: items.filter((item) => item.kind === kind) }));
  const bands: { readonly items: readonly Item[]; readonly top: number; readonly room: number }[] = [];
  let top = HEAD;
  for (const lane of lanes) {
    const tallest = Math.max(...stack(lane.items.map((item) => first.applyX(all(item.start))), STEP)) + 1;
    const room = Math.min(TALLEST, tallest * STEP) + 6;
    const head = isNarrow ? 20 : 4;
    bands.push({ items: lane.items, top: top + head, room });
    picture.append(draw("text", { x: 0, y: isNarrow ? top + 15 : top + 18, class: "lane" }, `${words.get(lane.kind)} (${lane.items.length})`));
    top += Math.max(head + room, 28);
    picture.append(draw("line", { class: "rule", x1: 0, x2: width, y1: top, y2: top }));
    for (const item of lane.items) inside.append(item.span);
    for (const item of lane.items) inside.append(item.point);
  }
  clip.append(draw("rect", { x: left, y: 0, width: width - left, height: top + 1 }));
  picture.setAttribute("height", String(top + 2));
  picture.setAttribute("viewBox", `0 0 ${width} ${top + 2}`);

  function arrange(transform: ZoomTransform): void {
    const x = transform.rescaleX(all);
    select(axis).call(axisTop<Date>(x).ticks(Math.max(2, Math.round((width - left) / 90))).tickFormat((day) => tickWords(day, document.documentElement.lang)).tickSizeOuter(0));
    for (const band of bands) {
      const at = band.items.map((item) => x(item.start));
      const heights = stack(at, STEP);
      const tallest = Math.max(...heights) + 1;
      const step = Math.min(STEP, (band.room - 6) / tallest);
      band.items.forEach((item, index) => {
        const [from, y] = [at[index]!, band.top + band.room - STEP / 2 - 2 - heights[index]! * step];
        item.point.setAttribute("transform", `translate(${from} ${y})`);
        item.point.classList.toggle("away", from < left + SIZE / 2);
        for (const [name, value] of [["x1", from], ["x2", x(item.end)], ["y1", y], ["y2", y]] as const) item.span.setAttribute(name, String(value));
      });
    }
  }

  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, NEAREST])
    .extent([[left, 0], [width, top]])
    .translateExtent([[left, 0], [width, top]])
    .filter(isForPicture)
    .on("zoom", (event: { transform: ZoomTransform }) => arrange(event.transform));
  const target = select(picture);
  target.call(zooming);
  let now = first;
  zooming.on("zoom.kept", (event: { transform: ZoomTransform }) => (now = event.transform));
  for (const item of items) {
    item.point.addEventListener("focus", () => {
      const at = now.applyX(all(item.start));
      if (at < left || at > width) zooming.translateTo(target, all(item.start), 0);
    });
  }
  zooming.transform(target, first);
  rove(items.map((item) => item.point), items.length);
  const bar = zoomBar(place, (how) => {
    const held = items.find((item) => item.point === document.activeElement);
    const middle: [number, number] | undefined = held && [now.applyX(all(held.start)), 0];
    if (how === "whole") zooming.transform(target, zoomIdentity);
    else zooming.scaleBy(target, how === "in" ? 2 : 0.5, middle);
  });
  const note = document.createElement("figcaption");
  note.className = "small";
  note.textContent = place.dataset["keys"] ?? "";
  place.replaceChildren(bar, picture, note);
}

let watching: ResizeObserver | undefined;

function show(): void {
  watching?.disconnect();
  const table = document.querySelector<HTMLTableElement>("#happenings");
  const place = document.querySelector<HTMLElement>("#time-picture");
  if (table === null || place === null) return;
  const lines = readTable(table);
  place.hidden = false;
  watching = onWidth(place, (width) => paint(place, lines, width));
}

const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) live(form, ["#shown"], show);
show();
