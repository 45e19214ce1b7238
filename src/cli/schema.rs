//! `kronika schema`: the JSON Schema of what people write, for editors.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::list::meant;
use super::usage::BadValue;
use super::voice::{Voice, say};
use crate::schema::{Subject, schema};

/// Print the JSON Schema of an entry's front matter or of kronika.yaml, for editors
#[derive(clap::Args)]
pub(super) struct Args {
    /// A kind such as event, or home, site (kronika.yaml), statement (deklaracja.yaml); without one, of any entry
    #[arg(value_name = "KIND", value_parser = subject)]
    subject: Option<Subject>,
    /// The site's folder, the one with kronika.yaml: descriptions are in its language
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let schema = schema(args.subject.unwrap_or(Subject::Any), voice.language);
    say(&format!("{schema:#}"));
    Outcome::Done
}

/// Reads the name of a kind, its folder, or a file.
fn subject(name: &str) -> Result<Subject, BadValue> {
    Subject::named(name).ok_or_else(|| {
        let names: Vec<&str> = Subject::all().map(Subject::name).collect();
        BadValue(meant(name, &names))
    })
}
