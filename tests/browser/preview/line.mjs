// The server goes away and comes back. Entry point: checkLine().

import { appears, check, disappears, isSame, open, settled, shows, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";

export async function checkLine(bench) {
  const { site } = bench;
  await site.start();

  await check(bench, "the server comes back: the page says so, and shows what changed meanwhile", PAGE, async (tab, expect) => {
    await settled(tab);
    await site.stop();
    await appears(tab, ".lost");
    await site.edit(EVENT, (text) => `${text}\n\nZmienione, gdy serwera nie było.\n`);
    await site.write("assets/site.css", "h1 { color: rgb(1, 2, 3); }\n");
    await site.start();
    await shows(tab, "Zmienione, gdy serwera nie było.");
    await disappears(tab, ".lost");
    await until(tab, () => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
    await site.edit(EVENT, (text) => `${text}\n\nI potem.\n`);
    await shows(tab, "I potem.");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "more pages than a browser has connections all follow", PAGE, async (tab) => {
    const tabs = [tab];
    while (tabs.length < 9) tabs.push(await open(bench.context, site, PAGE));
    await site.edit(EVENT, (text) => `${text}\n\nDla wszystkich kart.\n`);
    for (const each of tabs) await shows(each, "Dla wszystkich kart.");
    // The one that has the line goes; another takes it.
    await tabs.pop().close();
    await site.edit(EVENT, (text) => `${text}\n\nI dla pozostałych.\n`);
    for (const each of tabs) await shows(each, "I dla pozostałych.");
    for (const each of tabs.slice(1)) await each.close();
  });

  await check(bench, "it comes back with an error: the page stays, and follows when it is mended", PAGE, async (tab, expect) => {
    await settled(tab);
    await site.stop();
    await appears(tab, ".lost");
    await site.edit(EVENT, (text) => text.replace(/^title: /m, "tilte: "));
    await site.start();
    await appears(tab, "dialog");
    expect((await tab.locator("h1").count()) === 1, "the page has not stayed");
    await site.edit(EVENT, (text) => `${text.replace(/^tilte: /m, "title: ")}\n\nNaprawione.\n`);
    await shows(tab, "Naprawione.");
    await disappears(tab, "dialog");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a style sheet changed while it was away is exchanged, each time", PAGE, async (tab, expect) => {
    for (const colour of ["rgb(4, 5, 6)", "rgb(7, 8, 9)"]) {
      await settled(tab);
      await site.stop();
      await appears(tab, ".lost");
      await site.edit("assets/site.css", () => `h1 { color: ${colour}; }\n`);
      await site.start();
      await until(tab, (wanted) => getComputedStyle(document.querySelector("h1")).color === wanted, colour);
    }
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a page gone back to is the present one", PAGE, async (tab) => {
    await tab.goto(`${site.home}wydarzenia/`);
    await site.edit(EVENT, (text) => `${text}\n\nZmienione po odejściu.\n`);
    await tab.goBack();
    await shows(tab, "Zmienione po odejściu.");
    // The same across a restart, after which versions count anew.
    await site.stop();
    await site.start();
    await tab.goto(site.home + PAGE);
    await tab.goto(`${site.home}wydarzenia/`);
    await site.stop();
    await site.edit(EVENT, (text) => `${text}\n\nZmienione między serwerami.\n`);
    await site.start();
    await tab.goBack();
    await shows(tab, "Zmienione między serwerami.");
  });
}
