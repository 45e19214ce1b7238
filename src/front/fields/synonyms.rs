//! Words people write where another is wanted: Polish ones, and those of other programs. Only for "did you mean"; a
//! test holds every right word against the kinds.

/// Each right word with what is written for it, folded: small letters, without Polish marks, `_` for a space.
const KEYS: &[(&str, &[&str])] = &[
    ("title", &["tytul", "naglowek", "temat", "headline"]),
    ("name", &["nazwa", "imie", "imie_i_nazwisko", "nazwisko", "title"]),
    ("when", &["data", "kiedy", "termin", "czas", "dzien", "date", "start", "begin", "od"]),
    ("period", &["okres"]),
    (
        "published",
        &["opublikowano", "publikacja", "data_publikacji", "data", "date", "pubdate", "publishdate"],
    ),
    ("expires", &["wygasa", "expirydate"]),
    ("updated", &["zmieniono", "aktualizacja", "lastmod"]),
    ("place", &["miejsce", "lokalizacja", "adres", "location", "venue"]),
    ("people", &["osoby", "ludzie", "uczestnicy", "prelegenci", "goscie", "speakers", "participants"]),
    ("person", &["osoba", "kto", "imie_i_nazwisko", "name"]),
    ("organisers", &["organizator", "organizatorzy", "organizer", "organizers", "organiser"]),
    ("org", &["organizacja", "instytucja", "organisation", "organization"]),
    ("as", &["stanowisko", "funkcja", "position"]),
    ("role", &["rola"]),
    ("roles", &["role", "stanowiska", "funkcje"]),
    ("agenda", &["plan", "harmonogram", "schedule", "porzadek_obrad"]),
    ("programme", &["program", "projekt", "project"]),
    ("stage", &["etap"]),
    ("forum", &["konferencja", "wydarzenie_nadrzedne"]),
    ("summary", &["opis", "streszczenie", "skrot", "lead", "zajawka", "description", "excerpt"]),
    ("image", &["zdjecie", "obraz", "obrazek", "foto", "grafika", "picture", "photo", "cover"]),
    ("alt", &["opis", "opis_zdjecia", "tekst_alternatywny", "description"]),
    ("caption", &["podpis"]),
    ("credit", &["autor_zdjecia", "fot", "zrodlo", "author"]),
    ("tags", &["tagi", "tematy", "slowa_kluczowe", "kategorie", "categories", "keywords"]),
    ("audience", &["odbiorcy", "adresaci"]),
    ("draft", &["szkic", "wersja_robocza", "robocze"]),
    ("kind", &["rodzaj", "typ", "type", "layout"]),
    ("status", &["stan"]),
    ("mode", &["tryb", "forma"]),
    ("attendance", &["frekwencja", "liczba_uczestnikow", "obecnosc"]),
    ("recordings", &["nagrania", "nagranie", "wideo", "video"]),
    ("attachments", &["zalaczniki", "pliki", "dokumenty", "files"]),
    ("links", &["linki", "odsylacze", "odnosniki", "link"]),
    ("label", &["etykieta", "nazwa", "title", "name"]),
    ("url", &["adres", "link", "href", "www"]),
    ("file", &["plik"]),
    ("funding", &["finansowanie", "srodki"]),
    ("goal", &["cel"]),
    ("partners", &["partnerzy"]),
    ("owner", &["wlasciciel", "realizator"]),
    ("outcomes", &["wyniki", "efekty", "rezultaty", "ustalenia"]),
    ("next_steps", &["nastepne_kroki", "co_dalej"]),
    ("figures", &["liczby", "dane"]),
    ("language", &["jezyk", "lang", "locale"]),
    ("timezone", &["strefa_czasowa", "strefa"]),
    ("base_url", &["baseurl", "adres", "url"]),
    ("publisher", &["wydawca"]),
    ("theme", &["motyw", "szablon"]),
    ("look", &["wyglad"]),
    ("feeds", &["kanaly", "kanal", "feed", "rss", "atom"]),
    ("colours", &["kolory", "barwy", "colors", "color"]),
    ("street", &["ulica"]),
    ("locality", &["miasto", "miejscowosc", "city", "town"]),
    ("postal", &["kod", "kod_pocztowy", "zip"]),
    ("region", &["wojewodztwo"]),
];

/// Keys that stand within the value of another.
const WITHIN: &[(&str, &str)] = &[
    ("alt", "image"),
    ("caption", "image"),
    ("credit", "image"),
    ("person", "people"),
    ("role", "people"),
    ("url", "links"),
    ("total", "attendance"),
    ("file", "attachments"),
];

/// The key under which another stands, of those that may stand here.
pub(super) fn within(written: &str, among: &[&'static str]) -> Option<&'static str> {
    let (_, outer) = WITHIN.iter().find(|(inner, _)| *inner == written)?;
    among.iter().copied().find(|key| key == outer)
}

/// Words that may mean several keys: told, and never put in their place.
const UNSURE: [&str; 22] = [
    "program", "plan", "adres", "grupa", "temat", "czas", "start", "od", "begin", "link", "name", "title",
    "autor", "author", "naglowek", "nazwa", "forma", "strona", "type", "role", "source", "project",
];

/// True for a word that may mean several keys.
pub(super) fn is_unsure(written: &str) -> bool {
    UNSURE.contains(&folded(written).as_str())
}

/// True when a word stands for this key.
pub(super) fn is_meant(written: &str, right: &str) -> bool {
    let folded = folded(written);
    KEYS.iter().any(|(key, words)| *key == right && words.contains(&folded.as_str()))
}

/// The same for values that are chosen from a list.
const VALUES: &[(&str, &[&str])] = &[
    ("tiles", &["kafelki", "kafle", "kafelek", "plytki", "boxes", "cards"]),
    ("bars", &["slupki", "slupkowy", "wykres_slupkowy", "paski", "bar"]),
    ("line", &["linia", "linie", "liniowy", "wykres_liniowy", "lines"]),
    ("cancelled", &["odwolane", "odwolany", "odwolana", "canceled", "anulowane"]),
    ("postponed", &["odlozone", "odroczone", "zawieszone"]),
    ("rescheduled", &["przelozone", "przeniesione", "zmiana_terminu"]),
    ("moved_online", &["przeniesione_do_sieci", "przeniesione_online"]),
    ("scheduled", &["zaplanowane", "planowane", "planned"]),
    ("held", &["odbylo_sie", "odbyte", "zakonczone", "done"]),
    ("planned", &["planowany", "zaplanowany", "scheduled"]),
    ("active", &["trwa", "w_toku", "aktywny"]),
    ("done", &["zakonczony", "zrobione", "finished"]),
    ("on_hold", &["wstrzymany", "wstrzymane", "zawieszony"]),
    ("summary", &["streszczenie", "streszczenia", "skrot", "skroty"]),
    ("full", &["calosc", "cale", "pelne", "pelna"]),
    ("github-pages", &["github", "github_io", "gh_pages"]),
    ("gitlab-pages", &["gitlab", "gitlab_io"]),
    ("cloudflare-pages", &["cloudflare", "pages_dev"]),
    ("netlify", &["netlify_com", "netlify_app"]),
    ("onsite", &["stacjonarnie", "stacjonarne", "na_miejscu", "offline"]),
    ("online", &["zdalnie", "zdalne", "w_sieci", "internet"]),
    ("hybrid", &["hybrydowo", "hybrydowe", "hybryda"]),
    ("opening", &["otwarcie", "otwierajacy"]),
    ("speaker", &["prelegent", "prelegentka", "mowca", "mowczyni", "referent"]),
    ("moderator", &["moderatorka", "prowadzacy", "prowadzaca"]),
    ("panellist", &["panelista", "panelistka", "panelist"]),
    ("host", &["gospodarz", "gospodyni"]),
    ("guest", &["gosc", "goscie"]),
    ("talk", &["wyklad", "prelekcja", "wystapienie", "referat"]),
    ("workshop", &["warsztat", "warsztaty"]),
    ("debate", &["debata", "dyskusja"]),
    ("break", &["przerwa", "kawa", "lunch"]),
    ("recording", &["nagranie", "wideo", "video", "film"]),
    ("slides", &["prezentacja", "slajdy"]),
    ("report", &["sprawozdanie", "raport"]),
    ("register", &["zapisy", "rejestracja", "formularz"]),
    ("website", &["strona", "serwis", "www"]),
    ("event", &["wydarzenie", "spotkanie"]),
    ("page", &["strona"]),
    ("post", &["wpis", "aktualnosc", "aktualnosci", "news"]),
    ("person", &["osoba"]),
    ("place", &["miejsce"]),
    ("stage", &["etap"]),
    ("programme", &["program", "projekt", "project"]),
    ("organisation", &["organizacja", "organization"]),
];

/// The key that was meant, of those that may stand here.
pub(super) fn key(written: &str, among: &[&'static str]) -> Option<&'static str> {
    meant(written, KEYS, among)
}

/// The value that was meant, of those that may stand here.
pub(crate) fn value<'a>(written: &str, among: &[&'a str]) -> Option<&'a str> {
    meant(written, VALUES, among)
}

fn meant<'a>(written: &str, table: &[(&str, &[&str])], among: &[&'a str]) -> Option<&'a str> {
    let folded = folded(written);
    let fits = |right: &str| among.iter().copied().find(|word| *word == right);
    table.iter().filter(|(_, words)| words.contains(&folded.as_str())).find_map(|(right, _)| fits(right))
}

fn folded(written: &str) -> String {
    deunicode::deunicode(written.trim()).to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_language_are_understood_where_they_fit() {
        assert_eq!(key("Tytuł", &["title", "when"]), Some("title"));
        assert_eq!(key("data", &["title", "when", "published"]), Some("when"));
        assert_eq!(key("data", &["title", "published"]), Some("published"));
        assert_eq!(key("data", &["title"]), None);
        assert_eq!(value("odwołane", &["held", "cancelled"]), Some("cancelled"));
        assert_eq!(value("Odbyło się", &["held", "cancelled"]), Some("held"));
        assert_eq!(value("prowadzący", &["speaker", "moderator"]), Some("moderator"));
    }

    #[test]
    fn the_tables_are_folded() {
        for (right, written) in KEYS.iter().chain(VALUES) {
            for word in *written {
                assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{right}: {word}");
            }
        }
    }
}
