// One open page in a preview: what is on it, what the preview shows beside it, and waiting for either.
// Entry points: open(), settled(), check().

/** How long an edit may take to show, in milliseconds. Far more than it should: a slow machine is no fault. */
export const PATIENCE = Number(process.env.PATIENCE ?? 20_000);

/** Opens an address of the site in a new tab, connected to the server, and marks its window, so that a reload shows. */
export async function open(context, site, address) {
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE);
  watchRequests(tab);
  const told = tab.waitForResponse((response) => response.url().includes("/__kronika/page"), { timeout: PATIENCE }).catch(() => {});
  await tab.goto(site.home + address);
  await tab.locator("kronika-preview").waitFor({ state: "attached" });
  await told;
  await tab.evaluate(() => (window.marked = true));
  return tab;
}

/** How long nothing may have been asked of the server for a page to count as settled, in milliseconds. */
const QUIET = 250;

/** What each tab is asking the server, but for the line to it. */
const asking = new WeakMap();

function watchRequests(tab) {
  const pending = new Set();
  asking.set(tab, pending);
  tab.on("request", (request) => request.resourceType() !== "eventsource" && pending.add(request));
  for (const end of ["requestfinished", "requestfailed"]) tab.on(end, (request) => pending.delete(request));
}

/** Waits until the page has asked the server all it wants to know: what its scripts and style sheets are, too. */
export async function settled(tab) {
  const pending = asking.get(tab);
  const end = Date.now() + PATIENCE;
  for (let since = Date.now(); Date.now() - since < QUIET; await tab.waitForTimeout(20)) {
    if (Date.now() > end) throw new Error(`still asking for ${[...pending].map((request) => request.url())}`);
    if (pending.size > 0) since = Date.now();
  }
}

/** Waits until `probe(argument)`, run in the page, is true. */
export function until(tab, probe, argument) {
  return tab.waitForFunction(probe, argument, { timeout: PATIENCE, polling: 20 });
}

/** Waits until the text is on the page (or, with `within`, in what a selector finds). */
export function shows(tab, text, within = "body") {
  // Polish one-letter words are tied to the next by a no-break space.
  const probe = ([words, place]) => document.querySelector(place)?.textContent.replaceAll("\u00a0", " ").includes(words);
  return until(tab, probe, [text, within]);
}

/** Whether the window is the one that was opened: it has not been loaded anew. */
export function isSame(tab) {
  return tab.evaluate(() => window.marked === true);
}

/** Something in the preview's own part; Playwright looks into the shadow root by itself. */
export function preview(tab, selector) {
  return tab.locator(`kronika-preview ${selector}`);
}

/** Waits until it is seen. */
export function appears(tab, selector) {
  return preview(tab, selector).first().waitFor({ state: "visible", timeout: PATIENCE });
}

/** Waits until it is not seen, or not there. */
export function disappears(tab, selector) {
  return preview(tab, selector).first().waitFor({ state: "hidden", timeout: PATIENCE });
}

/** One check with a tab of its own. `look(tab, problems)` adds problems; what it throws is one. */
export async function check(bench, name, address, look) {
  const { report, context, site } = bench;
  const problems = [];
  const tab = await open(context, site, address).catch((error) => {
    problems.push(error.message.split("\n")[0]);
  });
  if (tab) {
    tab.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
    try {
      await look(tab, (holds, problem) => holds || problems.push(problem));
    } catch (error) {
      problems.push(error.stack.split("\n").filter((line) => !line.includes("node_modules")).slice(0, 3).join(" "));
    }
    await tab.close();
  }
  report.check("preview", name, problems);
}
