//! [`Card`]: a title, when, and the site, drawn on the site's first colour. The title is as large as fits; what does not
//! fit in the smallest size ends in `…`, and a word longer than a line is divided.

use std::sync::LazyLock;

use super::canvas::{Canvas, Colours};
use super::deflate::{Code, Uses};
use super::letters::Letters;
use super::rows::Rows;
use super::{HEIGHT, WIDTH, png};

/// Space at the edges, in pixels.
const EDGE: u16 = 80;
/// Width of text.
const MEASURE: f32 = 1040.0;
/// Height of the mark at the foot, and width of that before the site's title.
const MARK: u16 = 16;
/// Sizes of titles, the largest first, each with most lines.
const TITLES: [(u16, usize); 4] = [(70, 3), (60, 4), (52, 5), (44, 5)];
/// Size of the site's title, and of the date.
const SITE: u16 = 34;
const DATE: u16 = 38;
/// From a baseline to the next, in parts of the size.
const LEADING: f32 = 1.22;

/// What stands on a card.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// The title of the site; empty on the card of the site itself.
    pub site: &'a str,
    /// The title.
    pub title: &'a str,
    /// When, in words.
    pub date: Option<&'a str>,
}

/// True for a title that a card can show: one with words, most of whose letters the font has.
pub fn can_show(title: &str) -> bool {
    static FONT: LazyLock<Letters> = LazyLock::new(|| Letters::new(&[]));
    let all = title.chars().filter(|letter| letter.is_alphanumeric());
    let (shown, lost): (Vec<char>, Vec<char>) = all.partition(|letter| FONT.has(*letter));
    shown.len() > lost.len()
}

/// What all cards are printed with, made once.
pub struct Press {
    letters: Letters,
    code: Code,
}

/// Cards by which is measured how often what is told of a card: each size of titles has one.
const USUAL: [Card<'static>; 4] = [
    Card { site: "Kronika gminy", title: "Spotkanie z mieszkańcami Kielc", date: Some("7 czerwca 2024") },
    Card {
        site: "Archiwum programu",
        title: "Podsumowanie warsztatów o przyszłości rynku, placu zabaw i targowiska",
        date: Some("piątek, 23 września 2025, 17:30–19:00"),
    },
    Card {
        site: "Towarzystwo Przyjaciół Miasta",
        title: "Co dalej z dworcem? Rozmowa radnych, urzędników i podróżnych o kolei, autobusach i drogach rowerowych",
        date: Some("14–16 listopada 2026"),
    },
    Card {
        site: "The Parish Chronicle",
        title: "How the neighbourhood council spent its first budget: a report on benches, trees, crossings, the \
                library and what became of the promises that were made on the way",
        date: Some("Wednesday, 18 January 2023"),
    },
];

impl Press {
    /// Letters in every size of a card, and the code that tells cards in few bits.
    pub fn new() -> Self {
        let sizes: Vec<u16> = TITLES.iter().map(|(em, _)| *em).chain([SITE, DATE]).collect();
        let letters = Letters::new(&sizes);
        let uses = USUAL.iter().fold(Uses::default(), |uses, card| {
            let mut rows = Rows::new(uses);
            card.draw(&letters).rows(&mut rows);
            rows.finish().0
        });
        Self { code: Code::new(&uses), letters }
    }

    /// A card as PNG.
    pub fn print(&self, card: &Card<'_>, colours: Colours) -> Vec<u8> {
        png::write(&card.draw(&self.letters), colours, &self.code)
    }
}

#[cfg(test)]
impl Press {
    /// What stands on a card.
    pub(super) fn draw(&self, card: &Card<'_>) -> Canvas<'_> {
        card.draw(&self.letters)
    }

    /// A text in the largest size.
    pub(super) fn shapes<'l>(&'l self, text: &str) -> impl Iterator<Item = &'l super::letters::Shape> {
        self.letters.shapes(text, TITLES[0].0)
    }

    /// A canvas as PNG.
    pub(super) fn png(&self, canvas: &Canvas<'_>, colours: Colours) -> Vec<u8> {
        png::write(canvas, colours, &self.code)
    }
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

impl Card<'_> {
    /// Draws it.
    fn draw<'l>(&self, letters: &'l Letters) -> Canvas<'l> {
        let mut canvas = Canvas::default();
        canvas.mark(0..WIDTH as u16, HEIGHT as u16 - MARK..HEIGHT as u16);
        let (em, lines) = title(&plain(self.title, letters), letters);
        let step = leading(em);
        let top = if self.site.is_empty() { EDGE } else { EDGE + 2 * SITE };
        let bottom = if self.date.is_none() { 570 } else { 570 - 2 * DATE };
        let height = step * u16::try_from(lines.len()).unwrap_or(1);
        // In the middle of what is left; letters stand on their baseline.
        let mut baseline = top + (bottom - top).saturating_sub(height) / 2 + step - em / 4;
        for line in &lines {
            canvas.write(letters.shapes(line, em), EDGE, baseline);
            baseline += step;
        }
        if !self.site.is_empty() {
            canvas.mark(EDGE..EDGE + MARK, 72..106);
            let line = cut(&plain(self.site, letters), SITE, MEASURE - 40.0, letters);
            canvas.write(letters.shapes(&line, SITE), EDGE + 40, 101);
        }
        if let Some(date) = self.date {
            let line = cut(&plain(date, letters), DATE, MEASURE, letters);
            canvas.write(letters.shapes(&line, DATE), EDGE, 550);
        }
        canvas
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number above 0")]
fn leading(em: u16) -> u16 {
    (f32::from(em) * LEADING) as u16
}

/// What can be drawn of a text, with single spaces; a hard one keeps its words together.
fn plain(text: &str, letters: &Letters) -> String {
    let drawn = |c: char| match c {
        c if c.is_whitespace() && c != '\u{a0}' => Some(' '),
        c => letters.has(c).then_some(c),
    };
    let kept: String = text.chars().filter_map(drawn).collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The largest size in which a title fits, and its lines.
fn title(text: &str, letters: &Letters) -> (u16, Vec<String>) {
    for (em, most) in TITLES {
        let widest = text.split(' ').map(|word| letters.width(word, em)).fold(0.0, f32::max);
        if widest <= MEASURE {
            let lines = lines(text, em, letters);
            if lines.len() <= most {
                return (em, lines);
            }
        }
    }
    let (em, most) = TITLES[TITLES.len() - 1];
    let mut all = lines(text, em, letters);
    if all.len() > most {
        let rest = all.split_off(most - 1).join(" ");
        all.push(cut(&rest, em, MEASURE, letters));
    }
    (em, all)
}

/// Words in lines that are not too wide.
fn lines(text: &str, em: u16, letters: &Letters) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let space = letters.width(" ", em);
    // How wide the last line is.
    let mut width = 0.0;
    for word in text.split(' ') {
        match lines.last_mut().filter(|_| width + space + letters.width(word, em) <= MEASURE) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
                width += space;
                width = letters.shapes(word, em).fold(width, |width, shape| width + shape.advance);
            }
            None => {
                divided(word, em, letters, &mut lines);
                width = lines.last().map_or(0.0, |line| letters.width(line, em));
            }
        }
    }
    lines
}

/// A word on a line of its own; one that is too wide on several, with hyphens.
fn divided(word: &str, em: u16, letters: &Letters, lines: &mut Vec<String>) {
    let hyphen = letters.width("-", em);
    let mut line = String::new();
    let mut width = 0.0;
    let too_wide = letters.width(word, em) > MEASURE;
    for letter in word.chars() {
        let own = letters.width(letter.encode_utf8(&mut [0; 4]), em);
        if too_wide && width + own + hyphen > MEASURE {
            line.push('-');
            lines.push(std::mem::take(&mut line));
            width = 0.0;
        }
        line.push(letter);
        width += own;
    }
    lines.push(line);
}

/// As much of a text as fits on a line, ended by `…` where something is left out; a word stays whole where the line
/// keeps more than half of its length.
fn cut(text: &str, em: u16, measure: f32, letters: &Letters) -> String {
    if letters.width(text, em) <= measure {
        return text.to_owned();
    }
    let room = measure - letters.width("…", em);
    let mut width = 0.0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        width += letters.width(letter.encode_utf8(&mut [0; 4]), em);
        if width > room {
            break;
        }
        end = at + letter.len_utf8();
    }
    let kept = &text[..end];
    let kept = kept.rfind(' ').filter(|space| space * 2 > end).map_or(kept, |space| &kept[..space]);
    format!("{}…", kept.trim_end_matches([' ', ',', '.', ':', ';', '-', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_shrink_and_end_in_an_ellipsis_rather_than_run_over() {
        let letters = Press::new().letters;
        let size = |text: &str| title(text, &letters);
        assert_eq!(size("Spotkanie").0, 70);
        let long = "Podsumowanie warsztatów z mieszkańcami o przyszłości rynku ".repeat(8);
        for text in
            [long.trim_end(), &"ż".repeat(60), &"słowo ".repeat(90), "", "Konstantynopolitańczykowianeczka"]
        {
            let (em, lines) = size(text.trim_end());
            assert!(lines.len() <= 5, "{text}");
            assert!(lines.iter().all(|line| letters.width(line, em) <= MEASURE), "{lines:?}");
        }
        assert!(size(&long).1.last().unwrap().ends_with('…'));
        assert!(size(&"ż".repeat(60)).1[0].ends_with('-'), "a word longer than a line is divided");
    }

    #[test]
    fn titles_without_letters_of_the_font_are_known() {
        for title in ["Zażółć gęślą jaźń", "Ярмарок 2026", "Zebranie 🎉", "2026", "„Dzień 漢字”"]
        {
            assert!(can_show(title), "{title}");
        }
        for title in ["שלום עולם", "🎉🎉", "", "…", "漢字漢字 A"] {
            assert!(!can_show(title), "{title}");
        }
    }

    #[test]
    fn a_card_is_the_same_each_time_and_small() {
        let colours = Colours { ground: [11, 74, 102], ink: [255, 255, 255], mark: [168, 67, 15] };
        let card = Card {
            site: "Kronika", title: "Zażółć gęślą jaźń 漢字", date: Some("7 czerwca 2024")
        };
        let (first, second) = (Press::new().print(&card, colours), Press::new().print(&card, colours));
        assert_eq!(first, second);
        assert!(first.starts_with(b"\x89PNG") && first.len() < 16_000, "{} bytes", first.len());
    }
}
