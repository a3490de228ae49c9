//! A colour: read as CSS writes it, held against another, and moved in OKLCH, where equal steps
//! look equal.
//!
//! The sums are those of `palette`; nothing here knows what a colour is used for.

use palette::color_difference::Wcag21RelativeContrast;
use palette::convert::IntoColorUnclamped;
use palette::{IntoColor, Oklch, Srgb};

/// An opaque colour, as a PDF and a web page have it: eight bits for red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    rgb: [u8; 3],
}

/// How finely the search for a colour goes through the lightnesses.
const STEPS: u32 = 400;

impl Colour {
    /// `#0b5`, `#00bb55`, `rgb(0, 187, 85)`, `hsl(…)` or a name of CSS, such as `teal`; `None` if
    /// it is none of these, or if something would shine through it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // The crate takes a letter that is no digit for a nought.
        if let Some(digits) = text.strip_prefix('#')
            && !(digits.bytes().all(|byte| byte.is_ascii_hexdigit())
                && matches!(digits.len(), 3 | 4 | 6 | 8))
        {
            return None;
        }
        let colour: svgtypes::Color = text.parse().ok()?;
        (colour.alpha == u8::MAX).then_some(Self {
            rgb: [colour.red, colour.green, colour.blue],
        })
    }

    /// `#00bb55`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.rgb;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The contrast of WCAG, from 1 to 21; it is the same both ways.
    pub fn contrast(self, other: Self) -> f64 {
        self.srgb().relative_contrast(other.srgb())
    }

    /// The same hue, in another lightness (0 to 1), with this much chroma at most.
    pub fn tone(self, lightness: Option<f64>, most_chroma: Option<f64>) -> Self {
        let own = self.oklch();
        let chroma = most_chroma.map_or(own.chroma, |most| own.chroma.min(most));
        if lightness.is_none() && most_chroma.is_none() {
            return self;
        }
        Self::of(Oklch::new(lightness.unwrap_or(own.l), chroma, own.hue))
    }

    /// Of the tones of this colour that will do, the one nearest in lightness.
    pub fn nearest(self, will_do: impl Fn(Self) -> bool) -> Option<Self> {
        let own = self.oklch().l;
        let step = |n: u32| f64::from(n) / f64::from(STEPS);
        let tones = (0..=STEPS).map(|n| (step(n), self.tone(Some(step(n)), None)));
        let fit = tones.filter(|(_, tone)| will_do(*tone));
        fit.min_by(|(a, _), (b, _)| (a - own).abs().total_cmp(&(b - own).abs()))
            .map(|(_, tone)| tone)
    }

    fn srgb(self) -> Srgb<f64> {
        let [red, green, blue] = self.rgb;
        Srgb::<u8>::new(red, green, blue).into_format()
    }

    fn oklch(self) -> Oklch<f64> {
        self.srgb().into_color()
    }

    /// The colour of the screen that is nearest: chroma gives way until there is one.
    fn of(wanted: Oklch<f64>) -> Self {
        let at = |chroma: f64| -> Srgb<f64> {
            Oklch::new(wanted.l, chroma, wanted.hue).into_color_unclamped()
        };
        let fits = |rgb: &Srgb<f64>| {
            [rgb.red, rgb.green, rgb.blue]
                .iter()
                .all(|part| (-1e-4..=1.0 + 1e-4).contains(part))
        };
        let (mut low, mut high) = (0.0, wanted.chroma);
        if !fits(&at(high)) {
            for _ in 0..24 {
                let middle = f64::midpoint(low, high);
                if fits(&at(middle)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            high = low;
        }
        let rgb: Srgb<u8> = at(high).into_format();
        Self {
            rgb: [rgb.red, rgb.green, rgb.blue],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap_or(Colour { rgb: [1, 2, 3] })
    }

    #[test]
    fn the_notations_of_css_are_read_and_others_are_not() {
        for text in ["#0b5", "#00bb55", "rgb(0, 187, 85)", " #00BB55 "] {
            assert_eq!(colour(text).hex(), "#00bb55", "{text}");
        }
        assert_eq!(colour("teal").hex(), "#008080");
        for text in [
            "",
            "#",
            "#12",
            "#12345",
            "#00zz55",
            "00bb55",
            "tael",
            "#00bb5580",
            "rgba(0, 0, 0, 0.5)",
            "cmyk(1,0,0,0)",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_contrast_is_that_of_the_guidelines() {
        assert!((colour("#000").contrast(colour("#fff")) - 21.0).abs() < 1e-6);
        // A grey that is known for just failing, and its neighbour that just passes.
        assert!(colour("#777777").contrast(colour("#fff")) < 4.5);
        assert!(colour("#767676").contrast(colour("#fff")) > 4.5);
    }

    #[test]
    fn a_tone_keeps_the_hue_and_the_nearest_tone_is_found() {
        let pale = colour("#7fd1ff");
        let near = pale
            .nearest(|tone| tone.contrast(colour("#fff")) >= 4.5)
            .unwrap_or(pale);
        let ratio = near.contrast(colour("#fff"));
        assert!((4.5..4.65).contains(&ratio), "{} has {ratio}", near.hex());
        assert!((near.oklch().hue - pale.oklch().hue).into_degrees().abs() < 8.0);
        assert_eq!(pale.nearest(|_| false), None);
    }

    #[test]
    fn a_colour_that_no_screen_has_gives_up_its_chroma() {
        let tone = colour("#0000ff").tone(Some(0.95), None);
        assert!(tone.contrast(colour("#fff")) < 1.25, "{}", tone.hex());
    }
}
