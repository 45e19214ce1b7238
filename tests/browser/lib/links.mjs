// Every internal link: it is relative, answers 200, its fragment exists, and every page
// can be reached from home. Links to other hosts are not fetched. Entry point: checkLinks().

import { readFile } from "node:fs/promises";
import path from "node:path";
import { urlPath } from "./site.mjs";

/** One check for each link of each page and style sheet, and one for each page's reach. */
export async function checkLinks(site, server, report) {
  const visitor = new Visitor(site, server);
  const roads = new Map();

  for (const page of site.pages.values()) {
    const targets = [];
    for (const link of page.links) {
      const { problems, target } = await visitor.follow(page.file, link);
      report.check("links", page.file, problems);
      if (target && link.walks) targets.push(target);
    }
    roads.set(page.file, targets);
  }
  for (const file of site.files.filter((name) => name.endsWith(".css"))) {
    const css = await readFile(path.join(site.root, file), "utf8");
    for (const url of cssUrls(css)) {
      const { problems } = await visitor.follow(file, { tag: "url()", url, loads: true });
      report.check("links", file, problems);
    }
  }

  const reached = reach(roads);
  for (const page of site.pages.values()) {
    if (page.file === "404.html" || page.alias) continue;
    report.check("links", page.file, reached.has(page.file) ? [] : ["no links lead here from the home page"]);
  }
  report.close("links");
}

/** The files that can be reached from the home page, `roads` being file → linked files. */
function reach(roads) {
  const reached = new Set(["index.html"]);
  for (const file of reached) {
    for (const target of roads.get(file) ?? []) reached.add(target);
  }
  return reached;
}

function cssUrls(css) {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const found = text.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/g);
  return [...found].map((match) => match.slice(1).find((part) => part !== undefined).trim());
}

class Visitor {
  #site;
  #server;
  #statuses = new Map();
  #svgIds = new Map();

  constructor(site, server) {
    this.#site = site;
    this.#server = server;
  }

  /** What is wrong with a link of `file`, and the file of the site that it leads to, if any. */
  async follow(file, link) {
    const fail = (reason) => ({ problems: [`<${link.tag}> ${JSON.stringify(link.url)}: ${reason}`] });
    const base = new URL(urlPath(file), this.#server.home);
    if (!URL.canParse(link.url, base)) return fail("is not a URL");
    const url = new URL(link.url, base);

    if (url.protocol === "javascript:") return fail("does nothing without JavaScript");
    if (url.origin !== base.origin) {
      // A data: URL in an image loads nothing; whether the policy allows it, the browser says.
      const foreign = link.loads && ["http:", "https:"].includes(url.protocol);
      return foreign ? fail("loads from another host") : { problems: [] };
    }
    if (link.url.startsWith("/")) {
      if (file !== "404.html") return fail("is absolute; an internal link must be relative");
      // The page for missing URLs is shown at any depth, so it links from the host's root,
      // by the path that the site was built for.
      if (!url.pathname.startsWith(this.#site.own)) return fail(`is outside ${this.#site.own}`);
      url.pathname = new URL(this.#server.home).pathname + url.pathname.slice(this.#site.own.length);
    } else if (file === "404.html" && !link.url.startsWith("#")) {
      return fail("is relative, but this page is shown at any depth");
    }

    const status = await this.#status(url);
    if (status !== 200) return fail(`answers ${status}`);
    const target = this.#file(url);
    const id = decodeURIComponent(url.hash.slice(1)).split(":~:")[0];
    if (id && id !== "top" && !(await this.#hasId(target, id))) return fail(`no id "${id}" in ${target}`);
    return { problems: [], target };
  }

  #status(url) {
    const key = url.origin + url.pathname;
    if (!this.#statuses.has(key)) {
      const answer = fetch(key, { method: "HEAD", redirect: "manual" });
      this.#statuses.set(key, answer.then((response) => response.status));
    }
    return this.#statuses.get(key);
  }

  /** The file behind a URL that answered 200. */
  #file(url) {
    const mount = new URL(this.#server.home).pathname;
    const file = decodeURIComponent(url.pathname.slice(mount.length));
    return file === "" || file.endsWith("/") ? file + "index.html" : file;
  }

  /** Fragments are ids in HTML and SVG; elsewhere (a page of a PDF) nothing can be said. */
  async #hasId(file, id) {
    if (this.#site.pages.has(file)) return this.#site.pages.get(file).ids.includes(id);
    if (!file.endsWith(".svg")) return true;
    if (!this.#svgIds.has(file)) {
      const svg = await readFile(path.join(this.#site.root, file), "utf8");
      this.#svgIds.set(file, new Set([...svg.matchAll(/\sid=["']([^"']*)["']/g)].map((match) => match[1])));
    }
    return this.#svgIds.get(file).has(id);
  }
}
