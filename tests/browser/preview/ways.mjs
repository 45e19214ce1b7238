// Edits made the ways programs make them, each seen in the browser. Entry point: checkWays().

import { execFile } from "node:child_process";
import { appendFile, cp, open as openFile, rename, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { check, disappears, isSame, shows, until } from "./tab.mjs";

const EVENT = "content/events/kielce-2024.md";
const PAGE = "wydarzenia/kielce-2024/";
const run = promisify(execFile);

export async function checkWays(bench) {
  const { site } = bench;
  const file = site.path(EVENT);
  const git = (...given) => run("git", ["-C", site.root, "-c", "user.name=Test", "-c", "user.email=test@example.org", ...given]);
  const good = await site.read(EVENT);
  const text = (words) => `${good}\n\n${words}\n`;
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-q", "-m", "first");
  await site.start();

  const WAYS = {
    "emptied and written in two steps (VS Code, Notepad++)": async (words) => {
      const handle = await openFile(file, "w");
      await handle.write(text(words).slice(0, 500));
      await handle.write(text(words).slice(500));
      await handle.close();
    },
    "moved to a backup and written anew (vim)": async (words) => {
      await rename(file, `${file}~`);
      await writeFile(file, text(words));
      await rm(`${file}~`);
    },
    "a swap file, a probe and a rename (vim, others)": async (words) => {
      await writeFile(site.path("content/events/.kielce-2024.md.swp"), "b0VIM 9.1");
      await writeFile(site.path("content/events/4913"), "");
      await rm(site.path("content/events/4913"));
      await site.replace(EVENT, text(words));
      await rm(site.path("content/events/.kielce-2024.md.swp"));
    },
    "sed -i": (words) => run("sed", ["-i", `$s/.*/${words}/`, file]),
    "appended": (words) => appendFile(file, `\n\n${words}\n`),
    "copied over": async (words) => {
      await writeFile(`${site.root}/copy.md`, text(words));
      await cp(`${site.root}/copy.md`, file);
    },
  };

  await check(bench, "edits of many ways come through", PAGE, async (tab, expect) => {
    let number = 0;
    for (const [name, way] of Object.entries(WAYS)) {
      number += 1;
      await way(`Sposób numer ${number}0.`);
      await shows(tab, `Sposób numer ${number}0.`).catch(() => expect(false, `not seen: ${name}`));
    }
    await git("checkout", "-q", "--", EVENT);
    await until(tab, () => !document.body.textContent.includes("Sposób numer")).catch(() => expect(false, "not seen: git checkout of a file"));
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a git checkout of another state, and back", PAGE, async (tab, expect) => {
    await git("checkout", "-q", "-b", "other");
    await site.edit(EVENT, () => text("Na innej gałęzi."));
    await site.edit("content/pages/kontakt.md", (old) => `${old}\n\nTeż na innej.\n`);
    await git("commit", "-q", "-a", "-m", "second");
    await git("checkout", "-q", "-");
    await until(tab, () => !document.body.textContent.includes("Na innej"));
    await git("checkout", "-q", "other");
    await shows(tab, "Na innej gałęzi.");
    await disappears(tab, "dialog");
    expect(await isSame(tab), "the page was loaded anew");
  });

  await check(bench, "a folder copied in shows its entries", "wydarzenia/", async (tab) => {
    for (const name of ["pierwsze", "drugie", "trzecie"]) {
      await site.write(`elsewhere/nowe/${name}.md`, `---\ntitle: Skopiowane ${name}\nwhen: 2019-09-23\n---\nTekst.\n`);
    }
    await run("cp", ["-r", site.path("elsewhere/nowe"), site.path("content/events/")]);
    for (const name of ["pierwsze", "drugie", "trzecie"]) await shows(tab, `Skopiowane ${name}`);
    await rm(site.path("content/events/nowe"), { recursive: true });
    await until(tab, () => !document.body.textContent.includes("Skopiowane"));
    await disappears(tab, "dialog");
  });
}
