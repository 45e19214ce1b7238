//! Word forms → stems: „szkołach”, „szkoła” and „szkół” have one stem. The rules of a language are a table
//! (`words/*.json`) that the program and the browser read alike, so that what is typed gets the stem that the index has.
//!
//! A table has words that say nothing (`stop`), irregular forms with a regular one of the same word (`irregular`), and
//! `steps`. Each step is one of
//!
//! - `endings`: the longest ending that fits is replaced once, where it leaves at least `keep` letters
//! - `last`: the last vowel becomes another (*miasto*, *mieście*)
//!
//! Words with a digit, and those of languages without a table, are their own stem. A stem is a name for a family of
//! forms, no word to be shown; forms of two words may share one, for exact forms rank higher.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The rules of a language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Stems {
    /// Words that say nothing, folded.
    stop: Vec<String>,
    /// Irregular forms, folded, each with a regular form of the same word.
    irregular: BTreeMap<String, String>,
    /// What is done with a form, in order.
    steps: Vec<Step>,
}

/// A step from a form to its stem.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Step {
    /// Replaces the longest ending that fits.
    Endings {
        /// How many letters it leaves at least.
        keep: usize,
        /// What each ending becomes.
        endings: BTreeMap<String, String>,
    },
    /// Replaces the last vowel.
    Last {
        /// What each vowel becomes; those that stay are here too.
        last: BTreeMap<char, char>,
    },
}

static POLISH: LazyLock<Stems> = LazyLock::new(|| read(include_str!("words/pl.json")));
static ENGLISH: LazyLock<Stems> = LazyLock::new(|| read(include_str!("words/en.json")));
static NONE: LazyLock<Stems> = LazyLock::new(Stems::default);

/// A table of the program; the tests see that each can be read.
fn read(table: &str) -> Stems {
    serde_json::from_str(table).unwrap_or_default()
}

impl Stems {
    /// The rules of a language by its tag (BCP 47); none for a language that has no table.
    pub(super) fn of(language: &str) -> &'static Self {
        match language.split('-').next().unwrap_or_default() {
            "pl" => &POLISH,
            "en" => &ENGLISH,
            _ => &NONE,
        }
    }

    /// True for a folded word that says nothing.
    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.stop.binary_search_by(|stop| stop.as_str().cmp(word)).is_ok()
    }

    /// The stem of a folded word.
    pub(super) fn stem(&self, word: &str) -> String {
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return word.to_owned();
        }
        let mut stem = self.irregular.get(word).map_or(word, String::as_str).to_owned();
        for step in &self.steps {
            step.take(&mut stem);
        }
        stem
    }
}

impl Step {
    fn take(&self, stem: &mut String) {
        match self {
            Step::Endings { keep, endings } => {
                let starts = stem.char_indices().map(|(at, _)| at).skip(*keep);
                let found =
                    starts.map(|at| (at, &stem[at..])).find(|(_, ending)| endings.contains_key(*ending));
                if let Some((at, ending)) = found {
                    let other = endings[ending].clone();
                    stem.truncate(at);
                    stem.push_str(&other);
                }
            }
            Step::Last { last } => {
                let vowel = stem.char_indices().rev().find(|(_, c)| last.contains_key(c));
                if let Some((at, c)) = vowel {
                    stem.replace_range(at..at + c.len_utf8(), last[&c].encode_utf8(&mut [0; 4]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::folded;
    use super::*;

    #[test]
    fn tables_can_be_read_and_their_stop_words_are_in_order() {
        for table in [Stems::of("pl"), Stems::of("en-GB")] {
            assert!(table.stop.len() > 20 && !table.steps.is_empty());
            assert!(table.stop.is_sorted());
            for (form, regular) in &table.irregular {
                assert!(
                    folded(form) == form.as_str() && folded(regular) == regular.as_str(),
                    "{form}: {regular}"
                );
            }
        }
        assert!(Stems::of("de").steps.is_empty());
    }

    /// Each line is a family of forms that are to be found by one another.
    #[test]
    fn forms_of_a_word_have_one_stem() {
        let polish = [
            "szkoła szkoły szkole szkołę szkołą szkół szkołom szkołach szkołami",
            "miasto miasta miastu miastem mieście miast miastom miastach miastami",
            "Łódź Łodzi Łodzią",
            "Kołobrzeg Kołobrzegu Kołobrzegowi Kołobrzegiem",
            "Kraków Krakowa Krakowie Krakowem Krakowowi",
            "krakowski krakowskiego krakowskiemu krakowskim krakowska krakowskiej krakowskich krakowscy",
            "Kielce Kielc Kielcach Kielcami Kielcom",
            "Poznań Poznania Poznaniu Poznaniem",
            "książka książki książce książkę książką książek książkach",
            "związek związku związkiem związki związków związkach",
            "mieszkaniec mieszkańca mieszkańcowi mieszkańcy mieszkańców mieszkańcami",
            "urząd urzędu urzędzie urzędy urzędów urzędami",
            "warsztat warsztatu warsztacie warsztaty warsztatów warsztatach",
            "uczeń ucznia uczniowi uczniem uczniowie uczniów uczniami",
            "forum fora forów forom forach forami",
            "konsultacje konsultacji konsultacja konsultacjach konsultacjami konsultację",
            "spotkanie spotkania spotkaniu spotkaniem spotkań spotkaniach",
            "rada rady radzie radę radą rad radom radach",
            "radny radnego radnemu radnym radni radnych radnymi",
            "teatr teatru teatrze teatrem teatry",
            "droga drogi drodze drogę dróg drogach",
            "Szewczuk Szewczuka Szewczukowi Szewczukiem Szewczuku",
            "Anna Anny Annie Annę Anną",
            "Marta Marty Marcie Martę Martą",
            "grudzień grudnia grudniu grudniem",
            "kwiecień kwietnia kwietniu",
            "marzec marca marcu",
            "dzień dnia dniu dni dniach",
            "rok roku rokiem",
            "powiat powiatu powiecie powiaty powiatów",
            "historia historii historię historie",
        ];
        let english = [
            "workshop workshops",
            "meeting meetings meet",
            "city cities",
            "planned planning plan plans",
            "church churches",
            "bus buses",
        ];
        for (language, families) in [("pl", &polish[..]), ("en", &english[..])] {
            let stems = Stems::of(language);
            for family in families {
                let found: Vec<(&str, String)> =
                    family.split(' ').map(|form| (form, stems.stem(&folded(form)))).collect();
                assert!(found.iter().all(|(_, stem)| *stem == found[0].1), "{found:?}");
            }
        }
    }

    #[test]
    fn other_words_have_other_stems() {
        let stems = Stems::of("pl");
        for (one, other) in
            [("Konin", "koniec"), ("rada", "radny"), ("Kielce", "kiełbasa"), ("most", "miasto")]
        {
            assert_ne!(stems.stem(&folded(one)), stems.stem(&folded(other)), "{one}, {other}");
        }
        assert_eq!(stems.stem("proo4"), "proo4");
    }
}
