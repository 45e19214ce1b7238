// Looks at the galleries of a page as people do: by mouse, keyboard and finger, without scripts, on screens of several sizes
// and in print. The open dialog is checked by axe.
//
//   node gallery.mjs SITE_DIR PAGE
//
// PAGE must have two galleries, the first of three pictures or more with a caption and one without words. Prints every
// fault; exits with 1 where there is any.

import { prepare, violations } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";

const [folder, page] = process.argv.slice(2);
if (!page) {
  console.error("usage: node gallery.mjs SITE_DIR PAGE");
  process.exit(2);
}
const problems = [];
let checks = 0;

/** Notes a fault where `holds` does not. */
function expect(words, holds) {
  checks += 1;
  if (!holds) problems.push(words);
}

const server = await serve(folder, "/sub/folder/");
const address = server.home + page;
const browser = await launch();

/** Runs `use` on the page in a tab of its own; what its scripts throw is a fault. */
async function inTab(options, use) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  tab.on("pageerror", (error) => problems.push(`the page throws: ${error.message}`));
  await tab.goto(address);
  await use(tab);
  await context.close();
}

/** The number of the picture that is shown, from 0; null where no dialog is open. */
const shown = (tab) =>
  tab.evaluate(() => {
    const count = document.querySelector("dialog.lightbox[open] .lightbox-count");
    return count && Number(/\d+/.exec(count.textContent)[0]) - 1;
  });

/** The picture of the dialog as it lies on the screen, and whether it came. */
const stage = (tab) =>
  tab.evaluate(async () => {
    const image = document.querySelector("dialog.lightbox img");
    await image.decode().catch(() => {});
    const { left, top, right, bottom } = image.getBoundingClientRect();
    const inside = left >= -1 && right <= innerWidth + 1 && top >= -1;
    return { address: image.currentSrc, came: image.naturalWidth > 0, inside, height: bottom - top };
  });

const focused = (tab) =>
  tab.evaluate(() => [...document.querySelectorAll(".gallery a")].indexOf(document.activeElement));

await inTab({}, async (tab) => {
  const count = await tab.locator(".gallery >> nth=0").locator("a").count();
  const first = tab.locator(".gallery a").first();
  await first.focus();
  await tab.keyboard.press("Enter");
  expect("Enter on a picture opens it", (await shown(tab)) === 0);
  const { address: own, came, inside } = await stage(tab);
  expect("and shows it, whole", came && inside && (await first.evaluate(({ href }, own) => own === href || own.startsWith(`${href}.`), own)));
  const caption = await tab.evaluate(() => document.querySelector(".gallery figcaption")?.textContent);
  expect("with its words", (await tab.locator("dialog figcaption").textContent()) === caption);
  const steps = [["ArrowRight", 1], ["End", count - 1], ["ArrowRight", 0], ["ArrowLeft", count - 1], ["Home", 0]];
  for (const [key, at] of steps) {
    await tab.keyboard.press(key);
    expect(`${key} leads to picture ${at + 1}`, (await shown(tab)) === at);
    expect("which comes", (await stage(tab)).came);
  }
  for (let round = 0; round < 8; round += 1) {
    await tab.keyboard.press("Tab");
    const within = await tab.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest("dialog")));
    expect("Tab stays in the dialog", within);
  }
  await tab.keyboard.press("ArrowRight");
  await tab.keyboard.press("Escape");
  // What is closed goes a moment later.
  await tab.waitForFunction(() => !document.querySelector("dialog")).catch(() => {});
  expect("Escape closes it", (await shown(tab)) === null && (await tab.locator("dialog").count()) === 0);
  expect("and the keyboard is back at the link", (await focused(tab)) === 0);
  await tab.keyboard.press("Tab");
  expect("from where it goes on", (await focused(tab)) === 1);
});

await inTab({}, async (tab) => {
  const second = tab.locator(".gallery >> nth=1").locator("a");
  await second.last().click();
  expect("a click opens the picture clicked on", (await shown(tab)) === (await second.count()) - 1);
  await tab.click(".lightbox-next");
  expect("behind the last of a gallery comes its own first", (await shown(tab)) === 0);
  await tab.click(".lightbox-previous");
  expect("and before it the last", (await shown(tab)) === (await second.count()) - 1);
  const small = await tab.$$eval("dialog button", (buttons) => buttons.some((one) => one.offsetWidth < 44 || one.offsetHeight < 44));
  expect("buttons are 44 px large", !small);
  await tab.click(".lightbox-close");
  await tab.waitForFunction(() => !document.querySelector("dialog")).catch(() => {});
  expect("a button closes", (await shown(tab)) === null);

  const before = tab.url();
  const opened = tab.context().waitForEvent("page");
  await second.first().click({ modifiers: ["Control"] });
  await (await opened).close();
  expect("with Ctrl the link is a link", (await shown(tab)) === null && tab.url() === before);

  await second.first().click();
  await tab.evaluate(() => {
    document.querySelector("dialog").remove();
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  expect("what a preview takes away is open again", (await shown(tab)) === 0);
});

for (const viewport of [{ width: 360, height: 740 }, { width: 740, height: 360 }]) {
  await inTab({ viewport, hasTouch: true, isMobile: true }, async (tab) => {
    const device = await tab.context().newCDPSession(tab);
    const swipe = async (x, y) => {
      const [left, top] = [viewport.width / 2, viewport.height / 2];
      const at = (part) => [{ x: left + x * part, y: top + y * part }];
      await device.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
      for (const part of [0.25, 0.5, 0.75, 1]) {
        await device.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(part) });
      }
      await device.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await tab.waitForTimeout(50);
    };
    const name = `${viewport.width} × ${viewport.height}`;
    await tab.locator(".gallery a").first().tap();
    expect(`${name}: a tap opens`, (await shown(tab)) === 0);
    const { inside, height } = await stage(tab);
    expect(`${name}: the picture has room`, inside && height >= 120);
    await swipe(-120, 10);
    expect(`${name}: a swipe to the left shows the next`, (await shown(tab)) === 1);
    await swipe(120, 10);
    expect(`${name}: and to the right the one before`, (await shown(tab)) === 0);
    await swipe(-10, 0);
    await swipe(20, -120);
    expect(`${name}: what is no swipe changes nothing`, (await shown(tab)) === 0);
    const wide = await tab.evaluate(() => document.querySelector("dialog").scrollWidth - innerWidth);
    expect(`${name}: nothing is wider than the screen`, wide <= 0);
    await tab.locator(".lightbox-close").tap();
    expect(`${name}: a tap closes`, (await shown(tab)) === null);
  });
}

for (const [name, options] of Object.entries({
  light: { colorScheme: "light" },
  "dark, a phone": { colorScheme: "dark", viewport: { width: 360, height: 740 } },
  "zoomed to 400 %": { viewport: { width: 320, height: 256 } },
  "forced colours": { forcedColors: "active" },
})) {
  await inTab(options, async (tab) => {
    await tab.locator(".gallery a").first().click();
    await prepare(tab);
    for (const fault of await violations(tab)) problems.push(`${name}: ${fault}`);
    const { came, inside, height } = await stage(tab);
    expect(`${name}: the picture is to be seen`, came && inside && height >= 120);
  });
}

await inTab({ javaScriptEnabled: false }, async (tab) => {
  const link = tab.locator(".gallery a").first();
  const href = await link.getAttribute("href");
  await link.click();
  expect("without scripts a picture is a link to its large form", tab.url() === new URL(href, address).href);
});

await inTab({}, async (tab) => {
  const shift = await tab.evaluate(async () => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: "layout-shift", buffered: true });
    for (let at = 0; at < document.body.scrollHeight; at += 400) {
      scrollTo(0, at);
      await new Promise((done) => setTimeout(done, 50));
    }
    return sum;
  });
  expect(`nothing moves while pictures arrive (${shift})`, shift < 0.01);
  await tab.emulateMedia({ media: "print" });
  const rows = await tab.$eval(".gallery", (gallery) => getComputedStyle(gallery).gridTemplateColumns.split(" ").length);
  expect("on paper four pictures stand in a row", rows === 4);
});

await browser.close();
await server.close();
for (const problem of problems) console.error(problem);
console.log(`${checks} checks, ${problems.length} faults`);
if (problems.length) process.exit(1);
