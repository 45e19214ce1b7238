// Walks through a page with the Tab key. Entry points: useSkipLink(), walk().

import { skipLink, tabbedPast } from "./probes.mjs";

/** Where a walk gives up; no page should have as many stops. */
const MOST_STOPS = 1500;

/** The first Tab stop is a visible link that takes the keyboard past the header. */
export async function useSkipLink(tab) {
  await tab.keyboard.press("Tab");
  const { problem, id } = await tab.evaluate(skipLink);
  if (problem) return [problem];
  await tab.keyboard.press("Enter");
  await tab.waitForFunction((hash) => decodeURIComponent(location.hash) === hash, `#${id}`, { timeout: 20_000 });
  await tab.keyboard.press("Tab");
  return tab.evaluate(tabbedPast, id);
}

/**
 * Tabs from the top to the end: every stop comes after the one before, lies uncovered on the
 * screen (WCAG 2.2, 2.4.11), and shows that it has the focus (2.4.7) by something of at least
 * 3 : 1 against what it stands on (1.4.11). Nothing that could have the focus is left out.
 */
export async function walk(tab) {
  await tab.evaluate(begin);
  const problems = [];
  for (let stop = 0; ; stop += 1) {
    await tab.keyboard.press("Tab");
    const found = await tab.evaluate(arrive);
    if (found === null) break;
    problems.push(...found);
    if (stop === MOST_STOPS) return [...problems, `more than ${MOST_STOPS} Tab stops`];
    // What goes wrong at one stop mostly goes wrong at many.
    if (problems.length > 5) return problems;
  }
  return [...problems, ...(await tab.evaluate(end))];
}

/** Runs in the page: notes how everything looks without the focus. */
function begin() {
  const stops = [...document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, [tabindex]")].filter(
    (stop) => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility({ visibilityProperty: true }),
  );
  const looks = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.borderColor].join("|");
  };
  window.focusWalk = { looks, before: new Map(stops.map((stop) => [stop, looks(stop)])), seen: new Set(), last: null };
}

/** Runs in the page: what is wrong with the stop the focus is at; null when it has left the page or begins anew. */
function arrive() {
  const walk = window.focusWalk;
  const stop = document.activeElement;
  // Each control of a film's player is a stop, and all of them are the film to the page.
  if (stop === walk.last && stop.matches("video, audio")) return [];
  if (!stop || stop === document.body || walk.seen.has(stop)) return null;
  walk.seen.add(stop);
  const problems = [];
  const name = `<${stop.localName}> "${stop.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;

  if (walk.last && !(walk.last.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    problems.push(`focus jumps back to ${name}`);
  }
  walk.last = stop;

  // A link over several lines has several boxes, a table may be higher than the screen; some part is to be seen.
  const onScreen = (box) => {
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    return { left, top, width: Math.min(box.right, innerWidth) - left, height: Math.min(box.bottom, innerHeight) - top };
  };
  const boxes = [...stop.getClientRects()].map(onScreen).filter((box) => box.width > 0 && box.height > 0);
  const seen = boxes.some((box) => {
    const places = [0.1, 0.5, 0.9].map((part) => [box.left + box.width * part, box.top + box.height / 2]);
    return places.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (stop.contains(hit) || hit.contains(stop));
    });
  });
  if (!seen) problems.push(`${name} has the focus but is off the screen or covered`);

  const style = getComputedStyle(stop);
  const rgb = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const [r, g, b] = rgb(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (outlined && style.outlineStyle !== "auto") {
    // What the outline is drawn on: the nearest ground behind the element.
    let ground = stop.parentElement;
    while (ground && (rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1) < 1) ground = ground.parentElement;
    const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)";
    const [a, b] = [light(style.outlineColor), light(ground ? getComputedStyle(ground).backgroundColor : canvas)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 3) problems.push(`the focus outline of ${name} has a contrast of only ${contrast.toFixed(1)}`);
  }
  const before = walk.before.get(stop);
  if (!outlined && before !== undefined && before === walk.looks(stop)) problems.push(`${name} looks the same with the focus as without`);
  if (!outlined && before === undefined && style.outlineStyle === "none" && style.boxShadow === "none") {
    problems.push(`${name} has the focus but no outline`);
  }
  return problems;
}

/** Runs in the page: what could have had the focus and never got it. */
function end() {
  const { before, seen } = window.focusWalk;
  const left = [...before.keys()].filter((stop) => !seen.has(stop) && stop.checkVisibility({ visibilityProperty: true }) && stop.type !== "radio");
  if (left.length === 0) return [];
  return [`Tab never reaches ${left.length} elements, such as <${left[0].localName}> "${left[0].textContent.trim().slice(0, 40)}"`];
}
