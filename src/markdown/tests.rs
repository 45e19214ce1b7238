//! Outlines and HTML of bodies.

use super::html::{BodyCx, render};
use super::raw::HtmlPolicy;
use super::*;
use crate::locale::typography::Typography;
use crate::path::SourcePath;

/// A site in which every link leads to `#at` and every text is its key.
struct Plain;

impl BodyCx for Plain {
    fn link(&self, _: usize) -> Option<String> {
        Some("cel/?a=1&b=2".to_owned())
    }
    fn printed(&self, _: usize) -> Option<String> {
        None
    }

    fn link_title(&self, _: usize) -> Option<String> {
        Some("Tytuł".to_owned())
    }
    fn block(&self, _: usize) -> Option<String> {
        None
    }
    fn text(&self, key: &str) -> String {
        key.to_owned()
    }
}

pub(super) fn read(text: &str) -> (Arc<Source>, Outline, Vec<&'static str>) {
    let source = Source::new(SourcePath::new("content/events/a.md"), text.to_owned());
    let mut sink = Sink::new(&source, &jiff::tz::TimeZone::UTC);
    let outline = outline(&source, 0..text.len(), HtmlPolicy::Sanitize, &mut sink);
    let codes = sink.diagnostics.iter().map(|d| d.code.id).collect();
    (source, outline, codes)
}

pub(super) fn html(text: &str) -> String {
    html_under(HtmlPolicy::Sanitize, text)
}

pub(super) fn html_under(policy: HtmlPolicy, text: &str) -> String {
    let source = Source::new(SourcePath::new("content/events/a.md"), text.to_owned());
    let mut sink = Sink::new(&source, &jiff::tz::TimeZone::UTC);
    let outline = outline(&source, 0..text.len(), policy, &mut sink);
    let faulty = policy == HtmlPolicy::Allow && sink.diagnostics.counts() != (0, 0);
    assert!(!faulty, "nothing is told of HTML that is allowed");
    render(&source, 0..text.len(), &outline, &Typography::for_language("pl"), &Plain)
}

#[test]
fn headings_move_below_the_title_and_their_ids_are_unique() {
    let (_, outline, _) = read("# Wyniki\n\n## Wyniki\n\n### Dane {#dane}\n\n###### Dno\n");
    let found: Vec<_> = outline.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
    assert_eq!(found, [(2, "wyniki"), (3, "wyniki-2"), (4, "dane"), (5, "dno")], "and gaps are closed");
    assert_eq!(html("## Łódź\n"), "<h2 id=\"lodz\">Łódź</h2>\n");
}

#[test]
fn links_are_told_apart_by_their_form() {
    let text = "[a](../b.md#x) [b](#y) [c](https://x.pl) ![d](e%20f.jpg) [[event:g|h]] <jan@x.pl> [i](mailto:a@b.pl)";
    let (_, outline, _) = read(text);
    let dests: Vec<Dest> = outline.links.into_iter().map(|link| link.dest).collect();
    assert_eq!(
        dests,
        [
            Dest::File("../b.md".into(), Some("x".into())),
            Dest::Anchor("y".into()),
            Dest::Address("https://x.pl".into()),
            Dest::Picture("e f.jpg".into()),
            Dest::Wiki("event:g".into()),
            Dest::Address("mailto:jan@x.pl".into()),
            Dest::Address("mailto:a@b.pl".into()),
        ]
    );
}

#[test]
fn quotes_and_spaces_are_set_in_text_only() {
    assert_eq!(
        html("Mówi \"tak\" i **w** domu `\"kod\" i x`\n"),
        "<p>Mówi „tak” i\u{a0}<strong>w</strong>\u{a0}domu <code>&quot;kod&quot; i x</code></p>\n"
    );
    assert_eq!(html("\"*Nowe* słowo\" [\"x\"](y.md)\n").matches('„').count(), 2);
}

#[test]
fn tables_are_aligned_by_class() {
    let table = html("| a | b |\n|:--|--:|\n| 1 | 2 |\n");
    assert!(
        table.contains("<th scope=\"col\" class=\"start\">a</th><th scope=\"col\" class=\"end\">b</th>"),
        "{table}"
    );
    assert!(!table.contains("style="), "{table}");
}

#[test]
fn footnotes_lead_there_and_back() {
    let page = html("Raz[^a] i dwa[^a].\n\n[^a]: Uwaga.\n\n[^b]: Nikt nie pyta.\n");
    assert!(page.contains("id=\"fn-1-ref\" href=\"#fn-1\""), "{page}");
    assert!(page.contains("id=\"fn-1-ref-2\" href=\"#fn-1\""), "{page}");
    assert!(
        page.contains("<li id=\"fn-1\"><p>Uwaga. <a class=\"footnote-back\" href=\"#fn-1-ref\""),
        "{page}"
    );
    assert!(page.contains("Nikt nie pyta."), "nothing written is lost: {page}");
}

#[test]
fn wiki_links_show_a_title_or_their_own_text() {
    assert!(html("[[a]]\n").contains("<a href=\"cel/?a=1&amp;b=2\">Tytuł</a>"));
    assert!(html("[[a|tekst]]\n").contains(">tekst</a>"));
}

#[test]
fn endless_nesting_is_a_fault_and_no_harm() {
    let (_, _, codes) = read(&"> ".repeat(5_000));
    assert_eq!(codes, ["K0406"]);
}

#[test]
fn the_first_paragraph_is_the_excerpt() {
    let (_, outline, _) = read("## Wstęp\n\nPierwszy *akapit*\nz [linkiem](x.md).\n\nDrugi.\n");
    assert_eq!(outline.excerpt.as_deref(), Some("Pierwszy akapit z linkiem."));
}

#[test]
fn task_lists_definition_lists_and_alerts() {
    let page = html("- [x] zrobione\n- [ ] do zrobienia\n\nHasło\n: Wyjaśnienie\n\n> [!NOTE]\n> Uwaga\n");
    assert!(
        page.contains(
            "<span class=\"task done\" role=\"img\" aria-label=\"body.task_done\">☑</span> zrobione"
        ),
        "{page}"
    );
    assert!(page.contains("<dt>Hasło</dt>"), "{page}");
    assert!(page.contains("<p class=\"alert-title\">alert.note</p>"), "{page}");
}

/// What a reader of the messages about headings does: as the first hint of each says, and nothing else.
fn headings_mended(lines: &[String]) -> Option<Vec<String>> {
    let text = lines.join("\n\n");
    let source = Source::new(SourcePath::new("content/events/a.md"), text.clone());
    let mut sink = Sink::new(&source, &jiff::tz::TimeZone::UTC);
    outline(&source, 0..text.len(), HtmlPolicy::Sanitize, &mut sink);
    let mut mended = lines.to_vec();
    let mut is_clean = true;
    for diagnostic in sink.diagnostics.iter() {
        is_clean = false;
        let hint = &diagnostic.hints[0].en;
        let crate::diag::Place::Text(_, span) = &diagnostic.place else { panic!("{hint}") };
        let at = text[..span.start].matches("\n\n").count();
        let all = "add one `#` to every heading";
        if hint == all || hint.starts_with("add one `#` to the heading in line") {
            let from = if hint == all { 0 } else { at };
            mended[from..].iter_mut().for_each(|line| line.insert(0, '#'));
        } else {
            mended[at] = hint.trim_start_matches("write `").trim_end_matches('`').to_owned();
        }
    }
    (!is_clean).then_some(mended)
}

#[test]
fn whoever_follows_what_is_told_of_headings_is_soon_done() {
    for number in 0..4_usize.pow(5) {
        let level = |at: u32| number / 4_usize.pow(at) % 4 + 1;
        let first: Vec<String> = (0..5).map(|at| format!("{} H{at}", "#".repeat(level(at)))).collect();
        let mut lines = first.clone();
        let mut rounds = 0;
        while let Some(mended) = headings_mended(&lines) {
            rounds += 1;
            assert!(rounds <= 4, "{first:?} comes to {mended:?} and no end");
            assert!(!lines[0].starts_with("## ") || mended[0].starts_with("## "), "{lines:?} → {mended:?}");
            lines = mended;
        }
        assert!(lines.iter().all(|line| line.starts_with("##")), "{first:?} ends as {lines:?}");
    }
}
