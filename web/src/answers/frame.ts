// A table of answers as data for pictures: what kind each column is of, and what each cell is worth. Rows of evidence
// under a row are not rows of their own.
import { readTable, type Cell, type Line } from "../lib/table.ts";

export type Sort = "thing" | "number" | "date" | "validity" | "place" | "text";

export interface Column {
  readonly name: string;
  readonly sort: Sort;
}

export interface Frame {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
}

export const NOTHING: Cell = { text: "", value: "", href: "" };

const NUMBERS = /^(number|xsd:(integer|decimal|double|float|int|long|short|nonNegativeInteger|positiveInteger))$/;
const DAYS = /^(date|xsd:(date|dateTime|gYear|gYearMonth))$/;

/** The sort of a cell by the kind and the datatype that the server wrote on it. */
export function sortOf(kind: string, type: string): Sort {
  if (kind === "uri" || kind === "entity" || kind === "concept") return "thing";
  if (kind === "validity") return "validity";
  if (NUMBERS.test(kind) || (kind === "literal" && NUMBERS.test(type))) return "number";
  if (DAYS.test(kind) || (kind === "literal" && DAYS.test(type))) return "date";
  return type === "geo:wktLiteral" ? "place" : "text";
}

/** Read a table; a column whose cells differ in sort is text. */
export function readFrame(table: HTMLTableElement): Frame {
  const lines = readTable(table).filter((line) => !line.row.classList.contains("below"));
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const columns = heads.flatMap((head, at) => {
    const name = head.dataset["column"] ?? "";
    if (name === "") return [];
    const sorts = new Set(
      lines.flatMap((line) => {
        const cell = line.row.cells[at];
        return cell?.dataset["value"] ? [sortOf(cell.dataset["kind"] ?? "", cell.dataset["type"] ?? "")] : [];
      }),
    );
    return [{ name, sort: sorts.size === 1 ? [...sorts][0]! : "text" } satisfies Column];
  });
  return { columns, lines };
}

/** A cell of a line by the name of its column. */
export function cellOf(line: Line, name: string | undefined): Cell {
  return name === undefined || name === "row" ? NOTHING : ((line as Readonly<Record<string, Cell>>)[name] ?? NOTHING);
}

/** Columns of a sort in which at least half the lines have something. */
export function filled(frame: Frame, ...sorts: readonly Sort[]): Column[] {
  return frame.columns.filter(
    ({ name, sort }) => sorts.includes(sort) && frame.lines.filter((line) => has(cellOf(line, name))).length * 2 >= frame.lines.length,
  );
}

function has(cell: Cell): boolean {
  return cell.value !== "" && cell.value !== "/";
}

/** What a line is called: its first thing or words, whatever column they stand in. */
export function nameOf(frame: Frame, line: Line): string {
  const named = frame.columns.filter(({ sort }) => sort === "thing" || sort === "text");
  const found = named.map(({ name }) => cellOf(line, name).text).find((text) => text !== "");
  return found ?? cellOf(line, frame.columns[0]?.name).text;
}

/** A name of at most so many columns of a fixed font; characters of East Asia count two. */
export function shorten(text: string, most: number): string {
  let width = 0;
  const characters = [...text];
  for (const [at, character] of characters.entries()) {
    width += character.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (width > most) return `${characters.slice(0, Math.max(1, at - 1)).join("")}…`;
  }
  return text;
}

/** A day as milliseconds; what is no day is undefined. A year alone is its first day. */
export function dayOf(value: string): number | undefined {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(value);
  return found === null ? undefined : Date.UTC(Number(found[1]), Number(found[2] ?? "1") - 1, Number(found[3] ?? "1"));
}

/** The longitude and latitude of a point in WKT; other geometries have none here. */
export function pointOf(text: string): [number, number] | undefined {
  const found = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i.exec(text);
  return found === null ? undefined : [Number(found[1]), Number(found[2])];
}
