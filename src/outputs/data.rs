//! `entries.json`: the public part of the model, for others to build on. `docs/data.md` describes it, and
//! `docs/entries.schema.json` is its JSON Schema. An entry a line, in the order of files, so that whoever
//! compares two days sees what has changed.
//!
//! Left out are bodies, which are text and stand on the pages, and entries that their authors keep out of what is
//! made for machines (`hidden_from: sitemap`).

use super::{Alternate, Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::data::{DataCx, Record};
use crate::words;

/// Its name.
const FILE: &str = "entries.json";
/// The version of its form: another where a field goes or means something else, the same where one is added.
const FORMAT: u8 = 1;

/// The output.
pub(super) struct Data;

impl Output for Data {
    fn name(&self) -> &'static str {
        "data"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.page(&Url::file(FILE), Subject::Site, words!("the data of the site", "dane witryny"));
        let title = site.texts.pattern("data.entries");
        plan.alternate(
            &Url::page([]),
            Alternate {
                sort: "data",
                media_type: "application/json",
                url: Url::file(FILE),
                title: title.into(),
            },
        );
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let mut json = format!("{{\n\"format\": {FORMAT},\n\"site\": {},\n\"entries\": [", site(cx));
        let mut separator = "\n";
        let entries: Vec<EntryIx> = listed(cx.site).collect();
        for (at, ix) in entries.iter().copied().enumerate() {
            if at == SAMPLE {
                // Room that grows by doubling would take three times the file's size.
                json.reserve(json.len() / SAMPLE * (entries.len() - SAMPLE) / 8 * 9);
            }
            json.push_str(separator);
            json.push_str(&serde_json::Value::from(record(ix, cx)).to_string());
            separator = ",\n";
        }
        json.push_str("\n]\n}\n");
        Ok(json.into())
    }

    fn is_late(&self) -> bool {
        true
    }
}

/// Entries after which it is known how long the file will be, about.
const SAMPLE: usize = 100;

/// Entries that are told of to machines.
fn listed(site: &Site) -> impl Iterator<Item = EntryIx> {
    site.published_all().filter(|ix| site.is_listed(*ix, "sitemap") && !site.is_duplicate(*ix))
}

/// An entry as data.
pub(super) fn record(ix: EntryIx, cx: &RenderCx<'_>) -> Record {
    DataCx { view: cx.view_cx(ix) }.record()
}

fn site(cx: &RenderCx<'_>) -> serde_json::Value {
    let config = &cx.site.config;
    let mut site = Record::default();
    site.set("title", config.title.clone());
    site.set_if("description", config.description.clone());
    site.set("language", config.language.clone());
    site.set_if("timezone", config.timezone.iana_name().map(str::to_owned));
    site.set_if("base_url", config.base_url.as_ref().map(|base| base.as_str().to_owned()));
    site.set_if(
        "publisher",
        config.publisher.as_ref().map(|publisher| {
            let mut record = Record::default();
            record.set("name", publisher.name.clone());
            record.set_if("url", publisher.url.clone());
            record.set_if("email", publisher.email.clone());
            record
        }),
    );
    site.into()
}
