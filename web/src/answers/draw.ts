// Parts that pictures of answers share: elements of SVG, and what happens when a part is chosen.
import type { Line } from "../lib/table.ts";
import { pointTo } from "../lib/table.ts";
import { tip } from "../lib/tips.ts";

const SVG = "http://www.w3.org/2000/svg";

/** More parts than these are not drawn; the picture asks for a narrower question instead. */
export const MOST = 300;

export type Words = Readonly<Record<string, string>>;

export function part<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** The frame of a picture. */
export function sheet(width: number, height: number, name: string): SVGSVGElement {
  return part("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": name });
}

/** Where the words of a picture stand: they may be shortened, and the parts that they name have them whole. */
export function labels(): SVGGElement {
  return part("g", { class: "labels", "aria-hidden": "true" });
}

/** Words of a template with values in their places. */
export function fill(template: string | undefined, values: Readonly<Record<string, string | number>>): string {
  return (template ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A note in words, in the place of a picture or under it. */
export function note(words: string): HTMLParagraphElement {
  const made = document.createElement("p");
  made.className = "small";
  made.textContent = words;
  return made;
}

/** Make a part of a picture stand for a row of the table: it tells of it, and leads to it and to its evidence. */
export function standFor(element: SVGElement, line: Line, words: readonly string[]): void {
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", words.filter((each) => each !== "").join(": "));
  tip(element, () => words.filter((each) => each !== ""));
  const open = (): void => {
    let below = line.row.nextElementSibling;
    for (; below?.classList.contains("below"); below = below.nextElementSibling) {
      const details = below.querySelector("details");
      if (details !== null) details.open = true;
    }
    pointTo(line.row, true);
  };
  element.addEventListener("focus", () => pointTo(line.row));
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    open();
  });
}
