// The pages as people with different habits meet them: with the keyboard, by touch, without
// JavaScript, zoomed in, with wide spacing, in forced colours. Entry point: checkHabits().

import { clippedText, hiddenText, hogs, lostMarks, motion, smallTargets, spaceText } from "./comfort.mjs";
import { useSkipLink, walk } from "./keyboard.mjs";
import { overflow, readableText } from "./probes.mjs";
import { inParallel } from "./tabs.mjs";

/** A desktop window of 1280 × 1024 px at 400 %. */
const ZOOMED = { width: 320, height: 256 };
const DESKTOP = { width: 1280, height: 800 };

/** A habit: its name and what it finds in a freshly loaded page. */
const HABITS = [
  ["keyboard", skip],
  ["keyboard, light", (tab) => walk(tab)],
  ["keyboard, dark, 320 px", walkNarrow],
  ["touch", touch],
  ["zoomed to 400 %", zoom],
  ["text of 200 %", largeText],
  ["wide spacing", spacing],
  ["reduced motion", (tab) => tab.evaluate(motion)],
  ["forced colours", forcedColors],
];

/** For each page one check a habit, and one that its text is there without JavaScript. */
export async function checkHabits(browser, server, pages, report) {
  const names = [...new Set(pages.map((page) => page.type))].sort();
  console.log(`habits: ${pages.length} pages of ${names.length} types: ${names.join(", ")}`);

  const texts = new Map();
  await inParallel(browser, server, { viewport: DESKTOP }, pages, async (tabs, page) => {
    for (const [name, habit] of HABITS) {
      report.check("habits", `${page.file} (${name})`, await tabs.visit(page, habit));
    }
    // Anything that scripts fetch after loading is waited for.
    await tabs.visit(page, async (tab) => {
      await tab.waitForLoadState("networkidle", { timeout: 20_000 });
      texts.set(page, await tab.evaluate(readableText));
      return [];
    });
  });
  await inParallel(browser, server, { javaScriptEnabled: false }, pages, async (tabs, page) => {
    const problems = await tabs.visit(page, async (tab) => textProblems(await tab.evaluate(readableText), texts.get(page)));
    report.check("habits", `${page.file} (no JavaScript)`, problems);
  });
  report.close("habits");
}

function skip(tab) {
  return useSkipLink(tab);
}

async function walkNarrow(tab) {
  await tab.setViewportSize({ width: 320, height: 800 });
  await tab.emulateMedia({ colorScheme: "dark" });
  return walk(tab);
}

async function touch(tab) {
  const problems = [];
  for (const width of [1280, 320]) {
    await tab.setViewportSize({ width, height: 800 });
    for (const problem of await tab.evaluate(smallTargets)) problems.push(`at ${width} px ${problem}`);
  }
  return problems;
}

async function zoom(tab) {
  await tab.setViewportSize(ZOOMED);
  await tab.reload();
  return [...(await tab.evaluate(overflow)), ...(await tab.evaluate(hogs))];
}

async function largeText(tab) {
  await tab.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  return [...(await tab.evaluate(overflow)), ...(await tab.evaluate(clippedText))];
}

async function spacing(tab) {
  await tab.evaluate(spaceText);
  const problems = [];
  for (const width of [1280, 320]) {
    await tab.setViewportSize({ width, height: 800 });
    problems.push(...(await tab.evaluate(overflow)), ...(await tab.evaluate(clippedText)));
  }
  return problems;
}

async function forcedColors(tab) {
  await tab.evaluate(lostMarks);
  await tab.emulateMedia({ forcedColors: "active" });
  return [...(await tab.evaluate(lostMarks)), ...(await tab.evaluate(hiddenText))];
}

function textProblems(plain, scripted) {
  if (!plain) return ["main shows no text"];
  if (plain === scripted) return [];
  let same = 0;
  while (plain[same] === scripted[same]) same += 1;
  const part = (text) => JSON.stringify(text.slice(Math.max(0, same - 20), same + 40));
  return [`the text differs: ${part(plain)}, with JavaScript ${part(scripted)}`];
}
