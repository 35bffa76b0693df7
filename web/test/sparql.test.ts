import assert from "node:assert/strict";
import { test } from "node:test";
import { matching } from "../src/sparql/completion.ts";
import { spanOf } from "../src/sparql/editor.ts";
import { compact, lacking } from "../src/sparql/prefixes.ts";

const prefixes = new Map([["", "urn:o#"], ["id", "urn:id/"], ["list-series", "urn:id/list/"]]);

test("an IRI takes the longest prefix that leaves a plain name", () => {
  assert.equal(compact("urn:o#Thing", prefixes), ":Thing");
  assert.equal(compact("urn:id/list/one-two", prefixes), "list-series:one-two");
  assert.equal(compact("urn:id/a/b", prefixes), "<urn:id/a/b>");
});

test("a prefix is declared once", () => {
  assert.equal(lacking(":Thing", "SELECT", prefixes), "PREFIX : <urn:o#>\n");
  assert.equal(lacking(":Thing", "prefix : <urn:o#> SELECT", prefixes), "");
  assert.equal(lacking("list-series:a", "PREFIX id: <urn:id/>\n", prefixes), "PREFIX list-series: <urn:id/list/>\n");
  assert.equal(lacking("<urn:x>", "", prefixes), "");
});

test("terms are found by name and label, beginnings first", () => {
  const terms = [
    { name: ":hasFramework", kind: "property", label: "has framework", meaning: "" },
    { name: ":Framework", kind: "class", label: "Framework", meaning: "" },
  ];
  assert.deepEqual(matching(terms, "frame").map(({ name }) => name), [":Framework", ":hasFramework"]);
  assert.deepEqual(matching(terms, ":has").map(({ name }) => name), [":hasFramework"]);
});

test("a fault covers its word, and counts characters as people do", () => {
  assert.deepEqual(spanOf("ab\ncd efg", { line: 2, column: 4 }), [6, 9, 3]);
  assert.deepEqual(spanOf("𝒳 foo", { line: 1, column: 3 }), [3, 6, 0]);
  assert.deepEqual(spanOf("", { line: 9, column: 9 }), [0, 0, 0]);
});
