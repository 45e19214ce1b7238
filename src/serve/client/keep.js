// What a reader has done to a page and would miss after an update: where it is scrolled to, which details are
// open, what stands in fields, where the focus is. Told apart by their words and names, so that it survives both
// a page changed in place and one loaded anew. Entry points: carryDetails(), remember(), restore(); for a page
// loaded anew reload() and resume().

import { here } from "./place.js";

const STORE = "kronika-preview-kept";
const FIELDS = "input, select, textarea";

const words = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";
const detailsName = (details) => words(details.querySelector("summary"));
const fieldName = (field) => [field.form?.id, field.type, field.name || field.id, field.type === "radio" ? field.value : ""].join(" ");
const focusName = (element) => element.id || [element.getAttribute("name"), element.getAttribute("href"), words(element)].join(" ");

/** Which details are open in the page as it was made, by their keys. */
let given = openings(document);

/** Elements by a name, those of the same name counted: a map from key to element. */
function keyed(elements, nameOf) {
  const counts = new Map();
  const found = new Map();
  for (const element of elements) {
    const name = nameOf(element);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    found.set(`${name} ${count}`, element);
  }
  return found;
}

function openings(root) {
  const found = keyed(root.querySelectorAll("details"), detailsName);
  return new Map([...found].map(([key, { open }]) => [key, open]));
}

/** The details that the reader has opened or closed: { key: open }. */
function turned() {
  return Object.fromEntries([...openings(document)].filter(([key, open]) => given.get(key) !== open));
}

/** Opens and closes in the document `next`, which is about to take this one's place, what the reader has. */
export function carryDetails(next) {
  const own = turned();
  given = openings(next);
  turn(next, own);
}

function turn(root, own) {
  const all = keyed(root.querySelectorAll("details"), detailsName);
  for (const [key, open] of Object.entries(own)) {
    if (all.has(key)) all.get(key).open = open;
  }
}

/** Whether the reader has changed a field. */
export function isFilled(field) {
  if (field.localName === "select") return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** What fields hold and where the focus is, as data. */
export function remember() {
  const filled = [...keyed(document.querySelectorAll(FIELDS), fieldName)].filter(([, field]) => isFilled(field));
  const fields = filled.map(([key, { value, checked }]) => [key, { value, checked }]);
  return { fields: Object.fromEntries(fields), focus: focusNow() };
}

function focusNow() {
  const element = document.activeElement;
  if (!element || element === document.body || !document.body.contains(element)) return null;
  const alike = keyed(document.querySelectorAll(element.localName), focusName);
  const [key] = [...alike].find(([, one]) => one === element) ?? [];
  const { selectionStart: from, selectionEnd: to } = element;
  return { tag: element.localName, key, from, to };
}

/** Puts back what remember() has noted. What the page still has as it was is not touched. */
export function restore({ fields, focus }) {
  const all = keyed(document.querySelectorAll(FIELDS), fieldName);
  for (const [key, { value, checked }] of Object.entries(fields)) {
    const field = all.get(key);
    if (!field || field.type === "file") continue;
    if (field.checked !== checked) field.checked = checked;
    const known = field.localName !== "select" || [...field.options].some((option) => option.value === value);
    if (known && field.value !== value) field.value = value;
  }
  if (!focus || document.activeElement !== document.body) return;
  const element = keyed(document.querySelectorAll(focus.tag), focusName).get(focus.key);
  element?.focus({ preventScroll: true });
  if (element && typeof focus.from === "number") element.setSelectionRange(focus.from, focus.to);
}

/**
 * Loads the page anew, or the one at `url`, and has it take up what the reader has done to this one. `reason` is
 * the state that asks for it: the same does not do so twice.
 */
export function reload(reason, url, address = here()) {
  const kept = stored();
  if (!url && kept?.reason === reason && kept.address === address) return;
  const note = { address, reason, details: turned(), scroll: [scrollX, scrollY], ...remember() };
  sessionStorage.setItem(STORE, JSON.stringify(note));
  if (url) location.replace(url);
  else location.reload();
}

function stored() {
  return JSON.parse(sessionStorage.getItem(STORE) ?? "null");
}

/** Takes up what the page had before it was loaded anew. */
export function resume() {
  const kept = stored();
  if (!kept || kept.done) return;
  // Only who asked for it stays on record.
  const { address, reason, scroll } = kept;
  sessionStorage.setItem(STORE, JSON.stringify({ address, reason, done: true }));
  if (address !== here()) return;
  turn(document, kept.details);
  restore(kept);
  const [left, top] = scroll;
  const goBack = () => window.scrollTo({ left, top, behavior: "instant" });
  goBack();
  if (document.readyState === "complete") return;
  // Pictures may move everything yet; not so once the reader has taken over.
  const own = new AbortController();
  for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(event, () => own.abort(), { signal: own.signal });
  }
  const settled = () => {
    goBack();
    own.abort();
  };
  window.addEventListener("load", settled, { signal: own.signal });
}
