//! What there is to tell of HTML in a body, in words. The same finding in many places of a body is told once, at the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Source, codes};
use crate::words;
use crate::words::Words;

/// Something that is not as its author wrote it.
#[derive(Debug)]
pub(in crate::markdown) struct Finding {
    at: usize,
    length: usize,
    name: String,
    reason: Reason,
}

/// What.
#[derive(Debug)]
pub(in crate::markdown) enum Reason {
    /// It is taken out with all that is in it; the address it would have loaded something from.
    Whole(Option<String>),
    /// Its tags are taken out.
    Tags,
    /// An attribute is taken out.
    Attribute(String),
    /// It is no element of HTML.
    Unknown,
    /// A block within a line.
    InLine,
    /// It stands elsewhere than in one of these.
    Misplaced(&'static [&'static str]),
    /// It is never closed.
    Unclosed,
    /// It closes nothing.
    Stray,
    /// A declaration.
    Declaration,
    /// The site wants no HTML.
    Denied,
}

impl Finding {
    /// About the element `name`, whose tag stands at `at`.
    pub(in crate::markdown) fn new(at: usize, length: usize, name: &str, reason: Reason) -> Self {
        Self { at, length, name: name.to_owned(), reason }
    }

    fn message(&self) -> Words {
        let name = &self.name;
        match &self.reason {
            Reason::Whole(_) => {
                words!(
                    "`<{name}>` is taken out, with all that is in it",
                    "`<{name}>` znika ze strony razem z zawartością"
                )
            }
            Reason::Tags => words!(
                "`<{name}>` is taken out; what is in it stays",
                "`<{name}>` znika ze strony; zawartość zostaje"
            ),
            Reason::Attribute(attribute) => {
                words!("`{attribute}` is taken out of `<{name}>`", "z `<{name}>` znika `{attribute}`")
            }
            Reason::Unknown => words!(
                "`<{name}>` is no HTML that browsers know; it is shown as text",
                "`<{name}>` to nie jest HTML znany przeglądarkom; na stronie widać to jako tekst"
            ),
            Reason::InLine => words!(
                "`<{name}>` cannot stand within a line; it is taken out",
                "`<{name}>` nie może stać w środku wiersza; znika ze strony"
            ),
            Reason::Misplaced(parents) => {
                let parent = parents.first().copied().unwrap_or_default();
                words!(
                    "`<{name}>` is not directly in `<{parent}>`; it is taken out",
                    "`<{name}>` nie stoi bezpośrednio w `<{parent}>`; znika ze strony"
                )
            }
            Reason::Unclosed => words!(
                "`<{name}>` is never closed; it ends with the text it stands in",
                "`<{name}>` nie ma zamknięcia; kończy się razem z tekstem, w którym stoi"
            ),
            Reason::Stray => {
                words!(
                    "`</{name}>` closes nothing here; it is taken out",
                    "`</{name}>` niczego tu nie zamyka; znika ze strony"
                )
            }
            Reason::Declaration => words!(
                "`<!…>` and `<?…>` mean nothing in a text; they are taken out",
                "`<!…>` i `<?…>` nic w tekście nie znaczą; znikają ze strony"
            ),
            Reason::Denied => {
                words!(
                    "this site takes no HTML such as `<{name}>`",
                    "ta witryna nie przyjmuje HTML-a, takiego jak `<{name}>`"
                )
            }
        }
    }

    fn hint(&self) -> Words {
        let name = self.name.as_str();
        match &self.reason {
            Reason::Whole(address) => whole(name, address.as_deref()),
            Reason::Tags | Reason::Denied => in_markdown(name),
            Reason::Attribute(attribute) => of_attribute(name, attribute),
            Reason::Unknown => words!(
                "if the sign is meant, put `\\` before it: `\\<`",
                "jeśli chodzi o sam znak, postaw przed nim `\\`: `\\<`"
            ),
            Reason::InLine => words!(
                "begin a line with it, with an empty line above; or take it out",
                "zacznij od tego nowy wiersz, po pustym wierszu; albo to usuń"
            ),
            Reason::Misplaced(_) | Reason::Stray => words!(
                "take it out, or add what is missing before it",
                "usuń to albo dopisz przed tym to, czego brakuje"
            ),
            Reason::Unclosed => {
                words!("add `</{name}>` where it ends", "dopisz `</{name}>` tam, gdzie ma się kończyć")
            }
            Reason::Declaration => words!("take it out", "usuń to"),
        }
    }
}

/// What to write in place of something that would run, or be loaded from elsewhere.
fn whole(name: &str, address: Option<&str>) -> Words {
    match (name, address) {
        ("script" | "noscript", _) => words!(
            "take it out: pages run no scripts of their texts; to another page lead with `[text](https://…)`",
            "usuń to: strony nie uruchamiają skryptów z tekstu; do innej strony prowadź odnośnikiem `[tekst](https://…)`"
        ),
        ("style" | "link", _) => words!(
            "take it out; colours and fonts of the site are set under `look:` in kronika.yaml",
            "usuń to; kolory i kroje pisma witryny ustawia się pod `look:` w kronika.yaml"
        ),
        (_, Some(address)) => words!(
            "name it in the front matter: `links: [{{label: \"Recording\", url: \"{address}\", type: recording}}]`",
            "podaj to w nagłówku: `links: [{{label: \"Nagranie\", url: \"{address}\", type: recording}}]`"
        ),
        ("input" | "select" | "textarea", _) => in_markdown("form"),
        _ => words!(
            "take it out, or lead to it with `[text](address)`",
            "usuń to albo prowadź do tego odnośnikiem `[tekst](adres)`"
        ),
    }
}

fn of_attribute(name: &str, attribute: &str) -> Words {
    match attribute {
        "id" => words!(
            "take it out; a heading can have one: `## Programme {{#programme}}`",
            "usuń to; mieć je może śródtytuł: `## Program {{#program}}`"
        ),
        "href" | "src" => words!(
            "write an address that begins with `https://` or `mailto:`, or the name of a file",
            "wpisz adres, który zaczyna się od `https://` lub `mailto:`, albo nazwę pliku"
        ),
        "style" | "color" | "bgcolor" | "align" | "face" | "size" => words!(
            "take it out; the look of the site is set under `look:` in kronika.yaml",
            "usuń to; wygląd witryny ustawia się pod `look:` w kronika.yaml"
        ),
        _ => words!("take it out: `<{name}>` is enough", "usuń to: wystarczy `<{name}>`"),
    }
}

/// How the same is written in Markdown.
fn in_markdown(name: &str) -> Words {
    match name {
        "b" | "strong" | "big" => words!("write `**bold**`", "wpisz `**pogrubienie**`"),
        "i" | "em" | "u" | "font" => {
            words!("write `*italic*` or `**bold**`", "wpisz `*kursywa*` lub `**pogrubienie**`")
        }
        "s" | "del" | "strike" => words!("write `~~struck out~~`", "wpisz `~~skreślenie~~`"),
        "a" => words!("write `[text](address)`", "wpisz `[tekst](adres)`"),
        "img" | "picture" => words!("write `![what it shows](file.jpg)`", "wpisz `![co widać](plik.jpg)`"),
        "h1" | "h2" => words!("write `## Heading`", "wpisz `## Śródtytuł`"),
        "h3" | "h4" | "h5" | "h6" => words!("write `### Heading`", "wpisz `### Śródtytuł`"),
        "ul" | "li" => words!("write `- item`", "wpisz `- punkt`"),
        "ol" => words!("write `1. item`", "wpisz `1. punkt`"),
        "p" | "div" => words!("leave an empty line between paragraphs", "oddziel akapity pustym wierszem"),
        "blockquote" | "q" => words!("write `> words`", "wpisz `> słowa`"),
        "form" | "button" | "label" | "fieldset" => words!(
            "a page cannot send forms; lead to yours: `[Sign up](https://…)`",
            "strona nie wyśle formularza; prowadź do niego odnośnikiem: `[Zapisy](https://…)`"
        ),
        _ => words!("take it out, or write it in Markdown", "usuń to albo zapisz w Markdownie"),
    }
}

/// The findings of a body.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Findings(Vec<Finding>);

impl Findings {
    pub(in crate::markdown) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Tells each sort once, at the first place, with how often there is more of it.
    pub(in crate::markdown) fn tell(self, source: &Arc<Source>) -> Vec<Diagnostic> {
        let mut sorts: BTreeMap<String, (usize, &Finding)> = BTreeMap::new();
        for finding in &self.0 {
            let sort = sorts.entry(finding.message().en).or_insert((0, finding));
            sort.0 += 1;
            if finding.at < sort.1.at {
                sort.1 = finding;
            }
        }
        sorts.into_values().map(|(times, finding)| told(finding, times, source)).collect()
    }
}

fn told(finding: &Finding, times: usize, source: &Arc<Source>) -> Diagnostic {
    // A tag over several lines is shown by its first.
    let text = source.text.get(finding.at..).unwrap_or_default();
    let line = text.lines().next().map_or(1, str::len);
    let place = finding.at..finding.at + finding.length.min(line).max(1);
    let said = finding.message();
    let message = if times == 1 {
        said
    } else {
        words!("{said} (in {times} places of this text)", "{said} (w tym tekście w {times} miejscach)", said)
    };
    let diagnostic = match finding.reason {
        Reason::Denied => Diagnostic::error(codes::HTML_DENIED, source, place, message),
        _ => Diagnostic::warning(codes::RAW_HTML, source, place, message),
    };
    let diagnostic = diagnostic.hint(finding.hint());
    match finding.reason {
        Reason::Denied => diagnostic.hint(words!(
            "or put `html: sanitize` into kronika.yaml",
            "albo wpisz w kronika.yaml `html: sanitize`"
        )),
        _ => diagnostic,
    }
}
