// Takes the pictures of the README from the built sample, under their lasting names.
//
//   target/release/kronika build --output /tmp/sample --today 2026-01-01
//   node tests/browser/readme.mjs /tmp/sample
//
// They are written to docs/screenshots/, as WebP, the top of each page in a window of 1280 × 900.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";

/** The names of the pictures, and the pages of the sample they show. */
const PICTURES = {
  home: "",
  programme: "programy/owm/",
  event: "wydarzenia/kielce-2024/",
  timeline: "os-czasu/",
  report: "sprawozdania/raport-owm-2024/",
};
const WINDOW = { width: 1280, height: 900 };
const QUALITY = 0.82;
const MOST_BYTES = 150_000;
const OUT = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node readme.mjs SITE_DIR");
  process.exit(2);
}

const browser = await launch();
try {
  const site = await readSite(browser, folder);
  const server = await serve(site.root, site.own);
  await mkdir(OUT, { recursive: true });
  const tab = await browser.newPage({ viewport: WINDOW, colorScheme: "light", reducedMotion: "reduce" });
  const press = await browser.newPage();
  for (const [name, place] of Object.entries(PICTURES)) {
    const response = await tab.goto(server.home + place, { waitUntil: "networkidle" });
    if (!response.ok()) throw new Error(`${folder} has no ${place}`);
    const png = await tab.screenshot();
    const webp = Buffer.from(await press.evaluate(toWebp, [png.toString("base64"), QUALITY]), "base64");
    if (webp.length > MOST_BYTES) throw new Error(`${name} takes ${webp.length} bytes, over ${MOST_BYTES}`);
    await writeFile(path.join(OUT, `${name}.webp`), webp);
    console.log(`${place || "/"} → docs/screenshots/${name}.webp, ${webp.length} bytes`);
  }
  await server.close();
} finally {
  await browser.close();
}

/** Runs in the browser, which knows how to write WebP: a PNG in base64 becomes a WebP in base64. */
async function toWebp([png, quality]) {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}
