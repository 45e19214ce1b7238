// Scripts of a theme and the preview: what they add stays right when the page is updated in place, and where it would
// not, the page is loaded anew at the same place. Entry point: checkScripts().

import { check, isSame, shows, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";

export async function checkScripts(bench) {
  const { site } = bench;
  await site.start();

  await check(bench, "the filter of a timeline keeps what is chosen, and knows new entries", "os-czasu/", async (tab, expect) => {
    const choice = tab.locator("#filter-kind");
    await choice.selectOption("event");
    await choice.focus();
    const rows = () => tab.evaluate(() => [...document.querySelectorAll(".moment")].filter((row) => row.checkVisibility({ contentVisibilityAuto: false }) || row.closest("details:not([open])")).filter((row) => !row.hidden).map((row) => row.dataset.kind));
    const before = await rows();
    expect(before.length > 2 && before.every((kind) => kind === "event"), `the filter shows ${before}`);
    await site.write("content/events/nowe-spotkanie.md", (await site.read(EVENT)).replace(/^title: .*$/m, "title: Nowe spotkanie na próbę"));
    await shows(tab, "Nowe spotkanie na próbę");
    const after = await rows();
    expect(after.length === before.length + 1, `${before.length} rows became ${after.length}`);
    expect(after.every((kind) => kind === "event"), `the filter shows ${after}`);
    expect((await choice.inputValue()) === "event", "the choice is lost");
    expect(await choice.isVisible(), "the form is hidden");
    expect((await tab.evaluate(() => document.activeElement.id)) === "filter-kind", "the focus is lost");
    const said = await tab.locator(".timeline-filter [role=status]").textContent();
    expect(said.includes(String(after.length)), `the live region says "${said}"`);
    await choice.selectOption("programme");
    expect((await rows()).every((kind) => kind === "programme"), "the filter does not work any more");
    await tab.locator(".timeline-filter [type=reset]").click();
    await until(tab, () => !document.querySelector(".moment[hidden]"));
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "the mark of today stays where it belongs", "os-czasu/", async (tab, expect) => {
    const state = () => tab.evaluate(() => [...document.querySelectorAll(".today")].map((mark) => [mark.hidden, mark.dataset.today, mark.textContent]).join());
    const before = await state();
    await site.edit(EVENT, (text) => text.replace(/^title: .*$/m, "title: Tytuł na osi czasu"));
    await shows(tab, "Tytuł na osi czasu");
    expect((await state()) === before, `the mark was "${before}" and is "${await state()}"`);
  });

  await check(bench, "what fields hold stays", PAGE, async (tab, expect) => {
    const template = (attribute, option) => `{% extends "default/event.html" %}\n{% block after %}<form id="f"><input id="words" name="words" ${attribute}><input type="checkbox" name="yes" ${attribute}><select name="one" ${attribute}>${option}<option>a</option><option>b</option></select></form>{% endblock after %}\n`;
    await site.write("templates/event.html", template("", ""));
    await until(tab, () => document.querySelector("#words"));
    await tab.fill("#words", "wpisane");
    await tab.locator("[name=yes]").check();
    await tab.locator("[name=one]").selectOption("b");
    await tab.locator("#words").evaluate((field) => {
      field.focus();
      field.setSelectionRange(2, 4);
    });
    await site.edit(EVENT, (text) => `${text}\n\nDopisane pod formularzem.\n`);
    await shows(tab, "Dopisane pod formularzem.");
    const now = () => tab.evaluate(() => {
      const { words, yes, one } = document.querySelector("#f").elements;
      return [words.value, yes.checked, one.value, document.activeElement.id, words.selectionStart, words.selectionEnd].join();
    });
    expect((await now()) === "wpisane,true,b,words,2,4", `after an edit of the text fields hold ${await now()}`);
    // The fields themselves change.
    await site.write("templates/event.html", template('title="Pole"', "<option>nowe</option>"));
    await until(tab, () => document.querySelector('#words[title="Pole"]'));
    expect((await now()) === "wpisane,true,b,words,2,4", `after an edit of the fields they hold ${await now()}`);
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a changed script loads the page anew, at the same place", PAGE, async (tab, expect) => {
    await site.write("templates/event.html", '{% extends "default/event.html" %}\n{% block head %}<script src="{{ root }}assets/own.js" defer></script>{% endblock head %}\n{% block after %}<details><summary>Otwierane</summary><p>Treść</p></details><input name="words">{% endblock after %}\n');
    await site.write("assets/own.js", 'document.documentElement.dataset.own = "1";\n');
    await until(tab, () => document.documentElement.dataset.own === "1");
    await tab.evaluate(() => window.scrollTo({ top: 500, behavior: "instant" }));
    await tab.locator("summary", { hasText: "Otwierane" }).evaluate((summary) => summary.click());
    await tab.locator("[name=words]").evaluate((field) => (field.value = "wpisane"));
    await tab.locator("main a").nth(2).evaluate((link) => link.focus({ preventScroll: true }));
    const [top, focused] = await tab.evaluate(() => [scrollY, document.activeElement.href]);
    await tab.evaluate(() => (window.marked = true));
    await site.editAtomically("assets/own.js", (text) => text.replace('"1"', '"2"'));
    await until(tab, () => document.documentElement.dataset.own === "2");
    expect(!(await isSame(tab)), "the page was not loaded anew");
    await until(tab, (before) => Math.abs(scrollY - before) < 2, top).catch(() => expect(false, "the page was scrolled elsewhere"));
    const now = await tab.evaluate(() => [[...document.querySelectorAll("details")].at(-1).open, document.querySelector("[name=words]").value, document.activeElement.href].join());
    expect(now === `true,wpisane,${focused}`, `details, field and focus are ${now}`);
  });

  await check(bench, "beside a script that does not say it works again, a text loads the page anew", PAGE, async (tab, expect) => {
    await until(tab, () => document.documentElement.dataset.own === "2");
    await site.edit(EVENT, (text) => `${text}\n\nObok obcego skryptu.\n`);
    await shows(tab, "Obok obcego skryptu.");
    expect(!(await isSame(tab)), "the page was updated in place");
    // A deferred script runs when the whole page has been read, which may be after its text is seen.
    await until(tab, () => document.documentElement.dataset.own === "2").catch(() => expect(false, "the script has not run"));
  });
}
