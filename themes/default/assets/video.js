// Recordings that lie on other sites. Nothing of them is loaded with the page: this script adds a button, and the button
// loads the service's player in a frame. Without it there is a link. All words come from the page (data-play,
// data-consent, data-title). Entry point: prepare().

(() => {
  "use strict";

  /** What the player may do in its frame; all else stays forbidden to it. */
  const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";

  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /** Puts the player in the place of the picture, and the focus into it. */
  function play(figure, stage) {
    const { player, title } = figure.dataset;
    const frame = document.createElement("iframe");
    frame.dataset.enhanced = "";
    frame.title = title;
    frame.allow = ALLOWED;
    frame.allowFullscreen = true;
    // Some players want to know which site shows them; they are not told which page.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = player;
    stage.querySelector("button").remove();
    for (const picture of stage.children) picture.hidden = true;
    stage.append(frame);
    frame.focus();
  }

  /** The button, over the picture or in its place. */
  function button(figure, stage) {
    const { play: word, title, consent } = figure.dataset;
    const made = element("button", "recording-play");
    made.type = "button";
    made.dataset.enhanced = "";
    const sign = element("span", "recording-sign");
    sign.ariaHidden = "true";
    const words = element("span", "recording-words");
    const name = element("span", "recording-word", word);
    name.append(element("span", "visually-hidden", ` – ${title}. `));
    words.append(name, element("span", "recording-consent", consent));
    made.append(sign, words);
    made.addEventListener("click", () => play(figure, stage));
    return made;
  }

  function prepare() {
    for (const figure of document.querySelectorAll(".recording[data-player]")) {
      const stage = figure.querySelector(".recording-stage");
      if (!stage || stage.querySelector("button, iframe")) continue;
      stage.append(button(figure, stage));
    }
  }

  prepare();
  window.addEventListener("pageshow", prepare);
  // Says so: everything is done again on pageshow, so that a preview may change the page below.
  document.currentScript?.setAttribute("data-pageshow", "");
})();
