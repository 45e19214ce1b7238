// Functions that run inside a page. Each stands alone: the browser gets its source only.

/** One visible h1, levels in order, a language: also after scripts have run. */
export function headline() {
  const problems = [];
  if (!document.documentElement.lang) problems.push("html has no lang");
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((heading) => heading.checkVisibility());
  const first = headings.filter((heading) => heading.localName === "h1").length;
  if (first !== 1) problems.push(`${first} visible h1 headings, not one`);
  let before = 0;
  for (const heading of headings) {
    const level = Number(heading.localName[1]);
    if (before && level > before + 1) {
      problems.push(`h${level} "${heading.textContent.trim()}" follows a visible h${before}`);
    }
    before = level;
  }
  return problems;
}

/** A header, one main, a footer; navigations with names of their own (axe sees the rest). */
export function landmarks() {
  const problems = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count("body > header, [role=banner]") !== 1) problems.push("not one header of the page");
  if (count("main, [role=main]") !== 1) problems.push("not one main");
  if (count("body > footer, [role=contentinfo]") !== 1) problems.push("not one footer of the page");
  return problems;
}

/** Whether the page scrolls sideways, and what sticks out furthest. */
export function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= window.innerWidth) return [];
  let widest = root;
  for (const element of document.body.querySelectorAll("*")) {
    if (element.getBoundingClientRect().right > widest.getBoundingClientRect().right) widest = element;
  }
  const name = widest.localName + (widest.id && `#${widest.id}`) + [...widest.classList].map((name) => `.${name}`).join("");
  return [`scrolls sideways at ${window.innerWidth} px: ${root.scrollWidth} px wide, because of ${name}`];
}

/** Whether the focused element is a visible link to a place around or in the main content. */
export function skipLink() {
  const link = document.activeElement;
  if (link?.localName !== "a" || !link.getAttribute("href")?.startsWith("#")) {
    return { problem: `the first Tab stop is <${link?.localName}> ${link?.textContent.trim().slice(0, 40)}, not a skip link` };
  }
  const box = link.getBoundingClientRect();
  const style = getComputedStyle(link);
  const inside = box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  const clipped = style.clipPath !== "none" || (style.clip !== "auto" && style.position === "absolute");
  if (!inside || clipped || box.width < 8 || box.height < 8 || !link.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    return { problem: "the skip link is not visible when focused" };
  }
  const id = decodeURIComponent(link.hash.slice(1));
  const target = document.getElementById(id);
  const main = document.querySelector("main");
  if (!target) return { problem: `the skip link leads to #${id}, which does not exist` };
  if (!main || !(target.contains(main) || main.contains(target))) {
    return { problem: `the skip link leads to #${id}, which is not the main content` };
  }
  return { id };
}

/** Whether the Tab after the skip link went into or past its target, where there is anything to reach. */
export function tabbedPast(id) {
  const target = document.getElementById(id);
  const active = document.activeElement;
  const past = (element) =>
    target.contains(element) || target.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (active === document.body || past(active)) return [];
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  if (!stops.some((stop) => past(stop) && stop.checkVisibility() && !stop.disabled)) return [];
  return [`after the skip link, Tab goes back to <${active.localName}> ${active.textContent.trim().slice(0, 40)}`];
}

/**
 * The text of main that a reader can get at, closed details included. Left out are controls
 * and what a script may add or change by declared intent, marked data-enhanced.
 */
export function readableText() {
  const apart = "script, style, noscript, template, form, button, select, output, [role=status], [data-enhanced]";
  const main = document.querySelector("main");
  if (!main) return "";
  for (const details of main.querySelectorAll("details")) {
    details.removeAttribute("name");
    details.open = true;
  }
  const texts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent.closest(apart) && parent.checkVisibility({ visibilityProperty: true })) texts.push(node.data);
  }
  return texts.join(" ").replace(/\s+/g, " ").trim();
}
