// Where things stand. Nothing is left to chance: a thing begins at a place that its name gives, in the sector of its
// kind, and the same forces run the same number of steps, so that a picture is the same at each visit, and nearly so
// after a filter.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3";
import type { Thing, Tie } from "./ties.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Body extends SimulationNodeDatum {
  readonly iri: string;
  readonly kind: string;
  x: number;
  y: number;
}

const STEPS = 240;

/** A number from 0 to 1 that a text always gives (FNV-1a, mixed). */
export function share(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Places of things by their IRIs, in the order given, within the window; the centre stands in the middle. */
export function layOut(things: readonly Thing[], ties: readonly Tie[], centre: string, width: number, height: number): Map<string, Place> {
  const kinds = [...new Set(things.filter((thing) => thing.iri !== centre).map((thing) => thing.kind))];
  const counts = kinds.map((kind) => things.filter((thing) => thing.kind === kind).length + 2);
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const begins = counts.map((_, index) => counts.slice(0, index).reduce((sum, count) => sum + count, 0) / whole);
  const reach = Math.min(width, height) / 2;
  const seats = new Map(things.map((thing) => {
    const index = kinds.indexOf(thing.kind);
    const turn = 2 * Math.PI * ((begins[index] ?? 0) + (share(thing.iri) * (counts[index] ?? 1)) / whole);
    const far = reach * (0.45 + 0.5 * share(`${thing.iri}#`));
    return [thing.iri, { x: far * Math.cos(turn) * (width / height > 1 ? 1.4 : 1), y: far * Math.sin(turn) }] as const;
  }));
  const bodies: Body[] = things.map((thing) => ({
    iri: thing.iri,
    kind: thing.kind,
    ...(thing.iri === centre ? { x: 0, y: 0, fx: 0, fy: 0 } : seats.get(thing.iri)!),
  }));
  const links = ties.map((tie) => ({ source: tie.one, target: tie.other }));
  links.sort((a, b) => (`${a.source} ${a.target}` < `${b.source} ${b.target}` ? -1 : 1));
  const room = Math.sqrt((width * height) / Math.max(1, things.length));
  forceSimulation(bodies)
    .force("link", forceLink<Body, { source: string; target: string }>(links).id((body) => body.iri).distance(room * 1.1).strength(0.08))
    .force("charge", forceManyBody<Body>().strength(-room * 1.6))
    .force("apart", forceCollide<Body>(Math.min(room * 0.42, 26)))
    .force("x", forceX<Body>((body) => seats.get(body.iri)!.x).strength(0.12))
    .force("y", forceY<Body>((body) => seats.get(body.iri)!.y).strength(0.16))
    .stop()
    .tick(STEPS);
  return fit(bodies, width, height);
}

/** Stretch what was laid out to the window, with the first thing that is held fast in its place. */
function fit(bodies: readonly Body[], width: number, height: number): Map<string, Place> {
  const [edge, side] = [22, Math.min(90, width * 0.12)];
  const far = (values: readonly number[]): number => Math.max(1, ...values.map(Math.abs));
  const [wide, high] = [far(bodies.map((body) => body.x)), far(bodies.map((body) => body.y))];
  return new Map(bodies.map((body) => [
    body.iri,
    { x: width / 2 + (body.x / wide) * (width / 2 - side), y: height / 2 + (body.y / high) * (height / 2 - edge) },
  ]));
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of each thing's boxes, in the order of the things, the first that touches no box before it; -1 where none is free. */
export function settle(candidates: readonly (readonly Box[])[], taken: readonly Box[] = []): number[] {
  const kept = [...taken];
  return candidates.map((boxes) => {
    const free = boxes.findIndex((box) => kept.every((other) => box.x > other.x + other.width || other.x > box.x + box.width || box.y > other.y + other.height || other.y > box.y + box.height));
    if (free >= 0) kept.push(boxes[free]!);
    return free;
  });
}
