// Pictures of rows: on a line of time where they have days, as bars where they have amounts, else how many stand under
// each mark. What has no day or amount is said, not drawn.
import { axisTop, scaleLinear, scaleUtc, select } from "d3";
import { rove } from "../lib/keys.ts";
import { drawMark, markOf, type Kind } from "../lib/marks.ts";
import { tokenOf } from "../lib/answers.ts";
import type { Line } from "../lib/table.ts";
import { tickWords } from "../lib/ticks.ts";
import { tip } from "../lib/tips.ts";
import { fill, labels, MOST, note, part, sheet, standFor, type Words } from "./draw.ts";
import { cellOf, dayOf, filled, nameOf, shorten, type Column, type Frame } from "./frame.ts";

const AMOUNTS = /^(value|figure|amount|share|share_percent)$/;
const FACETS = /^(unit|currency|measured|indicator_measured)$/;
const [STEP, HEAD, EDGE] = [22, 28, 12];

type Chart = "time" | "bars" | "counts";

/** The picture that fits, if any does. `isOwn` says that the columns are those of somebody's own query. */
export function chartOf(frame: Frame, isOwn: boolean): Chart | undefined {
  if (frame.lines.length < 2) return undefined;
  const amounts = filled(frame, "number");
  if (amounts.some(({ name }) => isOwn || AMOUNTS.test(name))) return "bars";
  if (filled(frame, "date", "validity").length > 0) return "time";
  return markedColumn(frame) === undefined ? undefined : "counts";
}

export function drawChart(frame: Frame, isOwn: boolean, words: Words, width: number): Node[] {
  const chart = chartOf(frame, isOwn);
  if (frame.lines.length > MOST && chart !== "counts") return [note(fill(words["narrow"], { count: frame.lines.length, most: MOST }))];
  if (chart === "time") return drawTime(frame, words, width);
  return chart === "bars" ? drawBars(frame, isOwn, words, width) : drawCounts(frame, words, width);
}

/** The kind of mark of a concept: that of its vocabulary. */
export function kindOf(iri: string): Kind | undefined {
  const scheme = iri.split("/").at(-2) ?? "";
  const kind = scheme === "verdict" || scheme === "confidence" ? scheme : scheme.endsWith("-status") ? "rung" : undefined;
  return kind !== undefined && markOf(kind, tokenOf(iri)) !== undefined ? kind : undefined;
}

/** The first column whose things have marks; grades of confidence only where there is nothing else. */
export function markedColumn(frame: Frame): Column | undefined {
  const marked = filled(frame, "thing").filter(({ name }) => frame.lines.some((line) => kindOf(cellOf(line, name).value) !== undefined));
  return marked.find(({ name }) => name !== "confidence") ?? marked[0];
}

function markFor(line: Line, column: Column | undefined, size: number): SVGGElement | undefined {
  const iri = cellOf(line, column?.name).value;
  const kind = kindOf(iri);
  return kind === undefined ? undefined : drawMark(kind, tokenOf(iri), size);
}

interface Layout {
  readonly left: number;
  readonly letters: number;
  readonly step: number;
  readonly isNarrow: boolean;
}

/** On a narrow page names stand above what is drawn, else beside it. */
function layoutOf(width: number): Layout {
  const isNarrow = width < 560;
  const left = isNarrow ? EDGE : Math.min(320, Math.round(width * 0.36));
  return { left, letters: Math.floor((isNarrow ? width - EDGE : left - 8) / 7.2), step: isNarrow ? STEP * 1.8 : STEP, isNarrow };
}

function nameAt(text: string, y: number, layout: Layout): SVGTextElement {
  const [x, up] = layout.isNarrow ? [0, -14] : [0, 4];
  return part("text", { x, y: y + up }, shorten(text, layout.letters));
}

function drawTime(frame: Frame, words: Words, width: number): Node[] {
  const column = filled(frame, "validity")[0] ?? filled(frame, "date")[0]!;
  const marks = markedColumn(frame);
  const spans = frame.lines
    .map((line) => {
      const { value, text } = cellOf(line, column.name);
      const [from, until] = column.sort === "validity" ? value.split("/").map(dayOf) : [dayOf(value), dayOf(value)];
      return { line, text, from, until };
    })
    .filter((span) => span.from !== undefined || span.until !== undefined);
  const days = spans.flatMap(({ from, until }) => [from, until]).filter((day) => day !== undefined);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const pad = Math.max((last - first) * 0.03, 40 * 86_400_000);
  const layout = layoutOf(width);
  const height = HEAD + spans.length * layout.step + EDGE;
  const x = scaleUtc([first - pad, last + pad], [layout.left, width - EDGE]);
  const picture = sheet(width, height, words["chart"] ?? "");
  const axis = part("g", { class: "axis", transform: `translate(0 ${HEAD - 6})` });
  select(axis).call(axisTop<Date>(x).ticks(Math.max(2, (width - layout.left) / 90)).tickFormat((day) => tickWords(day, document.documentElement.lang)).tickSizeOuter(0));
  picture.append(axis);
  const written = labels();
  const drawn = spans.map(({ line, text, from, until }, index) => {
    const y = HEAD + (index + (layout.isNarrow ? 0.75 : 0.5)) * layout.step;
    const name = nameOf(frame, line);
    const group = part("g", { class: "one", "data-row": line.row.sectionRowIndex, "data-value": cellOf(line, column.name).value });
    const [begin, end] = [from === undefined ? layout.left : x(from), until === undefined ? width - EDGE : x(until)];
    group.append(part("rect", { class: "ground", x: 0, y: y - layout.step / 2, width, height: layout.step }));
    written.append(nameAt(name, y, layout));
    if (column.sort === "validity") {
      const isOpen = until === undefined;
      group.append(part("line", { class: isOpen ? "span open" : "span", x1: begin, x2: end, y1: y, y2: y }));
    }
    const mark = markFor(line, marks, 12) ?? part("g", { class: "mark" }, part("circle", { class: "fill", r: 4 }));
    mark.setAttribute("transform", `translate(${from === undefined ? end : begin} ${y})`);
    group.append(mark);
    standFor(group, line, [name, text, cellOf(line, marks?.name).text]);
    return group;
  });
  picture.append(...drawn, written);
  rove(drawn);
  const missing = frame.lines.length - spans.length;
  const made = [picture, ...legendOf(spans.map(({ line }) => line), marks, words)];
  return missing === 0 ? made : [...made, note(fill(words["undated"], { count: missing }))];
}

function drawBars(frame: Frame, isOwn: boolean, words: Words, width: number): Node[] {
  const column = filled(frame, "number").find(({ name }) => isOwn || AMOUNTS.test(name))!;
  const facets = frame.columns.filter(({ name }) => !isOwn && FACETS.test(name));
  const groups = new Map<string, { line: Line; amount: number }[]>();
  let missing = 0;
  for (const line of frame.lines) {
    const { value } = cellOf(line, column.name);
    const amount = value === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(amount)) missing += 1;
    else {
      const key = facets.map(({ name }) => cellOf(line, name).text).filter((text) => text !== "").join(", ");
      groups.set(key, [...(groups.get(key) ?? []), { line, amount }]);
    }
  }
  const others = frame.columns.filter((each) => each !== column && !facets.includes(each) && each.sort !== "number").slice(0, 3);
  const layout = layoutOf(width);
  const made = [...groups].flatMap(([key, bars]) => {
    const picture = sheet(width, HEAD + bars.length * layout.step, key || column.name);
    const amounts = bars.map(({ amount }) => amount);
    const x = scaleLinear([Math.min(0, ...amounts), Math.max(0, ...amounts)], [layout.left, width - 92]).nice(4);
    const axis = part("g", { class: "axis", transform: `translate(0 ${HEAD - 6})` });
    select(axis).call(axisTop(x).ticks(Math.max(2, (width - layout.left) / 110)).tickSizeOuter(0));
    picture.append(axis);
    const written = labels();
    const drawn = bars.map(({ line, amount }, index) => {
      const y = HEAD + (index + (layout.isNarrow ? 0.75 : 0.5)) * layout.step;
      const name = [...new Set(others.map((each) => cellOf(line, each.name).text))].filter((text) => text !== "").join(", ");
      const { text, value } = cellOf(line, column.name);
      const group = part("g", { class: "one", "data-row": line.row.sectionRowIndex, "data-value": value });
      const [begin, end] = [Math.min(x(0), x(amount)), Math.max(x(0), x(amount))];
      const label = isOwn ? value : text;
      group.append(part("rect", { class: "ground", x: 0, y: y - layout.step / 2, width, height: layout.step }));
      written.append(nameAt(name || label, y, layout), part("text", { class: "quiet", x: end + 5, y: y + 4 }, shorten(label, 12)));
      group.append(part("rect", { class: "bar", x: begin, y: y - 6, width: Math.max(1, end - begin), height: 12 }));
      standFor(group, line, [name, `${column.name.replaceAll("_", " ")} ${label}`, key]);
      return group;
    });
    picture.append(...drawn, written);
    rove(drawn);
    if (key === "") return [picture];
    const heading = document.createElement("p");
    heading.className = "facet";
    heading.textContent = key;
    return [heading, picture];
  });
  return missing === 0 ? made : [...made, note(fill(words["unvalued"], { count: missing }))];
}

function drawCounts(frame: Frame, words: Words, width: number): Node[] {
  const column = markedColumn(frame)!;
  const counts = new Map<string, Line[]>();
  for (const line of frame.lines) {
    const { value } = cellOf(line, column.name);
    if (value !== "") counts.set(value, [...(counts.get(value) ?? []), line]);
  }
  const layout = layoutOf(Math.min(width, 720));
  const right = Math.min(width, 720);
  const x = scaleLinear([0, Math.max(...[...counts.values()].map((lines) => lines.length))], [layout.left, right - 48]);
  const picture = sheet(right, counts.size * layout.step + EDGE, words["counts"] ?? "");
  const written = labels();
  const drawn = [...counts].map(([iri, lines], index) => {
    const y = EDGE + (index + (layout.isNarrow ? 0.6 : 0.25)) * layout.step;
    const mark = markFor(lines[0]!, column, 13) ?? part("g");
    const name = cellOf(lines[0]!, column.name).text;
    const label = part("text", { x: 20, y: y + (layout.isNarrow ? -14 : 4) }, shorten(name, layout.letters - 3));
    mark.setAttribute("transform", `translate(8 ${y + (layout.isNarrow ? -18 : 0)})`);
    const group = part("g", { class: "one", "data-value": iri, "data-count": lines.length });
    const bar = part("rect", { class: "bar", x: layout.left, y: y - 6, width: x(lines.length) - layout.left, height: 12 });
    group.append(mark, bar);
    written.append(label, part("text", { class: "quiet", x: x(lines.length) + 5, y: y + 4 }, String(lines.length)));
    group.setAttribute("role", "img");
    group.setAttribute("aria-label", `${name}: ${lines.length}`);
    tip(group, () => [name, ...lines.slice(0, 8).map((line) => nameOf(frame, line)), ...(lines.length > 8 ? ["…"] : [])]);
    return group;
  });
  picture.append(...drawn, written);
  rove(drawn);
  return [picture];
}

/** What the marks of a picture mean, in the order in which they come. */
function legendOf(lines: readonly Line[], column: Column | undefined, words: Words): Node[] {
  const names = new Map(lines.map((line) => cellOf(line, column?.name)).map(({ value, text }) => [value, text]));
  const items = [...names].flatMap(([iri, name]) => {
    const kind = kindOf(iri);
    if (kind === undefined) return [];
    const sign = sheet(14, 14, name);
    sign.setAttribute("viewBox", "-7 -7 14 14");
    sign.setAttribute("aria-hidden", "true");
    sign.append(drawMark(kind, tokenOf(iri), 13));
    const item = document.createElement("li");
    item.append(sign, name);
    return [item];
  });
  if (items.length === 0) return [];
  const list = document.createElement("ul");
  list.className = "legend";
  list.ariaLabel = words["legend"] ?? "";
  list.append(...items);
  return [list];
}
