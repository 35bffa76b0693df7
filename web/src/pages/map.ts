// Projects, plants and deposits on outlines of the world, drawn from the table under the picture.
import { forceCollide, forceSimulation, forceX, forceY, geoCentroid, geoEqualEarth, geoPath, select, zoom, zoomIdentity, type GeoPermissibleObjects, type ZoomTransform } from "d3";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json" with { type: "json" };
import { addSlider } from "../lib/day-slider.ts";
import { live } from "../lib/filters.ts";
import { rove } from "../lib/keys.ts";
import { drawMark, markOf } from "../lib/marks.ts";
import { draw, onWidth } from "../lib/svg.ts";
import { type Line, pointTo, readTable } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";
import { isForPicture, zoomBar } from "../lib/zoom-bar.ts";
import { outlineOf } from "../map/countries.ts";
import { type Spot, frameOf, gather, spotsOf } from "../map/spots.ts";

type Land = Feature<Polygon | MultiPolygon, { name: string }>;

const atlas = world as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
const LANDS = feature(atlas, atlas.objects.countries).features as Land[];
const [SIZE, RADIUS, NEAREST, DOTS, NARROW] = [10, 10, 60, 1.4, 640];

interface Pin {
  readonly node: SVGAElement;
  readonly home: readonly [number, number];
  readonly leader: SVGLineElement;
  readonly dot: SVGCircleElement;
  readonly radius: number;
}

/** The middle of the largest part of a country, so that islands far away do not draw it into the sea. */
function middleOf(land: Land): [number, number] {
  const parts = land.geometry.type === "Polygon" ? [land.geometry.coordinates] : land.geometry.coordinates;
  const path = geoPath(geoEqualEarth());
  const shapes = parts.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return geoCentroid(shapes.reduce((largest, shape) => (path.area(shape) > path.area(largest) ? shape : largest)));
}

/** The outline of a country; outlines without a number are nobody's. */
function landOf(code: string): Land | undefined {
  const id = outlineOf(code);
  return id === undefined ? undefined : LANDS.find((land) => land.id === id);
}

function openRow(row: HTMLTableRowElement): void {
  const below = row.nextElementSibling?.querySelector("details");
  if (below) below.open = true;
  pointTo(row, true);
}

function paint(place: HTMLElement, lines: readonly Line[], width: number): void {
  const isNarrow = width < NARROW;
  const height = Math.round(isNarrow ? width : Math.min(620, width * 0.52));
  const spots = lines.flatMap(spotsOf);
  const points = spots.filter((spot) => spot.point !== undefined);
  const groups = gather(spots.filter((spot) => spot.point === undefined)).map((group) => ({
    ...group, land: landOf(group.code),
  }));
  const centres = new Map(groups.flatMap((group) => (group.land ? [[group.key, middleOf(group.land)] as const] : [])));
  const seen: GeoPermissibleObjects = {
    type: "MultiPoint",
    coordinates: [...points.map((spot) => [...spot.point!]), ...centres.values()],
  };
  const projection = geoEqualEarth().fitExtent([[40, 40], [width - 40, height - 40]], { type: "Sphere" });
  if (seen.coordinates.length > 1) projection.fitExtent([[50, 40], [width - 50, height - 40]], seen);
  if (projection.scale() > 1400) projection.scale(1400);
  const path = geoPath(projection);
  const picture = draw("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": place.dataset["name"] ?? "" });
  const lands = draw("g", { class: "lands" });
  const vague = new Set(groups.map((group) => group.land));
  for (const land of LANDS) lands.append(draw("path", { class: vague.has(land) ? "land vague" : "land", d: path(land) ?? "" }));
  const leaders = draw("g");
  const marks = draw("g");
  picture.append(lands, leaders, marks);

  const pins: Pin[] = points.map((spot) => {
    const node = pinOf(spot, place);
    return { node, home: projection([...spot.point!] as [number, number]) ?? [0, 0], leader: draw("line", { class: "leader" }), dot: draw("circle", { class: "dot", r: DOTS }), radius: RADIUS };
  });
  const listed = document.createElement("div");
  listed.className = "listed";
  listed.setAttribute("role", "status");
  const unseen: typeof groups = [];
  const zooming = zoom<SVGSVGElement, unknown>().scaleExtent([1, NEAREST]).translateExtent([[0, 0], [width, height]]).filter(isForPicture);
  const target = select(picture);
  let now = zoomIdentity;
  const viewOf = (land: Land): ZoomTransform => {
    const [[west, north], [east, south]] = path.bounds(land);
    const near = Math.max(1, Math.min(8, 0.8 / Math.max((east - west) / width, (south - north) / height)));
    return zoomIdentity.translate(width / 2, height / 2).scale(near).translate(-(west + east) / 2, -(north + south) / 2);
  };
  for (const group of groups) {
    const centre = centres.get(group.key);
    const home = centre && projection(centre);
    if (home === undefined || home === null) {
      unseen.push(group);
      continue;
    }
    const words = [`${group.name}: ${group.spots.length}`, place.dataset["area"] ?? ""];
    const node = draw("a", { href: "#sites", class: "area", "data-count": group.spots.length, "aria-label": words.join("; ") });
    const radius = 9 + Math.sqrt(group.spots.length) * 1.5;
    node.append(draw("circle", { class: "ground dashed", r: radius }), draw("text", { "text-anchor": "middle", dy: "0.35em" }, String(group.spots.length)));
    tip(node, () => [...words, ...group.spots.slice(0, 8).map((spot) => spot.name), ...(group.spots.length > 8 ? ["…"] : [])]);
    node.addEventListener("click", (event) => {
      event.preventDefault();
      list(listed, words.join(" · "), group.spots);
      if (viewOf(group.land!).k > now.k) zooming.transform(target, viewOf(group.land!));
    });
    pins.push({ node, home, leader: draw("line", { class: "leader" }), dot: draw("circle", { class: "dot", r: 0 }), radius });
  }
  for (const pin of pins) {
    leaders.append(pin.leader, pin.dot);
    marks.append(pin.node);
  }

  function settle(transform: ZoomTransform): void {
    now = transform;
    lands.setAttribute("transform", transform.toString());
    const grown = Math.min(1, 0.7 + Math.log2(transform.k) * 0.1);
    const nodes = pins.map((pin) => {
      const [x, y] = transform.apply(pin.home as [number, number]);
      return { x, y, homeX: x, homeY: y, size: pin.radius * grown };
    });
    forceSimulation(nodes)
      .force("x", forceX<(typeof nodes)[number]>((node) => node.homeX).strength(0.4))
      .force("y", forceY<(typeof nodes)[number]>((node) => node.homeY).strength(0.4))
      .force("apart", forceCollide<(typeof nodes)[number]>((node) => node.size + 1).iterations(3))
      .stop()
      .tick(80);
    nodes.forEach((node, index) => {
      const pin = pins[index]!;
      pin.node.setAttribute("transform", `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)}) scale(${grown})`);
      pin.dot.setAttribute("transform", `translate(${node.homeX.toFixed(1)} ${node.homeY.toFixed(1)})`);
      for (const [name, value] of [["x1", node.homeX], ["y1", node.homeY], ["x2", node.x], ["y2", node.y]] as const) pin.leader.setAttribute(name, value.toFixed(1));
    });
  }
  zooming.on("zoom", (event: { transform: ZoomTransform }) => settle(event.transform));
  target.call(zooming);
  const fullest = groups.reduce<(typeof groups)[number] | undefined>((most, group) => (group.spots.length > (most?.spots.length ?? 0) ? group : most), undefined);
  // On a phone the world is too small to tell marks apart: it opens on the country with most of them.
  zooming.transform(target, isNarrow && fullest?.land !== undefined ? viewOf(fullest.land) : zoomIdentity);
  const nodes = pins.map((pin) => pin.node);
  rove(nodes, nodes.length);
  pins.forEach((pin) => pin.node.addEventListener("focus", () => {
    const [x, y] = now.apply(pin.home as [number, number]);
    if (x < 0 || x > width || y < 0 || y > height) zooming.translateTo(target, ...(pin.home as [number, number]));
  }));
  const bar = zoomBar(place, (how) => {
    const held = pins.find((pin) => pin.node === document.activeElement);
    if (how === "whole") zooming.transform(target, zoomIdentity);
    else zooming.scaleBy(target, how === "in" ? 2 : 0.5, held && now.apply(held.home as [number, number]));
  });
  place.replaceChildren(bar, picture, legendOf(place), listed);
  if (unseen.length > 0) list(listed, place.dataset["area"] ?? "", unseen.flatMap((group) => group.spots));
}

function pinOf(spot: Spot, place: HTMLElement): SVGAElement {
  const { line } = spot;
  const words = [spot.name, `${line["sort"]!.text} · ${line["status"]!.text}`, `${spot.place} (${place.dataset[spot.basis] ?? ""})`, line["materials"]!.text];
  const told = words.filter((part) => part !== "");
  const node = draw("a", {
    href: `#${line.row.id}`, class: `pin ${spot.basis} rung-${line["status"]!.value}`, "aria-label": told.join("; "),
    "data-site": line["name"]!.value, "data-status": line["status"]!.value, "data-count": 1,
  });
  node.append(draw("path", { class: spot.basis === "own" ? "frame" : "frame dashed", d: frameOf(line["sort"]!.value, RADIUS) }));
  node.append(markOf("rung", line["status"]!.value) === undefined ? draw("circle", { class: "blank", r: 3 }) : drawMark("rung", line["status"]!.value, SIZE));
  tip(node, () => told);
  node.addEventListener("focus", () => pointTo(line.row));
  node.addEventListener("click", (event) => {
    event.preventDefault();
    openRow(line.row);
  });
  return node;
}

/** Shapes and strokes of the picture, in words. */
function legendOf(place: HTMLElement): HTMLElement {
  const legend = document.createElement("ul");
  legend.className = "legend";
  legend.setAttribute("aria-label", place.dataset["shapes"] ?? "");
  const entry = (shape: SVGElement, words: string): void => {
    const item = document.createElement("li");
    const sign = draw("svg", { class: "sign", viewBox: "-12 -12 24 24", "aria-hidden": "true" }, shape);
    item.append(sign, words);
    legend.append(item);
  };
  for (const sort of ["project", "facility", "deposit"]) entry(draw("path", { class: "frame", d: frameOf(sort, 9) }), place.dataset[sort] ?? sort);
  entry(draw("path", { class: "frame", d: "M-10 0H10" }), place.dataset["own"] ?? "");
  entry(draw("path", { class: "frame dashed", d: "M-10 0H10" }), place.dataset["place"] ?? "");
  entry(draw("circle", { class: "ground dashed", r: 9 }), place.dataset["area"] ?? "");
  return legend;
}

function list(into: HTMLElement, title: string, spots: readonly Spot[]): void {
  const head = document.createElement("p");
  head.textContent = title;
  const items = document.createElement("ul");
  for (const spot of spots) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${spot.line.row.id}`;
    link.textContent = spot.name;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      openRow(spot.line.row);
    });
    item.append(link, spot.place === "" ? "" : `, ${spot.place}`);
    items.append(item);
  }
  into.replaceChildren(head, items);
}

let watching: ResizeObserver | undefined;

function show(): void {
  watching?.disconnect();
  const table = document.querySelector<HTMLTableElement>("#sites");
  const place = document.querySelector<HTMLElement>("#map-picture");
  if (table === null || place === null) return;
  const lines = readTable(table);
  place.hidden = false;
  watching = onWidth(place, (width) => paint(place, lines, width));
}

const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) {
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-last]")) addSlider(field);
  live(form, ["#shown"], show);
}
show();
