//! Who pays is named, with their words and logos, on every page of what they pay for: once, and nowhere else.

use super::common::{TODAY, page, site};
use kronika::render::Files;

const SITE: [(&str, &str); 12] = [
    (
        "programmes/p/index.md",
        "---\ntitle: Program\nwhen: 2024\nfunding:\n  - source: Fundusz A\n    statement: Płaci Fundusz A.\n    logos:\n      - {src: b.svg, alt: Logo B}\n      - {src: a.svg, alt: Logo A}\n  - {source: Fundusz B, amount: 5}\n  - {source: Fundusz C, statement: Płaci Fundusz C.}\n---\n",
    ),
    ("programmes/p/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("programmes/p/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"),
    ("programmes/p/etap.md", "---\nkind: stage\ntitle: Etap\nwhen: 2024\n---\n"),
    (
        "programmes/q.md",
        "---\ntitle: Podprogram\nwhen: 2024\nparent: p\nfunding:\n  - {source: Fundusz A, statement: Płaci Fundusz C.}\n  - {source: Fundusz D, statement: Płaci Fundusz D.}\n---\n",
    ),
    ("events/e.md", "---\ntitle: Spotkanie\nwhen: 2024-03-05\nstage: p/etap\n---\n"),
    ("events/f.md", "---\ntitle: Narada\nwhen: 2024-04-05\nprogramme: [q, p]\n---\n"),
    ("events/g.md", "---\ntitle: Piknik\nwhen: 2024-05-05\n---\n"),
    ("forums/h.md", "---\ntitle: Forum\nwhen: 2024-05-05\nprogramme: p\n---\n"),
    ("posts/i.md", "---\ntitle: Relacja\nabout: event:e\n---\n"),
    ("reports/r.md", "---\ntitle: Raport\nprogramme: q\nperiod: 2024\n---\n"),
    ("pages/s.md", "---\ntitle: Strona\nrelated: p\n---\n"),
];

/// The band of a page; nothing where there is none.
fn band<'f>(files: &'f Files, path: &str) -> &'f str {
    let page = page(files, path);
    let (_, after) = page.split_once("<aside class=\"funded\"").unwrap_or_default();
    after.split_once("</aside>").map_or("", |(band, _)| band)
}

fn says(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn every_page_of_a_programme_names_its_funders_once_in_their_order() {
    let files = site(&SITE, TODAY);
    for path in [
        "programy/p/etap/index.html",
        "wydarzenia/e/index.html",
        "fora/h/index.html",
        "aktualnosci/i/index.html",
    ] {
        let band = band(&files, path);
        assert_eq!(
            [says(band, "Płaci Fundusz A."), says(band, "Płaci Fundusz C.")],
            [1, 1],
            "{path}: {band}"
        );
        assert_eq!(
            says(band, "Finansowanie: <a href=\"../../programy/p/\">Program</a>")
                + says(band, "Finansowanie: <a href=\"../../../programy/p/\">Program</a>"),
            1,
            "{path}: {band}"
        );
        let (first, second) = (band.find("Logo B").unwrap(), band.find("Logo A").unwrap());
        assert!(first < second && !band.contains("loading=\"lazy\""), "{path}: {band}");
        assert!(band.find("Fundusz A").unwrap() < band.find("Fundusz C").unwrap());
    }
}

#[test]
fn the_nearest_programme_is_named_first_and_nothing_is_said_twice() {
    let files = site(&SITE, TODAY);
    let both = band(&files, "wydarzenia/f/index.html");
    assert_eq!(
        [says(both, "Płaci Fundusz A."), says(both, "Płaci Fundusz C."), says(both, "Płaci Fundusz D.")],
        [1, 1, 1]
    );
    assert!(both.find("Podprogram").unwrap() < both.find("Płaci Fundusz A.").unwrap(), "{both}");
}

#[test]
fn where_funding_is_told_in_full_the_band_does_not_say_it_again() {
    let files = site(&SITE, TODAY);
    assert_eq!(band(&files, "programy/p/index.html"), "");
    assert_eq!(says(page(&files, "programy/p/index.html"), "Płaci Fundusz A."), 1);
    for path in ["programy/q/index.html", "sprawozdania/r/index.html"] {
        let band = band(&files, path);
        assert_eq!(
            [says(band, "Płaci Fundusz A."), says(band, "Płaci Fundusz D.")],
            [1, 0],
            "{path}: {band}"
        );
        assert_eq!(says(page(&files, path), "Płaci Fundusz C."), 1, "{path}");
    }
}

#[test]
fn pages_of_other_things_name_no_funder() {
    let files = site(&SITE, TODAY);
    for path in ["wydarzenia/g/index.html", "s/index.html", "wydarzenia/index.html", "index.html"] {
        assert_eq!(band(&files, path), "", "{path}");
    }
}
