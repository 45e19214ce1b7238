// Short notices in the corner: the connection is lost, the page is gone, another entry was edited.
// Entry points: showLine(), showRemoved(), offer().

import { element, section } from "./panel.js";
import { here, urlOf } from "./place.js";
import { say } from "./words.js";

/** Which edit was followed or waved away: session and version; kept while going from page to page. */
const SEEN = "kronika-preview-seen";

const line = section({ class: "line", role: "status" });
const removed = section({ class: "removed", role: "status" });
const edited = section({ class: "edited", role: "status" });
/** Where the offer on screen leads. */
let offered = null;

/** Says that there is no connection, until there is. */
export function showLine(connected) {
  if (connected) line.show();
  else line.show(element("p", { class: "chip lost" }, say("lost")));
}

/** Says that the page is gone, until it is back. */
export function showRemoved(gone) {
  if (gone) removed.show(element("p", { class: "chip gone" }, say("removed")));
  else removed.show();
}

/** Offers to go where the newest edit was, unless that is here or the reader has done with it. */
export function offer({ session, version, edited: entries, removed: gone }) {
  if (gone.includes(offered)) edited.show();
  if (entries.length === 0) return;
  const mark = `${session} ${version}`;
  const done = () => {
    sessionStorage.setItem(SEEN, mark);
    edited.show();
  };
  if (entries.some(({ url }) => url === here())) done();
  if (sessionStorage.getItem(SEEN) === mark) {
    edited.show();
    return;
  }
  const [{ url, title }, ...others] = entries;
  offered = url;
  const words = say(others.length > 0 ? "edited_more" : "edited", { title, count: others.length });
  const link = element("a", { href: urlOf(url), click: done }, words, " ", element("span", { class: "go" }, `→ ${say("go_there")}`));
  const dismiss = element("button", { type: "button", class: "dismiss", "aria-label": say("dismiss"), title: say("dismiss"), click: done }, "×");
  edited.show(element("p", { class: "chip" }, link, dismiss));
}
