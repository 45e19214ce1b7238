// Errors and warnings in the browser. Entry point: checkFaults().

import { appears, check, disappears, isSame, preview, shows, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const OTHER = "content/events/nisko-2020.md";
const PAGE = "wydarzenia/kielce-2024/";

const broken = (text) => text.replace(/^title: /m, "tilte: ");
const mended = (text) => text.replace(/^tilte: /m, "title: ");

export async function checkFaults(bench) {
  const { site } = bench;
  const good = await site.read(EVENT);

  await site.edit(EVENT, broken);
  await site.start();
  await check(bench, "started with an error: it is told, and the page appears when it is mended", PAGE, async (tab, expect) => {
    await appears(tab, "dialog");
    expect((await preview(tab, "dialog").textContent()).includes(`${EVENT}:2`), "the dialog does not name the place");
    await site.edit(EVENT, mended);
    await until(tab, () => document.querySelector("main h1"));
    await disappears(tab, "dialog");
  });

  await check(bench, "an error: place, excerpt, hint over the last good page; gone when mended", PAGE, async (tab, expect) => {
    await tab.locator("main a").nth(2).focus();
    const focused = await tab.evaluate(() => document.activeElement.href);
    const heading = await tab.locator("h1").textContent();
    await site.edit(EVENT, broken);
    await appears(tab, "dialog");
    const said = await preview(tab, "dialog").textContent();
    for (const words of [`${EVENT}:2:1`, "tilte", "^^^^^", "title"]) expect(said.includes(words), `the dialog lacks "${words}"`);
    expect((await preview(tab, "dialog .hint").count()) > 0, "there is no hint");
    expect((await preview(tab, "dialog h2").textContent()) === "1 błąd", "the heading does not count");
    expect((await tab.locator("h1").textContent()) === heading, "the page is not the last good one");
    expect(await tab.evaluate(() => document.activeElement.localName === "kronika-preview"), "the focus is not in the dialog");
    await site.edit(EVENT, mended);
    await disappears(tab, "dialog");
    expect((await tab.evaluate(() => document.activeElement.href)) === focused, "the focus has not returned");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "several errors are listed, and what is mended leaves the list", PAGE, async (tab, expect) => {
    await site.edit(EVENT, broken);
    await site.editAtomically(OTHER, broken);
    await until(tab, () => document.querySelector("kronika-preview").shadowRoot.querySelectorAll("dialog[open] li").length >= 2);
    const said = await preview(tab, "dialog").textContent();
    for (const words of [EVENT, OTHER]) expect(said.includes(words), `the dialog lacks ${words}`);
    await site.edit(EVENT, mended);
    await until(tab, (path) => !document.querySelector("kronika-preview").shadowRoot.querySelector("dialog").textContent.includes(path), EVENT);
    expect(await preview(tab, "dialog").isVisible(), "the dialog closed too early");
    await site.editAtomically(OTHER, mended);
    await disappears(tab, "dialog");
  });

  await check(bench, "closed by Esc it stays closed until the next state with errors", PAGE, async (tab, expect) => {
    await site.edit(EVENT, broken);
    await appears(tab, "dialog");
    await tab.keyboard.press("Escape");
    await disappears(tab, "dialog");
    await appears(tab, ".count-errors");
    await tab.goto(`${site.home}wydarzenia/nisko-2020/`);
    await appears(tab, ".count-errors");
    expect(!(await preview(tab, "dialog").isVisible()), "going to another page opens it again");
    await preview(tab, ".count-errors").click();
    await appears(tab, "dialog");
    await preview(tab, ".close").click();
    await disappears(tab, "dialog");
    await site.edit(OTHER, broken);
    await appears(tab, "dialog");
    await site.edit(EVENT, mended);
    await site.edit(OTHER, mended);
    await disappears(tab, "dialog");
    await disappears(tab, ".count-errors");
  });

  await check(bench, "a broken template is told too, and the page comes back with it", PAGE, async (tab) => {
    await site.write("templates/event.html", '{% extends "default/event.html" %}\n{% block after %}{{ nothing. }}{% endblock after %}\n');
    await appears(tab, "dialog");
    await until(tab, () => document.querySelector("kronika-preview").shadowRoot.querySelector("dialog").textContent.includes("templates/event.html"));
    await site.write("templates/event.html", '{% extends "default/event.html" %}\n{% block after %}<p id="own">Już dobrze</p>{% endblock after %}\n');
    await shows(tab, "Już dobrze", "#own");
    await disappears(tab, "dialog");
    await site.remove("templates/event.html");
  });

  await check(bench, "warnings are counted in the corner and open into a list", PAGE, async (tab, expect) => {
    await site.edit(EVENT, (text) => `${text}\n\n<font color="red">pierwszy</font> i [tutaj](https://example.org/)\n`);
    await appears(tab, ".count-warnings");
    const button = preview(tab, ".count-warnings");
    const count = Number.parseInt(await button.textContent(), 10);
    expect((await button.getAttribute("aria-expanded")) === "false", "it does not say that it is closed");
    expect(!(await preview(tab, ".warnings").isVisible()), "the list is open");
    await button.click();
    await appears(tab, ".warnings");
    expect((await preview(tab, ".warnings li").count()) === count, "the list is not as long as counted");
    expect((await preview(tab, ".warnings").textContent()).includes(EVENT), "the list does not name the file");
    expect((await button.getAttribute("aria-expanded")) === "true", "it does not say that it is open");
    await tab.keyboard.press("Escape");
    await disappears(tab, ".warnings");
    await site.write(EVENT, good);
    await disappears(tab, ".count-warnings");
    expect(await isSame(tab), "the page was loaded anew");
  });
}
