// What the preview tells of the entry on screen: whether a build would publish it, from which lists it is hidden,
// and where its file is. Entry point: showStrip().

import { copier, element, section } from "./panel.js";
import { here } from "./place.js";
import { say } from "./words.js";

const strip = section({ class: "strip" });
let drawn = "";

/** Asks the server about the page on screen and shows what it says; of pages that are no entry's, nothing. */
export async function showStrip() {
  const response = await fetch(`/__kronika/page?url=${encodeURIComponent(here())}`, { cache: "no-store" });
  if (!response.ok) return;
  const page = await response.json();
  const news = JSON.stringify([page, document.documentElement.lang]);
  if (news === drawn) return;
  drawn = news;
  strip.show(...(page ? draw(page) : []));
}

function draw({ source, file, state, moment, hidden_from: places = [] }) {
  const chips = [];
  if (state !== "published") {
    chips.push(badge(`state-${state}`, say(state, { moment: moment ?? "" }).trim(), say(`${state}_why`)));
  }
  if (places.length > 0) {
    const names = places.map((place) => say(place)).join(", ");
    chips.push(badge("hidden-from", say("hidden", { places: names }), say("hidden_why", { key: `hidden_from: ${places.join(", ")}` })));
  }
  // On screen it is short; what is copied is found from anywhere.
  const path = copier(source, file ?? source);
  path.classList.add("chip", "source");
  return [...chips, path];
}

/** A word in the corner that says why when it is opened. */
function badge(name, words, why) {
  return element("details", { class: `chip badge ${name}` }, element("summary", {}, words), element("p", {}, why));
}
