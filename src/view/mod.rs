//! What templates see: the theme contract. Every struct here is serialised for Tera under the names of its
//! fields; everything is already in words of the site's language, typeset and in order.
//!
//! Addresses (`url`) are relative to the site's root: a template writes `{{ root }}{{ link.url }}`. So a view
//! is made once and shared by every page that shows it. [`ViewCx`] is what kinds and blocks make views with.

mod card;
mod clock;
pub mod data;
mod entry;
mod files;
mod funding;
mod involvement;
pub mod linked;
mod look;
mod moment;
mod page;
mod parts;
pub mod plot;
mod recording;
mod shared;
mod timeline;
mod titles;

use std::sync::OnceLock;

use crate::diag::Diagnostic;
use crate::entry::{Attachment, Entry, Figure, FileRef, Image, Link, Purpose, RefIx, Stamp};
use crate::kinds::Rel;
use crate::locale::typography::Typography;
use crate::path::SourcePath;
use crate::reads::{Column, Question, ask, note};
use crate::site::{EntryIx, Picture, Site, Target};
use crate::theme::Theme;
use crate::when::When;

pub(crate) use card::shortened;
pub use card::{CardView, DateBlock};
pub use clock::ClockView;
pub use entry::EntryView;
pub use files::AttachmentView;
pub use funding::{FundedView, FundingView};
pub use involvement::{InvolvementView, InvolvementYear, RoleCount, split_years, took_part_in, year_url};
pub use look::{ICON, IconView, LogoView, LookView, STYLE};
pub use page::{AlternateView, MenuLink, Menus, PageView, ShareImage, ShareView, SiteView, TermView};
pub use parts::{
    CreditView, ExternalLink, FigureView, ImageView, LinkView, MembershipView, NeighboursView, NextStepView,
    SizeView, SourceView, StampView, StatusView, WhenView,
};
pub use plot::{BarsView, LineView};
pub use recording::{RecordingView, TrackView, iso_duration};
use shared::Known;
pub use shared::{Card, Html, Shared};
pub use timeline::{
    ChartView, FiltersView, MatchView, MomentView, OptionView, TickView, TimelineMonth, TimelineView,
    TimelineYear, TodayView,
};
pub use titles::Titles;

/// Views that are made once for the whole site.
pub struct Views {
    /// A card for each entry, by its index; made when it is first asked for.
    cards: Vec<OnceLock<Card>>,
    /// What the cards made here have in common.
    common: card::Common,
    titles: Titles,
    /// What the site's timeline can be narrowed down to.
    filters: Shared<FiltersView>,
}

impl Views {
    /// The shared views. A preview, which notes what each page asks, gives cards that are made: [`Views::with_cards`].
    pub fn new(site: &Site, titles: Titles) -> Self {
        Self::over(site, titles, site.all().map(|_| OnceLock::new()).collect())
    }

    /// The shared views with cards that have been made.
    pub fn with_cards(site: &Site, titles: Titles, cards: Vec<Card>) -> Self {
        Self::over(site, titles, cards.into_iter().map(OnceLock::from).collect())
    }

    fn over(site: &Site, titles: Titles, cards: Vec<OnceLock<Card>>) -> Self {
        let filters = filters(site, titles.typography());
        Self { cards, common: card::Common::default(), filters, titles }
    }

    /// The same of another site: `cards` has all its cards. Titles and filters stay where `same` says that nothing but
    /// bodies has changed.
    pub fn renewed(&self, site: &Site, cards: Vec<Card>, same: bool) -> Self {
        if !same {
            return Self::with_cards(site, Titles::new(site), cards);
        }
        Self {
            cards: cards.into_iter().map(OnceLock::from).collect(),
            common: card::Common::default(),
            filters: self.filters.clone(),
            titles: self.titles.clone(),
        }
    }

    /// Makes the card of an entry.
    pub fn make_card(site: &Site, ix: EntryIx) -> Card {
        let typography = Typography::for_language(&site.config.language);
        card::card(ix, site, &typography, &card::Common::default())
    }

    /// What the site's timeline can be narrowed down to.
    pub fn filters(&self) -> Shared<FiltersView> {
        ask(|| Question::Filters);
        self.filters.clone()
    }

    /// The card of an entry.
    pub fn card(&self, ix: EntryIx, site: &Site) -> Card {
        note(Column::Card, ix.0);
        // A preview, which notes what each page asks, has given all cards: none is made here and asks in the page's name.
        let make = || card::card(ix, site, self.titles.typography(), &self.common);
        self.cards.get(ix.0).map(|card| card.get_or_init(make).clone()).unwrap_or_default()
    }

    /// Cards of several entries.
    pub fn cards(&self, entries: &[EntryIx], site: &Site) -> Vec<Card> {
        entries.iter().map(|ix| self.card(*ix, site)).collect()
    }

    /// The entry's title, unique across the site.
    pub fn title(&self, ix: EntryIx) -> &str {
        self.titles.title(ix)
    }

    /// Text with quotes and spaces set by the language's rules.
    pub fn text(&self, text: &str) -> String {
        self.titles.text(text)
    }

    /// The rules themselves, for running text.
    pub fn typography(&self) -> &Typography {
        self.titles.typography()
    }

    /// What pages are called.
    pub fn titles(&self) -> &Titles {
        &self.titles
    }
}

fn filters(site: &Site, typography: &Typography) -> Shared<FiltersView> {
    Shared::new(&FiltersView::of(site, typography))
}

/// What an entry, its kind and its blocks make their views with.
#[derive(Clone, Copy)]
pub struct ViewCx<'a> {
    /// The site.
    pub site: &'a Site,
    /// The shared views.
    pub views: &'a Views,
    /// The theme, for blocks within a body.
    pub theme: &'a Theme,
    /// The entry.
    pub ix: EntryIx,
}

impl<'a> ViewCx<'a> {
    /// The entry.
    pub fn entry(&self) -> &'a Entry {
        self.site.entry(self.ix)
    }

    /// The same for another entry.
    pub fn of(&self, ix: EntryIx) -> Self {
        Self { ix, ..*self }
    }

    /// A view as a template's value.
    pub fn value<T: serde::Serialize>(&self, view: &T) -> tera::Value {
        tera::Value::try_from_serializable(view).unwrap_or_else(|_| tera::Value::none())
    }

    /// Text with quotes and spaces set.
    pub fn text(&self, text: &str) -> String {
        self.views.text(text)
    }

    /// Optional text with quotes and spaces set.
    pub fn text_of(&self, text: &Option<String>) -> Option<String> {
        text.as_deref().map(|text| self.text(text))
    }

    /// Texts with quotes and spaces set.
    pub fn texts(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// Where a reference leads, when it leads to a page.
    pub fn target(&self, reference: RefIx) -> Option<EntryIx> {
        match self.site.target(self.ix, reference) {
            Target::Entry(ix) => Some(ix),
            Target::Withheld(_) | Target::Text => None,
        }
    }

    /// A link to an entry.
    pub fn entry_link(&self, ix: EntryIx) -> LinkView {
        LinkView {
            title: self.text(&self.site.entry(ix).head.title),
            url: Some(self.site.url(ix).as_str().to_owned()),
        }
    }

    /// What a reference names, as written: the title of its entry, else its own words.
    pub fn name(&self, reference: RefIx) -> &'a str {
        match self.site.target(self.ix, reference) {
            Target::Entry(ix) | Target::Withheld(ix) => &self.site.entry(ix).head.title,
            Target::Text => self.entry().relations.get(reference.0).map_or("", |relation| &relation.text),
        }
    }

    /// A reference as a link; as words where it leads to no page.
    pub fn link(&self, reference: RefIx) -> LinkView {
        match self.site.target(self.ix, reference) {
            Target::Entry(ix) => self.entry_link(ix),
            Target::Withheld(_) | Target::Text => {
                LinkView { title: self.text(self.name(reference)), url: None }
            }
        }
    }

    /// An optional reference as a link.
    pub fn link_of(&self, reference: Option<RefIx>) -> Option<LinkView> {
        reference.map(|reference| self.link(reference))
    }

    /// References as links.
    pub fn links(&self, references: &[RefIx]) -> Vec<LinkView> {
        references.iter().map(|reference| self.link(*reference)).collect()
    }

    /// What the entry is directly a member of as `rel`, by reference or by folder.
    pub fn containers(&self, rel: Rel) -> Vec<LinkView> {
        let containers = self.site.containers_of(self.ix).iter();
        containers.filter(|(other, _)| *other == rel).map(|(_, ix)| self.entry_link(*ix)).collect()
    }

    /// Links out of the site.
    pub fn external(&self, links: &[Link]) -> Vec<ExternalLink> {
        links.iter().map(|link| ExternalLink::new(self.text(&link.label), &link.url, link.sort)).collect()
    }

    /// An address as a link, other words as words.
    pub fn address_or_words(&self, text: &str) -> ExternalLink {
        if crate::kinds::is_address(text) {
            ExternalLink::new(text.to_owned(), text, None)
        } else {
            ExternalLink { label: self.text(text), url: None, sort: None }
        }
    }

    /// The address of a file named by the entry.
    pub fn file_url(&self, file: &FileRef) -> Option<String> {
        let place = self.entry().source.path.join(&file.path)?;
        match file.purpose {
            Purpose::Show => Some(self.site.picture(&place)?.url.href()),
            Purpose::Give => Some(self.site.file(&place)?.url.href()),
        }
    }

    /// The entry's documents.
    pub fn attachments(&self) -> Vec<AttachmentView> {
        entry::attachments(self)
    }

    /// Documents that the entry names.
    pub fn attachments_of(&self, attachments: &[Attachment]) -> Vec<AttachmentView> {
        files::attachments(attachments, self)
    }

    /// A picture named by the entry.
    pub fn image(&self, image: &Image) -> Option<ImageView> {
        let file = self.entry().source.path.join(&image.src.path)?;
        Some(ImageView {
            alt: self.text(&image.alt),
            caption: self.text_of(&image.caption),
            credit: self.text_of(&image.credit),
            ..self.picture(&file)?
        })
    }

    /// A picture by its file, without words.
    pub fn picture(&self, file: &SourcePath) -> Option<ImageView> {
        let picture = self.site.picture(file)?;
        let facts = picture.facts.as_ref().ok().filter(|facts| facts.width > 0 && facts.height > 0);
        let main = picture.variants.first();
        Some(ImageView {
            url: picture.url.href(),
            width: facts.and(main).map(|main| main.width),
            height: facts.and(main).map(|main| main.height),
            is_upright: facts.is_some_and(|facts| facts.height > facts.width),
            sources: sources(&picture),
            tone: picture.tone.map(|tone| tone.to_string()),
            alt: String::new(),
            caption: None,
            credit: None,
        })
    }

    /// A number in the language's notation.
    pub fn number(&self, number: f64) -> String {
        self.site.locale.decimal(number)
    }

    /// A time in words.
    pub fn when(&self, when: Option<&When>) -> Option<WhenView> {
        when.map(|when| WhenView::new(when, self.site))
    }

    /// A moment of publication in words.
    pub fn stamp(&self, stamp: Option<Stamp>) -> Option<StampView> {
        stamp.map(|stamp| StampView::new(stamp, self.site))
    }

    /// The card of an entry.
    pub fn card(&self, ix: EntryIx) -> Card {
        self.views.card(ix, self.site)
    }

    /// Key figures.
    pub fn figures(&self, figures: &[Figure]) -> Vec<FigureView> {
        figures.iter().map(|figure| FigureView::new(figure, self)).collect()
    }

    /// Everyone and everything that took part in any of the entries, each once.
    pub fn involved(&self, entries: &[EntryIx]) -> Vec<InvolvementView> {
        involvement::involved(self, entries)
    }

    /// The entry's body as HTML for a page from which `root` leads to the site's root.
    ///
    /// # Errors
    /// The first fault of a block's template.
    pub fn body(&self, root: &str) -> Result<String, Box<Diagnostic>> {
        entry::body(self, root)
    }
}

/// The other formats of a picture, each with its sizes.
fn sources(picture: &Picture<'_>) -> Vec<SourceView> {
    let mut sources: Vec<SourceView> = Vec::new();
    let Some((main, others)) = picture.variants.split_first() else { return sources };
    // Where the first is of the best format itself, it is the largest size of it.
    let largest = others.iter().any(|other| other.encoding == main.encoding).then_some(main);
    for variant in others.iter().chain(largest) {
        let size = SizeView { url: picture.address(*variant).href(), width: variant.width };
        let media_type = variant.encoding.media_type();
        match sources.last_mut().filter(|source| source.media_type == media_type) {
            Some(source) => source.sizes.push(size),
            None => sources.push(SourceView { media_type, sizes: vec![size] }),
        }
    }
    sources
}
