// Reads a built site from disk: its files, and for each HTML file what the checks
// need to know of it. Entry point: readSite().

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

/**
 * The site in the folder `root`:
 *   root   the absolute folder
 *   files  every file, as a sorted path relative to `root` with forward slashes
 *   pages  one record for each HTML file, by that path; see describe()
 *   own    the path of the host the site was built for, from the home page's canonical link
 * `browser` parses the HTML, so that it is read as a browser reads it.
 */
export async function readSite(browser, folder) {
  const root = path.resolve(folder);
  const files = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .sort();
  if (!files.includes("index.html")) throw new Error(`${folder} has no index.html`);

  const parser = await browser.newPage();
  const pages = new Map();
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    const html = await readFile(path.join(root, file), "utf8");
    const page = await parser.evaluate(describe, html);
    pages.set(file, { file, size: html.length, ...page, type: typeOf(file, page) });
  }
  await parser.close();

  const { canonical } = pages.get("index.html");
  const own = canonical && URL.canParse(canonical) ? new URL(canonical).pathname : "/";
  return { root, files, pages, own: own.endsWith("/") ? own : own + "/" };
}

/** The kind of page: what its body says, or else its first folder. */
function typeOf(file, page) {
  if (file === "404.html") return "404";
  if (page.type) return page.type;
  return file.includes("/") ? file.split("/")[0] : "home";
}

/** The path under which a file is linked: a folder stands for its index.html. */
export function urlPath(file) {
  const linked = file.replace(/(^|\/)index\.html$/, "$1");
  return linked.split("/").map(encodeURIComponent).join("/");
}

/**
 * Runs in the browser: the facts of one HTML text. A link is { tag, url, loads, walks }:
 * `loads` if showing the page fetches it, `walks` if a reader can follow it.
 */
function describe(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const links = [];
  const add = (element, url, loads, walks) =>
    links.push({ tag: element.localName, url: url.trim(), loads, walks });

  const readers = [
    ["a[href], area[href]", "href", false, true],
    ["form[action]", "action", false, true],
    ["script[src], img[src], source[src], video[src], audio[src], track[src], input[src], embed[src]", "src", true, false],
    ["iframe[src]", "src", true, true],
    ["video[poster]", "poster", true, false],
    ["object[data]", "data", true, false],
    ["svg use[href], svg image[href]", "href", true, false],
  ];
  for (const [selector, attribute, loads, walks] of readers) {
    for (const element of page.querySelectorAll(selector)) {
      add(element, element.getAttribute(attribute), loads, walks);
    }
  }
  for (const element of page.querySelectorAll("img[srcset], source[srcset]")) {
    for (const candidate of element.srcset.split(/,\s+|,$/).filter(Boolean)) {
      add(element, candidate.trim().split(/\s+/)[0], true, false);
    }
  }
  const described = ["alternate", "author", "canonical", "help", "license", "me", "next", "prev", "search"];
  for (const element of page.querySelectorAll("link[href]")) {
    const loads = !element.rel.split(/\s+/).some((rel) => described.includes(rel)) || element.relList.contains("stylesheet");
    add(element, element.getAttribute("href"), loads, false);
  }
  const refresh = page.querySelector("meta[http-equiv=refresh i]");
  const target = refresh?.content.match(/url\s*=\s*['"]?([^'"]*)/i);
  if (target) add(refresh, target[1], false, true);

  // What the policy of the server would block.
  const inline = [...page.querySelectorAll("[style], style, script:not([src])")]
    .filter((element) => element.localName !== "script" || !element.type || /javascript|module|importmap|speculationrules/.test(element.type))
    .map((element) => (element.hasAttribute("style") ? `<${element.localName} style>` : `<${element.localName}>`));
  for (const element of page.querySelectorAll("*")) {
    const handler = element.getAttributeNames().find((name) => name.startsWith("on"));
    if (handler) inline.push(`<${element.localName} ${handler}>`);
  }

  return {
    links,
    inline: [...new Set(inline)],
    ids: [...page.querySelectorAll("[id]")].map((element) => element.id),
    alias: refresh !== null,
    type: page.body.dataset.page ?? "",
    chart: page.querySelector(".chart") !== null,
    indexed: !page.querySelector("meta[name=robots]")?.content.includes("noindex"),
    lang: page.documentElement.lang,
    title: page.title.trim(),
    words: (page.querySelector("main")?.textContent.match(/\S*[\p{L}\d]\S*/gu) ?? []).length,
    viewport: page.querySelector("meta[name=viewport]")?.content ?? "",
    canonical: page.querySelector("link[rel=canonical]")?.getAttribute("href") ?? "",
    headings: [...page.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => ({
      level: Number(heading.localName[1]),
      text: heading.textContent.trim().replace(/\s+/g, " "),
    })),
  };
}
