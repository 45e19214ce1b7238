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
    /// What ids begin with in place of the site's host and the day of all ids: a host with a date.
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
        full: fields.choice("content", &["full", "summary"]) == Some("full"),
        items: fields.count("items").map_or(ITEMS, |items| usize::try_from(items).unwrap_or(ITEMS)),
        json: fields.flag("json"),
        tag: own_tag(fields),
    }
}

fn own_tag(fields: &mut Fields<'_>) -> Option<String> {
    fields.expect("tag", Shape::Like(tag::TAG));
    let written = fields.spanned_text("tag")?;
    if tag::is_tag(&written.value) {
        return Some(written.value);
    }
    let text = &written.value;
    let message = words!(
        "`{text}` is not a host with a date, separated by a comma",
        "`{text}` to nie nazwa domeny i data, oddzielone przecinkiem",
    );
    let hint = words!(
        "write for example `tag: \"www.example.org,2026\"`: a host and a year in which it was yours",
        "wpisz na przykład `tag: \"www.example.org,2026\"`: domenę i rok, w którym do was należała",
    );
    fields.sink().error(codes::CONFIG_INVALID, &written.span, message, Some(hint));
    None
}
