//! Whether two sites with the same entries in the same places answer alike: column by column, without making anything.

use std::sync::Arc;

use super::{EntryIx, Site};
use crate::reads::Column;

impl Site {
    /// True when both answer the same of an entry. Both must have the same entries in the same places. Cards and titles
    /// are none of the site's and count as the same.
    pub fn answers_like(&self, other: &Site, column: Column, ix: EntryIx) -> bool {
        let at = ix.0;
        let (a, b) = (&self.graph, &other.graph);
        match column {
            Column::Entry => {
                a.entries[at].fingerprint == b.entries[at].fingerprint
                    && a.ids[at] == b.ids[at]
                    && a.urls[at] == b.urls[at]
                    && a.publications[at] == b.publications[at]
            }
            Column::Targets => a.targets[at] == b.targets[at],
            Column::Body => {
                let same = Arc::ptr_eq(&self.bodies[at], &other.bodies[at]);
                (same || self.bodies[at].text() == other.bodies[at].text()) && same_targets(self, other, at)
            }
            Column::Files => {
                self.linked_files(ix).eq(other.linked_files(ix))
                    && self.body_pictures(ix).eq(other.body_pictures(ix))
            }
            Column::Headings => headings(self, at).eq(headings(other, at)),
            Column::Excerpt => self.bodies[at].outline.excerpt == other.bodies[at].outline.excerpt,
            Column::Containers => a.containers[at] == b.containers[at],
            Column::Members => a.members[at] == b.members[at],
            Column::Neighbours => a.neighbours[at] == b.neighbours[at],
            Column::Involved => a.ties[at].involved == b.ties[at].involved,
            Column::Involvements => a.ties[at].involvements == b.ties[at].involvements,
            Column::Mentions => a.ties[at].mentions == b.ties[at].mentions,
            Column::Card | Column::Title => true,
        }
    }
}

/// The headings of a body, wherever they stand in it.
fn headings(site: &Site, at: usize) -> impl Iterator<Item = (usize, &str, &str)> {
    let headings = site.bodies[at].outline.headings.iter();
    headings.map(|heading| (heading.level, heading.id.as_str(), heading.text.as_str()))
}

/// True when the links of a body lead to the same places in the same order, wherever they stand in it.
fn same_targets(a: &Site, b: &Site, at: usize) -> bool {
    let (a, b) = (&a.links[at], &b.links[at]);
    Arc::ptr_eq(a, b) || a.targets.iter().map(|(_, to)| to).eq(b.targets.iter().map(|(_, to)| to))
}
