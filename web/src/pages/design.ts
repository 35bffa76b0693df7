// The living sample of a picture: the rungs of the table, drawn from it, with keys and notes as on every page.
import { scaleLinear } from "d3";
import { rove } from "../lib/keys.ts";
import { drawMark } from "../lib/marks.ts";
import { pointTo, readTable } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [480, 72];

function draw(table: HTMLTableElement, place: HTMLElement): void {
  const lines = readTable(table);
  const amounts = lines.map((line) => Math.log10(Number(line["amount"]?.value)));
  const x = scaleLinear([0, Math.max(...amounts)], [16, WIDTH - 16]);
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("width", String(WIDTH));
  picture.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", place.dataset["name"] ?? "");
  const points = lines.map((line, index) => {
    const mark = drawMark("rung", line["rung"]?.value ?? "", 18);
    mark.setAttribute("transform", `translate(${x(amounts[index] ?? 0)} ${HEIGHT / 2})`);
    mark.setAttribute("role", "img");
    const words = `${line["rung"]?.text ?? ""}: ${line["amount"]?.text ?? ""}`;
    mark.setAttribute("aria-label", words);
    tip(mark, () => [words, line["confidence"]?.text ?? ""]);
    mark.addEventListener("focus", () => pointTo(line.row));
    return mark;
  });
  picture.append(...points);
  rove(points, points.length);
  place.replaceChildren(picture);
  place.hidden = false;
}

const table = document.querySelector<HTMLTableElement>("#sample");
const place = document.querySelector<HTMLElement>("#sample-picture");
if (table !== null && place !== null) draw(table, place);
