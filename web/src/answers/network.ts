// Things and what ties them, as lines between points. The layout has no chance in it: the same rows are drawn the same.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3";
import { rove } from "../lib/keys.ts";
import { tip } from "../lib/tips.ts";
import { fill, labels, MOST, note, part, sheet, type Words } from "./draw.ts";
import { cellOf, shorten, type Frame } from "./frame.ts";

export interface Tie {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface Web {
  /** What each thing is called, and where it is told of. */
  readonly things: ReadonlyMap<string, { readonly name: string; readonly href: string }>;
  readonly ties: readonly Tie[];
}

interface Point extends SimulationNodeDatum {
  readonly id: string;
}

const PREDICATES = /^(p|pred|predicate|property|relation)$/i;

/** The ties of a table: between the first two columns of things, named by a column that is called so. */
export function webOf(frame: Frame): Web | undefined {
  const columns = frame.columns.filter(({ sort }) => sort === "thing");
  const by = columns.find(({ name }) => PREDICATES.test(name));
  const [one, other] = columns.filter((column) => column !== by);
  if (one === undefined || other === undefined) return undefined;
  const things = new Map<string, { name: string; href: string }>();
  const ties: Tie[] = [];
  for (const line of frame.lines) {
    const [from, to] = [cellOf(line, one.name), cellOf(line, other.name)];
    for (const { value, text, href } of [from, to]) if (value !== "") things.set(value, { name: text, href });
    if (from.value !== "" && to.value !== "") ties.push({ from: from.value, to: to.value, label: cellOf(line, by?.name).text });
  }
  return ties.length > 0 ? { things, ties } : undefined;
}

const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (<[^>]*>|_:\S+) \.$/;

/** The ties in N-Triples; triples of literals tie nothing. `short` says what an IRI is called. */
export function webOfTriples(text: string, short: (iri: string) => string): Web {
  const things = new Map<string, { name: string; href: string }>();
  const ties: Tie[] = [];
  for (const line of text.split("\n")) {
    const found = TRIPLE.exec(line);
    if (found === null) continue;
    const [from, to] = [found[1]!, found[3]!].map((term) => term.replace(/^<|>$/g, "")) as [string, string];
    for (const term of [from, to]) things.set(term, { name: term.startsWith("_:") ? term : short(term), href: /^https?:/.test(term) ? term : "" });
    ties.push({ from, to, label: short(found[2]!) });
  }
  return { things, ties };
}

export function drawNetwork(web: Web, words: Words, width: number): Node[] {
  if (web.things.size > MOST) return [note(fill(words["narrow"], { count: web.things.size, most: MOST }))];
  const height = Math.round(Math.min(820, Math.max(240, Math.sqrt(web.things.size) * 80)));
  const points: Point[] = [...web.things.keys()].map((id) => ({ id }));
  const links = web.ties.map((tie) => ({ source: tie.from, target: tie.to, tie }));
  const simulation = forceSimulation(points)
    .force("link", forceLink<Point, (typeof links)[number] & { source: string | Point; target: string | Point }>(links).id(({ id }) => id).distance(70))
    .force("charge", forceManyBody().strength(-160))
    .force("collide", forceCollide(16))
    .force("centre", forceCenter(width / 2, height / 2))
    .force("x", forceX(width / 2).strength(0.04))
    .force("y", forceY(height / 2).strength(0.09))
    .stop();
  simulation.tick(260);
  const at = spread(points, width, height);
  const picture = sheet(width, height, words["network"] ?? "");
  const degrees = new Map<string, number>();
  for (const { from, to } of web.ties) for (const id of [from, to]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  for (const { from, to, label } of web.ties) {
    const [[x1, y1], [x2, y2]] = [at.get(from)!, at.get(to)!];
    const tie = part("line", { class: "tie", x1, y1, x2, y2, "data-from": from, "data-to": to });
    tip(tie, () => [[web.things.get(from)?.name, label, web.things.get(to)?.name].filter(Boolean).join(" · ")]);
    picture.append(tie);
  }
  const drawn = points.map(({ id }) => {
    const [x, y] = at.get(id)!;
    const { name, href } = web.things.get(id)!;
    const node = part("a", { class: "node", "data-value": id, transform: `translate(${x} ${y})`, "aria-label": shorten(name, 300) });
    node.setAttribute("href", href || "#");
    node.append(part("circle", { r: 3.5 + Math.min(6, Math.sqrt(degrees.get(id) ?? 0)) }));
    tip(node, () => [name]);
    return node;
  });
  const byDegree = [...web.things.keys()].sort((one, other) => (degrees.get(other) ?? 0) - (degrees.get(one) ?? 0));
  picture.append(...drawn, name(byDegree.map((id) => ({ text: web.things.get(id)!.name, at: at.get(id)! })), width));
  rove(drawn);
  return [picture];
}

/** Where each point stands when all of them fill the picture, with room for names. */
function spread(points: readonly Point[], width: number, height: number): Map<string, readonly [number, number]> {
  const along = (values: readonly number[], most: number) => {
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    return (value: number): number => (greatest === least ? most / 2 : 16 + ((value - least) / (greatest - least)) * (most - 32));
  };
  const across = along(points.map(({ x }) => x ?? 0), width);
  const down = along(points.map(({ y }) => y ?? 0), height);
  return new Map(points.map(({ id, x, y }) => [id, [across(x ?? 0), down(y ?? 0)] as const]));
}

/** Names beside their points, as far as they do not cover each other; what is tied most comes first. */
function name(things: readonly { readonly text: string; readonly at: readonly [number, number] }[], width: number): SVGGElement {
  const written = labels();
  const taken: { readonly from: number; readonly to: number; readonly y: number }[] = [];
  for (const { text, at: [x, y] } of things) {
    const short = shorten(text, width < 560 ? 20 : 34);
    const room = [...short].reduce((sum, each) => sum + (each.charCodeAt(0) > 0x2e7f ? 14 : 7.4), 14);
    const isLeft = x + room > width;
    const [from, to] = isLeft ? [x - room, x] : [x, x + room];
    if (from < 0 || taken.some((other) => Math.abs(other.y - y) < 14 && other.from < to && from < other.to)) continue;
    taken.push({ from, to, y });
    written.append(part("text", { x: x + (isLeft ? -10 : 10), y: y + 4, "text-anchor": isLeft ? "end" : "start" }, short));
  }
  return written;
}
