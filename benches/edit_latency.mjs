// How long it takes from saving a file to the new text being on the open page, in Chromium.
//
//   node benches/edit_latency.mjs BINARY SITE FILE URL [N]
//
// Starts `BINARY serve` on the folder SITE, opens the page at URL (relative to the site, such as "wydarzenia/x/"),
// and N times (30, if not said) writes FILE (relative to SITE) with another last paragraph, as an editor does in
// place. It waits for each on the page and then until nothing is under way. Prints minimum, median, 95th percentile
// and maximum in milliseconds; FILE is put back in the end. Measure with a release build and nothing else running.
// It needs the packages of tests/browser.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launch } from "../tests/browser/lib/chromium.mjs";
import { freePort, isReady } from "../tests/browser/preview/site.mjs";

/** How long it rests between two edits, in milliseconds: people do not type faster. */
const REST = 700;
/** The longest it waits for an edit to show, in milliseconds. */
const PATIENCE = 120_000;

const [binary, folder, file, url, count = "30"] = process.argv.slice(2);
if (url === undefined) {
  console.error("usage: node edit_latency.mjs BINARY SITE FILE URL [N]");
  process.exit(2);
}

const edited = path.join(folder, file);
const original = readFileSync(edited, "utf8");
const port = await freePort();
const home = `http://127.0.0.1:${port}/`;
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

const began = performance.now();
const server = spawn(binary, ["serve", "--root", folder, "--port", String(port)], { stdio: "ignore" });
const browser = await launch();
const restore = () => {
  writeFileSync(edited, original);
  server.kill();
};
process.on("SIGINT", () => {
  restore();
  process.exit(130);
});

try {
  while (!(await isReady(home))) {
    if (server.exitCode !== null) throw new Error("the server has ended");
    await pause(50);
  }
  console.log(`ready after ${((performance.now() - began) / 1000).toFixed(2)} s`);
  const tab = await browser.newPage();
  const response = await tab.goto(home + url);
  if (response.status() !== 200) throw new Error(`${home}${url} answers ${response.status()}`);
  await tab.locator("kronika-preview").waitFor({ state: "attached" });
  await pause(2000);

  const times = [];
  for (let number = 1; number <= Number(count); number += 1) {
    const mark = `znacznik${number}x${Date.now()}`;
    await tab.evaluate(watchFor, mark);
    const start = performance.timeOrigin + performance.now();
    writeFileSync(edited, `${original}\n\n${mark}\n`);
    await tab.waitForFunction(() => window.shownAt !== null, null, { timeout: PATIENCE, polling: 50 });
    times.push((await tab.evaluate(() => window.shownAt)) - start);
    await pause(REST);
  }
  console.log(`${times.length} edits: ${summary(times)}`);
} finally {
  restore();
  await browser.close();
}

/** Runs in the page: notes in window.shownAt when the mark comes into it, in milliseconds since 1970. */
function watchFor(mark) {
  window.shownAt = null;
  new MutationObserver((changes, observer) => {
    if (!document.body.textContent.includes(mark)) return;
    window.shownAt = performance.timeOrigin + performance.now();
    observer.disconnect();
  }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
}

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(0);
  return `min ${at(0)}  median ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)} ms`;
}
