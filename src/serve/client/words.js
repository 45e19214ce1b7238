// The preview's own texts, in the languages of kronika. Entry point: say().

const POLISH = {
  preview: "Podgląd",
  lost: "Brak połączenia z kronika serve – czekam…",
  removed: "Tej strony już nie ma. Widać jej ostatnią treść.",
  edited: "Zmieniono: {title}",
  edited_more: "Zmieniono: {title} i {count} więcej",
  go_there: "przejdź",
  dismiss: "Ukryj",
  close: "Zamknij",
  copy: "Kopiuj ścieżkę pliku {path}",
  copied: "Skopiowano: {path}",
  not_copied: "Przeglądarka nie pozwoliła skopiować. Ścieżka: {path}",
  draft: "Szkic",
  draft_why: "Wpis ma „draft: true”, więc w zbudowanej witrynie go nie będzie.",
  embargoed: "Do publikacji {moment}",
  embargoed_why: "Datę podaje pole „published”. Do tego czasu wpisu w zbudowanej witrynie nie będzie.",
  expired: "Wygasło {moment}",
  expired_why: "Datę podaje pole „expires”. W zbudowanej witrynie wpisu już nie ma.",
  withheld: "Nieopublikowane razem z całością",
  withheld_why: "Wpis, do którego to należy, nie jest opublikowany, więc i tego w zbudowanej witrynie nie będzie.",
  hidden: "Ukryte {places}",
  hidden_why: "Mówi o tym we wpisie „{key}”.",
  home: "na stronie głównej",
  index: "w spisie",
  timeline: "na osi czasu",
  archive: "w archiwum",
  calendar: "w kalendarzu",
  search: "w wyszukiwarce",
  feeds: "w kanałach",
  sitemap: "w mapie witryny",
  error: { one: "{count} błąd", few: "{count} błędy", many: "{count} błędów", other: "{count} błędu" },
  warning: { one: "{count} ostrzeżenie", few: "{count} ostrzeżenia", many: "{count} ostrzeżeń", other: "{count} ostrzeżenia" },
  last_good: "Strona pod spodem jest z ostatniej poprawnej wersji. Po zapisaniu poprawki to okno zniknie samo.",
  none_yet: "Nie ma jeszcze strony do pokazania. Pojawi się tu sama.",
  more: "I jeszcze {count} – po poprawieniu tych.",
  none_good: "Strona pojawi się sama, gdy błędy zostaną poprawione.",
  hint: "Wskazówka",
};

const ENGLISH = {
  preview: "Preview",
  lost: "No connection to kronika serve – waiting…",
  removed: "This page is gone. What you see is its last text.",
  edited: "Edited: {title}",
  edited_more: "Edited: {title} and {count} more",
  go_there: "go there",
  dismiss: "Hide",
  close: "Close",
  copy: "Copy the path of the file {path}",
  copied: "Copied: {path}",
  not_copied: "The browser did not allow copying. The path: {path}",
  draft: "Draft",
  draft_why: "It has “draft: true”: the built site will not have it.",
  embargoed: "Embargoed until {moment}",
  embargoed_why: "“published” says so: until then the built site will not have it.",
  expired: "Expired {moment}",
  expired_why: "“expires” says so: the built site does not have it.",
  withheld: "Unpublished with the whole",
  withheld_why: "The entry it belongs to is not published, so the built site will not have this either.",
  hidden: "Hidden from {places}",
  hidden_why: "“{key}” in the entry says so.",
  home: "the home page",
  index: "its list",
  timeline: "the timeline",
  archive: "the archive",
  calendar: "the calendar",
  search: "the search",
  feeds: "the feeds",
  sitemap: "the sitemap",
  error: { one: "{count} error", other: "{count} errors" },
  warning: { one: "{count} warning", other: "{count} warnings" },
  last_good: "The page below is from the last good version. Once you save the correction, this window closes by itself.",
  none_yet: "There is no site to show yet. It will appear here by itself.",
  more: "And {count} more, once these are mended.",
  none_good: "The page will appear by itself once the errors are mended.",
  hint: "Hint",
};

/** The language of the page, "pl" or "en". Pages of other languages get English, those of none Polish. */
export function language() {
  return /^(pl\b|$)/i.test(document.documentElement.lang) ? "pl" : "en";
}

/** The text `key` with {names} filled in, `key` itself where there is none; of several forms `values.count` chooses. */
export function say(key, values = {}) {
  const text = (language() === "pl" ? POLISH : ENGLISH)[key] ?? key;
  const one = typeof text === "object" ? text[new Intl.PluralRules(language()).select(values.count)] : text;
  return one.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
