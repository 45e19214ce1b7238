// Lets Lighthouse look at one page of every type and wants 100 points in all its categories.
//
//   node lighthouse.mjs SITE_DIR…
//
// Of each type of page the largest is looked at, on the first of the sites that has one; of home pages and events one on
// each site. All as on a phone, which is the harder: a slow processor and a slow line, both reckoned ("simulated"), so
// that this machine matters little. Home pages and events are looked at as on a desktop as well. Exits with 1 if a point
// is lost, 2 if it could not look.

import { Auditor, CATEGORIES } from "./lib/auditor.mjs";
import { launch } from "./lib/chromium.mjs";
import { openable } from "./lib/pages.mjs";
import { Report } from "./lib/report.mjs";
import { host } from "./lib/server.mjs";
import { readSite, urlPath } from "./lib/site.mjs";

/** How many pages are looked at side by side. */
const WORKERS = 2;
/** How often a page is looked at that seems slow. */
const TRIES = 3;
/** Types of pages that are looked at on each site, and as on a desktop too. */
const ALWAYS = ["home", "event"];
/** A page that asks search engines to leave it out, as one of search results does, cannot be found by them. */
const OF_UNINDEXED = ["is-crawlable"];

/** What to look at: { url, name, device, skip } each. */
function chooseLooks(site, server, seen) {
  const largest = new Map();
  for (const page of openable(site, server)) {
    if ((largest.get(page.type)?.size ?? -1) < page.size) largest.set(page.type, page);
  }
  const looks = [];
  for (const [type, page] of largest) {
    if (seen.has(type) && !ALWAYS.includes(type)) continue;
    seen.add(type);
    const skip = page.indexed ? [] : OF_UNINDEXED;
    const name = `${type}: ${page.file}${page.indexed ? "" : " (not indexed)"}`;
    for (const device of ALWAYS.includes(type) ? ["mobile", "desktop"] : ["mobile"]) {
      looks.push({ url: server.home + urlPath(page.file), name: `${name}, ${device}`, device, skip });
    }
  }
  return looks;
}

/**
 * Looks at a page. What else the machine does can only make a page look slower than it is: one that is too slow is looked
 * at up to three times, and the best counts. What moves under the reader's eyes is no matter of speed: once is too often.
 */
async function look(auditor, request) {
  const { scores, lost } = await auditor.look({ ...request, categories: CATEGORIES });
  const tries = [scores.performance];
  let moves = lost.some(([, what]) => what.startsWith("cumulative-layout-shift"));
  while (!moves && tries.at(-1) < 100 && tries.length < TRIES) {
    const again = await auditor.look({ ...request, categories: ["performance"] });
    scores.performance = again.scores.performance;
    tries.push(scores.performance);
    moves = again.lost.some(([, what]) => what.startsWith("cumulative-layout-shift"));
    if (moves) lost.push(...again.lost);
  }
  if (!moves) scores.performance = Math.max(...tries);
  return { scores, tries, problems: CATEGORIES.filter((category) => scores[category] < 100).map((category) => {
    const costs = lost.filter(([of]) => of === category).map(([, what]) => what);
    return [`${category} ${scores[category]}`, ...costs].join("\n  ");
  }) };
}

async function main(folders) {
  if (folders.length === 0) throw new Error("usage: node lighthouse.mjs SITE_DIR…");
  const report = new Report();
  const servers = [];
  const auditors = Array.from({ length: WORKERS }, () => new Auditor());
  try {
    const waiting = [];
    const seen = new Set();
    const browser = await launch({ bare: true });
    for (const folder of folders) {
      const site = await readSite(browser, folder);
      const server = await host(site.root, site.own);
      servers.push(server);
      waiting.push(...chooseLooks(site, server, seen));
    }
    await browser.close();
    console.log(`points for ${CATEGORIES.join(", ")}`);
    const work = async (auditor) => {
      for (let request = waiting.shift(); request; request = waiting.shift()) {
        const { scores, tries, problems } = await look(auditor, request);
        const again = tries.length > 1 ? ` (performance: ${tries.join(", ")})` : "";
        console.log(`${Object.values(scores).join(" ")}  ${request.name}${again}`);
        report.check("lighthouse", request.name, problems);
      }
    };
    await Promise.all(auditors.map(work));
    report.close("lighthouse");
    return report.finish();
  } finally {
    await Promise.all([...auditors, ...servers].map((each) => each.close()));
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
