//! Key figures as charts: what is drawn is true to the values, and the table below has them all.

use super::common::{TODAY, page, site, words};

/// The page of a post with one block.
fn block(front: &str, yaml: &str) -> String {
    let post = format!("---\ntitle: Liczby\n{front}---\n\n```figures\n{yaml}\n```\n");
    let files = site(&[("posts/a.md", &post)], TODAY);
    page(&files, "aktualnosci/a/index.html").to_owned()
}

/// The values of an attribute of every element of a class, in order.
fn all<'p>(page: &'p str, class: &str, attribute: &str) -> Vec<&'p str> {
    let elements = page.split('<').filter(|tag| tag.contains(&format!("class=\"{class}")));
    let value = |tag: &'p str| tag.split_once(&format!(" {attribute}=\""))?.1.split('"').next();
    elements.filter_map(value).collect()
}

#[test]
fn bars_are_as_long_as_their_values_and_what_is_not_known_has_none() {
    let page = block(
        "",
        "title: Zmiana\nshow: bars\nitems:\n  - {label: a, value: 30, unit: \"%\"}\n  - {label: b, value: -10, unit: \"%\"}\n  - {label: c, value: 0, unit: \"%\"}\n  - {label: d}\n  - {label: e, value: 15, unit: \"%\", part_of: a}",
    );
    assert_eq!(all(&page, "bar-length", "x"), ["25.0%", "0.0%", "25.0%", "25.0%"]);
    assert_eq!(all(&page, "bar-length", "width"), ["75.0%", "25.0%", "0.0%", "37.5%"]);
    assert!(page.contains("bar-row bar-part") && page.contains("bar-row bar-negative"));
    assert!(page.contains(
        "role=\"img\" aria-label=\"Wykres słupkowy: Zmiana. Te same liczby podaje tabela pod wykresem.\""
    ));
    let text = words(&page);
    assert!(text.contains("Co policzono\nWartość (%)\nMoże się mieścić w\n"), "{text}");
    assert!(text.contains("d\nbrak danych\n"), "{text}");
}

#[test]
fn a_line_stands_in_true_time_and_is_broken_where_a_value_is_missing() {
    let page = block(
        "allow: K0462\n",
        "show: line\nitems:\n  - {label: a, value: 10, as_of: 2020}\n  - {label: a, value: 20, as_of: 2021-07-01}\n  - {label: a, as_of: 2022}\n  - {label: a, value: 40, as_of: 2023~}\n  - {label: b, value: 1, as_of: 2023-12-31}\n  - {label: a, value: 50}",
    );
    assert_eq!(all(&page, "trace-line", "x1").len(), 3, "one join, and two samples in the legend");
    let from = all(&page, "trace-range", "x1");
    assert_eq!((from.len(), from.first().copied()), (2, Some("5.0%")), "years are as long as they are");
    assert_eq!(page.matches("trace-mark trace-about").count(), 1);
    assert_eq!(all(&page, "trace trace-2", "class").len(), 2);
    assert!(all(&page, "plot-number", "y").len() >= 3);
    assert!(!page.contains("style=") && !page.contains("nie zaczyna się od zera"));
    let text = words(&page);
    assert!(text.contains("a\n50\nbrak danych"), "what the line cannot show is in the table: {text}");
}

#[test]
fn tiles_stay_tiles() {
    let page = block("", "items:\n  - {label: a, value: 10, unit: zł}\n  - {label: b, value: 3, unit: osób}");
    assert!(page.contains("<dl class=\"figures\">") && !page.contains("<svg class=\"bar\""));
}
