// Brings the page on screen up to date without leaving it: fetches it, exchanges what differs in the head, morphs
// the body, and keeps what the reader has done. What is beyond that (a changed script, a script that would not do
// its work again) loads the page anew, at the same place. Entry point: update().

import { Idiomorph } from "./idiomorph.js";
import { changesBeyondMarkup, freshen, note, uses } from "./assets.js";
import { carryDetails, isFilled, reload, remember, restore } from "./keep.js";
import { here, navigation } from "./place.js";

/** How long a style sheet may take before the page goes on without it, in milliseconds. */
const PATIENCE = 5000;

/** Whether this is the site's page for addresses that lead nowhere. */
let missing = navigation?.responseStatus === 404;
/** The page as it was fetched last. */
let shown = null;

/**
 * Updates the page after a change `{ everything, addresses }`, if it concerns the page. `reason` is the state that
 * told of it, for reload().
 * Returns whether there still is such a page, undefined if nothing concerned it. Throws if the server cannot be reached.
 */
export async function update(change, reason) {
  const { everything, addresses } = change;
  const own = addresses.has(here()) || (missing && addresses.has("404.html"));
  const assets = everything || uses([...addresses]);
  if (!own && !assets) return undefined;

  if (assets && (await changesBeyondMarkup(change))) {
    anew(reason, "it uses a file that cannot be exchanged in place");
    return true;
  }
  const response = await fetch(location.href, { cache: "no-store" });
  if (!response.ok && !(missing && response.status === 404)) {
    if (response.status === 404) return false;
    throw new Error(`${response.status}`);
  }
  missing = response.status === 404;
  const text = await response.text();
  if (!assets && text === shown) return true;
  shown = text;

  const next = new DOMParser().parseFromString(text, "text/html");
  if (!scriptsFollow(next)) {
    anew(reason, "a script has come or gone, or does not say that it works again on pageshow");
    return true;
  }
  note(change);
  freshen(next);
  try {
    await take(next);
  } catch (error) {
    anew(reason, `it could not be changed in place: ${error}`);
  }
  return true;
}

/** Loads the page anew, and tells who writes a theme why. */
function anew(reason, why) {
  console.info(`kronika preview: the page is loaded anew, because ${why}`);
  reload(reason);
}

/** Executable scripts of the page: others hold data, or are of an extension of the browser. */
function scriptsOf(root) {
  const own = ({ type, src }) => /^$|javascript|^module$/.test(type) && /^$|^https?:/.test(src);
  return [...root.querySelectorAll("script")].filter(own);
}

/**
 * Whether the next document has the same scripts as this one, and all of them have said, by `data-pageshow` on
 * their own elements, that they do their work again on `pageshow`. Notes that in the next document too.
 */
function scriptsFollow(next) {
  const now = scriptsOf(document);
  const coming = scriptsOf(next);
  const name = (script) => script.src || script.text;
  if (now.map(name).join("\n") !== coming.map(name).join("\n")) return false;
  for (const script of coming) script.dataset.pageshow = "";
  return now.every((script) => script.hasAttribute("data-pageshow"));
}

/** Makes this document what the next one is. */
async function take(next) {
  const dropOld = await takeHead(next.head);
  const kept = remember();
  carryDetails(next);
  takeAttributes(document.documentElement, next.documentElement);
  Idiomorph.morph(document.body, next.body, {
    restoreFocus: false,
    callbacks: {
      beforeNodeMorphed: (old, made) => !old.isEqualNode(made),
      beforeAttributeUpdated: (name, element) => !isReaders(name, element),
    },
  });
  dropOld();
  restore(kept);
  // Theme scripts listen to it, for a page that comes back from the browser's memory: they do their work again.
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  // Once more: what scripts have only now shown again could not have the focus before.
  restore(kept);
}

/** Whether an attribute stands for what the reader has chosen or typed. */
function isReaders(name, element) {
  if (name === "selected") return element.localName === "option" && isFilled(element.closest("select") ?? element);
  const field = ["input", "textarea"].includes(element.localName);
  return field && ["value", "checked"].includes(name) && isFilled(element);
}

function takeAttributes(element, from) {
  for (const { name } of [...element.attributes]) {
    if (!from.hasAttribute(name)) element.removeAttribute(name);
  }
  for (const { name, value } of from.attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

/**
 * Puts what is new into the head, in its order, and waits for new style sheets. Returns a function that removes
 * what is no longer in it: until then, old style sheets hold.
 */
async function takeHead(head) {
  const outdated = [];
  const arriving = [];
  let at = document.head.firstElementChild;
  for (const wanted of head.children) {
    let same = at;
    while (same && !same.isEqualNode(wanted)) same = same.nextElementSibling;
    if (same) {
      for (; at !== same; at = at.nextElementSibling) outdated.push(at);
      at = same.nextElementSibling;
      continue;
    }
    const made = document.importNode(wanted, true);
    document.head.insertBefore(made, at);
    if (made.matches('link[rel~="stylesheet"]') && matchMedia(made.media || "all").matches) arriving.push(arrival(made));
  }
  for (; at; at = at.nextElementSibling) outdated.push(at);
  await Promise.all(arriving);
  return () => outdated.forEach((element) => element.remove());
}

function arrival(link) {
  return new Promise((resolve) => {
    link.addEventListener("load", resolve, { once: true });
    link.addEventListener("error", resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
}
