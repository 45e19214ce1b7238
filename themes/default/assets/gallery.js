// Galleries in the browser: a picture opens in front of the page, with its words and the way to its neighbours. Without
// this script each picture is a link to its large form. All words and marks come from the page (template.lightbox-of).
// Entry point: the end of the file.

(() => {
  "use strict";

  const PICTURES = ".gallery a";
  /** How far a finger goes before it is a swipe, in pixels. */
  const SWIPE = 40;

  /** What is open: the gallery, its number on the page, the dialog, the picture, the link that opened it. */
  let open = null;
  /** Where a finger went down. */
  let touch = null;
  /** The neighbours of the picture that is shown, on their way here. */
  let coming = [];

  const linksOf = (gallery) => [...gallery.querySelectorAll("a")];

  /** The large form of the picture of a link. */
  function large(link) {
    const picture = link.querySelector("picture, img").cloneNode(true);
    const image = picture.matches("img") ? picture : picture.querySelector("img");
    for (const part of [image, ...picture.querySelectorAll("source")]) {
      if (part.srcset) part.sizes = "100vw";
    }
    for (const name of ["loading", "class"]) image.removeAttribute(name);
    if (!image.srcset) image.src = link.href;
    return picture;
  }

  /** Shows a picture of the open gallery; before the first comes the last. */
  function show(at) {
    const { gallery, dialog } = open;
    const links = linksOf(gallery);
    open.at = (at + links.length) % links.length;
    const link = links[open.at];
    const words = link.closest("figure").querySelector("figcaption")?.cloneNode(true);
    dialog.querySelector(".lightbox-stage").replaceChildren(large(link), ...(words ? [words] : []));
    const count = dialog.querySelector(".lightbox-count");
    const values = { number: open.at + 1, count: links.length };
    count.textContent = count.dataset.words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    for (const button of dialog.querySelectorAll(".lightbox-previous, .lightbox-next")) {
      button.hidden = links.length < 2;
    }
    coming = [1, links.length - 1].map((step) => large(links[(open.at + step) % links.length]));
  }

  /** Opens a gallery of the page at one of its pictures. */
  function begin(gallery, at, link) {
    const { content } = gallery.parentElement.querySelector("template.lightbox-of");
    const dialog = document.importNode(content, true).querySelector("dialog");
    const number = [...document.querySelectorAll(".gallery")].indexOf(gallery);
    document.body.append(dialog);
    open = { gallery, number, dialog, at, link };
    dialog.addEventListener("close", end);
    dialog.addEventListener("keydown", press);
    dialog.addEventListener("click", tap);
    dialog.addEventListener("pointerdown", putDown);
    dialog.addEventListener("pointerup", lift);
    dialog.addEventListener("pointercancel", () => (touch = null));
    show(at);
    dialog.showModal();
  }

  /** The dialog is closed: the reader is back at the link. */
  function end() {
    if (!open) return;
    const { dialog, link } = open;
    [open, touch, coming] = [null, null, []];
    dialog.remove();
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = linksOf(open.gallery).length - 1;
    const places = { ArrowLeft: open.at - 1, ArrowRight: open.at + 1, Home: 0, End: last };
    if (!(event.key in places)) return;
    event.preventDefault();
    show(places[event.key]);
  }

  /** A tap on a button, or on the empty space around the picture, which closes. */
  function tap({ target }) {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step === "previous") show(open.at - 1);
    else if (step === "next") show(open.at + 1);
    else if (step === "close" || target === open.dialog || target.matches(".lightbox-stage")) open.dialog.close();
  }

  /** A second finger zooms, and a zoomed page is moved, not turned. */
  function putDown(event) {
    const turns = event.isPrimary && event.pointerType !== "mouse" && (window.visualViewport?.scale ?? 1) <= 1.01;
    touch = turns ? { x: event.clientX, y: event.clientY } : null;
  }

  function lift({ clientX, clientY }) {
    if (!touch) return;
    const [x, y] = [clientX - touch.x, clientY - touch.y];
    touch = null;
    if (Math.abs(x) < SWIPE || Math.abs(x) < 1.5 * Math.abs(y)) return;
    show(open.at + (x < 0 ? 1 : -1));
  }

  /** The page may be another one below: what was open is opened again, as it is now. */
  function again() {
    if (!open || open.dialog.isConnected) return;
    const { number, at } = open;
    open = null;
    const gallery = document.querySelectorAll(".gallery")[number];
    const link = gallery && linksOf(gallery)[at];
    if (link) begin(gallery, at, link);
  }

  const once = document.documentElement;
  if (once.hasAttribute("data-galleries") || !window.HTMLDialogElement) return;
  once.setAttribute("data-galleries", "");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(PICTURES);
    const plain = event.button === 0 && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    const gallery = link.closest(".gallery");
    begin(gallery, linksOf(gallery).indexOf(link), link);
  });
  window.addEventListener("pageshow", again);
  // Says so, so that a preview may change the page below.
  document.querySelectorAll('script[src$="gallery.js"]').forEach((script) => script.setAttribute("data-pageshow", ""));
})();
