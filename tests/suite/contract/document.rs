//! Writes the contract for theme authors, in Markdown.

use std::fmt::Write as _;

use super::source::Contract;
use super::templates::{Template, components};

const OPENING: &str = r#"# The theme contract

What a template of kronika is given, and what it can call. This page is written by the tests from the program's
source (`tests/suite/contract/`) and checked with them, so it is as the program is.

## Layers

A theme is a folder `themes/<name>/` with `templates/`, `assets/` and `i18n/`; a site chooses it in `kronika.yaml` by
`theme: <name>`. Three layers lie over one another, the strongest first:

1. the site's own folders `templates/`, `assets/` and `i18n/`, beside `kronika.yaml`
2. the chosen theme: `themes/<name>/` of the site, laid over the program's theme of that name where there is one
   (`themes/` of the program's source holds them all)
3. the default theme, part of the program

A layer replaces single files of the layers below it and inherits the rest:

- **Templates** by name. A template may extend the one it replaces: `{% extends "default/event.html" %}` in
  `templates/event.html`; `theme/…` names the chosen theme's. So it need only change some of its blocks.
- **Assets** by name. `assets/theme.css` of a theme and `assets/site.css` of a site are loaded after the default
  theme's style sheets: put there what should differ, or replace `style.css` as a whole. Colours, fonts and measures
  are custom properties at the top of `themes/default/assets/style.css`. What only some pages show (timelines, figures,
  recordings …) has a style sheet of its own: templates load it in the block `styles`, and blocks of a text where they
  stand, so after yours: there a rule of yours needs one class more than the default theme's.
- **Texts** one by one: `i18n/pl.yaml` may hold a single key.

## Scripts

Pages are whole without scripts; what one adds or changes carries `data-enhanced`. A script does its work again on
`pageshow`, for the page as it then is: so a page that comes back from the browser's memory is right, and
`kronika serve` can update an open page in place. It says so by
`document.currentScript?.setAttribute("data-pageshow", "")`; beside one that does not, `kronika serve` loads the page anew.

## Everywhere

Pages get `site`, `page`, `root`, `here` and what the table below names; bodies' blocks get `block`, `root` and `here`.

- `root` leads from the page to the site's root. Addresses (`url`) are relative to it: `{{ root }}{{ card.url }}`.
  An address out of the site, where a field says so, stands alone.
- `here` is the page's own address from the site's root, for links that lead to the page they stand on.
- Everything is already in words of the site's language, in order and typeset. Nothing in a template computes.
- *Or none* means that there may be nothing: `{% if entry.when %}`. A list may be empty.

## Texts

`{{ t(key="entry.when") }}` is a text of `i18n/<language>.yaml` by its dotted key. What else is given is filled in:
`{name}` of the text by `name=`. With `n=` the text takes the plural form for that number (CLDR: `one`, `few`, `many`,
`other`), and `{n}` is the number in the language's notation: `{{ t(key="count.meetings", n=5) }}` → “5 spotkań”. A text
that is missing is an error of the build. A theme's texts must be in every language its sites use.
"#;

/// The whole page.
pub(super) fn write(contract: &Contract, templates: &[Template]) -> String {
    let mut out = OPENING.to_owned();
    pages(&mut out, contract);
    details(&mut out, contract);
    let _ = writeln!(out, "\n## Templates of the default theme\n");
    let _ = writeln!(out, "`{{% block … %}}` names what a template that extends it may replace.\n");
    let _ = writeln!(out, "| template | extends | its blocks |\n|---|---|---|");
    for template in templates.iter().filter(|template| !template.name.starts_with("components/")) {
        let extends = template.extends.as_deref().map(|name| format!("`{name}`")).unwrap_or_default();
        let blocks: Vec<String> = template.blocks.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(out, "| `{}` | {extends} | {} |", template.name, blocks.join(", "));
    }
    parts(&mut out, templates);
    let _ = writeln!(out, "\n## Views\n");
    let _ = writeln!(out, "What the names above hold, in the order of the alphabet.");
    for name in contract.reached() {
        let view = &contract.views[name];
        let _ =
            writeln!(out, "\n### {name}\n\n{}\n\n| field | holds | what it is |\n|---|---|---|", view.doc);
        for field in &view.fields {
            let _ = writeln!(out, "| `{}` | {} | {} |", field.name, field.kind.words(), cell(&field.doc));
        }
    }
    out
}

fn pages(out: &mut String, contract: &Contract) {
    let _ = writeln!(out, "\n## Pages and blocks\n");
    let _ = writeln!(out, "| template | gets | made for |\n|---|---|---|");
    let _ = writeln!(
        out,
        "| every page | `site`: {}, `page`: {}, `root`: text, `here`: text | |",
        link("SiteView"),
        link("PageView")
    );
    for given in contract.pages.iter().chain(&contract.blocks) {
        let template = given.template.as_deref().map_or_else(
            || "`<kind>.html`, else `entry.html`; the one an entry names by `template:`".to_owned(),
            |name| format!("`{name}`"),
        );
        let gets = if given.view.is_empty() {
            String::new()
        } else {
            format!("`{}`: {}", given.name, link(&given.view))
        };
        let _ = writeln!(out, "| {template} | {gets} | {} |", cell(&given.about));
    }
}

fn details(out: &mut String, contract: &Contract) {
    let _ = writeln!(out, "\n## `entry.detail` by kind\n");
    let _ = writeln!(out, "| kind | template | `entry.detail` |\n|---|---|---|");
    for kind in kronika::kinds::KINDS {
        let name = kind.id.0;
        let view = contract.details.get(name).and_then(Option::as_deref);
        let _ = writeln!(out, "| {name} | `{name}.html` | {} |", view.map_or("none".to_owned(), link));
    }
}

fn parts(out: &mut String, templates: &[Template]) {
    let _ = writeln!(out, "\n## Components\n");
    let _ = writeln!(
        out,
        "`{{{{ <link link={{entry.byline}} /> }}}}`; `@root` is taken from the page, the rest is given.\n"
    );
    let _ = writeln!(out, "| component | takes | |\n|---|---|---|");
    for component in templates.iter().flat_map(components) {
        let about = cell(&component.about);
        let _ = writeln!(out, "| `{}` | {} | {about} |", component.name, code(&component.arguments));
    }
}

fn link(view: &str) -> String {
    format!("[{view}](#{})", view.to_lowercase())
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
