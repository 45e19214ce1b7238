// What a search costs a visitor: downloads for a first query, each by a visitor with an empty cache, and how soon later
// ones are answered.
//
//   node search.mjs SITE_DIR SEARCH_PAGE QUERY…
//
// Prints, of each query, the bytes of the script and the index that it takes as the first one; of all, in one tab one
// after another, the time from Enter to the number and the first results on the page when their files are new (from a
// server on this machine) and when they are known. Needs the packages of tests/browser (npm ci).

import { launch } from "../tests/browser/lib/chromium.mjs";
import { serve } from "../tests/browser/lib/server.mjs";

const [folder, searchPage, ...queries] = process.argv.slice(2);
if (!queries.length) {
  console.error("usage: node search.mjs SITE_DIR SEARCH_PAGE QUERY…");
  process.exit(2);
}
const server = await serve(folder, "/");
const browser = await launch();

/** Runs in the page: asks, and tells how long the answer took. */
async function ask(query) {
  const status = document.querySelector(".search [role=status]");
  status.textContent = "";
  document.querySelector("#query").value = query;
  const start = performance.now();
  document.querySelector("form.search").requestSubmit();
  await new Promise((resolve) => {
    const seen = () => status.textContent && status.textContent !== status.dataset.waiting && resolve();
    new MutationObserver(seen).observe(status, { childList: true, characterData: true, subtree: true });
  });
  return performance.now() - start;
}

/** Runs in the page: true once all of the first ten results are there. */
function isWhole() {
  const all = Number(document.querySelector(".search [role=status]").textContent.replace(/\D/g, ""));
  return document.querySelectorAll(".result").length >= Math.min(all, 10);
}

const bytes = [];
for (const query of queries) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const loads = [];
  tab.on("response", (response) => {
    if (/search\.js$|\.bin$/.test(response.url())) loads.push(response.body().then((body) => body.length));
  });
  await tab.goto(server.home + searchPage);
  await tab.evaluate(ask, query);
  await tab.waitForFunction(isWhole);
  const sizes = await Promise.all(loads);
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  bytes.push(sum);
  console.log(`${query}: ${(sum / 1024).toFixed(0)} KB in ${sizes.length} files`);
  await context.close();
}
console.log(`first query: at most ${(Math.max(...bytes) / 1024).toFixed(0)} KB, not compressed by the server`);

const tab = await browser.newPage();
await tab.goto(server.home + searchPage);
await tab.evaluate(ask, "a");
const row = (times) => {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(0);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${sorted.at(-1).toFixed(0)} ms`;
};
for (const round of ["new files", "known files"]) {
  const times = [];
  for (const query of queries) {
    times.push(await tab.evaluate(ask, query));
    await tab.waitForFunction(isWhole);
  }
  console.log(`later queries, ${round}: ${row(times)}`);
}
await browser.close();
await server.close();
