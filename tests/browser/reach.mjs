// Checks that what people come for is at most three clicks from the home page.
//
//   node reach.mjs SITE_DIR QUESTIONS.json
//
// A question is { question, scent, page, shows, links }: from the home page, following only
// visible links in whose text there is a word of the `scent` (a reader with that question
// clicks on nothing else), the `page` must be reached, say what `shows` has, and link to all of
// `links`. It prints the way; exits with 1 if there is none.

import { readFile } from "node:fs/promises";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";

const MOST_CLICKS = 3;

/** Somebody who opens pages and remembers what links they show. */
class Reader {
  #tab;
  #home;
  #known = new Map();

  constructor(tab, server) {
    this.#tab = tab;
    this.#home = server.home;
  }

  /** Looks for the page by the shortest way, then for the answer on it. */
  async ask({ question, scent, page, shows = [], links = [] }) {
    const goal = new URL(page, this.#home).href;
    const smells = (text) => scent.some((word) => text.toLowerCase().includes(word));
    let paths = [{ address: this.#home, steps: [] }];
    const seen = new Set([this.#home]);
    for (let clicks = 1; clicks <= MOST_CLICKS; clicks += 1) {
      const next = [];
      for (const { address, steps } of paths) {
        for (const { text, to } of await this.#links(address)) {
          if (seen.has(to) || !smells(text)) continue;
          seen.add(to);
          next.push({ address: to, steps: [...steps, text.slice(0, 50)] });
        }
      }
      const way = next.find(({ address }) => address === goal);
      if (way) {
        console.log(`${question} ${clicks} ${clicks === 1 ? "click" : "clicks"}: ${way.steps.join(" › ")}`);
        return this.#missing(goal, shows, links);
      }
      paths = next;
    }
    return [`${page} is more than ${MOST_CLICKS} clicks away`];
  }

  /** What the page fails to say or to link to. */
  async #missing(address, shows, links) {
    const shown = new Set((await this.#links(address)).map(({ to }) => to));
    await this.#tab.goto(address);
    const text = await this.#tab.evaluate(() => document.querySelector("main").innerText.replace(/\s+/g, " "));
    const problems = shows.filter((words) => !text.includes(words)).map((words) => `the page does not say "${words}"`);
    for (const link of links) {
      if (!shown.has(new URL(link, this.#home).href)) problems.push(`the page has no visible link to ${link}`);
    }
    return problems;
  }

  /** The visible links of a page to others of the site: { text, to }. */
  async #links(address) {
    if (!this.#known.has(address)) {
      await this.#tab.goto(address);
      this.#known.set(address, await this.#tab.evaluate(visibleLinks));
    }
    return this.#known.get(address);
  }
}

/** Runs in the page. */
function visibleLinks() {
  return [...document.querySelectorAll("a[href]")]
    .filter((link) => link.origin === location.origin && link.checkVisibility({ visibilityProperty: true }))
    .map((link) => ({ text: link.textContent.replace(/\s+/g, " ").trim(), to: link.origin + link.pathname }))
    .filter(({ text }) => text);
}

const [folder, list] = process.argv.slice(2);
if (!folder || !list) {
  console.error("usage: node reach.mjs SITE_DIR QUESTIONS.json");
  process.exit(2);
}

const browser = await launch();
try {
  const questions = JSON.parse(await readFile(list, "utf8"));
  const site = await readSite(browser, folder);
  const server = await serve(site.root, site.own);
  const reader = new Reader(await browser.newPage({ viewport: { width: 375, height: 800 } }), server);
  let failed = 0;
  for (const question of questions) {
    const problems = await reader.ask(question);
    if (problems.length > 0) failed += 1;
    for (const problem of problems) console.log(`FAIL reach: ${question.question} ${problem}`);
  }
  // Nothing asked is not a pass.
  if (questions.length === 0) failed = 1;
  console.log(`reach: ${questions.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
  await server.close();
} finally {
  await browser.close();
}
