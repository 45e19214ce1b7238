//! `feeds:` of `kronika.yaml` → [`FeedsConfig`]: what feeds hold, how much of it, and in which forms. Entry point:
//! `read`.

use crate::diag::codes;
use crate::feed::tag;
use crate::front::Fields;
use crate::front::fields::questions::Shape;
use crate::words;

/// How many entries a feed has where nothing is set.
const ITEMS: usize = 30;

/// What feeds a site has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedsConfig {
    /// True when feeds hold entries in full, false when they hold a summary of each.
    pub full: bool,
    /// The most entries a feed has; none where the site is to have no feeds.
    pub items: usize,
    /// True when there is a JSON Feed beside each Atom feed.
    pub json: bool,
    /// What ids are made of in place of the site's address: a former address without `https://`, or a host with a date.
    pub tag: Option<String>,
}

impl Default for FeedsConfig {
    fn default() -> Self {
        Self { full: false, items: ITEMS, json: false, tag: None }
    }
}

/// Reads the keys of `feeds:`.
pub(super) fn read(fields: &mut Fields<'_>) -> FeedsConfig {
    FeedsConfig {
        full: content(fields) == Some("full"),
        items: fields.count("items").map_or(ITEMS, |items| usize::try_from(items).unwrap_or(ITEMS)),
        json: fields.flag("json"),
        tag: own_tag(fields),
    }
}

/// How much of each entry; also where the word stands alone, as `feeds: full`. What is no such word there may be meant
/// for any setting, so all are shown.
fn content(fields: &mut Fields<'_>) -> Option<&'static str> {
    const WORDS: [&str; 2] = ["full", "summary"];
    if fields.written("content") == "content" {
        return fields.choice("content", &WORDS);
    }
    let written = fields.spanned_text("content")?;
    let word = WORDS.into_iter().find(|word| *word == written.value.to_lowercase());
    if word.is_none() {
        let text = &written.value;
        let message =
            words!("`{text}` is not a value of `feeds`", "`{text}` nie jest wartością pola `feeds`");
        let hint = words!(
            "write `feeds: full` for whole entries, `feeds: {{content: full, json: true}}` for several settings, \
             `feeds: {{items: 0}}` for no feeds",
            "wpisz `feeds: full`, jeśli w kanałach mają być całe wpisy, `feeds: {{content: full, json: true}}`, jeśli \
             chcesz ustawić więcej, `feeds: {{items: 0}}`, jeśli ma ich nie być",
        );
        fields.sink().error(codes::UNKNOWN_VALUE, &written.span, message, Some(hint));
    }
    word
}

fn own_tag(fields: &mut Fields<'_>) -> Option<String> {
    fields.expect("tag", Shape::Like(tag::TAG));
    let written = fields.spanned_text("tag")?;
    if tag::is_tag(&written.value) {
        return Some(written.value);
    }
    let text = &written.value;
    let message =
        words!("`{text}` is not an address without `https://`", "`{text}` to nie adres bez `https://`",);
    let hint = words!(
        "give the former address of the site, for example `tag: \"www.example.org/kronika\"`",
        "podaj poprzedni adres witryny, na przykład `tag: \"www.example.org/kronika\"`",
    );
    fields.sink().error(codes::CONFIG_INVALID, &written.span, message, Some(hint));
    None
}
