// Tabs that notice what goes wrong while a page is open in them: script errors, failed or
// foreign requests, errors in the console. Entry points: Tabs, inParallel().

import { urlPath } from "./site.mjs";

/** How many pages are looked at side by side. */
const WORKERS = 2;
/** How long a page may take to load, in milliseconds: where much runs side by side, some wait. */
const PATIENCE = 60_000;

/**
 * Calls `work(tab, page)` for each of the pages, a few side by side, each worker in one tab of a
 * new context with the given `settings` that serves it for all its pages.
 */
export async function inParallel(browser, server, settings, pages, work) {
  const waiting = [...pages];
  const worker = async () => {
    const tabs = await Tabs.open(browser, server, settings);
    for (let page = waiting.shift(); page; page = waiting.shift()) await work(tabs, page);
    await tabs.close();
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, pages.length) }, worker));
}

/** One tab, used again and again; what goes wrong in it is collected for the page it shows. */
export class Tabs {
  #server;
  #context;
  #tab;
  #found = new Set();
  #missing = "";

  static async open(browser, server, settings) {
    const tabs = new Tabs();
    tabs.#server = server;
    tabs.#context = await browser.newContext({ reducedMotion: "reduce", ...settings });
    tabs.#tab = await tabs.#context.newPage();
    await tabs.#watch();
    return tabs;
  }

  async close() {
    await this.#context.close();
  }

  /**
   * Opens the page and lets `look(tab)` find problems. Returns these and whatever went wrong meanwhile.
   */
  async visit(page, look) {
    this.#found.clear();
    // The page for missing URLs is opened as a reader meets it: at depth, with status 404.
    const missing = page.file === "404.html";
    const address = this.#server.home + (missing ? "no/such/page" : urlPath(page.file));
    this.#missing = missing ? address : "";
    try {
      await this.#tab.goto(address, { waitUntil: "load", timeout: PATIENCE });
      for (const problem of await look(this.#tab)) this.#found.add(problem);
    } catch (error) {
      this.#found.add(error.message.split("\n")[0]);
    }
    const problems = [...this.#found];
    // What the next page interrupts is no fault of this one; nothing of it stays for the next.
    await this.#tab.goto("about:blank");
    await this.#tab.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
    await this.#tab.setViewportSize({ width: 1280, height: 800 });
    return problems;
  }

  async #watch() {
    const tab = this.#tab;
    const found = this.#found;
    tab.on("pageerror", (error) => found.add(`script error: ${error.message}`));
    tab.on("console", (message) => {
      if (message.type() === "error" && !this.#isMissing(message.location().url)) found.add(`console: ${message.text()}`);
    });
    tab.on("requestfailed", (request) => {
      // What the browser itself gave up, because the page went on, is no fault; a policy or a server says otherwise.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") found.add(`request failed: ${request.url()}`);
    });
    tab.on("response", (response) => {
      if (response.status() >= 400 && !this.#isMissing(response.url())) found.add(`${response.status()}: ${response.url()}`);
    });
    await tab.route(
      (url) => ["http:", "https:"].includes(url.protocol) && url.origin !== this.#server.origin,
      (route) => {
        found.add(`request to another host: ${route.request().url()}`);
        return route.abort();
      },
    );
  }

  /** Whether the address is the missing one that was asked for on purpose. */
  #isMissing(address) {
    return this.#missing !== "" && address === this.#missing;
  }
}
