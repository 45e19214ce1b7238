//! HTML in bodies, kind and hostile.

use super::HtmlPolicy;
use crate::markdown::tests::{html, html_under, read};

/// The warnings and errors of a body, by code, each with its words and its first hint.
fn told(text: &str) -> Vec<String> {
    let (source, _, _) = read(text);
    let mut sink = crate::front::Sink::new(&source, &jiff::tz::TimeZone::UTC);
    crate::markdown::outline(&source, 0..text.len(), super::HtmlPolicy::Sanitize, &mut sink);
    sink.diagnostics.sort();
    let line = |d: &crate::diag::Diagnostic| {
        let (_, place) = d.place.told();
        let (line, column) = place.unwrap_or_default();
        format!("{line}:{column} {} {}", d.code.id, d.message.en)
    };
    sink.diagnostics.iter().map(line).collect()
}

/// Fails unless each start tag has its end tag in good order, and nothing is there but what may be.
fn assert_sound(page: &str, input: &str) {
    let mut open: Vec<String> = Vec::new();
    for (_, piece) in super::pieces(page) {
        match piece {
            super::Piece::Open(name, tag) => {
                let ours = matches!(name.as_str(), "section" | "div");
                assert!(super::elements::kept(&name).is_some() || ours, "{name} in {page} of {input}");
                for (attribute, value) in super::pieces::attributes(tag) {
                    assert!(!attribute.starts_with("on") && attribute != "style", "{tag} of {input}");
                    let bare: String = value.chars().filter(|c| c.is_ascii_alphabetic()).collect();
                    assert!(!bare.to_lowercase().starts_with("javascript"), "{tag} of {input}");
                }
                if !matches!(name.as_str(), "br" | "hr" | "img" | "wbr" | "col") {
                    open.push(name);
                }
            }
            super::Piece::Close(name) => assert_eq!(open.pop(), Some(name), "{page} of {input}"),
            super::Piece::Text(text) => assert!(!text.contains(['<', '>']), "{text} in {page} of {input}"),
            other => panic!("{other:?} in {page} of {input}"),
        }
    }
    assert!(open.is_empty(), "{open:?} stay open in {page} of {input}");
}

#[test]
fn sound_html_passes_and_markdown_stands_in_it() {
    for (text, wanted) in [
        ("H<sub>2</sub>O i <b lang=\"en\">c</b>", "<p>H<sub>2</sub>O i\u{a0}<b lang=\"en\">c</b></p>\n"),
        ("a<br>b<wbr>c <!-- d -->", "<p>a<br>\nb<wbr>c </p>\n"),
        (
            "<details>\n<summary>Więcej &amp; \"tak\"</summary>\n\n**Lista**\n\n- x\n\n</details>\n",
            "<details>\n<summary>Więcej &amp; „tak”</summary>\n<p><strong>Lista</strong></p>\n<ul>\n<li>x</li>\n</ul>\n</details>\n",
        ),
        (
            "<table><tr><td colspan=2>a<td>b<tr><th>c</table>\n",
            "<div class=\"table\" role=\"region\" aria-label=\"body.table 1\" tabindex=\"0\"><table><tr><td colspan=\"2\">a</td><td>b</td></tr><tr><th>c</th></tr></table></div>\n",
        ),
        ("<ul>\n<li>a\n<li>b\n</ul>\n", "<ul>\n<li>a\n</li><li>b\n</li></ul>\n"),
        ("> <div>\n> a\n> </div>\n", "<blockquote>\n<div>\na\n</div>\n</blockquote>\n"),
        ("<p>a<p>b\n", "<p>a</p><p>b\n</p>"),
    ] {
        assert_eq!(html(text), wanted, "{text}");
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
        assert_sound(&html(text), text);
    }
}

#[test]
fn addresses_of_html_are_looked_up_as_those_of_markdown() {
    let text = "<a href=\"../b.md#x\" title=\"T\">b</a> <img src='e f.jpg' alt='\"X\"'>";
    let (_, outline, codes) = read(text);
    let dests: Vec<_> = outline.links.iter().map(|link| link.dest.clone()).collect();
    use crate::markdown::Dest;
    assert_eq!(dests, [Dest::File("../b.md".into(), Some("x".into())), Dest::Picture("e f.jpg".into())]);
    assert_eq!(codes, Vec::<&str>::new());
    let wanted = "<p><a href=\"cel/?a=1&amp;b=2\" title=\"T\">b</a> \
        <img src=\"cel/?a=1&amp;b=2\" alt=\"&quot;X&quot;\" loading=\"lazy\"></p>\n";
    assert_eq!(html(text), wanted);
}

#[test]
fn what_is_taken_out_is_told_at_its_place() {
    for (text, wanted, said) in [
        (
            "a <script>alert('<b>')</script> b",
            "<p>a\u{a0} b</p>\n",
            vec!["1:3 K0408 `<script>` is taken out, with all that is in it"],
        ),
        (
            "<script>\nalert(1)\n\n</script>\n\nb",
            "\n<p>b</p>\n",
            vec!["1:1 K0408 `<script>` is taken out, with all that is in it"],
        ),
        (
            "x <b onclick=\"x()\" style='a:b'>c</b>",
            "<p>x <b>c</b></p>\n",
            vec!["1:3 K0408 `onclick` is taken out of `<b>`", "1:3 K0408 `style` is taken out of `<b>`"],
        ),
        (
            "<span class=a>x</span> <span class=b>y</span>",
            "<p><span>x</span> <span>y</span></p>\n",
            vec!["1:1 K0408 `class` is taken out of `<span>` (in 2 places of this text)"],
        ),
        (
            "> a\n>\n> <div>\n>   <font>b</font>\n> </div>",
            "<blockquote>\n<p>a</p>\n<div>\n  b\n</div></blockquote>\n",
            vec!["4:5 K0408 `<font>` is taken out; what is in it stays"],
        ),
        (
            "a <b>c",
            "<p>a\u{a0}<b>c</b></p>\n",
            vec!["1:3 K0408 `<b>` is never closed; it ends with the text it stands in"],
        ),
        (
            "ul.</div></main></article> b",
            "<p>ul. b</p>\n",
            vec!["1:4 K0408 `</div>` closes nothing here; it is taken out"],
        ),
        (
            "wpisz <nazwa> tu",
            "<p>wpisz &lt;nazwa&gt; tu</p>\n",
            vec!["1:7 K0408 `<nazwa>` is no HTML that browsers know; it is shown as text"],
        ),
        (
            "ul. <div>bo</div> co",
            "<p>ul. bo co</p>\n",
            vec!["1:5 K0408 `<div>` cannot stand within a line; it is taken out"],
        ),
        ("<td>x</td>\n", "x\n", vec!["1:1 K0408 `<td>` is not directly in `<tr>`; it is taken out"]),
    ] {
        assert_eq!(html(text), wanted, "{text}");
        let said_here = told(text);
        assert!(said_here.len() >= said.len(), "{said_here:?}");
        for said in said {
            assert!(said_here.iter().any(|line| line == said), "{said} in {said_here:#?}");
        }
        assert_sound(&html(text), text);
    }
}

#[test]
fn hostile_html_reaches_nothing_beyond_its_place() {
    let inputs = [
        "<img src=x onerror=alert(1)>",
        "<a href=\"java&#10;script:alert(1)\">x</a>",
        "<a href=\" &#14; javascript:alert(1)\">x</a>",
        "[x](<javascript:alert(1)>)",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<form action=x><form><input name=y></form>",
        "<table>\n\n| a |\n|---|\n| <td> |\n\nText\n",
        "<div><div><b>\n\n# x </b>\n\n- <ul><li>\n",
        "</main></article></body></html>\n\nText",
        "<!-- never closed\n\nText",
        "text <!-- never --> <!--> <!---> closed -->",
        "<![CDATA[<script>alert(1)</script>]]> <?php echo 1 ?> <!DOCTYPE html>",
        "<b title=\"a>b\" <i>x</i>",
        "<b\n\nonclick=x>y",
        "<textarea>\n\n**x** </p></div>",
        "<plaintext>\n\nx",
        "<body onload=x><html class=y><head><title>z",
        "*a <b>c* d</b>",
        "[a <a href=https://b.pl>c](https://d.pl) e</a>",
        "`<b>` <code><b></code></b>",
        "<a id=main name=top>x</a> <h2 id=main>y</h2>",
        "<div\tstyle=x/onclick=y>z",
        "x[^1]</li></ol></section>\n\n[^1]: <div> <b>y</section>\n\n    </div>\n",
        "<iframe src=\"https://x.pl\"><p>",
        "<base href=https://evil.example/><link rel=stylesheet href=x><meta http-equiv=refresh content=0>",
        "<select><option>x</select> <button type=submit>y</button>",
        "<details open ontoggle=alert(1)><summary>x",
        "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\" alt=x> <img alt=y>",
        "<p>a<table><p>b<tr>c<td>d</p>e",
        "<q cite=\"javascript:x\">&lt;script&gt;&#60;b&#62; &bogus &amp</q>",
        "<b a=1 a=2 lang=x lang=y>z</b>",
        "| a <b> | </b> b |\n|---|---|\n| <script> | c |\n",
        "<x-y onclick=z>a</x-y> <o:p></o:p> <B>b</b>",
        "<div>&lt;</div>a<b\n>c",
        "<style>\n@import url(x);\n</style><script>",
    ];
    for input in inputs {
        assert_sound(&html(input), input);
    }
    // Put together in every order of two, nothing gets worse.
    for first in inputs {
        for second in inputs {
            let both = format!("{first}\n\n{second}\n");
            assert_sound(&html(&both), &both);
        }
    }
}

#[test]
fn html_that_is_allowed_passes_as_it_is() {
    let text = "<div class=\"x\" style=\"a:b\">\n<iframe src=\"https://x.pl\"></iframe>\n\n*a* <b onclick=x>b</B> <!-- c -->\n";
    let wanted = "<div class=\"x\" style=\"a:b\">\n<iframe src=\"https://x.pl\"></iframe>\n<p><em>a</em>\u{a0}<b onclick=x>b</B> <!-- c --></p>\n";
    assert_eq!(html_under(HtmlPolicy::Allow, text), wanted);
    assert_eq!(html_under(HtmlPolicy::Allow, "![\"\"](a.jpg)"), html("![\"\"](a.jpg)"));
    assert!(html("![\"\"](a.jpg)").contains(" alt=\"\" "));
}
