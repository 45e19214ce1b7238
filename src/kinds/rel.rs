//! [`Rel`]: what a reference says about two entries, which kinds it accepts, and what becomes of a plain name.

use super::{Kind, KindId, forum, organisation, person, place, programme, stage};

/// The parts people take in an event.
pub const ROLES: [&str; 6] = ["opening", "speaker", "moderator", "panellist", "host", "guest"];

/// What a reference says about the entry that holds it and the one it names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "named as in the content model")]
pub enum Rel {
    Programme,
    Stage,
    Forum,
    Parent,
    Owner,
    Partner,
    Organiser,
    Person,
    Affiliation,
    Place,
    Funder,
    Byline,
    About,
    Related,
    /// An entry shown by a body block.
    Shown,
    /// A programme whose timeline a body block shows.
    ShownProgramme,
    /// A stage whose timeline a body block shows.
    ShownStage,
    /// A forum whose timeline a body block shows.
    ShownForum,
    /// A person named by a body block.
    Listed,
    /// An organisation named by a body block.
    ListedOrganisation,
    /// A place named by a body block.
    ListedPlace,
}

/// What becomes of a reference that names no entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlainName {
    /// It is an error.
    Refused,
    /// It gets a page of its own of the kind accepted.
    Page,
    /// It stays text.
    Text,
}

impl Rel {
    /// The kinds it may lead to; none means any.
    pub fn accepts(self) -> &'static [KindId] {
        match self {
            Rel::Programme | Rel::Parent | Rel::ShownProgramme => &[programme::ID],
            Rel::Stage | Rel::ShownStage => &[stage::ID],
            Rel::Forum | Rel::ShownForum => &[forum::ID],
            Rel::Owner | Rel::Partner | Rel::Affiliation | Rel::Funder | Rel::ListedOrganisation => {
                &[organisation::ID]
            }
            Rel::Organiser => &[organisation::ID, person::ID],
            Rel::Person | Rel::Byline | Rel::Listed => &[person::ID],
            Rel::Place | Rel::ListedPlace => &[place::ID],
            Rel::About | Rel::Related | Rel::Shown => &[],
        }
    }

    /// What becomes of a name that fits no entry.
    pub fn plain_name(self) -> PlainName {
        match self {
            Rel::Owner
            | Rel::Partner
            | Rel::Organiser
            | Rel::Person
            | Rel::Affiliation
            | Rel::Place
            | Rel::Listed
            | Rel::ListedOrganisation
            | Rel::ListedPlace => PlainName::Page,
            Rel::Funder | Rel::Byline => PlainName::Text,
            _ => PlainName::Refused,
        }
    }

    /// The kind of page a plain name gets.
    pub fn page_kind(self) -> &'static Kind {
        match self {
            Rel::Person | Rel::Byline | Rel::Listed => &person::KIND,
            Rel::Place | Rel::ListedPlace => &place::KIND,
            _ => &organisation::KIND,
        }
    }

    /// True when it makes the holder a member of the other.
    pub fn is_membership(self) -> bool {
        matches!(self, Rel::Programme | Rel::Stage | Rel::Forum | Rel::Parent)
    }

    /// True when it says that the other took part in the holder.
    pub fn is_involvement(self) -> bool {
        matches!(
            self,
            Rel::Owner
                | Rel::Partner
                | Rel::Organiser
                | Rel::Person
                | Rel::Affiliation
                | Rel::Place
                | Rel::Funder
                | Rel::Byline
        )
    }

    /// True when the other's page should list the holder among what refers to it.
    pub fn is_mention(self) -> bool {
        matches!(self, Rel::About | Rel::Related)
    }

    /// The key of its text in the theme, also the key of the content model.
    pub fn as_str(self) -> &'static str {
        match self {
            Rel::Programme => "programme",
            Rel::Stage => "stage",
            Rel::Forum => "forum",
            Rel::Parent => "parent",
            Rel::Owner => "owner",
            Rel::Partner => "partner",
            Rel::Organiser => "organiser",
            Rel::Person => "person",
            Rel::Affiliation => "affiliation",
            Rel::Place => "place",
            Rel::Funder => "funder",
            Rel::Byline => "byline",
            Rel::About => "about",
            Rel::Related => "related",
            Rel::Shown
            | Rel::ShownProgramme
            | Rel::ShownStage
            | Rel::ShownForum
            | Rel::Listed
            | Rel::ListedOrganisation
            | Rel::ListedPlace => "shown",
        }
    }
}
