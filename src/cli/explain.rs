//! `kronika explain`: the longer story of a code, from the catalogue; without a code, a list of all.

use super::Outcome;
use super::voice::{Voice, say};
use crate::diag::{catalogue, codes, did_you_mean, nearest};
use crate::words;
use crate::words::Words;

/// Tell what the code of a message means, with a wrong and a right example
#[derive(clap::Args)]
pub(super) struct Args {
    /// The code, such as K0103; without one, all are listed
    code: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let language = voice.language;
    let Some(written) = &args.code else {
        for code in codes::ALL {
            if let Some(story) = catalogue::story(code.id, language) {
                say(&format!("{}  {}", code.id, story.title));
            }
        }
        return Outcome::Done;
    };
    let id = normal(written);
    if let Some(page) = codes::by_id(&id).and_then(|code| catalogue::page(code, language)) {
        say(page.trim_end());
        return Outcome::Done;
    }
    let written = written.trim();
    let near = did_you_mean(nearest(&id, codes::ALL.iter().map(|code| code.id)));
    let all = words!("`kronika explain` lists all codes", "wszystkie kody wymienia `kronika explain`");
    let hints: Vec<Words> = near.into_iter().chain([all]).collect();
    voice.refuse(&words!("there is no code `{written}`", "nie ma kodu `{written}`"), &hints);
    Outcome::CallAtFault
}

/// `k0103`, `0103`, `103` and `error[K0103]` all mean `K0103`.
fn normal(written: &str) -> String {
    let inner = written.split_once('[').map_or(written, |(_, rest)| rest);
    let bare = inner.trim().trim_end_matches([':', ']']).to_uppercase();
    match bare.parse::<u16>() {
        Ok(number) => format!("K{number:04}"),
        Err(_) => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn a_code_is_known_however_it_is_written() {
        for written in ["K0103", "k0103", "0103", "103", " K0103 ", "error[K0103]", "warning[K0103]:"] {
            assert_eq!(normal(written), "K0103", "{written}");
        }
        assert_eq!(normal("żółw"), "ŻÓŁW");
    }
}
