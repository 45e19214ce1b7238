//! A style sheet → the addresses it holds: `url(…)` and `@import "…"`, outside comments (CSS Syntax 3, §4.3).
//! Entry point: [`addresses`].

/// The addresses, each with the byte it starts at.
pub(super) fn addresses(css: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = next_mark(css, at) {
        let rest = &css[next..];
        if rest.starts_with("/*") {
            at = rest.find("*/").map_or(css.len(), |end| next + end + 2);
            continue;
        }
        let begin = next + if rest.starts_with('@') { "@import".len() } else { "url(".len() };
        let start = begin + css[begin..].len() - css[begin..].trim_start().len();
        let quote = css[start..].chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let (start, end) = match quote {
            Some(quote) => (start + 1, css[start + 1..].find(quote).map(|end| start + 1 + end)),
            // `@import url(…)` is found by its `url(`.
            None if rest.starts_with('@') => (start, None),
            None => (start, css[start..].find(')').map(|end| start + end)),
        };
        if let Some(end) = end {
            let address = css[start..end].trim();
            if !address.is_empty() {
                found.push((address.replace('\\', ""), start));
            }
        }
        at = end.unwrap_or(start).max(next + 1);
    }
    found
}

/// Where the next comment or address begins.
fn next_mark(css: &str, from: usize) -> Option<usize> {
    let rest = css.get(from..)?;
    ["/*", "url(", "@import"].iter().filter_map(|mark| rest.find(mark)).min().map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_found_and_comments_are_not_read() {
        let css = "@import 'a.css'; @import url(b.css);\n/* url(x) */ p { background: url( \"c d.png\" ), \
                   url(e.svg#f) } /* open url(y)";
        let found: Vec<String> = addresses(css).into_iter().map(|(address, _)| address).collect();
        assert_eq!(found, ["a.css", "b.css", "c d.png", "e.svg#f"]);
        assert!(addresses("url(").is_empty() && addresses("@import ;").is_empty());
        assert!(addresses("url(data:image/png;base64,ab)")[0].0.starts_with("data:"));
    }
}
