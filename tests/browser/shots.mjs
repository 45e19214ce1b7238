// Takes pictures of pages to look at: whole pages on a phone and a desktop, light and dark,
// on a phone in forced colours, and the printed PDF.
//
//   node shots.mjs SITE_DIR OUT_DIR [PATH…]
//
// A PATH is relative to the site, such as "wydarzenia/" or "404.html"; without any, the
// pages that check.mjs would open are taken.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { launch } from "./lib/chromium.mjs";
import { choosePages, openable } from "./lib/pages.mjs";
import { serve } from "./lib/server.mjs";
import { readSite, urlPath } from "./lib/site.mjs";

const [folder, out, ...wanted] = process.argv.slice(2);
if (!folder || !out) {
  console.error("usage: node shots.mjs SITE_DIR OUT_DIR [PATH…]");
  process.exit(2);
}

const browser = await launch();
try {
  const site = await readSite(browser, folder);
  const server = await serve(site.root, site.own);
  await mkdir(out, { recursive: true });

  const paths = wanted.length ? wanted.map((given) => given.replace(/^\//, "")) : choosePages(openable(site, server)).map((page) => urlPath(page.file));
  for (const place of paths) {
    const name = place.replace(/\.html$|\/$/g, "").replaceAll("/", "-") || "home";
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [375, 1280]) {
        const tab = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
        await tab.goto(server.home + place, { waitUntil: "networkidle" });
        await tab.screenshot({ path: path.join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        await tab.close();
      }
    }
    const forced = await browser.newPage({ forcedColors: "active", viewport: { width: 320, height: 800 } });
    await forced.goto(server.home + place, { waitUntil: "networkidle" });
    await forced.screenshot({ path: path.join(out, `${name}-320-forced.png`), fullPage: true });
    await forced.close();
    const tab = await browser.newPage();
    await tab.goto(server.home + place, { waitUntil: "networkidle" });
    await tab.pdf({ path: path.join(out, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
    await tab.close();
    console.log(`${place || "/"} → ${name}-*.png, ${name}.pdf`);
  }
  await server.close();
} finally {
  await browser.close();
}
