// Recordings of other sites in use, under the policy the site is published with: nothing of a service is loaded with the
// page; a click or a key loads its player, and nothing else; without scripts there is the link. No request leaves this
// computer: what goes to other hosts is answered here.
//
//   node video.mjs SITE_DIR PAGE
//
// PAGE must have a recording with a known player. Prints every fault; exits with 1 where there is any.

import { prepare, violations } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";

const [folder, page] = process.argv.slice(2);
if (page === undefined) {
  console.error("usage: node video.mjs SITE_DIR PAGE");
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
const browser = await launch();

/** Opens the page; notes what it asks of other hosts and what its policy forbids. */
async function inTab(options, use) {
  const tab = await browser.newPage(options);
  const asked = [];
  const blocked = [];
  await tab.route(
    (url) => url.origin !== server.origin,
    (route) => {
      asked.push(route.request());
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Player</title><p>Player" });
    },
  );
  tab.on("console", (message) => {
    if (message.type() === "error") blocked.push(message.text());
  });
  await tab.goto(server.home + page, { waitUntil: "networkidle" });
  await use(tab, asked, blocked);
  await tab.close();
}

const FIGURE = ".recording[data-player]";

for (const [habit, press] of [
  ["by mouse", (tab) => tab.click(`${FIGURE} button`)],
  ["by keyboard", async (tab) => {
    await tab.focus(`${FIGURE} button`);
    await tab.keyboard.press("Enter");
  }],
]) {
  await inTab({}, async (tab, asked, blocked) => {
    const { player, title, consent } = await tab.$eval(FIGURE, ({ dataset }) => ({ ...dataset }));
    expect(`${habit}: no frame before the click`, (await tab.$$("iframe")).length === 0);
    expect(`${habit}: no request before the click, but ${asked.map((request) => request.url())}`, asked.length === 0);
    const said = await tab.$eval(`${FIGURE} button`, ({ innerText }) => innerText);
    expect(`${habit}: the button says what a click does`, consent.length > 20 && said.includes(consent));
    await press(tab);
    await tab.waitForSelector(`${FIGURE} iframe`);
    await tab.waitForLoadState("networkidle");
    const frame = await tab.$eval(`${FIGURE} iframe`, (frame) => ({
      src: frame.src,
      title: frame.title,
      policy: frame.referrerPolicy,
      full: frame.allowFullscreen,
      focused: document.activeElement === frame,
      height: frame.getBoundingClientRect().height,
    }));
    expect(`${habit}: the frame is the player, not ${frame.src}`, frame.src === player);
    expect(`${habit}: the frame has the title of the recording`, frame.title === title);
    expect(`${habit}: players are told of the site, not of the page`, frame.policy === "strict-origin-when-cross-origin" && frame.full);
    expect(`${habit}: the focus goes into the frame`, frame.focused);
    expect(`${habit}: the frame is large enough to see`, frame.height > 100);
    const urls = asked.map((request) => request.url());
    expect(`${habit}: the player alone is loaded, and not ${urls}`, urls.length === 1 && urls[0] === player);
    const referer = asked[0] && (await asked[0].allHeaders()).referer;
    expect(`${habit}: the service learns the site alone, not ${referer}`, referer === `${server.origin}/`);
    expect(`${habit}: the policy lets the player in: ${blocked}`, blocked.length === 0);
    expect(`${habit}: the other buttons stay`, (await tab.$$(`${FIGURE} button`)).length === (await tab.$$(FIGURE)).length - 1);
  });
}

await inTab({ javaScriptEnabled: false }, async (tab, asked) => {
  const links = tab.locator(`${FIGURE} a[href^="http"]`);
  const count = await tab.locator(FIGURE).count();
  expect("without scripts each recording has its link", (await links.count()) >= count && (await links.first().isVisible()));
  expect("without scripts there is no button", (await tab.locator("button").count()) === 0);
  expect("without scripts nothing is asked of other hosts", asked.length === 0);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    await inTab({ colorScheme, viewport: { width, height: 800 } }, async (tab) => {
      await prepare(tab);
      for (const fault of await violations(tab)) expect(`${colorScheme}, ${width} px: ${fault}`, false);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(`${width} px: the page is ${wide} px too wide`, wide <= 0);
    });
  }
}

await browser.close();
await server.close();
for (const problem of problems) console.error(problem);
console.log(`${checks} checks, ${problems.length} faults`);
if (problems.length) process.exit(1);
