// What a page is made of besides its text: style sheets, scripts, pictures. Says whether a change concerns the
// page, and has changed files fetched anew, by a mark in their addresses. Entry points: uses(), changesBeyondMarkup(), note(),
// freshen().

import { addressOf, urlOf } from "./place.js";

/** The attributes that name a file which can be exchanged in place. */
const NAMES = [
  ['link[rel~="stylesheet"], link[rel~="icon"]', ["href"]],
  ["img, source, video, audio, track, embed, iframe", ["src", "srcset", "poster"]],
  ["object", ["data"]],
];

/** Marks that make a file another for the browser once it has changed: by address, and for all others. */
const marks = new Map();
let markOfAll = null;

/** Files that stand in the markup of the page, or have: they can be exchanged. */
const named = new Set();
/** All that the browser has fetched for the page: also what style sheets and scripts have asked for. */
const fetched = new Set();

/** What the server said of files that no exchange of markup brings in, to tell whether they have changed. */
const tags = new Map();

const watch = (list) => {
  for (const { name, initiatorType } of list.getEntries()) {
    const address = addressOf(name);
    // Pages are fetched by ourselves.
    if (!address || address.endsWith("/") || address.endsWith(".html")) continue;
    fetched.add(address);
    if (["script", "css"].includes(initiatorType) && !tags.has(address)) tags.set(address, tagOf(address));
  }
};
new PerformanceObserver(watch).observe({ type: "resource", buffered: true });

/** The entity tag that the server has for a file now; null if it cannot say. */
async function tagOf(address) {
  try {
    const { headers } = await fetch(urlOf(address), { method: "HEAD", cache: "no-store" });
    return headers.get("ETag");
  } catch {
    return null;
  }
}

/** Calls `change(element, attribute)` for every attribute below `root` that names a file. */
function eachName(root, change) {
  for (const [selector, attributes] of NAMES) {
    for (const element of root.querySelectorAll(selector)) {
      for (const attribute of attributes) {
        if (element.hasAttribute(attribute)) change(element, attribute);
      }
    }
  }
}

/** The URLs in an attribute, each replaced by `change(url)`. A srcset has several, each with a size. */
function replaceUrls(element, attribute, change) {
  const value = element.getAttribute(attribute);
  const several = attribute === "srcset" ? value.split(/,\s+/) : [value];
  const made = several.map((one) => one.replace(/^\s*\S+/, (url) => change(url.trim())));
  const whole = made.join(", ");
  if (whole !== value) element.setAttribute(attribute, whole);
}

function noteNames() {
  eachName(document, (element, attribute) => {
    replaceUrls(element, attribute, (url) => {
      named.add(addressOf(url));
      return url;
    });
  });
}

/** Whether the page is made of any of these addresses. */
export function uses(addresses) {
  noteNames();
  return addresses.some((address) => named.has(address) || fetched.has(address));
}

/**
 * Whether a change is one that no exchange of markup brings into the page: a script, or what a style sheet or a
 * script has asked for.
 */
export async function changesBeyondMarkup({ everything, addresses }) {
  noteNames();
  const beyond = [...fetched].filter((address) => !named.has(address));
  if (!everything) return beyond.some((address) => addresses.has(address));
  const same = async (address) => {
    const [before, now] = await Promise.all([tags.get(address), tagOf(address)]);
    return Boolean(before) && before === now;
  };
  return (await Promise.all(beyond.map(same))).includes(false);
}

/** Notes that files have changed. */
export function note({ everything, addresses }) {
  // Versions begin anew with each server; moments do not.
  const mark = Date.now();
  if (everything) {
    marks.clear();
    markOfAll = mark;
  }
  for (const address of addresses) marks.set(address, mark);
}

/** Has a document fetch changed files anew: in what is about to take this one's place. */
export function freshen(root) {
  eachName(root, (element, attribute) => {
    replaceUrls(element, attribute, (url) => {
      const address = addressOf(url);
      const mark = address === null ? null : (marks.get(address) ?? markOfAll);
      if (mark === null) return url;
      return `${url}${url.includes("?") ? "&" : "?"}kronika=${mark}`;
    });
  });
}
