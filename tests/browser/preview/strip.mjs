// What the preview tells of the entry on screen, and copying its path. Entry point: checkStrip().

import { appears, check, disappears, isSame, preview, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";

export async function checkStrip(bench) {
  const { site } = bench;
  await site.start();
  const good = await site.read(EVENT);
  const withKeys = (keys) => site.write(EVENT, good.replace(/^---\n/, `---\n${keys}\n`));
  const strip = (tab) => preview(tab, ".strip").textContent();
  const says = (tab, words) => until(tab, (text) => document.querySelector("kronika-preview")?.shadowRoot.querySelector(".strip").textContent.includes(text), words);

  await check(bench, "a published entry has its path and no badge; a click copies the path", PAGE, async (tab, expect) => {
    await appears(tab, ".source");
    expect((await strip(tab)).trim() === EVENT, `it says "${await strip(tab)}"`);
    await preview(tab, ".source").click();
    await appears(tab, ".told .chip");
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    expect(copied === site.path(EVENT), `copied was "${copied}"`);
    await tab.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    });
    await preview(tab, ".source").focus();
    await tab.evaluate(() => window.addEventListener("copy", () => (window.copies = document.querySelector("kronika-preview").shadowRoot.activeElement?.value ?? "")));
    await tab.keyboard.press("Enter");
    await until(tab, (path) => window.copies === path, site.path(EVENT));
  });

  await check(bench, "a page that is no entry's has no strip", "kalendarz/", async (tab, expect) => {
    expect((await strip(tab)).trim() === "", `it says "${await strip(tab)}"`);
  });

  await check(bench, "draft, embargoed, expired and hidden follow the file", PAGE, async (tab, expect) => {
    await withKeys("draft: true");
    await says(tab, "Szkic");
    await withKeys("published: 2199-05-04");
    await says(tab, "Do publikacji");
    expect((await strip(tab)).includes("2199"), `it says "${await strip(tab)}"`);
    await withKeys("expires: 2020-05-04");
    await says(tab, "Wygasło");
    await withKeys("hidden_from: [home]");
    await says(tab, "na stronie głównej");
    await preview(tab, ".hidden-from summary").click();
    await appears(tab, ".hidden-from p");
    expect((await strip(tab)).includes("hidden_from: home"), `it says "${await strip(tab)}"`);
    await site.write(EVENT, good);
    await disappears(tab, ".badge");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "it speaks the language of the page", PAGE, async (tab, expect) => {
    const config = await site.read("kronika.yaml");
    await withKeys("draft: true");
    await says(tab, "Szkic");
    await site.edit("kronika.yaml", (text) => text.replace(/^language: pl/m, "language: en"));
    await says(tab, "Draft");
    expect((await tab.evaluate(() => document.documentElement.lang)) === "en", "the page is not English");
    await site.write("kronika.yaml", config);
    await says(tab, "Szkic");
    await site.write(EVENT, good);
    await disappears(tab, ".badge");
  });
}
