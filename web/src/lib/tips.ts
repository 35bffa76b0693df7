// One small note at a time beside what is pointed at or has the focus, told to screen readers as its description.

const ID = "tip";

/** Show `words` beside an element while it is pointed at or focused; Escape takes the note away. Text only, never HTML. */
export function tip(element: Element, words: () => readonly string[]): void {
  element.addEventListener("pointerenter", () => show(element, words()));
  element.addEventListener("focus", () => show(element, words()));
  element.addEventListener("pointerleave", () => hide(element));
  element.addEventListener("blur", () => hide(element));
  element.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") hide(element);
  });
}

function show(element: Element, lines: readonly string[]): void {
  document.getElementById(ID)?.remove();
  const note = document.createElement("div");
  note.id = ID;
  note.className = "tip";
  note.role = "tooltip";
  for (const line of lines) {
    const part = document.createElement("div");
    part.textContent = line;
    note.append(part);
  }
  (document.querySelector("main") ?? document.body).append(note);
  const box = element.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(4, Math.min(box.left, width - note.offsetWidth - 4));
  const above = box.bottom + note.offsetHeight + 8 > innerHeight && box.top > note.offsetHeight + 8;
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${(above ? box.top - note.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
  element.setAttribute("aria-describedby", ID);
}

function hide(element: Element): void {
  document.getElementById(ID)?.remove();
  element.removeAttribute("aria-describedby");
}
