// The table of a page as data: each picture is drawn from the table under it, so the two cannot disagree.

export interface Cell {
  readonly text: string;
  readonly value: string;
  readonly href: string;
}

export type Line = Readonly<Record<string, Cell>> & { readonly row: HTMLTableRowElement };

/**
 * Rows of a table by the `data-column` of its head cells. A cell's value is its `data-value`, else its `<time>` or
 * `<data>`, else its text; its `href` is that of its first link.
 */
export function readTable(table: HTMLTableElement): Line[] {
  const names = [...table.tHead!.rows[0]!.cells].map((cell) => cell.dataset["column"] ?? "");
  return [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.cells.length === names.length).map((row) => {
    const cells = names.map((name, index) => [name, readCell(row.cells[index]!)] as const).filter(([name]) => name !== "");
    return { ...Object.fromEntries(cells), row } as unknown as Line;
  });
}

function readCell(cell: HTMLTableCellElement): Cell {
  const text = (cell.textContent ?? "").trim().replace(/\s+/g, " ");
  const told = cell.querySelector<HTMLElement>("time, data");
  return {
    text,
    value: cell.dataset["value"] ?? told?.getAttribute("datetime") ?? told?.getAttribute("value") ?? text,
    href: cell.querySelector("a")?.href ?? "",
  };
}

/** Light up the row that a part of the picture stands for, and bring it into view when it is chosen. */
export function pointTo(row: HTMLTableRowElement, isChosen = false): void {
  for (const other of row.parentElement?.querySelectorAll("[data-pointed]") ?? []) delete (other as HTMLElement).dataset["pointed"];
  row.dataset["pointed"] = "";
  if (isChosen) row.scrollIntoView({ block: "center" });
}
