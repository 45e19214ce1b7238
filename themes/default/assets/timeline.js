// Timelines in the browser: the mark of today moves from the day of the build to the reader's, and the form of
// filters appears. Without this script a timeline is whole, with the mark where the build put it.
// All words come from the page (data-words). Entry point: the end of the file, once a page.

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
    const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
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

  /** The form of filters and the list it narrows down. The address holds what is chosen. */
  function filter(form, list) {
    const choices = [...form.querySelectorAll("select")];
    const entries = [...list.querySelectorAll(".moment")];
    const count = form.querySelector("[role=status]");
    const section = new URL(list.dataset.filteredFrom, document.baseURI).pathname;
    const links = [...document.querySelectorAll("main a[href], nav a[href]")].filter((link) => {
      return link.origin === location.origin && link.pathname.startsWith(section);
    });

    /** What the address says is chosen. A value this page does not know is kept and shows as it is written. */
    const readAddress = () => {
      const query = new URLSearchParams(location.search);
      for (const choice of choices) {
        const value = query.get(choice.name) ?? "";
        if (![...choice.options].some((option) => option.value === value)) choice.add(new Option(value, value));
        choice.value = value;
      }
    };

    const writeAddress = () => {
      const query = new URLSearchParams(location.search);
      for (const { name, value } of choices) {
        if (value) query.set(name, value);
        else query.delete(name);
      }
      const search = query.size ? `?${query}` : "";
      if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
    };

    const show = () => {
      const chosen = choices.filter(({ value }) => value);
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
      count.textContent = chosen.length ? fill(count.dataset.words, { shown, all: entries.length }) : "";
      for (const link of links) {
        const query = new URLSearchParams(link.search);
        for (const { name, value } of choices) {
          if (value) query.set(name, value);
          else query.delete(name);
        }
        link.search = query.toString();
      }
    };

    form.addEventListener("change", () => {
      writeAddress();
      show();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      for (const choice of choices) choice.value = "";
      // The reset itself comes after its event.
      setTimeout(() => {
        writeAddress();
        show();
      });
    });
    const follow = () => {
      readAddress();
      show();
    };
    window.addEventListener("popstate", follow);
    // A page that comes back from the browser's memory has the form's old values.
    window.addEventListener("pageshow", follow);
    follow();
    form.hidden = choices.length === 0;
  }

  const once = document.documentElement;
  if (once.hasAttribute("data-timelines")) return;
  once.setAttribute("data-timelines", "");
  document.querySelectorAll(".today[data-today]").forEach(moveToday);
  const form = document.querySelector(".timeline-filter");
  const list = document.querySelector("[data-filtered-from]");
  if (form && list) filter(form, list);
})();
