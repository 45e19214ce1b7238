// The pages as people with different habits meet them: with the keyboard, by touch, without
// JavaScript, zoomed in, with wide spacing, in forced colours. Entry point: checkHabits().

import { clippedText, hiddenText, hogs, largeText, lostMarks, motion, smallTargets, spaceText, unspaceText } from "./comfort.mjs";
import { useSkipLink, walk } from "./keyboard.mjs";
import { overflow, readableText } from "./probes.mjs";
import { inParallel } from "./tabs.mjs";

/** A desktop window of 1280 × 1024 px at 400 %. */
const ZOOMED = { width: 320, height: 256 };
const PHONE = { width: 320, height: 800 };
const DESKTOP = { width: 1280, height: 800 };

/** For each page one check a habit. */
export async function checkHabits(browser, server, pages, report) {
  const names = [...new Set(pages.map((page) => page.type))].sort();
  console.log(`habits: ${pages.length} pages of ${names.length} types: ${names.join(", ")}`);

  const texts = new Map();
  await inParallel(browser, server, { viewport: DESKTOP }, pages, async (tabs, page) => {
    const check = async (name, habit) => report.check("habits", `${page.file} (${name})`, await tabs.visit(page, habit));
    await check("skip link", async (tab) => {
      // Once a page, anything that its scripts fetch after loading is waited for.
      await tab.waitForLoadState("networkidle", { timeout: 60_000 });
      const problems = await useSkipLink(tab);
      texts.set(page, await tab.evaluate(readableText));
      return problems;
    });
    await check("keyboard, light", walk);
    await check("keyboard, dark, 320 px", walkNarrow);
    await check("zoomed to 400 %", zoom);
    await check("settings", settings);
  });
  await inParallel(browser, server, { javaScriptEnabled: false }, pages, async (tabs, page) => {
    const problems = await tabs.visit(page, async (tab) => textProblems(await tab.evaluate(readableText), texts.get(page)));
    report.check("habits", `${page.file} (no JavaScript)`, problems);
  });
  report.close("habits");
}

async function walkNarrow(tab) {
  await tab.setViewportSize(PHONE);
  await tab.emulateMedia({ colorScheme: "dark" });
  return walk(tab);
}

async function zoom(tab) {
  await tab.setViewportSize(ZOOMED);
  await tab.reload();
  return [...(await tab.evaluate(overflow)), ...(await tab.evaluate(hogs))];
}

/** Everything that a page can be put through without loading it anew. */
async function settings(tab) {
  const problems = [];
  const look = async (where, ...probes) => {
    for (const probe of probes) for (const problem of await tab.evaluate(probe)) problems.push(`${where}: ${problem}`);
  };
  await look("with reduced motion", motion);
  await tab.evaluate(lostMarks);
  await tab.emulateMedia({ forcedColors: "active" });
  await look("in forced colours", lostMarks, hiddenText);
  await tab.emulateMedia({ forcedColors: "none" });

  await look("touched at 1280 px", smallTargets);
  await tab.evaluate(largeText, "200%");
  await look("with text of 200 %", overflow, clippedText);
  await tab.evaluate(largeText, "");
  await tab.evaluate(spaceText);
  await look("with wide spacing", overflow, clippedText);
  await tab.setViewportSize(PHONE);
  await look("with wide spacing", overflow, clippedText);
  await tab.evaluate(unspaceText);
  await look("touched at 320 px", smallTargets);
  return problems;
}

function textProblems(plain, scripted) {
  if (!plain) return ["main shows no text"];
  if (plain === scripted) return [];
  let same = 0;
  while (plain[same] === scripted[same]) same += 1;
  const part = (text) => JSON.stringify(text.slice(Math.max(0, same - 20), same + 40));
  return [`the text differs: ${part(plain)}, with JavaScript ${part(scripted)}`];
}
