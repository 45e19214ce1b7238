// Functions that run inside a page and look for what makes it hard to use in settings that
// people choose: large text, forced colours, little motion, touch. Each stands alone.

/**
 * Targets smaller than 24 × 24 CSS px that are not part of a text and have another target
 * nearer than that (WCAG 2.2, 2.5.8).
 */
export function smallTargets() {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")].filter(shown);
  const boxes = targets.map((target) => {
    // A link may answer on all of its card, by a pseudo-element laid over it.
    const box = target.getBoundingClientRect();
    const over = getComputedStyle(target, "::after");
    const stretched = over.content !== "none" && over.position === "absolute";
    return { target, box, width: stretched ? 999 : box.width, height: stretched ? 999 : box.height };
  });
  const inText = ({ target }) => {
    if (getComputedStyle(target).display !== "inline") return false;
    let block = target.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const words = (element) => element.textContent.replace(/[\s·,|›/]+/g, "").length;
    return words(block) > words(target) + 1;
  };
  const small = boxes.filter((one) => one.box.width > 0 && (one.width < 24 || one.height < 24) && !inText(one));
  const problems = [];
  for (const { target, box } of small) {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const crowded = boxes.some(({ target: other, box: near }) => {
      if (other === target || other.contains(target) || target.contains(other) || near.width === 0) return false;
      const dx = Math.max(near.left - x, 0, x - near.right);
      const dy = Math.max(near.top - y, 0, y - near.bottom);
      return Math.hypot(dx, dy) < 12;
    });
    const name = `<${target.localName}> "${target.textContent.trim().slice(0, 30)}"`;
    if (crowded) problems.push(`${name} is a target of ${Math.round(box.width)} × ${Math.round(box.height)} px beside another`);
  }
  return problems.slice(0, 5);
}

/** What moves although the reader asked for reduced motion. */
export function motion() {
  const problems = [];
  const lasts = (list) => list.split(",").some((time) => parseFloat(time) > (time.trim().endsWith("ms") ? 10 : 0.01));
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const name = `<${element.localName} class="${element.getAttribute("class") ?? ""}">${part ?? ""}`;
      if (style.animationName !== "none" && lasts(style.animationDuration)) problems.push(`${name} is animated`);
      if (lasts(style.transitionDuration)) problems.push(`${name} has a transition`);
      if (part === null && style.scrollBehavior === "smooth") problems.push(`${name} scrolls smoothly`);
    }
    if (problems.length >= 3) break;
  }
  return problems;
}

/**
 * Marks made of nothing but a background, which forced colours take away. First called
 * without forced colours it notes the marks, then with them it says which are gone.
 */
export function lostMarks() {
  const looks = (element, part) => {
    const style = getComputedStyle(element, part);
    if (part && (style.content === "none" || style.content === "normal")) return null;
    if (part && style.content !== '""') return null;
    const [width, height] = part ? [parseFloat(style.width), parseFloat(style.height)] : [element.offsetWidth, element.offsetHeight];
    const edge = ["Top", "Right", "Bottom", "Left"].some(
      (side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none",
    );
    const ground = style.backgroundImage !== "none" || !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor);
    return { size: Math.min(width, height) || 0, width, height, edge, ground, color: style.backgroundColor };
  };
  const leaf = (element) => element.childElementCount === 0 && element.textContent.trim() === "";
  const outside = "svg, svg *, img, video, iframe, canvas, input, progress, meter, hr, br, wbr, track, source";

  if (!window.marks) {
    window.marks = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (element.matches(outside) || !element.checkVisibility({ visibilityProperty: true })) continue;
      for (const part of [null, "::before", "::after"]) {
        if (part === null && !leaf(element)) continue;
        const look = looks(element, part);
        if (look && look.ground && !look.edge && look.size >= 1) window.marks.push({ element, part });
      }
    }
    return [];
  }
  const canvas = getComputedStyle(document.body).backgroundColor;
  const lost = window.marks.filter(({ element, part }) => {
    const look = looks(element, part);
    return look && !look.edge && look.color === canvas && getComputedStyle(element, part).backgroundImage === "none";
  });
  const names = new Set(lost.map(({ element, part }) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">${part ?? ""}`));
  return [...names].slice(0, 5).map((name) => `${name} cannot be seen in forced colours`);
}

/** Text of main that is there but not to be seen, for want of contrast with what forced colours paint. */
export function hiddenText() {
  const problems = [];
  for (const element of document.querySelectorAll("main *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const style = getComputedStyle(element);
    if (own && element.checkVisibility() && style.color === style.backgroundColor) {
      problems.push(`<${element.localName}> "${element.textContent.trim().slice(0, 30)}" has the colour of its ground`);
    }
  }
  return problems.slice(0, 3);
}

/** Sets the spacing of text that every page must stand (WCAG 2.2, 1.4.12). */
export function spaceText() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Takes it back. */
export function unspaceText() {
  document.adoptedStyleSheets = [];
}

/** Sets the size of text that all others are measured by. */
export function largeText(size) {
  document.documentElement.style.setProperty("font-size", size);
}

/** Text that its box cuts off. What scrolls, and what is hidden for readers on purpose, is not cut off. */
export function clippedText() {
  const problems = [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    if (!cuts(style.overflowX) && !cuts(style.overflowY)) continue;
    if (element.clientWidth <= 2 || element.clientHeight <= 2 || !element.textContent.trim() || style.clipPath !== "none") continue;
    const over = [cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 2, cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 2];
    if (over.some(Boolean)) problems.push(`<${element.localName} class="${element.className}"> cuts off its text`);
  }
  return problems.slice(0, 3);
}

/** What stays on a small screen when scrolled and leaves too little of it for reading. */
export function hogs() {
  const problems = [];
  for (const element of document.body.querySelectorAll("*")) {
    const { position } = getComputedStyle(element);
    if (position !== "fixed" && position !== "sticky") continue;
    const { height, width } = element.getBoundingClientRect();
    const across = width > innerWidth / 2;
    if (across && height > innerHeight / 3) problems.push(`<${element.localName} class="${element.className}"> stays and takes ${Math.round((100 * height) / innerHeight)} % of the screen`);
  }
  return problems;
}
