// Drives the timelines in a browser: the mark of today follows the reader's clock, the filter narrows the list
// down, keeps its choice in the address, takes it along to other years and gives way to back and reload; bars of
// a chart stand on their axis and do not run into the words. Entry point: checkTimelines().

import { urlPath } from "./site.mjs";

/** One check a page that has a timeline worth driving. */
export async function checkTimelines(browser, site, server, report) {
  const pages = [...site.pages.values()].filter((page) => !page.alias);
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 } });
  const open = async (page, date) => {
    const tab = await context.newPage();
    if (date) await tab.clock.setFixedTime(new Date(`${date}T12:00:00`));
    await tab.goto(server.home + urlPath(page.file), { waitUntil: "load" });
    return tab;
  };
  const drive = async (name, page, date, look) => {
    const tab = await open(page, date);
    try {
      report.check("timeline", `${page.file} (${name})`, await look(tab));
    } catch (error) {
      report.check("timeline", `${page.file} (${name})`, [error.message.split("\n")[0]]);
    } finally {
      await tab.close();
    }
  };

  const lists = pages.filter((page) => page.type === "timeline").toSorted((a, b) => b.size - a.size).slice(0, 2);
  for (const page of lists) {
    const days = await listed(open, page);
    if (!days.rows) continue;
    await drive("filter", page, null, filter);
    if (days.first) {
      for (const date of [days.first, middle(days.first, days.last), days.last]) {
        await drive(`today, ${date}`, page, date, (tab) => tab.evaluate(marked, date));
      }
      await drive("before its time", page, "1900-01-01", (tab) => tab.evaluate(hidden));
    }
  }
  const charts = pages.filter((page) => page.chart && ["programme", "forum", "stage", "page"].includes(page.type));
  for (const page of charts.toSorted((a, b) => b.size - a.size).slice(0, 6)) {
    for (const width of [768, 1280, 1920]) {
      await drive(`chart, ${width} px`, page, null, async (tab) => {
        await tab.setViewportSize({ width, height: 800 });
        return tab.evaluate(charted);
      });
    }
    const date = await chartDay(open, page);
    if (date) await drive(`today on the axis, ${date}`, page, date, (tab) => tab.evaluate(onAxis, date));
  }
  await context.close();
  report.close("timeline");
}

/** How many rows a list has, and its first and last day where it has a mark of today. */
async function listed(open, page) {
  const tab = await open(page);
  const days = await tab.evaluate(() => {
    const rows = [...document.querySelectorAll(".moment[data-day]")].map((row) => row.dataset.day).sort();
    return { rows: document.querySelectorAll(".timeline-years .moment").length, first: rows[0], last: rows.at(-1) };
  });
  await tab.close();
  return days;
}

/** A day on the axis of a chart that has a mark of today. */
async function chartDay(open, page) {
  const tab = await open(page);
  const range = await tab.evaluate(() => ({ ...document.querySelector(".chart:has(.today)")?.dataset }));
  await tab.close();
  return range.first ? middle(range.first, range.last) : undefined;
}

function middle(first, last) {
  return new Date((Date.parse(first) + Date.parse(last)) / 2).toISOString().slice(0, 10);
}

/** Chooses, reloads, goes on to another page, goes back, resets. */
async function filter(tab) {
  const problems = [];
  const rows = () => tab.evaluate(() => [...document.querySelectorAll(".moment")].filter((row) => row.checkVisibility()).length);
  const all = await rows();
  const choices = await tab.locator(".timeline-filter select").all();
  if (!choices.length) {
    // Where all is of one kind, of no programme and no topic, there is nothing to choose.
    const kinds = await tab.evaluate(() => new Set([...document.querySelectorAll(".moment .meta-item:first-child")].map((word) => word.textContent)).size);
    return kinds > 1 ? ["no filter appeared"] : [];
  }
  const address = tab.url();

  for (const choice of choices) {
    const name = await choice.getAttribute("name");
    for (const value of (await choice.locator("option").evaluateAll((options) => options.map((option) => option.value))).slice(1, 3)) {
      await choice.selectOption(value);
      const expected = await tab.evaluate(
        ([key, word]) => [...document.querySelectorAll(".moment")].filter((row) => (row.dataset[key] ?? "").split(" ").includes(word)).length,
        [name, value],
      );
      const shown = await rows();
      if (shown !== expected) problems.push(`${name}=${value} shows ${shown} of ${expected}`);
      if (new URL(tab.url()).searchParams.get(name) !== value) problems.push(`the address lacks ${name}=${value}`);
      const said = await tab.locator(".timeline-filter [role=status]").textContent();
      if (!said.includes(String(shown)) || !said.includes(String(all))) problems.push(`the live region says "${said}"`);
      const empty = await tab.evaluate(() => [...document.querySelectorAll(".timeline-month, .timeline-year, ol.timeline:has(> .moment)")].filter((part) => part.checkVisibility() && part.matches("ol, section") && ![...part.querySelectorAll(".moment")].some((row) => row.checkVisibility())).length);
      if (empty) problems.push(`${empty} empty years or months stay with ${name}=${value}`);
      await tab.reload();
      if ((await rows()) !== shown) problems.push(`a link with ${name}=${value} shows ${await rows()} of ${shown}`);
    }
    await choice.selectOption("");
  }

  const [first] = choices;
  const name = await first.getAttribute("name");
  const value = await first.locator("option").nth(1).getAttribute("value");
  await first.selectOption(value);
  const kept = await tab.evaluate(() => document.querySelector("main nav a[href*='?']")?.href);
  const others = await tab.evaluate(() => document.querySelectorAll("main .jumps a").length);
  if (others && !kept) problems.push("links to other years lose the filter");
  if (kept) {
    await tab.goto(kept);
    const carried = await tab.evaluate((key) => document.querySelector(`.timeline-filter [name=${key}]`)?.value, name);
    if (carried !== undefined && carried !== value) problems.push(`the other year has ${name}=${carried}`);
    await tab.goBack();
    if ((await tab.locator(`.timeline-filter [name=${name}]`).inputValue()) !== value) problems.push("going back loses the filter");
  }
  await tab.locator(".timeline-filter [type=reset]").click();
  await tab.waitForFunction((count) => [...document.querySelectorAll(".moment")].filter((row) => row.checkVisibility()).length === count, all, { timeout: 20_000 });
  if (new URL(tab.url()).search !== new URL(address).search) problems.push("reset leaves the filter in the address");
  return problems;
}

/** Runs in the page: the mark is shown, says the day, and parts what has begun from what is to come. */
function marked(date) {
  const mark = document.querySelector(".today");
  if (!mark) return ["there is no mark of today"];
  if (!mark.checkVisibility()) return ["the mark of today is hidden"];
  const problems = [];
  // "23 November 2026": the day first, as in all dates of the pages.
  const [year, , day] = date.split("-").map(Number);
  const says = new RegExp(`\\b${day}\\s\\p{L}+\\s${year}`, "u").test(mark.textContent);
  if (!says || mark.textContent.includes("{")) problems.push(`it says "${mark.textContent}"`);
  const rows = [...document.querySelectorAll(".moment[data-day]")];
  const newestFirst = rows[0].dataset.day > rows.at(-1).dataset.day;
  for (const row of rows) {
    const above = Boolean(mark.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING);
    const begun = row.dataset.day <= date;
    if (above === (newestFirst ? begun : !begun)) problems.push(`${row.dataset.day} is on the wrong side of ${date}`);
  }
  if (document.querySelectorAll(".today").length > 1) problems.push("there are several marks");
  if ([...document.querySelectorAll("ol")].some((list) => !list.children.length)) problems.push("an empty list is left behind");
  return problems;
}

/** Runs in the page: no mark is shown. */
function hidden() {
  return [...document.querySelectorAll(".today")].some((mark) => mark.checkVisibility()) ? ["the mark of today is shown"] : [];
}

/** Runs in the page: every bar stands on the axis, right of its words, and no row overlaps another. */
function charted() {
  const problems = [];
  for (const chart of document.querySelectorAll(".chart")) {
    const axis = chart.querySelector(".chart-axis").getBoundingClientRect();
    let bottom = -Infinity;
    for (const row of chart.querySelectorAll(".moment")) {
      const words = row.querySelector(".chart-label");
      const box = row.getBoundingClientRect();
      const style = getComputedStyle(row, "::before");
      const [left, width] = [style.marginLeft, style.width].map(Number.parseFloat);
      const title = words.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
      if (!(width >= 8)) problems.push(`"${title}" has no bar`);
      if (row.matches(".is-day") && Math.abs(width - Number.parseFloat(style.height)) > 0.5) problems.push(`the point of "${title}" is drawn as a bar`);
      if (left < -0.5 || left + width > axis.width + 0.5) problems.push(`the bar of "${title}" leaves the axis`);
      if (words.getBoundingClientRect().right > axis.left + 0.5) problems.push(`"${title}" runs into the axis`);
      if (words.scrollWidth > words.clientWidth + 1) problems.push(`the words of "${title}" are too wide`);
      if (box.top < bottom - 0.5) problems.push(`"${title}" overlaps the row above`);
      bottom = box.bottom;
    }
    // The words of a tick: one line, or two where a year or month begins.
    const ticks = [...chart.querySelectorAll(".tick")].map((tick) => {
      const range = document.createRange();
      return [...tick.querySelectorAll("b"), tick.lastChild].map((part) => {
        range.selectNodeContents(part);
        return range.getBoundingClientRect();
      });
    });
    const meet = (one, other) => one.right > other.left && other.right > one.left && one.bottom - 2 > other.top && other.bottom - 2 > one.top;
    for (let at = 1; at < ticks.length; at += 1) {
      if (ticks[at - 1].some((one) => ticks[at].some((other) => meet(one, other)))) problems.push(`the words of ticks ${at} and ${at + 1} meet`);
    }
  }
  return problems;
}

/** Runs in the page: the mark stands where the day is on the axis. */
function onAxis(date) {
  const chart = document.querySelector(".chart:has(.today)");
  const mark = chart.querySelector(".today");
  if (!mark.checkVisibility()) return ["the mark of today is hidden"];
  const axis = chart.querySelector(".chart-axis").getBoundingClientRect();
  const day = 86_400_000;
  const { first, last } = chart.dataset;
  const part = (Date.parse(date) - Date.parse(first)) / (Date.parse(last) - Date.parse(first) + day);
  const off = Math.abs(mark.getBoundingClientRect().left - (axis.left + part * axis.width));
  return off > 2 ? [`the mark is ${off.toFixed(1)} px off`] : [];
}
