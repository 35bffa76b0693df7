// Rows that have a point, on the outlines of the lands. Shapes are Natural Earth's and say nothing of claims.
import { geoEquirectangular, geoGraticule10, geoNaturalEarth1, geoPath } from "d3";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import outlines from "world-atlas/countries-110m.json";
import { rove } from "../lib/keys.ts";
import { fill, MOST, note, part, sheet, standFor, type Words } from "./draw.ts";
import { cellOf, nameOf, pointOf, type Frame } from "./frame.ts";

export function drawMap(frame: Frame, words: Words, width: number): Node[] {
  const column = frame.columns.find(({ sort }) => sort === "place");
  const precise = frame.columns.find(({ name }) => /precision/i.test(name));
  const places = frame.lines.flatMap((line) => {
    const point = pointOf(cellOf(line, column?.name).value);
    return point === undefined ? [] : [{ line, point }];
  });
  if (places.length > MOST) return [note(fill(words["narrow"], { count: places.length, most: MOST }))];
  const height = Math.round(Math.min(620, width * 0.56));
  const points = { type: "MultiPoint" as const, coordinates: places.map(({ point }) => point) };
  const longitudes = places.map(({ point }) => point[0]);
  const isWide = places.length < 2 || Math.max(...longitudes) - Math.min(...longitudes) > 120;
  const projection = isWide
    ? geoNaturalEarth1().fitSize([width, height], { type: "Sphere" })
    : geoEquirectangular().fitExtent([[width * 0.12, height * 0.12], [width * 0.88, height * 0.88]], points);
  if (!isWide) {
    // Points that are near each other, or one, would be drawn without anything around them.
    projection.scale(Math.min(projection.scale(), width * 1.5)).translate([0, 0]);
    centre(projection, points.coordinates, width, height);
  }
  projection.clipExtent([[0, 0], [width, height]]);
  const path = geoPath(projection);
  const world = outlines as unknown as Topology;
  const picture = sheet(width, height, words["map"] ?? "");
  picture.append(part("path", { class: "graticule", d: path(geoGraticule10()) ?? "" }));
  picture.append(part("path", { class: "land", d: path(feature(world, world.objects["countries"]!)) ?? "" }));
  const drawn = places.map(({ line, point }) => {
    const [x, y] = projection(point) ?? [0, 0];
    const precision = cellOf(line, precise?.name).text;
    const group = part("g", { class: precision !== "" && !/exact|site/.test(precision) ? "place imprecise" : "place" });
    group.setAttribute("data-row", String(line.row.sectionRowIndex));
    group.setAttribute("data-value", cellOf(line, column?.name).value);
    group.setAttribute("transform", `translate(${x} ${y})`);
    group.append(part("circle", { r: 6 }));
    standFor(group, line, [nameOf(frame, line), precision]);
    return group;
  });
  picture.append(...drawn);
  rove(drawn);
  const missing = frame.lines.length - places.length;
  return missing === 0 ? [picture] : [picture, note(fill(words["unplaced"], { count: missing }))];
}

/** Move the middle of the points to the middle of the picture, where the scale was held back. */
function centre(projection: ReturnType<typeof geoEquirectangular>, points: readonly (readonly [number, number])[], width: number, height: number): void {
  const seen = points.map(([x, y]) => projection([x, y])!);
  const middle = (at: 0 | 1): number => (Math.min(...seen.map((one) => one[at])) + Math.max(...seen.map((one) => one[at]))) / 2;
  projection.translate([width / 2 - middle(0), height / 2 - middle(1)]);
}
