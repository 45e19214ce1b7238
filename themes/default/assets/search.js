// The search: looks up what is typed in the files beside the page, without a server. Without this script the page
// lists the indices. All words come from the page. Entry point: the end of the file.
//
//   typed -> words -> families of forms (words-N) -> pages with scores -> facets -> what is shown of each (texts-N)
//
// The files are described in src/search/pack.rs of kronika, folding and stems in fold.rs and stem.rs.

(() => {
  "use strict";

  /** How many results are shown at a time, and how many of the first ones do not wait for the others. */
  const SHOWN = 10;
  const AT_ONCE = 4;
  /** Most bytes of files that are read for words that begin as the last one typed. */
  const MOST_FOR_PREFIXES = 14_000;
  /** How much a form counts that is not the one typed, and one that only begins as it. */
  const OTHER_FORM = 0.8;
  const PREFIX = 0.35;
  /** Letters around the first match of an excerpt. */
  const AROUND = 90;
  const LONGEST = 240;
  /** Milliseconds after which a newer index is looked for. */
  const LOOK_EVERY = 5_000;

  // ---------------------------------------------------------------- Files

  /** Reads numbers and texts from a file (LEB128; UTF-8 with its length before). */
  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    number() {
      let number = 0;
      let factor = 1;
      for (;;) {
        const byte = this.bytes[this.at++];
        number += (byte & 0x7f) * factor;
        if (byte < 0x80) return number;
        factor *= 128;
      }
    }
    text() {
      const length = this.number();
      this.at += length;
      return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
    }
    get more() {
      return this.at < this.bytes.length;
    }
  }

  /** The files of a search: each is read once. */
  class Files {
    /** `cache` says how the plan is asked for: `reload` where the one in the browser's memory is known to be old. */
    constructor(folder, cache) {
      this.folder = folder;
      this.cache = cache;
      this.known = new Map();
      this.looked = Date.now();
    }

    /** What `read` makes of a file's data. */
    get(name, read) {
      if (!this.known.has(name)) {
        const promise = this.load(name).then(read);
        // What failed is tried again the next time.
        promise.catch(() => this.known.delete(name));
        this.known.set(name, promise);
      }
      return this.known.get(name);
    }

    async load(name) {
      let bytes = await this.fetch(name, name === "plan" ? this.cache : "default");
      if (name === "plan") this.stamp = stampOf(bytes);
      if (stampOf(bytes) !== this.stamp) bytes = await this.fetch(name, "reload");
      if (stampOf(bytes) !== this.stamp) throw new Outdated();
      const { readable, writable } = new DecompressionStream("deflate-raw");
      const writer = writable.getWriter();
      // What is wrong with the data is told by the other end.
      writer.write(bytes.subarray(7)).catch(() => {});
      writer.close().catch(() => {});
      return new Uint8Array(await new Response(readable).arrayBuffer());
    }

    async fetch(name, cache) {
      const response = await fetch(`${this.folder}${name}.bin`, { cache });
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (String.fromCharCode(...bytes.subarray(0, 3)) !== "KS1") throw new Error(`${response.url} is no index`);
      return bytes;
    }

    /** True where the site has a newer index by now; asked no more than every few seconds. */
    async isOutdated() {
      if (Date.now() - this.looked < LOOK_EVERY) return false;
      this.looked = Date.now();
      return stampOf(await this.fetch("plan", "no-cache")) !== this.stamp;
    }
  }

  /** The plan is older than the files it tells of. */
  class Outdated extends Error {}

  function stampOf(bytes) {
    return bytes.subarray(3, 7).join(" ");
  }

  function json(data) {
    return JSON.parse(new TextDecoder().decode(data));
  }

  /** Families in the order of their stems: stem, and forms with their pages and weights. */
  function families(data) {
    const reader = new Reader(data);
    const list = [];
    while (reader.more) {
      const stem = reader.text();
      const forms = Array.from({ length: reader.number() }, () => {
        const form = reader.text();
        const count = reader.number();
        const pages = new Uint32Array(count);
        const weights = new Uint8Array(count);
        let page = 0;
        for (let at = 0; at < count; at += 1) {
          const number = reader.number();
          page += Math.floor(number / 16);
          pages[at] = page;
          weights[at] = number % 16;
        }
        return { form, pages, weights };
      });
      list.push({ stem, forms });
    }
    return list;
  }

  /** Of each page its kind, year, programmes and places. */
  function facets(data, count) {
    const reader = new Reader(data);
    const column = (read) => Array.from({ length: count }, read);
    const kind = column(() => reader.number());
    let last = reader.number();
    const year = column(() => {
      const step = reader.number();
      if (!step) return null;
      last -= step - 1;
      return last;
    });
    const several = () => column(() => Array.from({ length: reader.number() }, () => reader.number()));
    return { kind, year, programme: several(), place: several() };
  }

  // ---------------------------------------------------------------- Words

  const MARKS = "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u00ad";
  const WORD = new RegExp(`[\\p{Alphabetic}\\p{N}${MARKS}]*[\\p{Alphabetic}\\p{N}][\\p{Alphabetic}\\p{N}${MARKS}]*`, "gu");
  const MARK = new RegExp(`[${MARKS}]`, "g");

  /** How a language's words are folded and stemmed, by the plan. */
  class Language {
    constructor({ letters, stems }) {
      this.letters = new Map(Object.entries(letters));
      this.stop = new Set(stems.stop);
      this.irregular = new Map(Object.entries(stems.irregular));
      // Maps, for an object would know words such as „constructor” by itself.
      const map = (object) => object && new Map(Object.entries(object));
      this.steps = stems.steps.map(({ keep, endings, last }) => ({ keep, endings: map(endings), last: map(last) }));
    }

    /** Small letters without marks. */
    fold(word) {
      const plain = word.toLowerCase().normalize("NFKD").replace(MARK, "");
      return [...plain].map((letter) => this.letters.get(letter) ?? letter).join("");
    }

    stem(word) {
      if (/[0-9]/.test(word)) return word;
      let stem = [...(this.irregular.get(word) ?? word)];
      for (const { keep, endings, last } of this.steps) {
        if (endings) {
          for (let at = keep; at < stem.length; at += 1) {
            const other = endings.get(stem.slice(at).join(""));
            if (other !== undefined) {
              stem = [...stem.slice(0, at), ...other];
              break;
            }
          }
        } else {
          const at = stem.findLastIndex((letter) => last.has(letter));
          if (at >= 0) stem[at] = last.get(stem[at]);
        }
      }
      return stem.join("");
    }

    /** Beginnings of stems whose forms may begin like this. */
    beginnings(word) {
      const stem = this.stem(word);
      const changed = [...word];
      for (const { last } of this.steps) {
        const at = last ? changed.findLastIndex((letter) => last.has(letter)) : -1;
        if (at >= 0) changed[at] = last.get(changed[at]);
      }
      const all = [word, changed.join(""), ...(stem.length > 2 ? [stem] : [])];
      return all.filter((one) => !all.some((other) => other !== one && one.startsWith(other)) || one === word);
    }

    /** What is typed as words; those that say nothing count only where there is nothing else. */
    words(text) {
      const words = [...text.matchAll(WORD)].map(([word]) => this.fold(word)).filter(Boolean);
      const telling = words.filter((word) => !this.stop.has(word));
      return [...new Set(telling.length ? telling : words)];
    }
  }

  // ---------------------------------------------------------------- Search

  /** The search of a folder of files. */
  class Search {
    constructor(folder, cache) {
      this.files = new Files(folder, cache);
    }

    /** The plan and its language, read once. */
    async ready() {
      this.plan ??= await this.files.get("plan", json);
      this.language ??= new Language(this.plan);
    }

    /** Which file of words has a stem, or would have it. */
    fileOf(stem) {
      const { words } = this.plan;
      let low = 0;
      let high = words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (words[middle][0] <= stem && words[middle][1] > 0) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, low - 1);
    }

    words(at) {
      return this.files.get(`words-${at}`, families);
    }

    /** Forms of a typed word with how much each counts. */
    async formsOf(word, isOpen) {
      const stem = this.language.stem(word);
      const [families, open] = await Promise.all([this.words(this.fileOf(stem)), isOpen ? this.beginning(word) : []]);
      const own = families.find((family) => family.stem === stem)?.forms ?? [];
      const found = new Map();
      for (const form of own) found.set(form.form, { ...form, factor: form.form === word ? 1 : OTHER_FORM });
      for (const form of found.size ? open : await this.beginning(word)) {
        if (!found.has(form.form)) found.set(form.form, { ...form, factor: PREFIX });
      }
      return [...found.values()];
    }

    /** Forms that begin like this. */
    async beginning(word) {
      const wanted = new Set();
      let bytes = 0;
      for (const start of this.language.beginnings(word)) {
        const { words } = this.plan;
        for (let at = this.fileOf(start); at < words.length && words[at][0] <= `${start}\uffff`; at += 1) {
          if (wanted.has(at)) continue;
          bytes += this.files.known.has(`words-${at}`) ? 0 : words[at][1];
          if (bytes > MOST_FOR_PREFIXES && wanted.size) break;
          wanted.add(at);
        }
      }
      const lists = await Promise.all([...wanted].map((at) => this.words(at)));
      return lists.flat().flatMap(({ forms }) => forms.filter(({ form }) => form.startsWith(word)));
    }

    /**
     * The pages that have the words of a text, the best first: those with all of them, else those with some.
     * `forms` are the forms by which they were found.
     */
    async find(text) {
      const words = this.language.words(text);
      const isOpen = (word) => word === words.at(-1) && !/\s$/u.test(text);
      const found = await Promise.all(words.map((word) => this.formsOf(word, isOpen(word))));
      const count = this.plan.pages;
      const scores = new Float32Array(count);
      const matched = new Uint8Array(count);
      for (const forms of found) {
        const own = new Float32Array(count);
        for (const { pages, weights, factor } of forms) {
          for (let at = 0; at < pages.length; at += 1) own[pages[at]] += factor * (2 ** (weights[at] / 3) - 1);
        }
        let pages = 0;
        for (let page = 0; page < count; page += 1) if (own[page]) pages += 1;
        // Rare words tell more (BM25); those on nearly every page still a little.
        const rarity = Math.max(0.2, Math.log(1 + (count - pages + 0.5) / (pages + 0.5)));
        for (let page = 0; page < count; page += 1) {
          if (!own[page]) continue;
          scores[page] += rarity * own[page];
          matched[page] += 1;
        }
      }
      const most = matched.reduce((most, one) => Math.max(most, one), 0);
      const pages = [];
      for (let page = 0; page < count; page += 1) if (most && matched[page] === most) pages.push(page);
      pages.sort((one, other) => scores[other] - scores[one] || one - other);
      return {
        pages,
        isPartial: most < words.length,
        forms: new Set(found.flat().map(({ form }) => form)),
      };
    }

    facets() {
      return this.files.get("facets", (data) => facets(data, this.plan.pages));
    }

    /** What is shown of a page. */
    async page(at) {
      const { texts } = this.plan;
      // Of several files that begin with the same page, only the last has any.
      const file = texts.findLastIndex((first) => first <= at);
      return (await this.files.get(`texts-${file}`, json))[at - texts[file]];
    }
  }

  // ---------------------------------------------------------------- The page

  /** Fills {name} in a text. */
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** A text as nodes, with what was found marked. */
  function marked(text, isFound) {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(WORD)) {
      if (!isFound(match[0])) continue;
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      nodes.push(text.slice(end, match.index), mark);
      end = match.index + match[0].length;
    }
    return [...nodes, text.slice(end)];
  }

  /** The summary where it has what was found, else the part of the text with most of it. */
  function excerpt({ summary = "", text = "" }, isFound) {
    const has = (part) => [...part.matchAll(WORD)].some(([word]) => isFound(word));
    if (summary && (!text || has(summary) || !has(text))) return summary;
    const places = [...text.matchAll(WORD)].filter(([word]) => isFound(word)).map(({ index }) => index);
    const within = (start) => places.filter((place) => place >= start && place < start + LONGEST - AROUND).length;
    const best = places.reduce((best, place) => (within(place) > within(best) ? place : best), places[0] ?? 0);
    const from = best > AROUND ? text.indexOf(" ", best - AROUND) + 1 : 0;
    const cut = text.length > from + LONGEST;
    const to = cut ? text.lastIndexOf(" ", from + LONGEST) : text.length;
    return `${from ? "… " : ""}${text.slice(from, to)}${cut ? " …" : ""}`;
  }

  /** The parts of the page, as they are now; null where it has no search. */
  function parts() {
    const form = document.querySelector("form.search[data-files]");
    const results = document.querySelector(".search-results");
    if (!form || !results) return null;
    return {
      form,
      input: form.querySelector("input"),
      status: form.querySelector("[role=status]"),
      facets: form.querySelector(".search-facets"),
      choices: [...form.querySelectorAll("select")],
      results,
      list: results.querySelector("ol"),
      more: results.querySelector("button"),
      template: results.querySelector("template"),
    };
  }

  let search = null;
  /** Which search is the newest: what an older one finds comes too late. */
  let turn = 0;

  /** The names of a facet's values. */
  function valueOf(name, at) {
    const { kinds, programmes, places } = search.plan;
    return { kind: kinds[at], year: String(at), programme: programmes[at], place: places[at] }[name];
  }

  /** Pages that have what is chosen, and how many there would be for each other choice. */
  function narrowed(pages, columns, choices) {
    const values = (name, page) => [columns[name][page]].flat().filter((at) => at !== null && at !== undefined);
    const chosen = choices.filter(({ value }) => value);
    const fits = (page, { name, value }) => values(name, page).some((at) => valueOf(name, at) === value);
    const left = pages.filter((page) => chosen.every((choice) => fits(page, choice)));
    for (const choice of choices) {
      const others = chosen.filter((other) => other !== choice);
      const counts = new Map();
      for (const page of pages) {
        if (!others.every((other) => fits(page, other))) continue;
        for (const at of values(choice.name, page)) counts.set(at, (counts.get(at) ?? 0) + 1);
      }
      offer(choice, counts);
    }
    return left;
  }

  /** The options of a facet with their counts: years from the newest, others in the order of the site. */
  function offer(choice, counts) {
    const chosen = choice.value;
    const order = [...counts].sort(([one], [other]) => (choice.name === "year" ? other - one : one - other));
    const options = order.map(([at, count]) => {
      const value = valueOf(choice.name, at);
      return new Option(`${value} (${count})`, value, false, value === chosen);
    });
    if (chosen && !options.some(({ selected }) => selected)) options.unshift(new Option(`${chosen} (0)`, chosen, false, true));
    choice.replaceChildren(choice.options[0], ...options);
    choice.closest(".filter-field").hidden = options.length < 2 && !chosen;
  }

  /** Puts what is asked for into the address. */
  function writeAddress({ input, choices }) {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set("q", input.value.trim());
    for (const { name, value } of choices) if (value) query.set(name, value);
    const address = query.size ? `?${query}` : "";
    if (address !== location.search) history.replaceState(history.state, "", location.pathname + address);
  }

  /** Takes over what the address asks for. */
  function readAddress({ input, choices }) {
    const query = new URLSearchParams(location.search);
    input.value = query.get("q") ?? "";
    for (const choice of choices) {
      const value = query.get(choice.name) ?? "";
      if (![...choice.options].some((option) => option.value === value)) choice.add(new Option(value, value));
      choice.value = value;
    }
  }

  /** A result as it stands in the list. */
  function resultOf(page, { template, form }, isFound) {
    const item = template.content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = form.dataset.root + page.url;
    link.append(...marked(page.title, isFound));
    item.querySelector(".note").textContent = [search.plan.kinds[page.kind], page.date].filter(Boolean).join(" · ");
    const text = item.querySelector(".result-text");
    text.append(...marked(excerpt(page, isFound), isFound));
    if (!text.textContent) text.remove();
    return item;
  }

  /** Looks up what the form asks for and shows it; `cache` says how a plan that is not known is asked for. */
  async function run(cache = "default") {
    const own = (turn += 1);
    const isOld = () => own !== turn;
    const page = parts();
    if (!page) return;
    writeAddress(page);
    const { form, input, status, choices, results, list, more } = page;
    if (!input.value.trim()) {
      list.replaceChildren();
      results.hidden = true;
      page.facets.hidden = true;
      status.textContent = "";
      return;
    }
    const waiting = setTimeout(() => !isOld() && (status.textContent = status.dataset.waiting), 400);
    try {
      search ??= new Search(new URL(form.dataset.files, document.baseURI).href, cache);
      await search.ready();
      const [{ pages, isPartial, forms }, columns] = await Promise.all([search.find(input.value), search.facets()]);
      if (isOld()) return;
      const left = narrowed(pages, columns, choices);
      const isFound = (word) => forms.has(search.language.fold(word));
      const next = async (from, to) => {
        const found = await Promise.all(left.slice(from, to).map((at) => search.page(at)));
        return found.map((one) => resultOf(one, page, isFound));
      };
      const first = await next(0, AT_ONCE);
      if (isOld()) return;
      const words = isPartial ? status.dataset.partial : status.dataset.count;
      const count = left.length.toLocaleString(document.documentElement.lang);
      const none = pages.length ? status.dataset.none : status.dataset.nothing;
      // What still follows is not waited for.
      clearTimeout(waiting);
      status.textContent = fill(left.length ? words : none, { count, query: input.value.trim() });
      list.replaceChildren(...first);
      more.hidden = true;
      results.hidden = !left.length;
      page.facets.hidden = !pages.length;
      const others = await next(AT_ONCE, SHOWN);
      if (isOld()) return;
      list.append(...others);
      more.hidden = left.length <= SHOWN;
      more.onclick = async () => {
        const from = list.children.length;
        const further = await next(from, from + SHOWN);
        if (isOld()) return;
        list.append(...further);
        more.hidden = left.length <= list.children.length;
        list.children[from]?.querySelector("a").focus();
      };
      if (await search.files.isOutdated()) again();
    } catch (error) {
      if (isOld()) return;
      if (error instanceof Outdated && cache !== "reload") return again();
      console.error(error);
      status.textContent = location.protocol === "file:" ? status.dataset.disk : status.dataset.failed;
      results.hidden = true;
      page.facets.hidden = true;
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Begins anew with the index that the site has now. */
  function again() {
    search = null;
    return run("reload");
  }

  let typing = 0;

  /** Searches soon after the last letter was typed. */
  function soon() {
    clearTimeout(typing);
    typing = setTimeout(() => run(), 120);
  }

  /** Up and down lead through the field and the results, `/` and Escape back to the field. */
  function walk(event) {
    const page = parts();
    if (!page || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...page.list.querySelectorAll("h2 a")];
    const here = document.activeElement;
    const at = here === page.input ? -1 : links.indexOf(here);
    const isField = here?.matches("input, select, textarea");
    const go = (place) => {
      event.preventDefault();
      place.focus();
    };
    if (event.key === "/" && !isField) go(page.input);
    else if (event.key === "Escape" && at >= 0) go(page.input);
    else if (at < 0 && here !== page.input) return;
    else if (event.key === "ArrowDown" && links[at + 1]) go(links[at + 1]);
    else if (event.key === "ArrowUp" && at >= 0) go(links[at - 1] ?? page.input);
  }

  /** Brings the page in line with its address. */
  function enhance() {
    const page = parts();
    if (!page) return;
    page.form.hidden = false;
    readAddress(page);
    run();
  }

  const once = document.documentElement;
  if (once.hasAttribute("data-search")) return;
  once.setAttribute("data-search", "");
  // Says so: everything is done again on pageshow, so that a preview may change the page below.
  document.currentScript?.setAttribute("data-pageshow", "");
  document.addEventListener("input", ({ target }) => target.closest?.("form.search[data-files]") && soon());
  document.addEventListener("keydown", walk);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.search[data-files]")) return;
    event.preventDefault();
    clearTimeout(typing);
    run();
  });
  window.addEventListener("popstate", enhance);
  // A page that comes back from the browser's memory has the form's old values.
  window.addEventListener("pageshow", enhance);
  enhance();
})();
