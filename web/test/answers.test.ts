import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, pointOf, shorten, sortOf } from "../src/answers/frame.ts";
import { lastWord } from "../src/answers/names.ts";
import { webOfTriples } from "../src/answers/network.ts";

test("cells are sorted by kind and datatype", () => {
  assert.equal(sortOf("uri", ""), "thing");
  assert.equal(sortOf("literal", "xsd:decimal"), "number");
  assert.equal(sortOf("literal", "xsd:gYear"), "date");
  assert.equal(sortOf("literal", "geo:wktLiteral"), "place");
  assert.equal(sortOf("literal", ""), "text");
  assert.equal(sortOf("text", "number"), "text");
});

test("days, points and names are read as they are written", () => {
  assert.equal(dayOf("2025-08-29"), Date.UTC(2025, 7, 29));
  assert.equal(dayOf("2025"), Date.UTC(2025, 0, 1));
  assert.equal(dayOf("unknown"), undefined);
  assert.deepEqual(pointOf("POINT(83.2 -17.7)"), [83.2, -17.7]);
  assert.equal(pointOf("LINESTRING(1 1, 2 2)"), undefined);
  assert.equal(shorten("rare earths", 6), "rare …");
  assert.equal(shorten("レアアース", 6), "レア…");
  assert.deepEqual(lastWord("who covers neod"), { word: "neod", at: 11 });
  assert.equal(lastWord("who covers ne"), undefined);
  assert.deepEqual(lastWord("インドと日本の希土"), { word: "希土", at: 7 });
  assert.deepEqual(lastWord("日本のネオジ"), { word: "ネオジ", at: 3 });
  assert.equal(lastWord("日本の"), undefined);
  assert.deepEqual(lastWord("भारत और जाप"), { word: "जाप", at: 8 });
});

test("only triples between things are ties", () => {
  const web = webOfTriples('<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> "<urn:c>" .\n_:x <urn:p> <urn:a> .\n', (iri) => iri);
  assert.deepEqual(web.ties.map(({ from, to }) => [from, to]), [["urn:a", "urn:b"], ["_:x", "urn:a"]]);
  assert.equal(web.things.get("_:x")?.href, "");
});
