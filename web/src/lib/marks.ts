// The marks of verdicts, grades, rungs and flags: the same paths that the server draws, from the same file. Colours come
// by class from /marks.css, so that pictures follow the scheme and print as the rest of the page does.
import told from "../../../api/pages/marks.json" with { type: "json" };

export type Kind = keyof typeof told.marks;

export interface Mark {
  readonly fill: string;
  readonly line: string;
}

const SVG = "http://www.w3.org/2000/svg";

/** The paths of a token, on a square of 16 units; undefined for a token that has no mark. */
export function markOf(kind: Kind, token: string): Mark | undefined {
  const found = (told.marks[kind] as unknown as Record<string, readonly [string, string]>)[token];
  if (found === undefined) return undefined;
  const shape = (told.shapes as Record<string, { fill?: string; line?: string }>)[found[1]];
  return { fill: shape?.fill ?? "", line: shape?.line ?? "" };
}

/** Tokens of a kind, in the order of a legend. */
export function tokensOf(kind: Kind): string[] {
  return Object.keys(told.marks[kind]);
}

/** The class that gives a token's colour to what is drawn in `currentColor` or `var(--mark)`. */
export function classOf(kind: Kind, token: string): string {
  return `${kind}-${token}`;
}

/** A mark as a group of `size` units around the origin, to be moved into place inside a picture. */
export function drawMark(kind: Kind, token: string, size = 12): SVGGElement {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", `mark ${classOf(kind, token)}`);
  const mark = markOf(kind, token);
  for (const part of ["fill", "line"] as const) {
    if (!mark?.[part]) continue;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", part);
    path.setAttribute("d", mark[part]);
    path.setAttribute("fill-rule", "evenodd");
    path.setAttribute("transform", `scale(${size / 16}) translate(-8 -8)`);
    group.append(path);
  }
  return group;
}
