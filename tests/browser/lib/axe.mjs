// Runs axe-core in an open tab. Entry points: prepare(), violations().

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.0 to 2.2 at levels A and AA, and what axe calls best practice (landmarks, headings). */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Off in axe unless asked for by name (WCAG 2.2, 2.5.8). */
const EXTRA = { "target-size": { enabled: true } };

/** Loads axe into the page that the tab shows; once for all its sizes and colours. */
export async function prepare(tab) {
  await tab.evaluate(source);
}

/** What axe finds in the page as it is now, a line an element, three elements a rule. */
export async function violations(tab) {
  const found = await tab.evaluate(
    ([tags, rules]) =>
      window.axe
        .run(document, { runOnly: tags, rules, resultTypes: ["violations"], elementRef: false })
        .then((results) => results.violations),
    [TAGS, EXTRA],
  );
  const problems = [];
  for (const { id, help, nodes } of found) {
    for (const { target, any, all, none } of nodes.slice(0, 3)) {
      const detail = [...any, ...all, ...none][0]?.message ?? help;
      problems.push(`axe ${id}: ${target.flat().join(" ")}: ${detail}`);
    }
    if (nodes.length > 3) problems.push(`axe ${id}: and ${nodes.length - 3} more elements`);
  }
  return problems;
}
