// The preview's own parts are accessible, fit narrow screens, keep clear of the page and are not printed.
// Entry point: checkLooks().

import { prepare, violations } from "../lib/axe.mjs";
import { appears, check, disappears, preview } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";
const WIDTHS = [1280, 375, 320];

export async function checkLooks(bench) {
  const { site } = bench;
  await site.start();

  await check(bench, "corner, list of warnings and dialog: axe at three widths, light and dark", PAGE, async (tab, expect) => {
    await prepare(tab);
    await site.edit(EVENT, (text) => `${text.replace(/^---\n/, "---\ndraft: true\nhidden_from: [home]\n")}\n\n<b>pierwszy</b>\n`);
    await appears(tab, ".count-warnings");
    await appears(tab, ".badge");
    await inspect(tab, expect, "corner");
    await preview(tab, ".badge summary").first().click();
    await preview(tab, ".count-warnings").click();
    await appears(tab, ".warnings");
    await inspect(tab, expect, "warnings");
    await site.edit(EVENT, (text) => text.replace(/^title: /m, "tilte: "));
    await appears(tab, "dialog");
    await inspect(tab, expect, "dialog");
    await site.edit(EVENT, (text) => text.replace(/^tilte: /m, "title: "));
    await disappears(tab, "dialog");
  });

  await check(bench, "the skip link is not covered, and nothing is printed", PAGE, async (tab, expect) => {
    await tab.setViewportSize({ width: 320, height: 500 });
    await appears(tab, ".source");
    await tab.keyboard.press("Tab");
    const covered = await tab.evaluate(() => {
      const skip = document.querySelector(".skip");
      const { left, top, width, height } = skip.getBoundingClientRect();
      const parts = [0.05, 0.5, 0.95];
      const points = parts.flatMap((x) => parts.map((y) => [left + x * width, top + y * height]));
      return document.activeElement !== skip || points.some((point) => document.elementFromPoint(...point) !== skip);
    });
    expect(!covered, "the skip link is covered, or is not first");
    await tab.emulateMedia({ media: "print" });
    expect(!(await preview(tab, ".bar").isVisible()), "the corner is printed");
  });
}

/**
 * Runs in the page: words too faint (WCAG 2.2, 1.4.3) and targets too small (2.5.8). Axe does not look at either
 * outside of the body.
 */
function faint() {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = numbers(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return (numbers(colour)[3] ?? 1) === 1 || !element.parentElement ? colour : ground(element.parentElement);
  };
  const problems = [];
  for (const element of document.querySelector("kronika-preview").shadowRoot.querySelectorAll("*")) {
    if (!element.checkVisibility()) continue;
    const name = `${element.localName}.${element.className} "${element.textContent.slice(0, 30)}"`;
    if ([...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      const [dark, light] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (!(contrast >= 4.5)) problems.push(`contrast ${contrast.toFixed(2)}: ${name}`);
    }
    if (element.matches("button, a, summary")) {
      const { width, height } = element.getBoundingClientRect();
      if (width < 24 || height < 24) problems.push(`a target of ${width.toFixed(0)} × ${height.toFixed(0)} px: ${name}`);
    }
  }
  return problems;
}

/** Axe, faint words, and no part wider than the screen. */
async function inspect(tab, expect, name) {
  for (const colorScheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 700 });
      for (const problem of await violations(tab)) expect(false, `${name}, ${width} px, ${colorScheme}: ${problem}`);
      for (const problem of await tab.evaluate(faint)) expect(false, `${name}, ${width} px, ${colorScheme}: ${problem}`);
      const wide = await tab.evaluate(() => {
        const parts = [...document.querySelector("kronika-preview").shadowRoot.querySelectorAll(".chip, .warnings, dialog, dialog *:not(pre)")];
        return parts.filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.className || part.localName);
      });
      expect(wide.length === 0, `${name}, ${width} px: wider than the screen: ${wide}`);
    }
  }
  await tab.emulateMedia({ colorScheme: "light" });
  await tab.setViewportSize({ width: 1000, height: 700 });
}
