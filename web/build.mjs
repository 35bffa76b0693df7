// Bundles each file of src/pages/ into api/static/app/, what they share into chunks beside them, and src/scheme.ts,
// which runs before a page is drawn, by itself. Bundles are replaced as a whole, so nothing old stays behind.
import { build } from "esbuild";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "api", "static", "app");
const fresh = `${target}.part`;
const pages = join(here, "src", "pages");
const shared = {
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: fresh,
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: here,
};

rmSync(fresh, { recursive: true, force: true });
await build({ ...shared, entryPoints: [join(here, "src", "scheme.ts")], format: "iife" });
await build({
  ...shared,
  entryPoints: readdirSync(pages).filter((name) => name.endsWith(".ts")).map((name) => join(pages, name)),
  format: "esm",
  splitting: true,
  chunkNames: "chunk-[hash]",
});
if (existsSync(target)) rmSync(target, { recursive: true });
renameSync(fresh, target);
