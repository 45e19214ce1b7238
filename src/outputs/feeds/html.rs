//! HTML of a page → HTML for a feed, which is read far from it: without scripts, styles, classes and ids, every
//! address whole. Entry point: [`far_from_home`].

use ammonia::{Builder, Url, UrlRelative};

/// The HTML with every address whole: what leads to a place of the same page leads to that page. `page` is its whole
/// address.
pub(super) fn far_from_home(html: &str, page: &str) -> String {
    let relative = match Url::parse(page) {
        Ok(base) => UrlRelative::RewriteWithBase(base),
        Err(_) => UrlRelative::Deny,
    };
    Builder::default().link_rel(None).url_relative(relative).clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole_and_nothing_works() {
        let html = far_from_home(
            "<p class=\"x\" style=\"color:red\" id=\"a\" onclick=\"x()\">Łódź &amp; <a href=\"#note\">1</a>\
             <a href=\"../b/\">b</a><a href=\"mailto:a@b.example\">c</a><a href=\"javascript:x()\">d</a></p>\
             <script>x()</script><style>p{}</style><img src=\"sala.jpg\" alt=\"Sala\"><iframe src=\"x\"></iframe>",
            "https://konin.example/wydarzenia/a/",
        );
        assert_eq!(
            html,
            "<p>Łódź &amp; <a href=\"https://konin.example/wydarzenia/a/#note\">1</a>\
             <a href=\"https://konin.example/wydarzenia/b/\">b</a><a href=\"mailto:a@b.example\">c</a>\
             <a>d</a></p><img src=\"https://konin.example/wydarzenia/a/sala.jpg\" alt=\"Sala\">"
        );
    }
}
