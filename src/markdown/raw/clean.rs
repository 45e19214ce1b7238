//! One start tag → what of it is kept. The parser of the HTML Standard in `ammonia` reads it, and its lists say what stays;
//! what is then written is written anew, so that nothing of the author's own spelling gets through.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::elements::{COMMON, Element, KEPT};
use super::pieces::{attributes, end_of_tag};

/// Schemes that addresses may have. Scripts have one too.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let of_element = |element: &Element| (element.name, element.attributes.iter().copied().collect());
    builder
        .tags(KEPT.iter().map(|element| element.name).collect())
        .tag_attributes(KEPT.iter().map(of_element).collect())
        .generic_attributes(COMMON.into_iter().collect())
        .url_schemes(SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
});

/// What is left of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    /// Attributes that stay, with plain values.
    pub(super) attributes: Vec<(String, String)>,
    /// Names of those that go.
    pub(super) removed: Vec<String>,
}

/// Reads a start tag of this element; none where it is no whole tag of it.
pub(super) fn clean(element: &Element, tag: &str) -> Option<Cleaned> {
    if end_of_tag(tag) != Some(tag.len()) {
        return None;
    }
    let (before, after) = around(element.name);
    let cleaned = CLEANER.clean(&format!("{before}{tag}")).to_string();
    let inner = cleaned.strip_prefix(before)?.strip_suffix(after)?;
    let inner = inner.strip_suffix(&format!("</{}>", element.name)).unwrap_or(inner);
    let rest = inner.strip_prefix('<')?.strip_prefix(element.name)?;
    let is_whole = rest == ">" || rest.starts_with(' ');
    if !is_whole || end_of_tag(inner) != Some(inner.len()) {
        return None;
    }
    let kept: Vec<(String, String)> =
        attributes(inner).into_iter().map(|(name, value)| (name, plain(value))).collect();
    let mut removed: Vec<String> = attributes(tag).into_iter().map(|(name, _)| name).collect();
    removed.retain(|name| !kept.iter().any(|(other, _)| other == name));
    removed.dedup();
    Some(Cleaned { attributes: kept, removed })
}

/// What a tag must stand in to be read as one.
fn around(name: &str) -> (&'static str, &'static str) {
    match name {
        "td" | "th" => ("<table><tbody><tr>", "</tr></tbody></table>"),
        "tr" => ("<table><tbody>", "</tbody></table>"),
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => ("<table>", "</table>"),
        "col" => ("<table><colgroup>", "</colgroup></table>"),
        _ => ("", ""),
    }
}

/// A value without the entities that `ammonia` writes (HTML Standard, §13.3: escaping a string).
fn plain(value: &str) -> String {
    let value = value.replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::super::elements::kept;
    use super::*;

    fn cleaned(name: &str, tag: &str) -> Option<(String, String)> {
        let cleaned = clean(kept(name)?, tag)?;
        let attributes: Vec<String> =
            cleaned.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Some((attributes.join(" "), cleaned.removed.join(" ")))
    }

    #[test]
    fn every_element_of_the_list_can_be_read() {
        for element in KEPT {
            let tag = format!("<{}>", element.name);
            assert_eq!(cleaned(element.name, &tag), Some((String::new(), String::new())), "{tag}");
        }
    }

    #[test]
    fn what_could_run_or_style_goes() {
        let tag = "<a HREF=' javascript:alert(1)' onclick=x style=\"color:red\" class=y id=main title='&quot;&lt;b&gt;'>";
        let (stays, goes) = cleaned("a", tag).expect("a link");
        assert_eq!(stays, "title=\"<b>");
        assert_eq!(goes, "href onclick style class id");
        assert_eq!(cleaned("a", "<a href='data:text/html,x'>").expect("a link").0, "");
        assert_eq!(cleaned("a", "<a href=../b.md>").expect("a link").0, "href=../b.md");
        assert_eq!(
            cleaned("td", "<td colspan=2 background=x>"),
            Some(("colspan=2".into(), "background".into()))
        );
    }

    #[test]
    fn what_is_no_single_tag_is_none() {
        for tag in ["<b", "<b><script>", "<b>text", "<td>", "<b title='</b><i>"] {
            assert_eq!(cleaned("b", tag), None, "{tag}");
        }
    }
}
