//! HTML in bodies, as `html:` in `kronika.yaml` wants it ([`HtmlPolicy`]).
//!
//! HTML comes in bits between Markdown: a tag in a line, a block of lines. `RawHtml` takes them one after another and says
//! what to do at each (`Step`). It knows which elements are open and ends them with the Markdown they stand in, so that no
//! tag that is left open, and none that closes what was never opened, reaches beyond its place. Text is always written as
//! text, and tags are written anew from what `clean` leaves of them.
//!
//! A body is taken twice, when its outline is read (`Step::Found` is told, links are noted) and when it is written.

mod clean;
mod elements;
mod pieces;
mod told;

use elements::{Element, Place, Taken};
use pieces::{Piece, pieces};

pub(super) use told::{Finding, Findings, Reason};

/// What becomes of HTML in bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HtmlPolicy {
    /// It is written as it is; whether it is sound is the author's matter.
    Allow,
    /// It is cleaned; what is taken out is a warning.
    #[default]
    Sanitize,
    /// It is an error.
    Deny,
}

impl HtmlPolicy {
    /// The words of `html:`.
    pub const WORDS: [&str; 3] = ["allow", "sanitize", "deny"];

    /// By its word.
    pub fn by_word(word: &str) -> Option<Self> {
        match word {
            "allow" => Some(Self::Allow),
            "sanitize" => Some(Self::Sanitize),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

/// What to do at a bit of HTML.
#[derive(Debug)]
pub(super) enum Step<'t> {
    /// Write a start tag.
    Open(Tag),
    /// Write an end tag.
    Close(&'static str),
    /// Write text, with the entities that are in it.
    Text(&'t str),
    /// Show HTML as the text it is.
    Shown(&'t str),
    /// Something is not as it was written: tell it.
    Found(Finding),
}

/// A start tag as it is to be written.
#[derive(Debug)]
pub(super) struct Tag {
    /// The element.
    pub(super) name: &'static str,
    /// Its attributes but for its address, with plain values.
    pub(super) attributes: Vec<(String, String)>,
    /// The address it leads to or shows.
    pub(super) address: Option<String>,
    /// Where it stands in the file.
    pub(super) at: usize,
    /// How long it is there.
    pub(super) length: usize,
}

/// How many elements may be open at once; browsers have such a limit too, and nobody means more.
const DEPTH_LIMIT: usize = 100;

/// What is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    element: &'static Element,
    depth: usize,
    at: usize,
    length: usize,
}

/// An element that is taken out with all that is in it.
#[derive(Debug)]
struct Muted {
    name: String,
    depth: usize,
    /// How many of its kind are open within it.
    nested: usize,
}

/// Where a bit of HTML stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Line,
    Block,
}

/// The state of HTML within one body.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    open: Vec<Open>,
    /// How many Markdown elements are open.
    depth: usize,
    muted: Option<Muted>,
    /// Elements whose start was taken out for where it stood; their ends go unsaid.
    refused: Vec<(&'static str, usize)>,
    /// The block of HTML that is being gathered: its text, and for each line where it starts in it and in the file.
    block: Option<(String, Vec<(usize, usize)>)>,
}

impl RawHtml {
    /// A Markdown element begins.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// A Markdown element ends, and with it what was opened in it.
    pub(super) fn leave(&mut self) -> Vec<Step<'static>> {
        let steps = self.end(|open, depth| open.depth >= depth);
        self.muted = self.muted.take().filter(|muted| muted.depth < self.depth);
        self.refused.retain(|(_, depth)| *depth < self.depth);
        self.depth = self.depth.saturating_sub(1);
        steps
    }

    /// The body ends.
    pub(super) fn finish(&mut self) -> Vec<Step<'static>> {
        self.end(|_, _| true)
    }

    /// True while text stands in an element that is taken out with all that is in it.
    pub(super) fn is_muted(&self) -> bool {
        self.muted.is_some()
    }

    /// A tag or comment in running text, at this byte of the file.
    pub(super) fn inline<'t>(&mut self, html: &'t str, at: usize) -> Vec<Step<'t>> {
        let mut steps = Vec::new();
        for (start, piece) in pieces(html) {
            self.take(piece, &html[start..], at + start, Setting::Line, &mut steps);
        }
        steps
    }

    /// A block of HTML begins.
    pub(super) fn open_block(&mut self) {
        self.block = Some((String::new(), Vec::new()));
    }

    /// A line of the block, at this byte of the file.
    pub(super) fn line(&mut self, html: &str, at: usize) {
        if let Some((text, lines)) = &mut self.block {
            lines.push((text.len(), at));
            text.push_str(html);
        }
    }

    /// The block ends; its text, to be handed to [`RawHtml::block`].
    pub(super) fn close_block(&mut self) -> Block {
        let (text, lines) = self.block.take().unwrap_or_default();
        Block { text, lines }
    }

    /// A block of HTML.
    pub(super) fn block<'t>(&mut self, block: &'t Block) -> Vec<Step<'t>> {
        let mut steps = Vec::new();
        for (start, piece) in pieces(&block.text) {
            self.take(piece, &block.text[start..], block.place(start), Setting::Block, &mut steps);
        }
        self.muted = None;
        // Markdown may stand in some of what is still open; the rest ends here.
        while let Some(open) = self.open.last().filter(|open| open.depth == self.depth).copied() {
            if matches!(open.element.place, Place::Holder | Place::Within(_))
                && !holds_no_blocks(open.element.name)
            {
                break;
            }
            self.open.pop();
            ended(&open, &mut steps);
        }
        steps
    }

    fn take<'t>(
        &mut self,
        piece: Piece<'t>,
        rest: &'t str,
        at: usize,
        setting: Setting,
        steps: &mut Vec<Step<'t>>,
    ) {
        if let Some(muted) = &mut self.muted {
            match &piece {
                Piece::Open(name, _) if *name == muted.name && !elements::is_raw_text(name) => {
                    muted.nested += 1
                }
                Piece::Close(name) if *name == muted.name && muted.nested == 0 => self.muted = None,
                Piece::Close(name) if *name == muted.name => muted.nested -= 1,
                _ => {}
            }
            return;
        }
        match piece {
            Piece::Comment => {}
            Piece::Declaration => steps.push(Step::Found(Finding::new(at, 2, "", Reason::Declaration))),
            Piece::Text(text) => steps.push(Step::Text(text)),
            Piece::Open(name, tag) => self.start(name, tag, at, setting, steps),
            Piece::Close(name) => self.close(&name, rest, at, steps),
        }
    }

    fn start<'t>(
        &mut self,
        name: String,
        tag: &'t str,
        at: usize,
        setting: Setting,
        steps: &mut Vec<Step<'t>>,
    ) {
        let mut found = |reason| steps.push(Step::Found(Finding::new(at, tag.len(), &name, reason)));
        let Some(element) = elements::kept(&name) else {
            match elements::taken(&name) {
                Some(Taken::Whole) => {
                    found(Reason::Whole(address(tag)));
                    self.muted = Some(Muted { name, depth: self.depth, nested: 0 });
                }
                Some(Taken::Tags) => found(Reason::Tags),
                Some(Taken::Alone) => found(Reason::Whole(address(tag))),
                None => {
                    found(Reason::Unknown);
                    steps.push(Step::Shown(tag));
                }
            }
            return;
        };
        let Some(cleaned) = clean::clean(element, tag) else {
            found(Reason::Unknown);
            steps.push(Step::Shown(tag));
            return;
        };
        let is_block = !matches!(element.place, Place::Line | Place::Void) || element.name == "hr";
        if self.open.len() >= DEPTH_LIMIT {
            return found(Reason::Tags);
        }
        if is_block && setting == Setting::Line {
            found(Reason::InLine);
            return self.refuse(element);
        }
        self.end_before(element, steps);
        if let Place::Within(parents) = element.place
            && !self.is_in(parents)
        {
            self.refuse(element);
            return steps.push(Step::Found(Finding::new(at, tag.len(), &name, Reason::Misplaced(parents))));
        }
        if let Place::VoidWithin(parent) = element.place
            && !self.is_in(&[parent])
        {
            return steps.push(Step::Found(Finding::new(
                at,
                tag.len(),
                &name,
                Reason::Misplaced(&["colgroup"]),
            )));
        }
        for attribute in cleaned.removed {
            steps.push(Step::Found(Finding::new(at, tag.len(), &name, Reason::Attribute(attribute))));
        }
        let (address, attributes): (Vec<_>, Vec<_>) =
            cleaned.attributes.into_iter().partition(|(name, _)| matches!(name.as_str(), "href" | "src"));
        let address = address.into_iter().next().map(|(_, address)| address);
        let is_void = matches!(element.place, Place::Void | Place::VoidWithin(_));
        if !is_void {
            self.open.push(Open { element, depth: self.depth, at, length: tag.len() });
        }
        steps.push(Step::Open(Tag { name: element.name, attributes, address, at, length: tag.len() }));
    }

    /// Notes an element that is taken out for where it stands.
    fn refuse(&mut self, element: &Element) {
        if self.refused.len() < DEPTH_LIMIT {
            self.refused.push((element.name, self.depth));
        }
    }

    fn close<'t>(&mut self, name: &str, rest: &'t str, at: usize, steps: &mut Vec<Step<'t>>) {
        let tag = &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)];
        let here = |open: &&Open| open.depth == self.depth;
        let within = self.open.iter().rev().take_while(here).position(|open| open.element.name == name);
        if let Some(count) = within {
            for _ in 0..count {
                if let Some(open) = self.open.pop() {
                    ended(&open, steps);
                }
            }
            if let Some(open) = self.open.pop() {
                steps.push(Step::Close(open.element.name));
            }
            return;
        }
        let known = elements::kept(name).is_some();
        let taken = elements::taken(name).is_some();
        let refused = self.refused.iter().rposition(|(other, _)| *other == name);
        if let Some(refused) = refused {
            self.refused.remove(refused);
        } else if known {
            steps.push(Step::Found(Finding::new(at, tag.len(), name, Reason::Stray)));
        } else if !taken {
            steps.push(Step::Shown(tag));
        }
    }

    /// Ends what the beginning of an element ends, as browsers do: a new `<li>` the one before it.
    fn end_before(&mut self, next: &Element, steps: &mut Vec<Step<'_>>) {
        let ends = |open: &Open| elements::ends_before(open.element.name, next);
        loop {
            let here = self.open.iter().rev().take_while(|open| open.depth == self.depth);
            let above = here.take_while(|open| ends(open) || open.element.place == Place::Line);
            let last = above.enumerate().filter(|(_, open)| ends(open)).map(|(count, _)| count).last();
            let Some(count) = last else { return };
            for _ in 0..=count {
                if let Some(open) = self.open.pop() {
                    ended(&open, steps);
                }
            }
        }
    }

    /// True when what is open right here is one of these.
    fn is_in(&self, parents: &[&str]) -> bool {
        let last = self.open.last().filter(|open| open.depth == self.depth);
        last.is_some_and(|open| parents.contains(&open.element.name))
    }

    fn end(&mut self, is_over: impl Fn(&Open, usize) -> bool) -> Vec<Step<'static>> {
        let mut steps = Vec::new();
        while let Some(open) = self.open.last().filter(|open| is_over(open, self.depth)).copied() {
            self.open.pop();
            ended(&open, &mut steps);
        }
        steps
    }
}

/// A block of HTML, and where its lines stand in the file.
#[derive(Debug)]
pub(super) struct Block {
    /// Its text, without what marks quotations and lists.
    pub(super) text: String,
    lines: Vec<(usize, usize)>,
}

impl Block {
    /// Where a byte of the block stands in the file.
    pub(super) fn place(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at);
        let (start, place) = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        place + (at - start)
    }
}

/// Elements that end with their block of HTML: Markdown would not be well in them.
fn holds_no_blocks(name: &str) -> bool {
    matches!(name, "summary" | "caption" | "colgroup" | "dt" | "rt" | "rp")
}

/// Ends an element that its author has not ended.
fn ended(open: &Open, steps: &mut Vec<Step<'_>>) {
    let name = open.element.name;
    if !elements::may_go_unclosed(name) {
        steps.push(Step::Found(Finding::new(open.at, open.length, name, Reason::Unclosed)));
    }
    steps.push(Step::Close(name));
}

/// The address that a tag loads something from.
fn address(tag: &str) -> Option<String> {
    let attributes = pieces::attributes(tag);
    let named = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    let address = named("src").or_else(|| named("data"))?;
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    is_address.then(|| address.replace("&amp;", "&"))
}

/// The first start tag in a bit of HTML that is neither a comment nor a forced line break.
pub(super) fn first_tag(html: &str) -> Option<(usize, String, usize)> {
    pieces(html).into_iter().find_map(|(at, piece)| match piece {
        Piece::Open(name, tag) if !matches!(name.as_str(), "br" | "wbr") => Some((at, name, tag.len())),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
