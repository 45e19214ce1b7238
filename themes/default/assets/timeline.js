// Timelines in the browser: the mark of today moves from the day of the build to the reader's, and the form of
// filters appears. Without this script a timeline is whole, with the mark where the build put it.
// All words come from the page (data-words). Entry point: the end of the file.

(() => {
  "use strict";

  /** The reader's day, ISO 8601, which compares as text. */
  function isoToday() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** Fills {name} in a text. */
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** Days from one ISO date to another. */
  function daysBetween(first, second) {
    return Math.round((Date.parse(second) - Date.parse(first)) / 86_400_000);
  }

  /** Moves the mark to the reader's day, among the entries and on the axis, and says so; hides it out of range. */
  function moveToday(mark) {
    const today = isoToday();
    const chart = mark.closest(".chart");
    const { first, last, words } = mark.dataset;
    mark.hidden = today < first || (last !== undefined && today > last);
    if (mark.hidden) return;

    const text = mark.querySelector(".today-words");
    // English without a country is British, as in all dates of the pages.
    const { lang } = document.documentElement;
    const date = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long" }).format(new Date());
    text.textContent = fill(words, { date });
    if (today !== mark.dataset.today) {
      placeAmongEntries(mark, today, mark.closest(".timeline-years, .chart"));
      mark.dataset.today = today;
    }
    if (chart) {
      const whole = daysBetween(chart.dataset.first, chart.dataset.last) + 1;
      mark.style.setProperty("--from", String((100 * daysBetween(chart.dataset.first, today)) / whole));
    }
  }

  /** Puts the mark between what has begun and what is to come, as the build does, whichever way the list runs. */
  function placeAmongEntries(mark, today, list) {
    const entries = [...list.querySelectorAll(".moment[data-day]")];
    if (!entries.length) return;
    const before = mark.parentElement;
    const newestFirst = entries[0].dataset.day > entries.at(-1).dataset.day;
    const next = entries.findIndex(({ dataset }) => (newestFirst ? dataset.day <= today : dataset.day > today));
    const opensMonth = entries[next]?.dataset.day.slice(0, 7) === today.slice(0, 7);
    if (opensMonth) entries[next].before(mark);
    else if (next === 0 && list.matches(".timeline-years")) {
      const top = document.createElement("ol");
      top.className = "timeline";
      top.append(mark);
      list.prepend(top);
    } else if (next === 0) entries[0].before(mark);
    else entries[next < 0 ? entries.length - 1 : next - 1].after(mark);
    if (!before.children.length) before.remove();
  }

  /** The form of filters and the list it narrows down, as they are now; null where a page has none. */
  function filtered() {
    const form = document.querySelector(".timeline-filter");
    const list = document.querySelector("[data-filtered-from]");
    return form && list && { form, list, choices: [...form.querySelectorAll("select")] };
  }

  /** What the address says is chosen. A value this page does not know is kept and shows as it is written. */
  function readAddress({ choices }) {
    const query = new URLSearchParams(location.search);
    for (const choice of choices) {
      const value = query.get(choice.name) ?? "";
      if (![...choice.options].some((option) => option.value === value)) choice.add(new Option(value, value));
      choice.value = value;
    }
  }

  /** Puts what is chosen into a query, in place of what it had. */
  function write(choices, query) {
    for (const { name, value } of choices) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    return query;
  }

  /** The address holds what is chosen. */
  function writeAddress({ choices }) {
    const query = write(choices, new URLSearchParams(location.search));
    const search = query.size ? `?${query}` : "";
    if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
  }

  /** Narrows the list down to what is chosen, says so, and has links to other parts of the timeline keep it. */
  function narrow({ form, list, choices }) {
    const chosen = choices.filter(({ value }) => value);
    const entries = [...list.querySelectorAll(".moment")];
    let shown = 0;
    for (const entry of entries) {
      const fits = ({ name, value }) => (entry.dataset[name] ?? "").split(" ").includes(value);
      entry.hidden = !chosen.every(fits);
      if (!entry.hidden) shown += 1;
    }
    const empty = (part) => !part.querySelector(".moment:not([hidden])");
    for (const month of list.querySelectorAll("ol.timeline:has(> .moment)")) {
      month.hidden = empty(month);
      const heading = month.previousElementSibling;
      if (heading?.classList.contains("timeline-month")) heading.hidden = month.hidden;
    }
    for (const year of list.querySelectorAll(".timeline-year")) year.hidden = empty(year);
    list.classList.toggle("is-narrowed", chosen.length > 0);
    const count = form.querySelector("[role=status]");
    count.textContent = chosen.length ? fill(count.dataset.words, { shown, all: entries.length }) : "";

    const section = new URL(list.dataset.filteredFrom, document.baseURI).pathname;
    for (const link of document.querySelectorAll("main a[href], nav a[href]")) {
      if (link.origin !== location.origin || !link.pathname.startsWith(section)) continue;
      link.search = write(choices, new URLSearchParams(link.search)).toString();
    }
  }

  /** The reader has chosen. */
  function choose() {
    const parts = filtered();
    writeAddress(parts);
    narrow(parts);
  }

  /** Brings the filter in line with the address. */
  function follow() {
    const parts = filtered();
    if (!parts) return;
    show(parts.form);
    readAddress(parts);
    narrow(parts);
  }

  /** Shows a form that has something to choose from. */
  function show(form) {
    form.hidden = !form.querySelector("select");
  }

  /** Everything, for the page as it is now. */
  function enhance() {
    document.querySelectorAll(".today[data-today]").forEach(moveToday);
    follow();
  }

  const once = document.documentElement;
  if (once.hasAttribute("data-timelines")) return;
  once.setAttribute("data-timelines", "");
  const ofFilter = ({ target }) => target.closest?.(".timeline-filter");
  document.addEventListener("change", (event) => ofFilter(event) && choose());
  document.addEventListener("submit", (event) => ofFilter(event) && event.preventDefault());
  document.addEventListener("reset", (event) => {
    if (!ofFilter(event)) return;
    for (const choice of filtered().choices) choice.value = "";
    // The reset itself comes after its event.
    setTimeout(choose);
  });
  window.addEventListener("popstate", follow);
  // A page that comes back from the browser's memory has the form's old values, and the day may be another.
  window.addEventListener("pageshow", enhance);
  // Says so: everything is done again on pageshow, so that a preview may change the page below.
  document.currentScript?.setAttribute("data-pageshow", "");
  // At the form of filters, the rest of the page is not there yet.
  document.querySelectorAll(".timeline-filter").forEach(show);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
