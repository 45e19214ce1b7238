// What every page has: a language, a title of its own, a viewport for phones, one first-level
// heading, no skipped levels, no inline scripts and styles. Entry point: checkStructure().

/** One check for each page that is not an alias. */
export function checkStructure(site, report) {
  const pages = [...site.pages.values()].filter((page) => !page.alias);
  const titles = new Map();
  for (const page of pages) {
    const problems = [...headingProblems(page.headings)];
    for (const place of page.inline) problems.push(`inline ${place}: the content policy blocks it`);
    if (!page.lang) problems.push("html has no lang");
    if (!page.viewport.includes("width=device-width")) problems.push("no viewport of the device's width");
    if (!page.title) problems.push("no title");
    else if (titles.has(page.title)) problems.push(`title "${page.title}" is also that of ${titles.get(page.title)}`);
    else titles.set(page.title, page.file);
    report.check("structure", page.file, problems);
  }
  report.close("structure");
}

function* headingProblems(headings) {
  const first = headings.filter((heading) => heading.level === 1).length;
  if (first !== 1) yield `${first} h1 headings, not one`;
  let before = 0;
  for (const { level, text } of headings) {
    if (!text) yield `an h${level} is empty`;
    if (before && level > before + 1) yield `h${level} "${text}" follows an h${before}`;
    before = level;
  }
}
