// Every page in the browser: on a phone, a tablet and a desktop, light and dark.
// Entry points: checkPages(), choosePages().
//
// A page is loaded once and then resized and recoloured, which is many times quicker than
// loading it anew: what depends on the width at loading only is left to habits.mjs, which
// opens chosen pages at each width afresh.

import { prepare, violations } from "./axe.mjs";
import { headline, landmarks, overflow } from "./probes.mjs";
import { inParallel } from "./tabs.mjs";

/** 320 px is the narrowest screen a page must fit (WCAG 2.2, 1.4.10): 1280 px zoomed to 400 %. */
const WIDTHS = [1280, 375, 320];
const SCHEMES = ["light", "dark"];
/** All of these, and the two that are furthest apart, for pages like others that were looked at in all. */
export const EVERY_LOOK = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ width, colorScheme })));
export const TWO_LOOKS = [
  { width: WIDTHS[0], colorScheme: "light" },
  { width: WIDTHS.at(-1), colorScheme: "dark" },
];

/** The pages to open: all but those that only send the reader elsewhere. */
export function openable(site, server) {
  let pages = [...site.pages.values()].filter((page) => !page.alias);
  if (server.home !== server.origin + site.own) {
    // Its links from the host's root lead nowhere under another folder.
    pages = pages.filter((page) => page.file !== "404.html");
    console.log(`browser: 404.html is not opened: it was built for ${site.own}`);
  }
  return pages;
}

/** A few of the pages: of each type the first by path, the largest and the smallest. */
export function choosePages(pages) {
  const types = new Map();
  for (const page of pages) {
    if (!types.has(page.type)) types.set(page.type, []);
    types.get(page.type).push(page);
  }
  const chosen = [];
  for (const ofType of types.values()) {
    const bySize = ofType.toSorted((a, b) => b.size - a.size);
    chosen.push(...new Set([ofType[0], bySize[0], bySize.at(-1)]));
  }
  return chosen;
}

/** For each page one check a look, which is a width and a scheme. */
export async function checkPages(browser, server, pages, looks, report) {
  const names = looks.map(({ width, colorScheme }) => `${width} px, ${colorScheme}`);
  console.log(`browser: ${pages.length} pages at ${names.join("; ")}`);
  await inParallel(browser, server, {}, pages, async (tabs, page) => {
    const faults = new Map();
    const rest = await tabs.visit(page, async (tab) => {
      await prepare(tab);
      for (const [at, { width, colorScheme }] of looks.entries()) {
        await tab.emulateMedia({ colorScheme });
        await tab.setViewportSize({ width, height: 800 });
        faults.set(names[at], await inspect(tab));
      }
      return [];
    });
    report.check("browser", `${page.file} (loading)`, rest);
    for (const [name, problems] of faults) report.check("browser", `${page.file} (${name})`, problems);
  });
  report.close("browser");
}

/** What is wrong with a page as it is shown: its frame, its width, its accessibility. */
async function inspect(tab) {
  const frame = [headline, landmarks, overflow];
  const problems = [];
  for (const probe of frame) problems.push(...(await tab.evaluate(probe)));
  problems.push(...(await violations(tab)));
  return problems;
}
