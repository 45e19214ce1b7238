// What is wrong, in the browser: errors in a dialog over the last good page, and how many errors and warnings there
// are in the corner. Entry point: showFaults().

import { copier, element, section, shadow } from "./panel.js";
import { say } from "./words.js";

/** Which errors the reader has closed: session and version of their state; kept while going from page to page. */
const CLOSED = "kronika-preview-closed";

/** How many are listed; nobody reads on. */
const LISTED = 50;

const dialog = element("dialog", { class: "faults", "aria-labelledby": "faults-title" });
shadow.append(dialog);
dialog.addEventListener("close", () => {
  // Closed by the reader, and not because all is well.
  if (current.errors.length > 0) sessionStorage.setItem(CLOSED, current.mark);
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

const counts = section({ class: "counts" });
const list = element("section", { class: "warnings", id: "warnings", hidden: "" });
counts.part.before(list);
list.parentNode.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !list.hidden) unfold(false);
});

let current = { mark: "", errors: [], warnings: [], shown: true };
let drawn = "";

/** Shows the faults of a state. Errors that are new open the dialog, and it closes when there are none. */
export function showFaults({ session, version, shown, errors, warnings }) {
  current = { mark: `${session} ${version}`, shown, errors, warnings };
  const news = JSON.stringify([shown, errors, warnings, document.documentElement.lang]);
  if (news !== drawn) {
    drawn = news;
    draw();
  }
  if (errors.length === 0) {
    if (dialog.open) dialog.close();
  } else if (sessionStorage.getItem(CLOSED) !== current.mark) {
    open();
  }
}

function open() {
  if (dialog.open) return;
  sessionStorage.removeItem(CLOSED);
  dialog.showModal();
}

function draw() {
  const { shown, errors, warnings } = current;
  if (errors.length > 0) {
    const title = element("h2", { id: "faults-title", tabindex: "-1", autofocus: "" }, say("error", { count: errors.length }));
    const close = element("button", { type: "button", class: "close", click: () => dialog.close() }, say("close"));
    const rest = warnings.length > 0 ? [element("h3", {}, say("warning", { count: warnings.length })), faultList(warnings)] : [];
    dialog.replaceChildren(
      element(
        "div",
        { class: "faults-body" },
        element("div", { class: "faults-head" }, title, close),
        element("p", {}, say(shown ? "last_good" : "none_good")),
        faultList(errors),
        ...rest,
      ),
    );
  }

  const unfolded = !list.hidden && warnings.length > 0;
  list.replaceChildren(faultList(warnings));
  list.setAttribute("aria-label", say("warning", { count: warnings.length }));
  const chips = [];
  if (errors.length > 0) {
    chips.push(element("button", { type: "button", class: "chip count-errors", click: open }, say("error", { count: errors.length })));
  }
  if (warnings.length > 0) {
    const toggle = () => unfold(list.hidden);
    const attributes = { type: "button", class: "chip count-warnings", "aria-controls": "warnings", click: toggle };
    chips.push(element("button", attributes, say("warning", { count: warnings.length })));
  }
  const focused = counts.part.contains(shadow.activeElement) ? shadow.activeElement.classList[1] : null;
  counts.show(...chips);
  unfold(unfolded);
  if (focused) counts.part.querySelector(`.${focused}`)?.focus({ preventScroll: true });
}

/** Opens or closes the list of warnings. */
function unfold(wanted) {
  const button = counts.part.querySelector(".count-warnings");
  const within = list.contains(shadow.activeElement);
  list.hidden = !wanted;
  button?.setAttribute("aria-expanded", String(wanted));
  if (within && !wanted) button?.focus();
}

/** The faults as a list, the first of them if they are many. */
function faultList(faults) {
  const rest = faults.length - LISTED;
  const more = rest > 0 ? [element("li", {}, say("more", { count: rest }))] : [];
  return element("ol", {}, ...faults.slice(0, LISTED).map(drawFault), ...more);
}

function drawFault({ severity, code, message, path, line, column, excerpt, hints }) {
  // Messages and hints are in English, as in the terminal.
  const parts = [element("p", { class: "message", lang: "en" }, element("span", { class: `code ${severity}` }, code), " ", ...marked(message))];
  if (path) {
    const place = [path, line, column].filter((part) => part !== null && part !== undefined).join(":");
    parts.unshift(element("p", { class: "place" }, copier(place, place)));
  }
  if (excerpt) parts.push(element("pre", { tabindex: "0" }, excerpt));
  for (const hint of hints ?? []) {
    parts.push(element("p", { class: "hint" }, element("span", { class: "hint-word" }, `${say("hint")}: `), element("span", { lang: "en" }, ...marked(hint))));
  }
  return element("li", {}, ...parts);
}

/** A text in which what stands between backticks is code. */
function marked(text) {
  return text.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? element("code", {}, part) : part));
}
