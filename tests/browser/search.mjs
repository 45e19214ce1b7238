// Asks the search of a built site what visitors would, in Chromium.
//
//   node search.mjs SITE_DIR QUERIES.yaml LEAST_ANSWERED LEAST_RECALL
//
// A query is answered when one of the pages it expects is among the first five results; one of sort `none` when nothing
// is found. Recall at 5 is the share of the pages it expects, of which there are five at most, that are among the first
// five. Queries without an expectation (`fixture`) are left out. Exits with 1 where either mean is below the least
// (0 to 1), or the page failed.

import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";

const FIRST = 5;
/** How long an answer may take, in milliseconds: a busy machine is no fault. */
const PATIENCE = 120_000;

/** Types a query and waits for its answer: the addresses of the first results, from the site's root. */
async function ask(tab, home, query) {
  await tab.evaluate(() => (document.querySelector(".search [role=status]").textContent = ""));
  await tab.fill("#query", query);
  await tab.press("#query", "Enter");
  await tab.waitForFunction(() => {
    const { textContent, dataset } = document.querySelector(".search [role=status]");
    const first = document.querySelectorAll(".search-results:not([hidden]) .result").length;
    const all = Number(/\d+$/.exec(textContent)?.[0] ?? 0);
    return textContent && textContent !== dataset.waiting && (!first || first >= Math.min(all, 5));
  }, undefined, { polling: 50 });
  const found = await tab.$$eval(".search-results:not([hidden]) h2 a", (links) => links.map((link) => link.href));
  return found.map((address) => decodeURIComponent(address.slice(home.length)));
}

const [site, file, ...least] = process.argv.slice(2);
if (least.length !== 2) {
  console.error("usage: node search.mjs SITE_DIR QUERIES.yaml LEAST_ANSWERED LEAST_RECALL");
  process.exit(2);
}
const queries = parse(await readFile(file, "utf8")).filter(({ expect, sort }) => expect?.length || sort === "none");
const server = await serve(site, "/");
const browser = await launch();
const tab = await browser.newPage();
tab.setDefaultTimeout(PATIENCE);
const faults = [];
tab.on("pageerror", (error) => faults.push(String(error)));
tab.on("console", (message) => message.type() === "error" && faults.push(message.text()));

await tab.goto(server.home);
await tab.goto(await tab.$eval(".site-menu li:last-child a", (link) => link.href));
const sorts = new Map();
for (const { query, sort, expect = [] } of queries) {
  const found = (await ask(tab, server.home, query)).slice(0, FIRST);
  const hits = expect.filter((page) => found.includes(page)).length;
  const recall = sort === "none" ? Number(!found.length) : hits / expect.length;
  const of = sorts.get(sort) ?? { asked: 0, answered: 0, recall: 0 };
  sorts.set(sort, { asked: of.asked + 1, answered: of.answered + Number(recall > 0), recall: of.recall + recall });
  if (!recall) {
    console.log(`“${query}” (${sort}): ${found.join(" ") || "nothing"}\n    expected ${expect.join(" ") || "nothing"}`);
  }
}
await browser.close();
await server.close();

const means = { answered: 0, recall: 0 };
for (const [sort, { asked, answered, recall }] of [...sorts].sort()) {
  console.log(`${sort.padEnd(20)} ${answered} of ${asked} answered, recall at ${FIRST} ${(recall / asked).toFixed(3)}`);
  means.answered += answered / queries.length;
  means.recall += recall / queries.length;
}
let isGood = queries.length > 0 && !faults.length;
for (const [at, name] of Object.keys(means).entries()) {
  isGood &&= means[name] >= Number(least[at]);
  console.log(`${name} at ${FIRST}: ${means[name].toFixed(3)} of ${queries.length} queries, at least ${least[at]}`);
}
for (const fault of faults) console.error(fault);
if (!isGood) process.exit(1);
