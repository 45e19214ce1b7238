// The browser's view of the pages: a few of each type, at two widths in two colour schemes.
// Entry point: checkPages().

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { urlPath } from "./site.mjs";
import { headline, overflow, readableText, skipLink, tabbedPast } from "./probes.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The narrowest screen that a page must fit without scrolling sideways (WCAG 2.2, 1.4.10). */
const NARROWEST = 320;
const WIDTHS = [375, 1280];
const SCHEMES = ["light", "dark"];
const WORKERS = 2;

/** The pages to open: of each type the first by path, the largest and the smallest. */
export function choosePages(site) {
  const types = new Map();
  for (const page of site.pages.values()) {
    if (page.alias) continue;
    if (!types.has(page.type)) types.set(page.type, []);
    types.get(page.type).push(page);
  }
  const chosen = [];
  for (const pages of types.values()) {
    const bySize = pages.toSorted((a, b) => b.size - a.size);
    chosen.push(...new Set([pages[0], bySize[0], bySize.at(-1)]));
  }
  return chosen;
}

/** For each chosen page one check a width and scheme, one of the keyboard, one without JavaScript. */
export async function checkPages(browser, site, server, report) {
  let pages = choosePages(site);
  if (server.home !== server.origin + site.own) {
    // Its links from the host's root lead nowhere under another folder.
    pages = pages.filter((page) => page.file !== "404.html");
    console.log(`browser: 404.html is not opened: it was built for ${site.own}`);
  }
  const names = [...new Set(pages.map((page) => page.type))].sort();
  console.log(`browser: ${pages.length} pages of ${names.length} types: ${names.join(", ")}`);

  const waiting = [...pages];
  const work = async () => {
    const visits = await Visits.start(browser, server);
    for (let page = waiting.shift(); page; page = waiting.shift()) await visits.check(page, report);
    await visits.close();
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  report.close("browser");
}

/** The contexts of one worker, each with its own settings. */
class Visits {
  #server;
  #variants = [];
  #scriptless;

  static async start(browser, server) {
    const visits = new Visits();
    visits.#server = server;
    const common = { reducedMotion: "reduce" };
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) {
        const viewport = { width, height: 800 };
        const context = await browser.newContext({ ...common, colorScheme, viewport });
        visits.#variants.push({ context, name: `${width} px, ${colorScheme}` });
      }
    }
    visits.#scriptless = await browser.newContext({ ...common, javaScriptEnabled: false });
    return visits;
  }

  async close() {
    for (const { context } of this.#variants) await context.close();
    await this.#scriptless.close();
  }

  async check(page, report) {
    for (const { context, name } of this.#variants) {
      const problems = await this.#visit(context, page, inspect);
      report.check("browser", `${page.file} (${name})`, problems);
    }
    let scripted = "";
    let plain = "";
    const { context } = this.#variants.at(-1);
    const keyboard = await this.#visit(context, page, async (tab) => {
      // Once a page, anything that its scripts fetch after loading is waited for.
      await tab.waitForLoadState("networkidle", { timeout: 20_000 });
      const problems = await useSkipLink(tab);
      scripted = await tab.evaluate(readableText);
      return problems;
    });
    report.check("browser", `${page.file} (keyboard)`, keyboard);

    const scriptless = await this.#visit(this.#scriptless, page, async (tab) => {
      plain = await tab.evaluate(readableText);
      return textProblems(plain, scripted);
    });
    report.check("browser", `${page.file} (no JavaScript)`, scriptless);
  }

  /** Opens the page in a new tab, lets `look` find problems, and adds what went wrong meanwhile. */
  async #visit(context, page, look) {
    const tab = await context.newPage();
    const found = new Set();
    const missing = page.file === "404.html";
    // The page for missing URLs is opened as a reader meets it: at depth, with status 404.
    const address = this.#server.home + (missing ? "no/such/page" : urlPath(page.file));
    const own = (url) => missing && url === address;

    tab.on("pageerror", (error) => found.add(`script error: ${error.message}`));
    tab.on("console", (message) => {
      if (message.type() === "error" && !own(message.location().url)) found.add(`console: ${message.text()}`);
    });
    tab.on("requestfailed", (request) => found.add(`request failed: ${request.url()}`));
    tab.on("response", (response) => {
      if (response.status() >= 400 && !own(response.url())) found.add(`${response.status()}: ${response.url()}`);
    });
    await tab.route(
      (url) => ["http:", "https:"].includes(url.protocol) && url.origin !== this.#server.origin,
      (route) => {
        found.add(`request to another host: ${route.request().url()}`);
        return route.abort();
      },
    );

    try {
      await tab.goto(address, { waitUntil: "load", timeout: 20_000 });
      for (const problem of await look(tab)) found.add(problem);
    } catch (error) {
      found.add(error.message.split("\n")[0]);
    }
    // What the closing of the tab interrupts is no fault of the page.
    const problems = [...found];
    await tab.close();
    return problems;
  }
}

/** What is wrong with a page as it is shown: its frame, its width, its accessibility. */
async function inspect(tab) {
  const problems = [...(await tab.evaluate(headline)), ...(await tab.evaluate(overflow))];

  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }),
    AXE_TAGS,
  );
  for (const { id, help, nodes } of violations) {
    for (const { target, any, all, none } of nodes.slice(0, 3)) {
      const detail = [...any, ...all, ...none][0]?.message ?? help;
      problems.push(`axe ${id}: ${target.flat().join(" ")}: ${detail}`);
    }
    if (nodes.length > 3) problems.push(`axe ${id}: and ${nodes.length - 3} more elements`);
  }

  const { width, height } = tab.viewportSize();
  if (width === Math.min(...WIDTHS)) {
    await tab.setViewportSize({ width: NARROWEST, height });
    problems.push(...(await tab.evaluate(overflow)));
  }
  return problems;
}

/** The first Tab stop is a visible link that takes the keyboard past the header. */
async function useSkipLink(tab) {
  await tab.keyboard.press("Tab");
  const { problem, id } = await tab.evaluate(skipLink);
  if (problem) return [problem];
  await tab.keyboard.press("Enter");
  await tab.waitForFunction((hash) => decodeURIComponent(location.hash) === hash, `#${id}`, { timeout: 2000 });
  await tab.keyboard.press("Tab");
  return tab.evaluate(tabbedPast, id);
}

function textProblems(plain, scripted) {
  if (!plain) return ["main shows no text"];
  if (plain === scripted) return [];
  let same = 0;
  while (plain[same] === scripted[same]) same += 1;
  const part = (text) => JSON.stringify(text.slice(Math.max(0, same - 20), same + 40));
  return [`the text differs: ${part(plain)}, with JavaScript ${part(scripted)}`];
}
