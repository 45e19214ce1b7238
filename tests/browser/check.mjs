// Checks a built site: its HTML, its links, its structure, and its pages in a browser.
//
//   node check.mjs SITE_DIR [--base /sub/folder/] [--links | --chosen | --brief]
//
// The site is served from the path it was built for, or from --base. With --links only its
// links are followed, as befits the same files in another folder; with --chosen a few pages of
// each sort are opened in the browser, as befits many of the same kind; with --brief the others
// too, but looked at in two ways only instead of six. Exits with 1 if anything failed, 2 if it
// could not check.

import { parseArgs } from "node:util";
import { launch } from "./lib/chromium.mjs";
import { checkHtml } from "./lib/html.mjs";
import { checkLinks } from "./lib/links.mjs";
import { checkHabits } from "./lib/habits.mjs";
import { checkPages, choosePages, EVERY_LOOK, openable, TWO_LOOKS } from "./lib/pages.mjs";
import { checkPhases } from "./lib/phase.mjs";
import { Report } from "./lib/report.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";
import { checkStructure } from "./lib/structure.mjs";
import { checkTimelines } from "./lib/timeline.mjs";

const USAGE = "usage: node check.mjs SITE_DIR [--base /sub/folder/] [--links | --chosen | --brief]";

function readArguments() {
  const options = { base: { type: "string" }, links: { type: "boolean" }, chosen: { type: "boolean" }, brief: { type: "boolean" } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.length !== 1) throw new Error(USAGE);
  if (values.base !== undefined && !/^\/(.*\/)?$/.test(values.base)) {
    throw new Error("--base must begin and end with a slash");
  }
  return { folder: positionals[0], base: values.base, linksOnly: values.links, chosenOnly: values.chosen, brief: values.brief };
}

async function check({ folder, base, linksOnly, chosenOnly, brief }) {
  const report = new Report();
  const browser = await launch({ bare: true });
  let server;
  try {
    const site = await readSite(browser, folder);
    server = await serve(site.root, base ?? site.own);
    console.log(`${site.pages.size} HTML files of ${site.files.length} files, served from ${new URL(server.home).pathname}`);

    if (linksOnly) {
      await checkLinks(site, server, report);
      return report.finish();
    }
    const html = checkHtml(site, report);
    // Waited for below; if another check fails first, this must not count as unhandled.
    html.catch(() => {});
    checkStructure(site, report);
    await checkLinks(site, server, report);
    await html;
    const pages = openable(site, server);
    const chosen = choosePages(pages);
    await checkPages(browser, server, chosenOnly || brief ? chosen : pages, EVERY_LOOK, report);
    if (brief) await checkPages(browser, server, pages.filter((page) => !chosen.includes(page)), TWO_LOOKS, report);
    await checkHabits(browser, server, chosen, report);
    await checkPhases(browser, site, server, report);
    await checkTimelines(browser, site, server, report);
    return report.finish();
  } finally {
    await browser.close();
    await server?.close();
  }
}

try {
  process.exitCode = await check(readArguments());
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
