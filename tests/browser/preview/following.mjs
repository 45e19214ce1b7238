// The open page follows edits of texts, templates, styles and pictures in place. Entry point: checkFollowing().

import { check, isSame, preview, shows, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";

export async function checkFollowing(bench) {
  const { site } = bench;
  await site.start();

  await check(bench, "a text changed in place keeps the scroll position", PAGE, async (tab, expect) => {
    await tab.evaluate(() => window.scrollTo({ top: 300, behavior: "instant" }));
    const before = await tab.evaluate(() => scrollY);
    expect(before === 300, `the page is too short to scroll: ${before}`);
    await site.edit(EVENT, (text) => `${text}\n\nDopisane na końcu w miejscu.\n`);
    await shows(tab, "Dopisane na końcu w miejscu.");
    const after = await tab.evaluate(() => scrollY);
    expect(after === before, `scrolled from ${before} to ${after}`);
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a text inserted above by a rename leaves what is read where it is", PAGE, async (tab, expect) => {
    const mark = await tab.evaluate(() => {
      window.read = [...document.querySelectorAll("article p")].at(-1);
      window.read.scrollIntoView({ behavior: "instant" });
      return window.read.getBoundingClientRect().top;
    });
    await site.editAtomically(EVENT, (text) => text.replace(/^---\n([\s\S]*?)\n---\n/, (head) => `${head}Wstawione na początku. ${"Długie zdanie. ".repeat(40)}\n\n`));
    await shows(tab, "Wstawione na początku");
    expect((await tab.evaluate(() => scrollY)) > 0, "the page is not scrolled");
    // Browsers keep in place what is on screen when they next draw.
    await until(tab, (top) => Math.abs(window.read.getBoundingClientRect().top - top) < 3, mark);
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "open details and the focus stay", PAGE, async (tab, expect) => {
    const folded = (words) => `<details><summary>${words}</summary><p>Treść</p></details>`;
    const template = (first) => `{% extends "default/event.html" %}\n{% block after %}<div id="folded">${first}${folded("Drugie")}${folded("Trzecie")}</div>{% endblock after %}\n`;
    await site.write("templates/event.html", template(folded("Pierwsze")));
    await shows(tab, "Trzecie");
    await tab.locator("summary", { hasText: "Drugie" }).click();
    await tab.locator("main a").nth(3).focus();
    const focused = await tab.evaluate(() => document.activeElement.href);
    const state = () => tab.evaluate(() => [...document.querySelectorAll("#folded details")].map(({ open }) => open).join());
    expect((await state()) === "false,true,false", "the details do not open");
    await site.edit(EVENT, (text) => `${text}\n\nDopisane obok otwartych.\n`);
    await shows(tab, "Dopisane obok otwartych.");
    expect((await state()) === "false,true,false", `after an edit of the text open are ${await state()}`);
    // With one more above, and one open by itself, what was opened by its words stays so.
    await site.replace("templates/event.html", template(`${folded("Zerowe")}${folded("Pierwsze").replace("<details>", "<details open>")}`));
    await shows(tab, "Zerowe");
    expect((await state()) === "false,true,true,false", `after an edit of the template open are ${await state()}`);
    expect((await tab.evaluate(() => document.activeElement.href)) === focused, "the focus is elsewhere");
    await site.remove("templates/event.html");
    await until(tab, () => !document.querySelector("#folded"));
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "the head follows: title and description", PAGE, async (tab) => {
    await site.edit(EVENT, (text) => text.replace(/^title: .*$/m, "title: Zupełnie nowy tytuł").replace(/^summary: .*$/m, "summary: Nowe streszczenie."));
    await until(tab, () => document.title.startsWith("Zupełnie nowy tytuł"));
    await until(tab, () => document.querySelector('meta[name="description"]').content === "Nowe streszczenie.");
    await until(tab, () => document.querySelectorAll("title").length === 1);
  });

  await check(bench, "a template of the site changes the page, and taking it back too", PAGE, async (tab, expect) => {
    const own = '{% extends "default/event.html" %}\n{% block after %}<p id="own">Z szablonu witryny</p>{% endblock after %}\n';
    await site.write("templates/event.html", own);
    await shows(tab, "Z szablonu witryny", "#own");
    await site.replace("templates/event.html", own.replace("Z szablonu", "Ze zmienionego szablonu"));
    await shows(tab, "Ze zmienionego szablonu witryny", "#own");
    await site.remove("templates/event.html");
    await until(tab, () => !document.querySelector("#own"));
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a style sheet is exchanged without a reload and without a moment without styles", PAGE, async (tab, expect) => {
    await site.write("assets/site.css", "h1 { color: rgb(1, 2, 3); }\n");
    const colour = () => getComputedStyle(document.querySelector("h1")).color;
    await until(tab, () => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
    await tab.evaluate(() => {
      window.colours = new Set();
      const look = () => {
        window.colours.add(getComputedStyle(document.querySelector("h1")).color);
        requestAnimationFrame(look);
      };
      look();
    });
    await site.editAtomically("assets/site.css", () => "h1 { color: rgb(4, 5, 6); }\n");
    await until(tab, () => getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)");
    await until(tab, () => document.querySelectorAll('link[href*="site.css"]').length === 1);
    await until(tab, () => window.colours.size > 1);
    const seen = await tab.evaluate(() => [...window.colours]);
    expect(String(seen) === "rgb(1, 2, 3),rgb(4, 5, 6)", `between the two it was ${seen}`);
    await site.edit("assets/site.css", () => "h1 { color: rgb(7, 8, 9); }\n");
    await until(tab, () => getComputedStyle(document.querySelector("h1")).color === "rgb(7, 8, 9)");
    // A text changed afterwards does not bring the old style back.
    await site.edit(EVENT, (text) => `${text}\n\nPo zmianie stylu.\n`);
    await shows(tab, "Po zmianie stylu.");
    expect((await tab.evaluate(colour)) === "rgb(7, 8, 9)", "the old style came back");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a picture is exchanged", PAGE, async (tab, expect) => {
    const width = () => tab.evaluate(() => document.querySelector(".site-title img").naturalWidth);
    const before = await width();
    const bigger = (text) => text.replace(/viewBox/, 'width="77" height="77" viewBox').replace(/<svg([^>]*?) width="(?!77)[^"]*"/, "<svg$1").replace(/<svg([^>]*?) height="(?!77)[^"]*"/, "<svg$1");
    await site.edit("assets/znak.svg", bigger);
    await until(tab, (old) => document.querySelector(".site-title img").naturalWidth !== old, before);
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "several edits at once end with the last", PAGE, async (tab, expect) => {
    for (let count = 1; count <= 12; count += 1) {
      await site.edit(EVENT, (text) => `${text.replace(/\n\nSeria \d+ z 12\.\n/, "")}\n\nSeria ${count} z 12.\n`);
    }
    await shows(tab, "Seria 12 z 12.");
    expect((await tab.locator("article p", { hasText: "Seria" }).count()) === 1, "an older edit is still there");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "what is served to others than browsers has nothing of the preview", "", async (tab, expect) => {
    const text = await (await fetch(site.home)).text();
    expect(!text.includes("__kronika"), "the page as fetched has the script");
    expect((await preview(tab, ".bar").count()) === 1, "the page as opened has no preview");
  });
}
