//! [`Palette`]: every colour that follows from the one or two a town gives, for light or for dark ground.
//!
//! The grounds ([`Ground`]) are read from the theme's own style sheet (`--paper: #fcfcfa;`), so that a theme with
//! other paper is checked against its own. What is derived can be read by construction; only a colour that the
//! site gives for links can fail, see [`Ground::unreadable`].

use crate::colour::{Colour, SHAPE_CONTRAST, TEXT_CONTRAST};
use crate::words;
use crate::words::{Language, Phrase, Words, phrase};

/// The grounds that links stand on, by their property, with what they are called in messages.
const GROUNDS: [(&str, Phrase); 4] = [
    ("paper", phrase("the page", "tle strony")),
    ("surface", phrase("tinted areas", "polach z odcieniem")),
    ("change-surface", phrase("notices of a change", "powiadomieniach o zmianie")),
    ("stop-surface", phrase("notices of a cancellation", "powiadomieniach o odwołaniu")),
];

/// What a theme's style sheet says of one scheme.
pub(super) struct Ground {
    grounds: Vec<(Phrase, Colour)>,
    accent: Colour,
    band: Colour,
    tint: Colour,
    hero: Colour,
    on_hero: Colour,
    secondary: Option<Colour>,
}

impl Ground {
    /// On light ground: properties before the style sheet's first dark block.
    pub(super) fn light(style: &str) -> Self {
        let light = dark_at(style).map_or(style, |at| &style[..at]);
        Self::read(light, Colour::WHITE, Colour::BLACK)
    }

    /// On dark ground; `None` for a theme without.
    pub(super) fn dark(style: &str) -> Option<Self> {
        dark_at(style).map(|at| Self::read(&style[at..], Colour::BLACK, Colour::WHITE))
    }

    fn read(style: &str, paper: Colour, ink: Colour) -> Self {
        let mut grounds: Vec<_> = GROUNDS
            .iter()
            .filter_map(|(name, words)| property(style, name).map(|colour| (*words, colour)))
            .collect();
        if grounds.is_empty() {
            grounds.push((GROUNDS[0].1, paper));
        }
        let accent = property(style, "accent").unwrap_or(ink);
        Self {
            band: property(style, "band").unwrap_or(grounds[0].1),
            tint: property(style, "tint").unwrap_or(grounds[0].1),
            hero: property(style, "hero").unwrap_or(grounds[0].1),
            on_hero: property(style, "on-hero").unwrap_or(ink),
            secondary: property(style, "accent-2"),
            grounds,
            accent,
        }
    }

    fn colours(&self) -> Vec<Colour> {
        self.grounds.iter().map(|(_, colour)| *colour).collect()
    }

    /// The pairs in which a colour of links is below WCAG 2.2 §1.4.3, in words, and the nearest shade that is not.
    pub(super) fn unreadable(&self, colour: Colour) -> Option<(Words, Colour)> {
        let failing: Vec<Words> = self
            .grounds
            .iter()
            .map(|(words, ground)| (words, ground, colour.contrast(*ground)))
            .filter(|(_, _, ratio)| *ratio < TEXT_CONTRAST)
            // Cut off, not rounded: 4.496 is not 4.5.
            .map(|(name, ground, ratio)| {
                let ratio = (ratio * 100.0).floor() / 100.0;
                let english = format!("{ratio:.2}");
                let polish = english.replace('.', ",");
                words!("{english}:1 on {name} ({ground})", "{polish}:1 na {name} ({ground})", name)
            })
            .collect();
        let better = colour.readable_on(&self.colours(), TEXT_CONTRAST);
        let all = |language| failing.iter().map(|one| one.get(language)).collect::<Vec<_>>().join(", ");
        let told = Words { en: all(Language::English), pl: all(Language::Polish) };
        (!failing.is_empty()).then_some((told, better))
    }
}

/// Where the style sheet begins to speak of dark mode.
fn dark_at(style: &str) -> Option<usize> {
    style.find("prefers-color-scheme: dark").or_else(|| style.find("prefers-color-scheme:dark"))
}

/// The colour of a custom property where it is first set, `--name: #0a5265`.
fn property(style: &str, name: &str) -> Option<Colour> {
    let at = style.find(&format!("--{name}:"))?;
    let value = style[at..].split_once(':')?.1;
    let value = value.split([';', '}']).next()?.trim();
    value.starts_with('#').then(|| Colour::parse(value)).flatten()
}

/// Every colour of one scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// The page.
    pub paper: Colour,
    /// Links, buttons, the line above the header.
    pub accent: Colour,
    /// The same under the pointer.
    pub accent_hover: Colour,
    /// Text on the accent.
    pub on_accent: Colour,
    /// A quiet tint of the accent.
    pub band: Colour,
    /// The quietest tint of the accent, behind the heads of pages.
    pub tint: Colour,
    /// The head of the home page.
    pub hero: Colour,
    /// Text on it.
    pub on_hero: Colour,
    /// The second colour, for ornaments.
    pub accent_2: Colour,
    /// Text on the second colour.
    pub on_accent_2: Colour,
    /// The second colour as text.
    pub accent_2_text: Colour,
    /// True where the accent is the site's own.
    pub(super) own_accent: bool,
    /// True where the second colour is the site's own.
    pub(super) own_accent_2: bool,
}

impl Palette {
    /// On light ground: the site's colours as they are.
    pub(super) fn light(ground: &Ground, primary: Option<Colour>, secondary: Option<Colour>) -> Self {
        let paper = ground.grounds[0].1;
        let accent = primary.unwrap_or(ground.accent);
        // Away from the paper, unless there is hardly any way left.
        let depth = accent.oklch().lightness;
        let hover = if depth > 0.3 { depth - 0.12 } else { depth + 0.14 };
        let band = primary.map_or(ground.band, |primary| tint(primary, 0.905, 0.025, 1.0));
        Self {
            accent_hover: accent.at(hover, 0.4).readable_on(&ground.colours(), TEXT_CONTRAST),
            tint: primary.map_or(ground.tint, |primary| tint(primary, 0.945, 0.012, 1.0)),
            hero: primary.map_or(ground.hero, |primary| primary.at(depth.min(0.38), 0.2)),
            on_hero: primary.map_or(ground.on_hero, |_| Colour::WHITE),
            ..Self::new(ground, paper, accent, band, secondary.or(ground.secondary), Colour::WHITE)
        }
        .owned(primary.is_some(), secondary.is_some())
    }

    /// On dark ground: the colours given for it, else the others made light enough.
    pub(super) fn dark(
        ground: &Ground,
        primary: Option<Colour>,
        dark_primary: Option<Colour>,
        secondary: Option<Colour>,
        dark_secondary: Option<Colour>,
    ) -> Self {
        let paper = ground.grounds[0].1;
        let derived = primary.map(|primary| {
            let lightness = primary.oklch().lightness.max(0.82);
            primary.at(lightness, 0.11).readable_on(&ground.colours(), TEXT_CONTRAST)
        });
        let own = dark_primary.or(derived);
        let accent = own.unwrap_or(ground.accent);
        let hover = (accent.oklch().lightness + 0.08).min(0.97);
        let band = own.map_or(ground.band, |own| tint(own, 0.36, 0.04, 0.0));
        let own_2 =
            dark_secondary.or_else(|| secondary.map(|colour| colour.readable_on(&[paper], SHAPE_CONTRAST)));
        let ink = accent.at(0.24, 0.04);
        Self {
            accent_hover: accent.at(hover, 0.4).readable_on(&ground.colours(), TEXT_CONTRAST),
            tint: own.map_or(ground.tint, |own| tint(own, 0.265, 0.02, 0.0)),
            hero: own.map_or(ground.hero, |own| own.at(0.31, 0.06)),
            on_hero: own.map_or(ground.on_hero, |_| Colour::WHITE),
            ..Self::new(ground, paper, accent, band, own_2.or(ground.secondary), ink)
        }
        .owned(own.is_some(), own_2.is_some())
    }

    /// What is the same on both grounds. `ink` is tried first for text on the accent.
    fn new(
        ground: &Ground,
        paper: Colour,
        accent: Colour,
        band: Colour,
        secondary: Option<Colour>,
        ink: Colour,
    ) -> Self {
        let accent_2 = secondary.unwrap_or(accent);
        let readable = accent.contrast(ink) >= TEXT_CONTRAST;
        Self {
            paper,
            accent,
            accent_hover: accent,
            on_accent: if readable { ink } else { accent.better_of(Colour::WHITE, Colour::BLACK) },
            band,
            tint: ground.tint,
            hero: ground.hero,
            on_hero: ground.on_hero,
            accent_2,
            on_accent_2: accent_2.better_of(Colour::WHITE, Colour::BLACK),
            accent_2_text: accent_2.readable_on(&ground.colours(), TEXT_CONTRAST),
            own_accent: false,
            own_accent_2: false,
        }
    }

    fn owned(self, own_accent: bool, own_accent_2: bool) -> Self {
        Self { own_accent, own_accent_2, ..self }
    }
}

/// A tint of a colour, moved towards `end` (1 white, 0 black) until the colour itself can be read on it.
fn tint(colour: Colour, lightness: f64, chroma: f64, end: f64) -> Colour {
    let steps = (0..=20).map(|step| lightness + (end - lightness) * f64::from(step) / 20.0);
    let mut tints = steps.map(|lightness| colour.at(lightness, chroma));
    tints.find(|tint| colour.contrast(*tint) >= TEXT_CONTRAST).unwrap_or_else(|| colour.at(lightness, chroma))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../../themes/default/assets/style.css");

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    /// What is derived, with the ground or the text it must go with.
    fn pairs(palette: &Palette, ground: &Ground) -> Vec<(&'static str, Colour, Colour)> {
        let mut pairs = vec![
            ("text on the accent", palette.on_accent, palette.accent),
            ("text on the second colour", palette.on_accent_2, palette.accent_2),
            ("text on the home page's head", palette.on_hero, palette.hero),
        ];
        for on in ground.colours() {
            pairs.push(("hover", palette.accent_hover, on));
            pairs.push(("the second colour as text", palette.accent_2_text, on));
        }
        pairs
    }

    #[test]
    fn the_theme_s_grounds_are_found() {
        let (light, dark) = (Ground::light(STYLE), Ground::dark(STYLE).unwrap());
        assert_eq!(light.grounds.len(), GROUNDS.len(), "style.css has every ground under its name");
        assert_eq!(dark.grounds.len(), GROUNDS.len());
        assert!(light.grounds[0].1.luminance() > 0.8 && dark.grounds[0].1.luminance() < 0.05);
        assert!(light.unreadable(light.accent).is_none() && dark.unreadable(dark.accent).is_none());
        assert!(Ground::dark(":root { --paper: #fff; }").is_none());
    }

    #[test]
    fn whatever_is_derived_can_be_read() {
        let (light, dark) = (Ground::light(STYLE), Ground::dark(STYLE).unwrap());
        const STEPS: [&str; 5] = ["00", "33", "80", "cc", "ff"];
        for at in 0..125 {
            let [r, g, b] = [STEPS[at / 25], STEPS[at / 5 % 5], STEPS[at % 5]];
            let given = colour(&format!("{r}{g}{b}"));
            let palette = Palette::light(&light, Some(given), Some(given));
            for (words, text, on) in pairs(&palette, &light) {
                assert!(text.contrast(on) >= TEXT_CONTRAST, "{given} light: {words}: {text} on {on}");
            }
            if light.unreadable(given).is_none() {
                assert!(given.contrast(palette.band) >= TEXT_CONTRAST, "{given}: on its band");
                assert!(given.contrast(palette.tint) >= TEXT_CONTRAST, "{given}: on its tint");
            }
            let palette = Palette::dark(&dark, Some(given), None, Some(given), None);
            let more = dark.colours().into_iter().map(|on| ("a link", palette.accent, on));
            let tints =
                [("on a band", palette.accent, palette.band), ("on a tint", palette.accent, palette.tint)];
            for (words, text, on) in pairs(&palette, &dark).into_iter().chain(more).chain(tints) {
                assert!(text.contrast(on) >= TEXT_CONTRAST, "{given} dark: {words}: {text} on {on}");
            }
            assert!(palette.accent_2.contrast(palette.paper) >= SHAPE_CONTRAST);
        }
    }

    #[test]
    fn a_colour_that_fails_is_named_with_one_that_does_not() {
        let ground = Ground::light(":root { --paper: #ffffff; --surface: #f0f3f1; }");
        let (pairs, better) = ground.unreadable(colour("#777777")).unwrap();
        assert!(pairs.en.starts_with("4.47:1 on the page (#ffffff), "), "{}", pairs.en);
        assert!(ground.unreadable(better).is_none());
        assert!(ground.unreadable(colour("#0a5265")).is_none());
    }

    #[test]
    fn without_own_colours_the_theme_s_stay() {
        let palette = Palette::light(&Ground::light(STYLE), None, None);
        assert_eq!(palette.accent, property(STYLE, "accent").unwrap());
        assert!(!palette.own_accent && !palette.own_accent_2);
    }
}
