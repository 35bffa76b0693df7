import assert from "node:assert/strict";
import test from "node:test";
import { tickWords } from "../src/lib/ticks.ts";

test("a tick says as much of its day as it must, in the language of the page", () => {
  const [year, month, day] = ["2025-01-01", "2025-08-01", "2025-08-29"].map((text) => new Date(text)) as [Date, Date, Date];
  assert.deepEqual([year, month, day].map((each) => tickWords(each, "en")), ["2025", "Aug", "29 Aug"]);
  assert.deepEqual([year, month, day].map((each) => tickWords(each, "ja")), ["2025年", "8月", "8月29日"]);
  assert.equal(tickWords(year, "hi"), "2025");
  assert.match(tickWords(day, "hi"), /29/);
});
