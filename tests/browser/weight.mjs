// Weighs pages: HTML and all style sheets and scripts that showing them loads, as they lie on the disk.
//
//   node weight.mjs SITE_DIR…
//
// Prints the heaviest page of each type. An event of up to 500 words has a budget, whatever else is on its page (pictures
// themselves are not weighed: their sizes are checked elsewhere). Exits with 1 if one is heavier, 2 if it could not weigh.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "./lib/chromium.mjs";
import { Report } from "./lib/report.mjs";
import { readSite, urlPath } from "./lib/site.mjs";

/** What an event may weigh, in bytes, and how many words it may have for that. */
const BUDGET = 60_000;
const WORDS = 500;

/** The files of a site, each read once: { bytes, gzip } of one by its path. */
class Scales {
  #root;
  #known = new Map();

  constructor(root) {
    this.#root = root;
  }

  async weigh(file) {
    if (!this.#known.has(file)) {
      const text = await readFile(path.join(this.#root, file));
      this.#known.set(file, { bytes: text.length, gzip: gzipSync(text).length });
    }
    return this.#known.get(file);
  }
}

/** The paths of the files with that ending that showing the page loads, each once. */
function loaded(site, page, ending) {
  const base = new URL(site.own + urlPath(page.file), "http://localhost");
  const paths = page.links
    .filter((link) => link.loads)
    .map((link) => decodeURIComponent(new URL(link.url, base).pathname.slice(site.own.length)))
    .filter((file) => file.endsWith(ending));
  return [...new Set(paths)];
}

async function weigh(site, scales, page) {
  const row = { page, html: 0, css: 0, js: 0, total: 0, gzip: 0 };
  const parts = { html: [page.file], css: loaded(site, page, ".css"), js: loaded(site, page, ".js") };
  for (const [part, files] of Object.entries(parts)) {
    for (const file of files) {
      const { bytes, gzip } = await scales.weigh(file);
      row[part] += bytes;
      row.total += bytes;
      row.gzip += gzip;
    }
  }
  return row;
}

function print(rows) {
  const columns = ["html", "css", "js", "total", "gzip"];
  console.log([...columns.map((name) => name.padStart(7)), "words".padStart(6), " page"].join(""));
  for (const row of rows) {
    const numbers = columns.map((name) => String(row[name]).padStart(7));
    console.log([...numbers, String(row.page.words).padStart(6), ` ${row.page.type}: ${row.page.file}`].join(""));
  }
}

async function main(folders) {
  if (folders.length === 0) throw new Error("usage: node weight.mjs SITE_DIR…");
  const report = new Report();
  const browser = await launch({ bare: true });
  try {
    for (const folder of folders) {
      const site = await readSite(browser, folder);
      const scales = new Scales(site.root);
      const heaviest = new Map();
      for (const page of site.pages.values()) {
        if (page.alias) continue;
        const row = await weigh(site, scales, page);
        if (row.total > (heaviest.get(page.type)?.total ?? 0)) heaviest.set(page.type, row);
        if (page.type !== "event" || page.words > WORDS) continue;
        const over = row.total > BUDGET ? [`${row.total} bytes, ${row.total - BUDGET} too many`] : [];
        report.check("weight", page.file, over);
      }
      console.log(folder);
      print([...heaviest.values()].sort((a, b) => b.total - a.total));
    }
    report.close("weight");
    return report.finish();
  } finally {
    await browser.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
