// Pages read after something has begun or ended, but built before it: phase.js must tell the truth of the moment.
// Entry point: checkPhases(). The browser's clock is set; the pages stay as they were built.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { urlPath } from "./site.mjs";

/** How many pages of each type are opened. */
const PER_TYPE = 2;

/** Opens pages that tell of what is not over yet: before it, while it goes on, and afterwards. */
export async function checkPhases(browser, site, server, report) {
  const pages = await chosen(site);
  if (pages.length === 0) console.log("phase: no page tells of anything to come");
  for (const page of pages) {
    for (const phase of ["before", "during", "after"]) {
      report.check("phase", `${page.file} (${phase})`, await visit(browser, server, page, phase));
    }
  }
  report.close("phase");
}

async function chosen(site) {
  const counts = new Map();
  const pages = [];
  for (const page of site.pages.values()) {
    const count = counts.get(page.type) ?? 0;
    if (page.alias || page.file === "404.html" || count >= PER_TYPE) continue;
    const html = await readFile(path.join(site.root, page.file), "utf8");
    const clock = /data-starts="([^"]+)" data-ends="([^"]+)" data-built="before"/.exec(html);
    if (!clock) continue;
    counts.set(page.type, count + 1);
    const [starts, ends] = clock.slice(1).map((moment) => Date.parse(moment));
    pages.push({ file: page.file, now: { before: starts - 60_000, during: starts, after: ends } });
  }
  return pages;
}

async function visit(browser, server, page, phase) {
  const tab = await browser.newPage();
  try {
    const errors = [];
    tab.on("pageerror", (error) => errors.push(`script error: ${error.message}`));
    await tab.clock.setFixedTime(page.now[phase]);
    await tab.goto(server.home + urlPath(page.file), { waitUntil: "load" });
    return [...errors, ...(await tab.evaluate(untrue, page.now[phase]))];
  } finally {
    await tab.close();
  }
}

/** In the page: what is shown in a phase that it is not for, or not shown in its own. */
function untrue(now) {
  const problems = [];
  for (const scope of document.querySelectorAll("[data-starts]")) {
    const begun = now >= Date.parse(scope.dataset.starts);
    const over = now >= Date.parse(scope.dataset.ends);
    const phase = over ? "after" : begun ? "during" : "before";
    // A page made while something goes on does not go back.
    if (phase === "before" && scope.dataset.built === "during") continue;
    const own = (element) => element.closest("[data-starts]") === scope;
    const parts = [...scope.querySelectorAll("[data-phase]")].filter(own);
    if (parts.length === 0) problems.push("a clock with nothing to change");
    for (const part of parts) {
      const name = `<${part.localName}> ${part.textContent.trim().slice(0, 40)}`;
      const wanted = part.dataset.phase.split(" ").includes(phase);
      if (part.localName === "template") {
        if (wanted) problems.push(`${phase}: not filled in: ${part.innerHTML.slice(0, 60)}`);
        continue;
      }
      if (part.checkVisibility() !== wanted) problems.push(`${phase}: ${wanted ? "hidden" : "shown"}: ${name}`);
      if (!part.hasAttribute("data-enhanced")) problems.push(`changes without data-enhanced: ${name}`);
    }
    if (scope.querySelector("article.entry-event .status") && !scope.querySelector(".status")?.checkVisibility()) {
      problems.push(`${phase}: no state is shown`);
    }
  }
  return problems;
}
