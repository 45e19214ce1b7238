// What the preview shows beside the page: a corner with chips, in a shadow root of its own behind the body, so that
// neither the theme's styles nor an update of the page touch it. Entry points: element(), section(), copier().

import { language, say } from "./words.js";

const host = document.createElement("kronika-preview");
const shadow = host.attachShadow({ mode: "open" });
const bar = element("aside", { class: "bar" });

const styles = element("link", { rel: "stylesheet", href: "/__kronika/client.css" });
// Nothing is shown without its looks; if they cannot be had, better so than not at all.
host.hidden = true;
for (const event of ["load", "error"]) styles.addEventListener(event, () => (host.hidden = false), { once: true });
shadow.append(styles, bar);
document.documentElement.append(host);

/** An element with attributes and children; of the attributes, functions are listeners. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A part of the corner, or with `where` of all the preview, that is filled with show(…children) and emptied with show(). */
export function section(attributes, where = bar) {
  const part = element("div", attributes);
  where.append(part);
  return {
    part,
    show(...children) {
      host.lang = language();
      bar.setAttribute("aria-label", say("preview"));
      part.replaceChildren(...children);
    },
  };
}

/** All of the preview, for what is no part of the corner. */
export { shadow };

const told = section({ class: "told", role: "status" });

/** A button that shows `words` and copies `text`, and says so. */
export function copier(words, text) {
  const copy = async () => {
    const done = (await copyBySystem(text)) || copyBySelection(text);
    tell(say(done ? "copied" : "not_copied", { path: text }));
  };
  const name = say("copy", { path: words });
  return element("button", { type: "button", class: "copy", title: name, click: copy }, words);
}

let silence = 0;

/** Says something for a few seconds. */
function tell(words) {
  clearTimeout(silence);
  const dialog = shadow.querySelector("dialog[open]");
  // What is behind an open dialog is not heard.
  (dialog ?? bar).append(told.part);
  told.show(element("p", { class: "chip" }, words));
  silence = setTimeout(() => told.show(), 4000);
}

async function copyBySystem(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The way of old browsers, and of addresses other than this machine's, where there is no clipboard. */
function copyBySelection(text) {
  const back = shadow.activeElement;
  const field = element("textarea", { class: "unseen", readonly: "" });
  field.value = text;
  (shadow.querySelector("dialog[open]") ?? bar).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  back?.focus();
  return done;
}
