//! [`Lexicon`]: the words of some pages by number, and how much each counts on a page.

use std::hash::{BuildHasherDefault, Hasher};

use super::fold::{folded, words};
use super::says::Place;
use super::stem::Stems;

/// Words of a text of usual length.
const USUAL_LENGTH: f32 = 300.0;
/// How fast more occurrences of a word count less (BM25, `k1`).
const SATURATION: f32 = 1.2;
/// Steps of a weight in each doubling of it.
const STEPS: f32 = 3.0;

/// A word by its number, and how much it counts, 1 to 15.
pub(super) type Weight = (u32, u8);

/// Numbers of words. Its order is never looked at.
#[allow(
    clippy::disallowed_types,
    reason = "only asked for single words, three million times in a large archive"
)]
type Numbers = std::collections::HashMap<Box<str>, usize, BuildHasherDefault<Mixer>>;

/// A hash of a few instructions, for words: what eight bytes make of all before them, by a multiplication with 2^64 over
/// the golden ratio (Knuth, The Art of Computer Programming 3, §6.4).
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn finish(&self) -> u64 {
        // The highest bits are the best mixed, tables begin with the lowest.
        self.0.rotate_left(26)
    }
}

/// The words of some pages by number.
pub(super) struct Lexicon {
    stems: &'static Stems,
    /// By how they are written, and folded: nearly all are met again as they were written before.
    written: Numbers,
    folded: Numbers,
    forms: Vec<Form>,
    /// The words of the page that is being weighed.
    met: Vec<usize>,
}

/// A folded word.
struct Form {
    form: Box<str>,
    says_nothing: bool,
    /// What it counts on the page that is being weighed, but for its text.
    beside: f32,
    /// How often it stands in its text.
    times: f32,
}

impl Lexicon {
    /// Without words.
    pub(super) fn new(stems: &'static Stems) -> Self {
        let (written, folded) = (Numbers::default(), Numbers::default());
        Self { stems, written, folded, forms: Vec::new(), met: Vec::new() }
    }

    /// The words, by their number.
    pub(super) fn into_forms(self) -> Vec<Box<str>> {
        self.forms.into_iter().map(|form| form.form).collect()
    }

    /// The words of a page, each once, with how much it counts there.
    pub(super) fn weigh(&mut self, texts: &[(Place, String)], running: &str) -> Vec<Weight> {
        for (place, text) in texts {
            let weight = match place {
                // The more words a title has, the less each tells.
                Place::Title => place.weight() / (1.0 + count(text) / 8.0),
                _ => place.weight(),
            };
            words(text, |word| {
                let at = self.number(word);
                let form = &mut self.forms[at];
                if form.says_nothing && *place != Place::Name {
                    return;
                }
                if form.beside == 0.0 {
                    self.met.push(at);
                }
                // Where it stands again counts too, but less.
                form.beside = form.beside.max(weight) + form.beside.min(weight) / 4.0;
            });
        }
        let mut length = 0.0;
        words(running, |word| {
            let at = self.number(word);
            let form = &mut self.forms[at];
            if form.says_nothing {
                return;
            }
            length += 1.0;
            if form.beside == 0.0 && form.times == 0.0 {
                self.met.push(at);
            }
            form.times += 1.0;
        });
        // BM25 with b = 3/4.
        let relative = SATURATION * (0.25 + 0.75 * length / USUAL_LENGTH);
        let weights = self.met.iter().map(|at| {
            let form = &mut self.forms[*at];
            let body = form.times * (SATURATION + 1.0) / (form.times + relative);
            let weight = step(form.beside + if form.times > 0.0 { body } else { 0.0 });
            (form.beside, form.times) = (0.0, 0.0);
            (u32::try_from(*at).unwrap_or(u32::MAX), weight)
        });
        let weights = weights.collect();
        self.met.clear();
        weights
    }

    fn number(&mut self, written: &str) -> usize {
        if let Some(number) = self.written.get(written) {
            return *number;
        }
        let word = folded(written);
        let number = self.folded.get(word.as_ref()).copied().unwrap_or_else(|| {
            let number = self.forms.len();
            let says_nothing = self.stems.is_stop(&word);
            let form: Box<str> = word.into_owned().into();
            self.folded.insert(form.clone(), number);
            self.forms.push(Form { form, says_nothing, beside: 0.0, times: 0.0 });
            number
        });
        self.written.insert(written.into(), number);
        number
    }
}

fn count(text: &str) -> f32 {
    let mut count = 0_u16;
    words(text, |_| count = count.saturating_add(1));
    f32::from(count)
}

/// A weight as a step: each is 2^(1/3) times the one below.
fn step(weight: f32) -> u8 {
    let step = (1.0 + weight).log2() * STEPS;
    // In range: between 1 and 15, and no fraction.
    step.round().clamp(1.0, 15.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(texts: &[(Place, &str)], running: &str, word: &str) -> u8 {
        let texts: Vec<(Place, String)> =
            texts.iter().map(|(place, text)| (*place, (*text).to_owned())).collect();
        let mut lexicon = Lexicon::new(Stems::of("pl"));
        // What one page says does not count on the next.
        lexicon.weigh(&[(Place::Title, format!("{word} w"))], word);
        let weights = lexicon.weigh(&texts, running);
        let forms = lexicon.into_forms();
        weights.iter().find(|(at, _)| *forms[*at as usize] == *word).map_or(0, |(_, weight)| *weight)
    }

    #[test]
    fn a_word_counts_by_where_it_stands() {
        let title = weight(&[(Place::Title, "Szkoły w Koninie")], "", "szkoly");
        let long = weight(
            &[(Place::Title, "Szkoły i wszystkie inne placówki oświatowe gminy i miasta Konina")],
            "",
            "szkoly",
        );
        let summary = weight(&[(Place::Summary, "Szkoły w Koninie")], "", "szkoly");
        let body = weight(&[], "Szkoły w Koninie", "szkoly");
        let often = weight(&[], "Szkoły, szkoły i szkoły", "szkoly");
        let both = weight(&[(Place::Summary, "Szkoły w Koninie")], "Szkoły w Koninie", "szkoly");
        assert!(
            title > long && long > summary && summary > body && often > body && both > summary,
            "{title} {long} {summary} {often} {body} {both}"
        );
        assert_eq!(weight(&[(Place::Summary, "w")], "w i z", "w"), 0);
        assert_eq!(weight(&[(Place::Name, "W")], "", "w"), step(Place::Name.weight()));
        assert_eq!((step(1_000_000.0), step(0.0)), (15, 1));
    }
}
