// Buttons and keys to zoom a picture with: + and -, and 0 for the whole of it.

export type Zooming = "in" | "out" | "whole";

const KEYS: Readonly<Record<string, Zooming>> = { "+": "in", "=": "in", "-": "out", "0": "whole" };
const SIGNS: Readonly<Partial<Record<Zooming, string>>> = { in: "+", out: "−" };

/** A row of buttons, named by `data-in`, `data-out` and `data-whole` of the figure; the figure listens to the keys too. */
export function zoomBar(figure: HTMLElement, zoom: (how: Zooming) => void): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const how of ["in", "out", "whole"] as const) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.title = figure.dataset[how] ?? how;
    button.textContent = SIGNS[how] ?? button.title;
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => zoom(how));
    bar.append(button);
  }
  figure.onkeydown = (event) => {
    const how = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (how === undefined) return;
    event.preventDefault();
    zoom(how);
  };
  return bar;
}

/** Whether a gesture is for the picture: the wheel only with Ctrl and touch only with two fingers, so that pages scroll. */
export function isForPicture(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey;
  if (typeof TouchEvent !== "undefined" && event instanceof TouchEvent) return event.touches.length > 1;
  return !(event instanceof MouseEvent && event.button !== 0);
}
