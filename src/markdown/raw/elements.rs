//! The HTML elements that kronika keeps in bodies, and what is known of those it takes out. [`kept`] and [`taken`] look a
//! name up; what neither knows is no element of HTML. Attributes and content models follow the HTML Standard, §4.

/// An element that is kept.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: &'static str,
    /// Where it may stand.
    pub(super) place: Place,
    /// Attributes it may have besides [`COMMON`].
    pub(super) attributes: &'static [&'static str],
}

/// Where an element may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In running text.
    Line,
    /// In running text; it holds nothing and needs no end.
    Void,
    /// On lines of its own.
    Block,
    /// On lines of its own; Markdown between blank lines may stand in it.
    Holder,
    /// Directly in one of these, and Markdown may stand in it.
    Within(&'static [&'static str]),
    /// Directly in this one; it holds nothing.
    VoidWithin(&'static str),
}

/// Attributes that every kept element may have.
pub(super) const COMMON: [&str; 3] = ["lang", "dir", "title"];

const TABLE: &[&str] = &["table"];
const ROWS: &[&str] = &["table", "thead", "tbody", "tfoot"];
const CELL: &[&str] = &["colspan", "rowspan", "headers"];

/// The elements that are kept.
pub(super) const KEPT: &[Element] = &[
    line("a", &["href", "hreflang"]),
    line("abbr", &[]),
    line("b", &[]),
    line("bdi", &[]),
    line("bdo", &[]),
    void("br", &[]),
    line("cite", &[]),
    line("code", &[]),
    line("data", &["value"]),
    line("del", &["datetime"]),
    line("dfn", &[]),
    line("em", &[]),
    line("i", &[]),
    void("img", &["src", "alt", "width", "height"]),
    line("ins", &["datetime"]),
    line("kbd", &[]),
    line("mark", &[]),
    line("q", &[]),
    line("s", &[]),
    line("samp", &[]),
    line("small", &[]),
    line("span", &[]),
    line("strong", &[]),
    line("sub", &[]),
    line("sup", &[]),
    line("time", &["datetime"]),
    line("u", &[]),
    line("var", &[]),
    void("wbr", &[]),
    line("ruby", &[]),
    within("rt", &["ruby"], &[]),
    within("rp", &["ruby"], &[]),
    block("h2"),
    block("h3"),
    block("h4"),
    block("h5"),
    block("h6"),
    block("p"),
    block("pre"),
    Element { name: "hr", place: Place::Void, attributes: &[] },
    holder("blockquote", &[]),
    holder("details", &["open"]),
    within("summary", &["details"], &[]),
    holder("div", &[]),
    holder("figure", &[]),
    within("figcaption", &["figure"], &[]),
    holder("ul", &[]),
    holder("ol", &["start", "reversed"]),
    within("li", &["ul", "ol"], &["value"]),
    holder("dl", &[]),
    within("dt", &["dl"], &[]),
    within("dd", &["dl"], &[]),
    holder("table", &[]),
    within("caption", TABLE, &[]),
    within("colgroup", TABLE, &["span"]),
    Element { name: "col", place: Place::VoidWithin("colgroup"), attributes: &["span"] },
    within("thead", TABLE, &[]),
    within("tbody", TABLE, &[]),
    within("tfoot", TABLE, &[]),
    within("tr", ROWS, &[]),
    within("td", &["tr"], CELL),
    within("th", &["tr"], &["colspan", "rowspan", "headers", "scope", "abbr"]),
];

const fn line(name: &'static str, attributes: &'static [&'static str]) -> Element {
    Element { name, place: Place::Line, attributes }
}

const fn void(name: &'static str, attributes: &'static [&'static str]) -> Element {
    Element { name, place: Place::Void, attributes }
}

const fn block(name: &'static str) -> Element {
    Element { name, place: Place::Block, attributes: &[] }
}

const fn holder(name: &'static str, attributes: &'static [&'static str]) -> Element {
    Element { name, place: Place::Holder, attributes }
}

const fn within(
    name: &'static str,
    parents: &'static [&'static str],
    attributes: &'static [&'static str],
) -> Element {
    Element { name, place: Place::Within(parents), attributes }
}

/// What becomes of an element that is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It goes with all that is in it.
    Whole,
    /// Only its tags go; what is in it stays.
    Tags,
    /// It is a mere tag.
    Alone,
}

/// Elements whose content is no text for readers.
const WHOLE: [&str; 19] = [
    "script", "style", "iframe", "object", "svg", "math", "template", "textarea", "select", "title",
    "noscript", "xmp", "noembed", "noframes", "canvas", "audio", "video", "head", "applet",
];

/// Elements without an end.
const ALONE: [&str; 11] =
    ["embed", "input", "link", "meta", "base", "param", "source", "track", "frame", "keygen", "plaintext"];

/// Elements whose tags go; some are obsolete, some are for whole pages.
const TAGS: [&str; 45] = [
    "h1", "html", "body", "main", "header", "footer", "nav", "article", "section", "aside", "hgroup",
    "address", "search", "form", "label", "fieldset", "legend", "button", "datalist", "optgroup", "option",
    "output", "progress", "meter", "dialog", "menu", "menuitem", "slot", "map", "area", "picture", "font",
    "center", "tt", "big", "strike", "acronym", "basefont", "nobr", "marquee", "blink", "dir", "frameset",
    "rtc", "rb",
];

/// The element of this name that is kept.
pub(super) fn kept(name: &str) -> Option<&'static Element> {
    KEPT.iter().find(|element| element.name == name)
}

/// What becomes of the element of this name, where it is taken out; none for what is no element of HTML.
pub(super) fn taken(name: &str) -> Option<Taken> {
    if WHOLE.contains(&name) {
        Some(Taken::Whole)
    } else if ALONE.contains(&name) {
        Some(Taken::Alone)
    } else {
        TAGS.contains(&name).then_some(Taken::Tags)
    }
}

/// True for an element that in a file may go without its end tag (HTML Standard, §13.1.2.4).
pub(super) fn may_go_unclosed(name: &str) -> bool {
    const OPTIONAL: [&str; 13] =
        ["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "rt", "rp", "colgroup"];
    OPTIONAL.contains(&name)
}

/// True when the beginning of `next` ends an open element of this name.
pub(super) fn ends_before(open: &str, next: &Element) -> bool {
    let next_name = next.name;
    match open {
        "p" => !matches!(next.place, Place::Line | Place::Void) || next_name == "hr",
        "li" => next_name == "li",
        "dt" | "dd" => matches!(next_name, "dt" | "dd"),
        "td" | "th" => matches!(next_name, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(next_name, "tr" | "thead" | "tbody" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(next_name, "thead" | "tbody" | "tfoot"),
        "colgroup" => !matches!(next_name, "col"),
        "rt" | "rp" => matches!(next_name, "rt" | "rp"),
        _ => false,
    }
}

/// True when a browser reads such an element as text up to its end, whatever is in it.
pub(super) fn is_raw_text(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "textarea" | "title" | "iframe" | "xmp" | "noembed" | "noframes" | "noscript"
    )
}
