// Pages that move, go away and come back, and the offer to go where the edit was. Entry point: checkMoves().

import { appears, check, disappears, isSame, preview, shows, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";
const LOOSE = "content/events/proba.md";

export async function checkMoves(bench) {
  const { site } = bench;
  // Nothing refers to it, so that it can go.
  await site.write(LOOSE, (await site.read(EVENT)).replace(/^title: .*$/m, "title: Próba"));
  await site.start();

  await check(bench, "an edit elsewhere is offered and can be followed", "", async (tab, expect) => {
    await site.edit(EVENT, (text) => `${text}\n\nZmiana gdzie indziej.\n`);
    await appears(tab, ".edited a");
    const link = preview(tab, ".edited a");
    const [title] = /^title: .*$/m.exec(await site.read(EVENT));
    const words = title.replace(/^title: "?|"$/g, "").slice(0, 20);
    expect((await link.textContent()).includes(words), `it says "${await link.textContent()}", not ${words}`);
    await link.click();
    await tab.waitForURL(site.home + PAGE);
    await shows(tab, "Zmiana gdzie indziej.");
    expect(!(await preview(tab, ".edited a").isVisible()), "it is offered on the page itself");
    await tab.goto(`${site.home}wydarzenia/`);
    await until(tab, () => performance.getEntriesByType("resource").some(({ name }) => name.includes("/__kronika/page")));
    expect(!(await preview(tab, ".edited a").isVisible()), "it is offered again");
  });

  await check(bench, "the offer can be dismissed, and names the newest edit only", "wydarzenia/nisko-2020/", async (tab, expect) => {
    await site.edit(EVENT, (text) => `${text}\n\nPierwsza.\n`);
    await appears(tab, ".edited a");
    const first = await preview(tab, ".edited").textContent();
    await site.editAtomically("content/pages/kontakt.md", (text) => `${text}\n\nDruga.\n`);
    await until(tab, (old) => document.querySelector("kronika-preview").shadowRoot.querySelector(".edited").textContent !== old, first);
    expect((await preview(tab, ".edited a").count()) === 1, "several are offered");
    await preview(tab, ".dismiss").click();
    await disappears(tab, ".edited a");
    await site.edit("content/events/nisko-2020.md", (text) => `${text}\n\nTutaj.\n`);
    await shows(tab, "Tutaj.");
    expect(!(await preview(tab, ".edited a").isVisible()), "an edit of the page itself is offered");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a renamed file takes the open page along", "wydarzenia/proba/", async (tab, expect) => {
    await tab.evaluate(() => window.scrollTo({ top: 400, behavior: "instant" }));
    await site.move(LOOSE, "content/events/nowa-nazwa.md");
    await tab.waitForURL(`${site.home}wydarzenia/nowa-nazwa/`);
    await shows(tab, "Próba");
    await until(tab, () => Math.abs(scrollY - 400) < 2).catch(() => expect(false, "the page is scrolled elsewhere"));
    await site.move("content/events/nowa-nazwa.md", LOOSE);
    await tab.waitForURL(`${site.home}wydarzenia/proba/`);
  });

  await check(bench, "a deleted file: the last text stays, with a notice, until the file is back", "wydarzenia/proba/", async (tab, expect) => {
    const text = await site.read(LOOSE);
    await site.remove(LOOSE);
    await appears(tab, ".gone");
    expect((await tab.locator("h1").count()) === 1 && (await isSame(tab)), "the page has not stayed");
    await site.write(LOOSE, `${text}\n\nPrzywrócone.\n`);
    await shows(tab, "Przywrócone.");
    await disappears(tab, ".gone");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "an address that leads nowhere becomes a page when there is one", "wydarzenia/jeszcze-nie/", async (tab, expect) => {
    await site.write("content/events/jeszcze-nie.md", (await site.read(EVENT)).replace(/^title: .*$/m, "title: Już jest"));
    await shows(tab, "Już jest", "h1");
    await site.remove("content/events/jeszcze-nie.md");
    await appears(tab, ".gone");
    expect(await isSame(tab), "the page was loaded anew");
  });
}
