//! What a page asks while it is made, noted so that it is made again only when an answer is another one.
//!
//! The site, the views and the theme [`note`] each question put to them; [`noting`] collects those of one page in
//! its [`Reads`]. Outside [`noting`] nothing is kept. A page is made on one thread, so the notes are the thread's own.

use std::cell::RefCell;

/// A question about one entry. The answers are columns by entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Column {
    /// Its facts, id, address, and whether it is published. Which of two comes first in time is told by these alone.
    Entry,
    /// Where its references lead.
    Targets,
    /// Its body, with where the links in it lead.
    Body,
    /// The files that its body links to.
    Files,
    /// The headings of its body.
    Headings,
    /// The first paragraph of its body.
    Excerpt,
    /// What it is a member of.
    Containers,
    /// Its members.
    Members,
    /// Who stands before and after it.
    Neighbours,
    /// Who took part in it.
    Involved,
    /// What it took part in.
    Involvements,
    /// What is about it.
    Mentions,
    /// Its card.
    Card,
    /// The title of its page.
    Title,
}

impl Column {
    /// Every column, in the order of their numbers.
    pub const ALL: [Column; 14] = [
        Column::Entry,
        Column::Targets,
        Column::Body,
        Column::Files,
        Column::Headings,
        Column::Excerpt,
        Column::Containers,
        Column::Members,
        Column::Neighbours,
        Column::Involved,
        Column::Involvements,
        Column::Mentions,
        Column::Card,
        Column::Title,
    ];
}

/// A question about the site as a whole, or by a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Question {
    /// Which entries are published.
    Published,
    /// The entries of a kind, in order, each with the year it is filed under.
    OfKind(&'static str),
    /// Whether a kind has entries.
    HasKind(&'static str),
    /// What the site's timeline can be narrowed down to.
    Filters,
    /// What stands on the timelines of a place, each with the year it is filed under and its kind.
    Dated(String),
    /// Years and months with their entries.
    Years,
    /// All tags with their entries.
    Tags,
    /// All series with their entries.
    Series,
    /// The name and address of a tag.
    Tag(String),
    /// The name and address of a series.
    SeriesOf(String),
    /// The address of one of the site's own pages.
    Section(String),
    /// What a reference means.
    Find(String),
    /// The entry of a file.
    ByPath(String),
    /// A file's address and state.
    File(String),
    /// What is known of a picture.
    Picture(String),
    /// The files of a folder.
    Folder(String),
    /// The captions of the pictures of a folder.
    Captions(String),
    /// The state of a file of the theme.
    Asset(String),
    /// What every page sees of the site.
    Frame,
    /// The path of every page, with what it is about.
    Plan,
    /// What other forms a page has.
    Alternates(String),
    /// A template with all that it includes.
    Template(String),
    /// A text of the interface that there is none of.
    NoText(String),
    /// The file of the accessibility statement.
    Statement,
}

/// Everything one page asked, each question once, in order.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// Questions about entries: the column and the entry's index.
    pub entries: Vec<(Column, u32)>,
    /// Texts of the interface, by their number in the table.
    pub texts: Vec<u32>,
    /// Other questions.
    pub others: Vec<Question>,
}

thread_local! {
    static NOTES: RefCell<Option<Reads>> = const { RefCell::new(None) };
}

/// Notes a question about the entry with this index.
pub fn note(column: Column, entry: usize) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(reads) = notes {
            let asked = (column, u32::try_from(entry).unwrap_or(u32::MAX));
            if reads.entries.last() != Some(&asked) {
                reads.entries.push(asked);
            }
        }
    });
}

/// Notes the text of the interface with this number.
pub fn note_text(number: u32) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(reads) = notes {
            reads.texts.push(number);
        }
    });
}

/// Notes another question; it is made only where questions are kept.
pub fn ask(question: impl FnOnce() -> Question) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(reads) = notes {
            reads.others.push(question());
        }
    });
}

/// Makes something and tells what was asked for it.
pub fn noting<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    let outer = NOTES.replace(Some(Reads::default()));
    let made = make();
    let mut reads = NOTES.replace(outer).unwrap_or_default();
    reads.entries.sort_unstable();
    reads.entries.dedup();
    reads.entries.shrink_to_fit();
    reads.texts.sort_unstable();
    reads.texts.dedup();
    reads.texts.shrink_to_fit();
    reads.others.sort_unstable();
    reads.others.dedup();
    reads.others.shrink_to_fit();
    (made, reads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_while_noting_is_kept() {
        note(Column::Entry, 1);
        let (inner, outer) = noting(|| {
            note(Column::Card, 7);
            note(Column::Entry, 9);
            note(Column::Card, 7);
            ask(|| Question::Years);
            let ((), inner) = noting(|| note(Column::Body, 3));
            ask(|| Question::Years);
            inner
        });
        assert_eq!(inner.entries, [(Column::Body, 3)]);
        assert_eq!(outer.entries, [(Column::Entry, 9), (Column::Card, 7)]);
        assert_eq!(outer.others, [Question::Years]);
    }
}
