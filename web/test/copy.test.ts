import assert from "node:assert/strict";
import { test } from "node:test";
import { addressed } from "../src/lib/copy.ts";

test("a command has the address of the site that shows it", () => {
  const text = "curl 'http://127.0.0.1:8000/a' http://127.0.0.1:8000/b";
  assert.equal(addressed(text, "http://127.0.0.1:8000", "https://example.org/graph"), "curl 'https://example.org/graph/a' https://example.org/graph/b");
});

test("a public address stays", () => {
  assert.equal(addressed("curl https://example.org/a", "", "http://localhost"), "curl https://example.org/a");
});
