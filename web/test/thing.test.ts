import assert from "node:assert/strict";
import { test } from "node:test";
import { discsOf, yearsOf } from "../src/thing/years.ts";

const cell = (value: string, href = "") => ({ text: value, value, href });

test("cells that count something are discs", () => {
  const lines = [
    { kind: cell("membership"), 2023: cell("2", "/a"), 2025: cell("0") },
    { kind: cell("coverage"), 2023: cell("0"), 2025: cell("7", "/b") },
  ] as unknown as Parameters<typeof discsOf>[0];
  const discs = discsOf(lines);
  assert.deepEqual(discs, [
    { line: 0, year: 2023, count: 2, href: "/a" },
    { line: 1, year: 2025, count: 7, href: "/b" },
  ]);
  assert.deepEqual(yearsOf(discs), [2023, 2025]);
});
