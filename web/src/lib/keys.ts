// One stop for Tab in a picture, arrows within it (a roving tabindex).

/** Where an arrow leads in a grid of `columns` columns and `count` places; the place itself at the edge. */
export function step(key: string, at: number, count: number, columns: number): number {
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - columns, ArrowDown: at + columns, Home: 0, End: count - 1 }[key];
  return to === undefined || to < 0 || to >= count ? at : to;
}

/** Make `places` one stop for Tab; arrows move the focus among them, as in a grid of so many columns. */
export function rove(places: readonly (HTMLElement | SVGElement)[], columns = 1): void {
  places.forEach((place, index) => {
    place.setAttribute("tabindex", index === 0 ? "0" : "-1");
    place.addEventListener("keydown", (event) => {
      const key = (event as KeyboardEvent).key;
      const to = places[step(key, index, places.length, columns)];
      if (to === undefined || to === place) return;
      event.preventDefault();
      place.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    });
  });
}
