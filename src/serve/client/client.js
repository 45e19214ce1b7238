// The preview in the browser, loaded by every page that `kronika serve` shows. It follows the server's states:
// the page on screen is updated in place, errors and warnings are shown over it, notices and the state of the
// entry in a corner. What stands in the built site has none of it.
//
//   events.js   the line to the server          page.js     the page, brought up to date
//   place.js    where this page is              assets.js   style sheets, scripts, pictures of the page
//   faults.js   errors and warnings             keep.js     scroll, open details, fields, focus
//   notices.js  lost line, removed, edited      panel.js    the corner all is shown in
//   strip.js    draft, embargoed, hidden …      words.js    texts in Polish and English

import { listen } from "./events.js";
import { showFaults } from "./faults.js";
import { reload, resume } from "./keep.js";
import { offer, showLine, showRemoved } from "./notices.js";
import { update } from "./page.js";
import { element } from "./panel.js";
import { decoded, here, madeIn, navigation, urlOf } from "./place.js";
import { showStrip } from "./strip.js";
import { say } from "./words.js";

/**
 * What the page on screen shows: the server's session and the version. The session of a page just loaded is
 * that of the first state, unless it came from the browser's memory and may be of any.
 */
const onScreen = { session: null, version: navigation?.type === "back_forward" ? NaN : madeIn };

/** The newest state. */
let newest = null;
/** What has changed and is not on screen yet: { everything, addresses }. */
let due = nothing();
let working = false;
/** Whether the server had no site to show when it made this page. */
let waiting = false;

/** Waits for a site, on the server's page for when there is none, in the reader's language. */
function wait() {
  waiting = true;
  document.documentElement.lang = /^pl\b/i.test(navigator.language) ? "pl" : "en";
  document.body.replaceChildren(element("p", {}, say("none_yet")));
}

function nothing() {
  return { everything: false, addresses: new Set() };
}

function receive(told) {
  const state = plain(told);
  newest = state;
  showFaults(state);
  if (!state.shown) return;
  if (waiting) {
    waiting = false;
    location.reload();
    return;
  }

  const from = here();
  const [, to] = state.moved.find(([old]) => old === from) ?? [];
  if (to !== undefined) {
    reload(mark(state), urlOf(to), to);
    return;
  }
  offer(state);
  collect(state);
  work();
}

/** A state with its addresses as they are compared. */
function plain(state) {
  return {
    ...state,
    changed: state.changed?.map(decoded) ?? null,
    removed: (state.removed ?? []).map(decoded),
    moved: (state.moved ?? []).map((pair) => pair.map(decoded)),
    edited: (state.edited ?? []).map((entry) => ({ ...entry, url: decoded(entry.url) })),
  };
}

const mark = ({ session, version }) => `${session} ${version}`;

/** Adds to what is due what a state tells; after a state that was missed, or another session's, that is everything. */
function collect({ session, version, changed, removed }) {
  const sameSession = onScreen.session === session || onScreen.session === null;
  const step = sameSession ? version - onScreen.version : NaN;
  onScreen.session = session;
  onScreen.version = version;
  if (step === 0) return;
  if (step === 1 && changed) [...changed, ...removed].forEach((address) => due.addresses.add(address));
  else due.everything = true;
}

/** Brings on screen what is due, one change after the other. */
async function work() {
  if (working) return;
  working = true;
  try {
    do {
      const change = due;
      due = nothing();
      const there = await update(change, mark(newest));
      if (there !== undefined) showRemoved(!there);
      await showStrip();
    } while (due.everything || due.addresses.size > 0);
  } catch (error) {
    // The server is gone, or the page could not be changed. The next state brings it all.
    onScreen.version = NaN;
    console.warn("kronika preview:", error);
  } finally {
    working = false;
  }
}

if (navigation?.responseStatus === 503) wait();
resume();
listen({ onState: receive, onLine: showLine });
