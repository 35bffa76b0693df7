// Elements of pictures.

const SVG = "http://www.w3.org/2000/svg";

/** An element of SVG with attributes; what it is made from is never read as markup. */
export function draw<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
  ...inside: readonly (Node | string)[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inside);
  return element;
}

/** Draw now and again whenever the width of a place changes. */
export function onWidth(place: HTMLElement, redraw: (width: number) => void): ResizeObserver {
  let drawn = 0;
  const observer = new ResizeObserver(() => {
    const width = Math.round(place.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    redraw(width);
  });
  observer.observe(place);
  return observer;
}
