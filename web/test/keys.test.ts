import assert from "node:assert/strict";
import { test } from "node:test";
import { step } from "../src/lib/keys.ts";

test("arrows stay inside the grid", () => {
  assert.equal(step("ArrowRight", 0, 6, 3), 1);
  assert.equal(step("ArrowDown", 1, 6, 3), 4);
  assert.equal(step("ArrowDown", 4, 6, 3), 4);
  assert.equal(step("ArrowUp", 2, 6, 3), 2);
  assert.equal(step("End", 0, 6, 3), 5);
  assert.equal(step("Home", 4, 6, 3), 0);
  assert.equal(step("a", 4, 6, 3), 4);
});
