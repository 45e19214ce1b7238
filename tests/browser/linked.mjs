// Checks what the pages of built sites say to machines (JSON-LD) against schema.org's own vocabulary.
//
//   node linked.mjs SITE_DIR…
//
// 1. The types of schema-dts, which are generated from schema.org's vocabulary, are held against every thing by the
//    TypeScript compiler: an unknown type or property, or a value of the wrong type, does not compile.
// 2. Own rules: what search engines require of a type, whole addresses and dates with an offset (see lib/linked-rules.mjs).
// 3. `@id`s: what a page refers to by `@id` alone is told of on that page or at that address.
//
// Exits with 1 if anything failed, 2 if it could not check.

import { readFile, readdir, writeFile, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { problemsOf, walk } from "./lib/linked-rules.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Every graph of a site: [{ page, graph }]. */
async function graphs(folder) {
  const files = await readdir(folder, { recursive: true });
  const found = [];
  for (const page of files.filter((file) => file.endsWith(".html")).sort()) {
    const html = await readFile(path.join(folder, page), "utf8");
    for (const [, text] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
      found.push({ page: path.join(folder, page), graph: JSON.parse(text) });
    }
  }
  return found;
}

/** The same thing with all its words and numbers alike, so that each shape is compiled once. */
function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === "@type" ? inner : shape(inner)]));
  }
  if (typeof value === "string") return value.startsWith("https://schema.org/") ? value : "…";
  return typeof value === "number" ? 1 : value;
}

/** Shapes of all things, each with the first page that has it. */
function shapes(all) {
  const known = new Map();
  for (const { page, graph } of all) {
    for (const thing of graph["@graph"]) {
      const text = JSON.stringify(shape(thing));
      if (!known.has(text)) known.set(text, page);
    }
  }
  return known;
}

/** Compiles the shapes as values of schema-dts' `Thing`; what the compiler says, with the page. */
async function compile(known) {
  const folder = await mkdtemp(path.join(here, ".linked-"));
  try {
    const lines = ['import type { Thing } from "schema-dts";'];
    const pages = [""];
    for (const [text, page] of known) {
      lines.push(`export const t${lines.length}: Exclude<Thing, string> = ${text};`);
      pages.push(page);
    }
    const file = path.join(folder, "things.ts");
    await writeFile(file, lines.join("\n"));
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--pretty", "false"];
    const { stdout, error } = spawnSync(process.execPath, [compiler, ...options, file], { encoding: "utf8", maxBuffer: 1 << 28 });
    if (error) throw error;
    const told = stdout.split("\n").filter((line) => /error TS/.test(line));
    return told.map((line) => {
      const at = Number(line.match(/\((\d+),/)?.[1] ?? 1) - 1;
      return `${pages[at] || "schema-dts"}: ${line.replace(/^.*?error /, "").slice(0, 300)}`;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error("usage: node linked.mjs SITE_DIR…");
  process.exit(2);
}
try {
  const all = (await Promise.all(folders.map(graphs))).flat();
  if (all.length === 0) throw new Error("no page has JSON-LD");
  const known = shapes(all);
  const problems = await compile(known);
  const counts = {};
  for (const { page, graph } of all) {
    for (const problem of problemsOf(graph)) problems.push(`${page}: ${problem}`);
    for (const thing of graph["@graph"]) walk(thing, (one) => (counts[one["@type"]] = (counts[one["@type"]] ?? 0) + 1));
  }
  for (const problem of problems) console.log(`FAIL linked: ${problem}`);
  const told = Object.entries(counts).sort().map(([type, count]) => `${count} ${type}`);
  console.log(`linked: ${all.length} pages, ${known.size} shapes of things, ${problems.length} failed (${told.join(", ")})`);
  process.exitCode = problems.length ? 1 : 0;
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
