// How long it takes from saving a file to the new text being on the open page, in Chromium.
//
//   node benches/edit_latency.mjs BINARY [EVENTS…]
//
// For each size (100 and 10,000 events, where none is said) it writes the archive (archive.py), starts `BINARY serve`
// on it, opens the page of an event, and 40 times writes the event's file with another last paragraph, as an editor
// does in place. It waits for each on the page and then until nothing is under way. Prints a row of Markdown for each
// size: milliseconds, with the goal. Measure with a release build and nothing else running. It needs Python 3 and the
// packages of tests/browser (npm ci); the archive is written where TMPDIR says, and removed again.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser/lib/chromium.mjs";
import { freePort, isReady } from "../tests/browser/preview/site.mjs";

/** The 95th percentile in milliseconds that is not to be passed, by the number of events. */
const GOALS = { 100: 30, 10000: 100 };
const EDITS = 40;
/** How long it rests between two edits, in milliseconds: people do not type faster. */
const REST = 700;
/** The longest it waits for an edit to show, or for the server, in milliseconds. */
const PATIENCE = 120_000;

const [binary, ...sizes] = process.argv.slice(2);
if (binary === undefined || sizes.some((size) => !/^[1-9]\d*$/.test(size))) {
  console.error("usage: node edit_latency.mjs BINARY [EVENTS…]");
  process.exit(2);
}
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const root = mkdtempSync(path.join(os.tmpdir(), "kronika-latency-"));
let server = null;
const clear = () => {
  server?.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
};
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    clear();
    process.exit(130);
  });
}

const browser = await launch();
try {
  const version = execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
  const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores`;
  console.log(`${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC. ${machine}; ${version};`);
  console.log(`Chromium ${browser.version()}, Node.js ${process.version}. ${EDITS} edits; milliseconds.\n`);
  console.log("| events | ready after | least | median | p95 | most | p95 at most | |");
  console.log("|---:|---:|---:|---:|---:|---:|---:|---|");
  for (const size of sizes.length > 0 ? sizes.map(Number) : Object.keys(GOALS).map(Number)) {
    const { ready, times } = await measure(size);
    const goal = GOALS[size];
    const met = goal === undefined ? "" : at(times, 0.95) <= goal ? "met" : "NOT MET";
    const cells = [ready, at(times, 0), at(times, 0.5), at(times, 0.95), at(times, 1)].map((time) => time.toFixed(0));
    console.log(`| ${[size, ...cells, goal ?? "", met].join(" | ")} |`);
  }
} finally {
  clear();
  await browser.close();
}

/** How long the server takes to answer, and how long each edit takes to show, in milliseconds. */
async function measure(events) {
  const site = path.join(root, String(events));
  execFileSync("python3", [fileURLToPath(new URL("archive.py", import.meta.url)), "kronika", String(events), site]);
  const { id, file } = middle(path.join(site, "content", "events"));
  const original = readFileSync(file, "utf8");
  const port = await freePort();
  const home = `http://127.0.0.1:${port}/`;

  const began = performance.now();
  const own = spawn(binary, ["serve", "--root", site, "--port", String(port)], { stdio: "ignore" });
  server = own;
  const ended = new Promise((resolve) => own.once("exit", resolve));
  while (!(await isReady(home))) {
    if (own.exitCode !== null) throw new Error("the server has ended");
    if (performance.now() - began > PATIENCE) throw new Error("the server does not answer");
    await pause(20);
  }
  const ready = performance.now() - began;

  const tab = await browser.newPage();
  const response = await tab.goto(`${home}wydarzenia/${id}/`);
  if (response.status() !== 200) throw new Error(`${response.url()} answers ${response.status()}`);
  await tab.locator("kronika-preview").waitFor({ state: "attached" });
  await pause(2000);

  const times = [];
  for (let number = 1; number <= EDITS; number += 1) {
    const mark = `znacznik${number}x${Date.now()}`;
    await tab.evaluate(watchFor, mark);
    const start = performance.timeOrigin + performance.now();
    writeFileSync(file, `${original}\n\n${mark}\n`);
    await tab.waitForFunction(() => window.shownAt !== null, null, { timeout: PATIENCE, polling: 50 });
    times.push((await tab.evaluate(() => window.shownAt)) - start);
    await pause(REST);
  }
  await tab.close();
  own.kill("SIGKILL");
  await ended;
  rmSync(site, { recursive: true });
  return { ready, times: times.toSorted((one, other) => one - other) };
}

/** The event in the middle of all, by its number: its id and its file. */
function middle(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md"));
  const names = files.map((name) => ({ id: path.basename(name, ".md"), file: path.join(folder, name) }));
  return names.sort((one, other) => (one.id < other.id ? -1 : 1))[Math.floor(names.length / 2)];
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

/** The value at a part of sorted ones. */
function at(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
