import assert from "node:assert/strict";
import { test } from "node:test";
import { monthsBefore, monthsTo } from "../src/lib/day-slider.ts";
import { stack } from "../src/lib/stacks.ts";
import { outlineOf } from "../src/map/countries.ts";
import { endOf } from "../src/timeline/spans.ts";

test("marks never overlap and lie as low as they can", () => {
  assert.deepEqual(stack([0, 4, 20, 8, 13], 10), [0, 1, 1, 2, 0]);
  assert.deepEqual(stack([], 10), []);
});

test("months lead to a day and back", () => {
  assert.equal(monthsBefore("2026-10-09", 0), "2026-10-09");
  assert.equal(monthsBefore("2026-10-09", 1), "2026-10-01");
  assert.equal(monthsBefore("2026-10-09", 11), "2025-12-01");
  for (let steps = 0; steps < 200; steps++) assert.equal(monthsTo("2026-10-09", monthsBefore("2026-10-09", steps)), steps);
});

test("a date that is not known to the day lasts as long as it may", () => {
  const day = new Date("2025-10-01");
  assert.equal(endOf(day, "day"), day);
  assert.equal(endOf(day, "quarter").toISOString().slice(0, 10), "2026-01-01");
  assert.equal(endOf(day, "year").toISOString().slice(0, 10), "2026-10-01");
});

test("countries have the outline with their number", () => {
  assert.equal(outlineOf("IN"), "356");
  assert.equal(outlineOf("JP"), "392");
  assert.equal(outlineOf("DE"), "276");
  assert.equal(outlineOf("XA"), undefined);
});
