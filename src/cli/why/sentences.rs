//! The sentences of `kronika why`, apart from what it finds out, a table for each language.
//! `{name}` is filled in.

use crate::why::{By, State};
use crate::words::Language;

/// All sentences of a language.
pub(super) struct Sentences {
    pub(super) language: Language,
    pub(super) entry: &'static str,
    pub(super) titled: &'static str,
    pub(super) named: &'static str,
    pub(super) alias: &'static str,
    pub(super) page: &'static str,
    pub(super) published: &'static str,
    pub(super) published_but: &'static str,
    pub(super) page_but: &'static str,
    pub(super) draft: &'static str,
    pub(super) embargoed: &'static str,
    pub(super) expired: &'static str,
    pub(super) withheld: &'static str,
    pub(super) error: &'static str,
    pub(super) unused: &'static str,
    pub(super) left_out: &'static str,
    pub(super) captions: &'static str,
    pub(super) let_in: &'static str,
    pub(super) hidden: &'static str,
    pub(super) reason_draft: &'static str,
    pub(super) reason_embargoed: &'static str,
    pub(super) reason_expired: &'static str,
    pub(super) reason_withheld: &'static str,
    pub(super) faults: &'static str,
    pub(super) referrers: &'static str,
    pub(super) no_referrers: &'static str,
    pub(super) by_link: &'static str,
    pub(super) by_block: &'static str,
    pub(super) by_folder: &'static str,
    pub(super) by_menu: &'static str,
    pub(super) unpublished: &'static str,
    pub(super) templates: &'static str,
    pub(super) extends: &'static str,
    pub(super) made_of: &'static str,
}

/// In English.
const ENGLISH: Sentences = Sentences {
    language: Language::English,
    entry: "{kind} `{id}`, “{title}”",
    titled: " – “{title}”",
    named: "It has no file of its own: others name it, and so it gets a page.",
    alias: "This is an old address. It leads on to {entry}.",
    page: "No entry stands for this address; kronika makes what is there itself, or takes it from the theme.",
    published: "It is in the site, at {url}",
    published_but: "It would be in the site at {url}, but nothing is written while there are errors: \
{errors} elsewhere, which `kronika build` shows.",
    page_but: "Nothing is written while there are errors: {errors}, which `kronika build` shows.",
    draft: "It is not in the site: it is a draft. Remove `draft: true` to publish it.",
    embargoed: "It is not in the site yet: by `published:` it is to appear on {moment}, and this is {today}.",
    expired: "It is in the site no more: by `expires:` its time was over on {moment}, and this is {today}.",
    withheld: "It is not in the site, for it belongs to what is not:",
    error: "It cannot be in the site while there are errors in it.",
    unused: "It is not in the site: no published entry shows it or links to it, and it lies in the folder of none.",
    left_out: "It is not in the site: hidden files, backups of editors and the litter of file managers are left out.",
    captions: "It is no file of the site: galleries show what it says of the pictures beside it.",
    let_in: "Without `--drafts` and `--future` it would be left out: {reason}.",
    hidden: "By `hidden_from:` it is kept out of: {lists}.",
    reason_draft: "it is a draft",
    reason_embargoed: "it is to appear on {moment}",
    reason_expired: "it expired on {moment}",
    reason_withheld: "it belongs to what is not published",
    faults: "What is wrong with it:",
    referrers: "What refers to it:",
    no_referrers: "Nothing refers to it.",
    by_link: "a link in the text",
    by_block: "a block in the text",
    by_folder: "lies in its folder",
    by_menu: "the menu",
    unpublished: "(not published)",
    templates: "The template of its page:",
    extends: "extends",
    made_of: "The files it is made of:",
};

/// In Polish.
const POLISH: Sentences = Sentences {
    language: Language::Polish,
    entry: "{kind} `{id}`, „{title}”",
    titled: " – „{title}”",
    named: "Nie ma własnego pliku: inni o nim wspominają i dlatego ma stronę.",
    alias: "To dawny adres. Prowadzi do: {entry}.",
    page: "Pod tym adresem nie stoi żaden wpis; kronika sama tworzy to, co tam jest, albo bierze to z motywu.",
    published: "Jest w witrynie, pod adresem {url}",
    published_but: "Byłby w witrynie pod adresem {url}, ale dopóki są błędy, nic nie zostanie zapisane: \
{errors} gdzie indziej; pokaże je `kronika build`.",
    page_but: "Dopóki są błędy, nic nie zostanie zapisane: {errors}; pokaże je `kronika build`.",
    draft: "Nie ma go w witrynie: to szkic. Usuń `draft: true`, aby go opublikować.",
    embargoed: "Jeszcze nie ma go w witrynie: według `published:` ukaże się {moment}, a dziś jest {today}.",
    expired: "Już nie ma go w witrynie: według `expires:` jego czas minął {moment}, a dziś jest {today}.",
    withheld: "Nie ma go w witrynie, bo należy do tego, czego w nim nie ma:",
    error: "Nie może być w witrynie, dopóki są w nim błędy.",
    unused: "Nie ma go w witrynie: żaden opublikowany wpis go nie pokazuje ani do niego nie odsyła i nie leży w katalogu żadnego z nich.",
    left_out: "Nie ma go w witrynie: pliki ukryte, kopie zapasowe edytorów i śmieci menedżerów plików są pomijane.",
    captions: "Nie jest plikiem witryny: to, co mówi o zdjęciach obok, pokazują galerie.",
    let_in: "Bez `--drafts` i `--future` zostałby pominięty: {reason}.",
    hidden: "Przez `hidden_from:` nie ma go w: {lists}.",
    reason_draft: "to szkic",
    reason_embargoed: "ukaże się {moment}",
    reason_expired: "jego czas minął {moment}",
    reason_withheld: "należy do tego, co nie jest opublikowane",
    faults: "Co jest w nim źle:",
    referrers: "Co się do niego odwołuje:",
    no_referrers: "Nic się do niego nie odwołuje.",
    by_link: "odnośnik w tekście",
    by_block: "blok w tekście",
    by_folder: "leży w jego katalogu",
    by_menu: "menu",
    unpublished: "(nieopublikowane)",
    templates: "Szablon jego strony:",
    extends: "rozszerza",
    made_of: "Pliki, z których powstaje:",
};

/// In one language.
pub(super) fn of(language: Language) -> &'static Sentences {
    match language {
        Language::English => &ENGLISH,
        Language::Polish => &POLISH,
    }
}

impl Sentences {
    /// What keeps something out, as part of a sentence.
    pub(super) fn reason(&self, state: State) -> &'static str {
        match state {
            State::Draft => self.reason_draft,
            State::Embargoed => self.reason_embargoed,
            State::Expired => self.reason_expired,
            _ => self.reason_withheld,
        }
    }

    /// By what something is referred to; of a key, the key itself is told.
    pub(super) fn by(&self, by: By) -> &'static str {
        match by {
            By::Key => "",
            By::Link => self.by_link,
            By::Block => self.by_block,
            By::Folder => self.by_folder,
            By::Menu => self.by_menu,
        }
    }
}

/// A text with its names filled in.
pub(super) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
