//! Styles and fonts: what a paragraph or a letter is where it says nothing itself.

use super::bits::{u16_at, u16s};
use super::modifiers::{Modifier, modifiers};
use crate::intake::read::docx::Format;

/// Styles above a style that are looked at; a longer chain is a loop.
const CHAIN_MAX: usize = 32;
/// The number that names no style.
const NONE: u16 = 0x0FFF;

/// A style, as far as it says what a paragraph is.
#[derive(Debug, Default)]
struct Style<'b> {
    /// Which of the styles that every Word has.
    built_in: u16,
    based_on: Option<u16>,
    paragraph: &'b [u8],
    letters: &'b [u8],
}

/// The styles of a file.
#[derive(Debug)]
pub(super) struct Styles<'b>(Vec<Style<'b>>);

impl<'b> Styles<'b> {
    pub(super) fn read(bytes: &'b [u8]) -> Styles<'b> {
        let mut styles = Vec::new();
        let head = usize::from(u16_at(bytes, 0).unwrap_or(0));
        let base = usize::from(u16_at(bytes, 4).unwrap_or(0));
        let mut rest = bytes.get(2 + head..).unwrap_or_default();
        while let Some(length) = u16_at(rest, 0).map(usize::from) {
            let Some(one) = rest.get(2..2 + length) else { break };
            styles.push(style(one, base).unwrap_or_default());
            // Each begins at an even place.
            rest = rest.get(2 + length + length % 2..).unwrap_or_default();
        }
        Styles(styles)
    }

    /// The style and those it rests on, nearest first.
    fn chain(&self, from: u16) -> impl Iterator<Item = &Style<'b>> {
        let mut next = Some(from);
        std::iter::from_fn(move || {
            let style = self.0.get(usize::from(next?))?;
            next = style.based_on;
            Some(style)
        })
        .take(CHAIN_MAX)
    }

    /// What a style says of its paragraphs and their letters.
    pub(super) fn of(&self, style: u16, fonts: &[String]) -> Format {
        let mut format = Format::default();
        let chain: Vec<&Style<'_>> = self.chain(style).collect();
        for style in chain.into_iter().rev() {
            if (1..=9).contains(&style.built_in) {
                format.outline = u8::try_from(style.built_in - 1).ok();
            }
            modifiers(style.paragraph).chain(modifiers(style.letters)).for_each(|it| learn(&mut format, it, fonts));
        }
        format
    }

    /// Is it a style of a table of contents?
    pub(super) fn is_contents(&self, style: u16) -> bool {
        self.0.get(usize::from(style)).is_some_and(|it| (19..=27).contains(&it.built_in))
    }
}

/// One style; `base` is how many bytes come before its name.
fn style(bytes: &[u8], base: usize) -> Option<Style<'_>> {
    let kind = u16_at(bytes, 2)?;
    let based_on = Some(kind >> 4).filter(|it| *it != NONE);
    let sets = u16_at(bytes, 4)? & 0x0F;
    let letters = usize::from(u16_at(bytes, base)?);
    let mut rest = bytes.get(base + 2 + 2 * letters + 2..)?;
    let mut found = Vec::new();
    for _ in 0..sets {
        let Some(length) = u16_at(rest, 0).map(usize::from) else { break };
        let Some(set) = rest.get(2..2 + length) else { break };
        found.push(set);
        rest = rest.get(2 + length + length % 2..).unwrap_or_default();
    }
    let set = |it: usize| found.get(it).copied().unwrap_or_default();
    let (paragraph, letters) = match kind & 0x0F {
        // The set of a paragraph begins with the style's own number.
        1 => (set(0).get(2..).unwrap_or_default(), set(1)),
        2 => (&[][..], set(0)),
        _ => (&[][..], &[][..]),
    };
    Some(Style { built_in: u16_at(bytes, 0)? & 0x0FFF, based_on, paragraph, letters })
}

/// Takes over what one modifier says of a paragraph or a letter.
pub(super) fn learn(format: &mut Format, it: Modifier<'_>, fonts: &[String]) {
    match it.number {
        0x0835 => format.bold = toggled(format.bold, it.byte()),
        0x083C => format.hidden = toggled(format.hidden, it.byte()),
        // Struck out under tracked changes: not in the text as it stands.
        0x0800 if it.is_on() => format.hidden = Some(true),
        0x4A4F => format.font = fonts.get(usize::from(it.half())).cloned(),
        0x2403 | 0x2461 => format.centred = Some(it.byte() == 1),
        0x2640 => format.outline = Some(it.byte()),
        0x460B => format.list = Some(i64::from(it.half())),
        0x260A => format.list_level = Some(usize::from(it.byte())),
        _ => {}
    }
}

/// On, off, as what is below, or the other way round than what is below.
fn toggled(below: Option<bool>, byte: u8) -> Option<bool> {
    match byte {
        0x80 => below,
        0x81 => Some(!below.unwrap_or(false)),
        other => Some(other != 0),
    }
}

/// The names of the fonts, by number.
pub(super) fn fonts(bytes: &[u8]) -> Vec<String> {
    /// Bytes before a font's name.
    const BEFORE: usize = 39;
    let count = usize::from(u16_at(bytes, 0).unwrap_or(0));
    let (mut rest, mut out) = (bytes.get(4..).unwrap_or_default(), Vec::new());
    for _ in 0..count {
        let Some(length) = rest.first().copied().map(usize::from) else { break };
        let name = rest.get(1 + BEFORE..1 + length).unwrap_or_default();
        out.push(String::from_utf16_lossy(&u16s(name).take_while(|it| *it != 0).collect::<Vec<_>>()));
        rest = rest.get(1 + length..).unwrap_or_default();
    }
    out
}
