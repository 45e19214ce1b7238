// Uses the search of a built site as people do: types, narrows down, walks by keyboard, shares an address, does without
// scripts, and loses its index. The results are checked by axe, in light and dark, on a desktop and a phone.
//
//   node find.mjs SITE_DIR SEARCH_PAGE QUERY
//
// QUERY must have more than ten results of several kinds. Prints every fault; exits with 1 where there is any.

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { prepare, violations } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";

/** How many forms of words are tried. */
const FORMS = 30;
/** How long an answer may take, in milliseconds: a busy machine is no fault. */
const PATIENCE = 120_000;

/** Every form of a word that the files of the index have, with the number of its pages. */
async function formsOf(index) {
  const names = (await readdir(index)).filter((name) => name.startsWith("words-"));
  const forms = [];
  for (const name of names.sort()) {
    const data = inflateRawSync((await readFile(path.join(index, name))).subarray(7));
    let at = 0;
    const number = () => {
      let number = 0;
      for (let shift = 0; ; shift += 7) {
        number |= (data[at] & 0x7f) << shift;
        if (data[at++] < 0x80) return number;
      }
    };
    const text = () => {
      const length = number();
      return data.subarray(at, (at += length)).toString("utf8");
    };
    while (at < data.length) {
      text();
      for (let left = number(); left > 0; left -= 1) {
        const form = text();
        const pages = number();
        for (let page = 0; page < pages; page += 1) number();
        forms.push({ form, pages });
      }
    }
  }
  return forms;
}

const [folder, searchPage, query] = process.argv.slice(2);
if (!query) {
  console.error("usage: node find.mjs SITE_DIR SEARCH_PAGE QUERY");
  process.exit(2);
}
const problems = [];
let checks = 0;

/** Notes a fault where `holds` does not. */
function expect(words, holds) {
  checks += 1;
  if (!holds) problems.push(words);
}

/** The page's answer: what its status says and the links of its results. */
async function answer(tab) {
  await tab.waitForFunction(() => {
    const { textContent, dataset } = document.querySelector(".search [role=status]");
    const shown = document.querySelectorAll(".search-results:not([hidden]) .result").length;
    const all = Number(textContent.replace(/\D/g, ""));
    return textContent && textContent !== dataset.waiting && (!shown || shown >= Math.min(all, 10));
  }, undefined, { polling: 50 });
  return tab.evaluate(() => ({
    status: document.querySelector(".search [role=status]").textContent,
    links: [...document.querySelectorAll(".search-results:not([hidden]) h2 a")].map(({ href }) => href),
  }));
}

async function type(tab, text) {
  await tab.evaluate(() => (document.querySelector(".search [role=status]").textContent = ""));
  await tab.fill("#query", text);
  return answer(tab);
}

const server = await serve(folder, "/sub/folder/");
const address = server.home + searchPage;
const browser = await launch();

/** Runs `use` in a tab of its own; what the page's scripts throw is a fault. */
async function inTab(options, use) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE);
  tab.on("pageerror", (error) => problems.push(`the page throws: ${error.message}`));
  await use(tab);
  await context.close();
}

await inTab({}, async (tab) => {
  await tab.goto(address);
  await tab.focus("#query");
  await tab.keyboard.type(query);
  const { status, links } = await answer(tab);
  expect("ten results are shown at first", links.length === 10);
  expect("the status tells how many there are", Number(status.replace(/\D/g, "")) > 10);
  expect("the address holds the query", new URL(tab.url()).searchParams.get("q") === query);
  expect("what was found is marked", (await tab.locator(".result mark").count()) > 0);

  await tab.click(".search-results button");
  await tab.waitForFunction(() => document.querySelectorAll(".result").length > 10);
  const eleventh = await tab.evaluate(() => document.activeElement === document.querySelectorAll(".result a")[10]);
  expect("further results take the keyboard to the first of them", eleventh);

  await tab.focus("#query");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) await tab.keyboard.press(key);
  const first = await tab.evaluate(() => document.activeElement === document.querySelector(".result a"));
  expect("arrows walk through the results", first);
  await tab.keyboard.press("Escape");
  expect("Escape leads back to the field", await tab.evaluate(() => document.activeElement.id === "query"));
  await tab.focus(".search-facets select");
  await tab.evaluate(() => document.activeElement.blur());
  await tab.keyboard.press("/");
  expect("/ leads to the field", await tab.evaluate(() => document.activeElement.id === "query"));
});

await inTab({}, async (tab) => {
  await tab.goto(address);
  const all = await type(tab, query);
  const option = await tab.$eval("#facet-kind option:nth-child(2)", ({ value, text }) => ({ value, text }));
  const count = Number(/\((\d+)\)$/.exec(option.text)?.[1]);
  await tab.evaluate(() => (document.querySelector(".search [role=status]").textContent = ""));
  await tab.selectOption("#facet-kind", option.value);
  const narrowed = await answer(tab);
  expect("a facet leaves as many as it says", Number(narrowed.status.replace(/\D/g, "")) === count);
  expect("and fewer than all", narrowed.status !== all.status);

  const shared = tab.url();
  await tab.goto("about:blank");
  await tab.goto(shared);
  expect("an address that is shared finds the same", (await answer(tab)).status === narrowed.status);
  await tab.click(".result a");
  await tab.waitForURL((url) => url.href !== shared);
  expect("a result leads to its page", !(await tab.title()).includes("404") && tab.url().startsWith(server.home));
  await tab.goBack();
  expect("and back to the same results", (await answer(tab)).status === narrowed.status);

  const nothing = await type(tab, "qqqxyz");
  expect("what is not there is not found, and said so", !nothing.links.length && nothing.status.includes("qqqxyz"));
  for (const odd of ["<b>", "\"", "🙂", "%", "a".repeat(200), "  .,- "]) {
    await tab.evaluate(() => (document.querySelector(".search [role=status]").textContent = "–"));
    await tab.fill("#query", odd);
    await tab.waitForFunction(() => document.querySelector(".search [role=status]").textContent !== "–");
  }
  await tab.fill("#query", "");
  await tab.waitForFunction(() => !document.querySelector(".search [role=status]").textContent);
  expect("an empty field shows nothing", await tab.isHidden(".search-results"));
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [375, 1280]) {
    await inTab({ colorScheme, viewport: { width, height: 800 } }, async (tab) => {
      await tab.goto(`${address}?q=${encodeURIComponent(query)}`);
      await answer(tab);
      await prepare(tab);
      for (const fault of await violations(tab)) problems.push(`${colorScheme}, ${width} px: ${fault}`);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(`${colorScheme}, ${width} px: nothing is wider than the screen`, wide <= 0);
    });
  }
}

await inTab({ javaScriptEnabled: false }, async (tab) => {
  await tab.goto(address);
  expect("without scripts there is no field that does nothing", await tab.isHidden("#query"));
  expect("but a list of the indices", (await tab.locator("main .overview a:visible").count()) > 4);
});

await inTab({}, async (tab) => {
  await tab.route("**/*.bin", (route) => route.abort());
  await tab.goto(address);
  const { status } = await type(tab, query);
  const failed = await tab.$eval(".search [role=status]", ({ dataset }) => dataset.failed);
  expect("an index that cannot be read is told", status === failed);
  await tab.unroute("**/*.bin");
  expect("and read once it can be", (await type(tab, `${query} `)).links.length > 0);
});

await inTab({}, async (tab) => {
  // The browser kept a file of an older index.
  let old = 0;
  await tab.route("**/words-*.bin", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    if (old === 0) body[4] ^= 0xff;
    old += 1;
    await route.fulfill({ response, body });
  });
  await tab.goto(address);
  const { links } = await type(tab, query);
  expect("a file of an older index is asked for again", old > 1 && links.length > 0);
});

await inTab({}, async (tab) => {
  // The browser kept the plan of an older index, and the site has the files of a newer one.
  let plans = 0;
  await tab.route("**/plan.bin", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    if (plans === 0) body[4] ^= 0xff;
    plans += 1;
    await route.fulfill({ response, body });
  });
  await tab.goto(address);
  const { links } = await type(tab, query);
  expect("an older plan is asked for again", plans > 1 && links.length > 0);
});

await inTab({}, async (tab) => {
  await tab.goto(address);
  const failed = await tab.$eval(".search [role=status]", ({ dataset }) => dataset.failed);
  // Words that objects of the language know by themselves.
  for (const word of ["constructor", "deconstructor", "toString", "__proto__ valueOf"]) {
    expect(`“${word}” is a word like any other`, (await type(tab, word)).status !== failed);
  }
});

await inTab({}, async (tab) => {
  // The page folds and stems as the program did: a form of the index, typed, finds at least the pages it stands on.
  await tab.goto(address);
  const forms = await formsOf(path.join(folder, searchPage, "index"));
  const some = forms.filter((_, at) => at % Math.ceil(forms.length / FORMS) === 0);
  for (const { form, pages } of some) {
    const { status, links } = await type(tab, `${form} `);
    const found = Number(status.replace(/\D/g, ""));
    expect(`“${form}” is on ${pages} pages, the page says “${status}”`, links.length > 0 && found >= pages);
  }
});

await browser.close();
await server.close();
for (const problem of problems) console.error(problem);
console.log(`${checks} checks, ${problems.length} faults`);
if (problems.length) process.exit(1);
