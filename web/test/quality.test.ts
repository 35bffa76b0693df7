import assert from "node:assert/strict";
import { test } from "node:test";
import { share, stack } from "../src/quality/bars.ts";

const row = new Map([["high", "3"], ["medium", "0"], ["low", " 2 "], ["facts", "9"], ["none", "unknown"]]);

test("parts follow each other and what is nothing has none", () => {
  assert.deepEqual(stack(row, ["high", "medium", "low"]), {
    parts: [{ column: "high", start: 0, value: 3 }, { column: "low", start: 3, value: 2 }],
    whole: 5,
  });
});

test("a part of another column is drawn within it", () => {
  assert.deepEqual(stack(row, ["low"], "facts"), { parts: [{ column: "low", start: 0, value: 2 }], whole: 9 });
});

test("what is no number counts as nothing", () => {
  assert.deepEqual(stack(row, ["none", "missing"]), { parts: [], whole: 0 });
});

test("a share is never rounded to none or all", () => {
  assert.deepEqual([share(1, 1000, "en"), share(999, 1000, "en"), share(0, 5, "en"), share(5, 5, "en"), share(0, 0, "en")], ["1%", "99%", "0%", "100%", "0%"]);
});
