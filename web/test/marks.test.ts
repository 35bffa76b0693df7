import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenOf } from "../src/lib/answers.ts";
import { markOf, tokensOf } from "../src/lib/marks.ts";

test("every token is drawn with something", () => {
  for (const kind of ["verdict", "confidence", "rung", "flag"] as const) {
    assert.ok(tokensOf(kind).length > 0);
    for (const token of tokensOf(kind)) assert.notDeepEqual(markOf(kind, token), { fill: "", line: "" }, token);
  }
});

test("an unknown token has no mark", () => {
  assert.equal(markOf("verdict", "unheard-of"), undefined);
});

test("a token is the last part of an IRI", () => {
  assert.equal(tokenOf("https://example.org/vocab/verdict/named"), "named");
  assert.equal(tokenOf("https://example.org/ontology#Coverage"), "Coverage");
});
