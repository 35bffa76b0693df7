import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut, settle, share } from "../src/network/layout.ts";
import { graphOf, kindOf } from "../src/network/ties.ts";

const base = "https://w3id.org/minpact/id/";
const cell = (iri: string) => ({ text: iri, value: base + iri, href: `/id/${iri}` });
const lines = [["actor/a", "framework/f"], ["actor/a", "actor/b"], ["framework/f", "actor/b"]].map(([one, other]) => ({
  one: cell(one!),
  relation: { text: "x", value: "x", href: "" },
  other: cell(other!),
})) as unknown as Parameters<typeof graphOf>[0];

test("rows are ties, and each end is a thing once", () => {
  const { things, ties } = graphOf(lines);
  assert.deepEqual(things.map((thing) => [thing.iri.replace(base, ""), thing.kind, thing.ties]), [
    ["actor/a", "actor", 2],
    ["actor/b", "actor", 2],
    ["framework/f", "framework", 2],
  ]);
  assert.equal(ties.length, 3);
  assert.equal(kindOf("urn:x"), "");
});

test("a layout is the same each time, whatever the order of the rows, with the centre in the middle", () => {
  const [there, back] = [graphOf(lines), graphOf([...lines].reverse())];
  const places = layOut(there.things, there.ties, `${base}actor/a`, 800, 400);
  assert.deepEqual(places, layOut(there.things, there.ties, `${base}actor/a`, 800, 400));
  assert.deepEqual(places.get(`${base}actor/a`), { x: 400, y: 200 });
  for (const [iri, place] of layOut(back.things, back.ties, `${base}actor/a`, 800, 400)) {
    assert.deepEqual(place, places.get(iri));
    assert.ok(place.x >= 0 && place.x <= 800 && place.y >= 0 && place.y <= 400);
  }
});

test("names spread evenly enough", () => {
  const shares = Array.from({ length: 200 }, (_, index) => share(`thing-${index}`));
  assert.ok(Math.max(...shares) > 0.9 && Math.min(...shares) < 0.1);
});

test("of two labels that touch the first stays, and a label takes its second place when the first is taken", () => {
  const box = (x: number) => ({ x, y: 0, width: 10, height: 4 });
  assert.deepEqual(settle([[box(0)], [box(5)], [box(5), box(12)]]), [0, -1, 1]);
});
