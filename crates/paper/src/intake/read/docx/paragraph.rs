//! One paragraph of a Word file while it is read: its runs become text.

use super::super::legacy;
use super::styles::{Format, Styles};
use hanhdong_domain::Place;
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::nfc;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) line: u32,
    pub(super) style: Option<String>,
    pub(super) own: Format,
    pub(super) run: Option<Run>,
    /// What stands in frames anchored to it; it follows the paragraph.
    pub(super) floats: Vec<crate::intake::raw::Block>,
    pub(super) anchors: Vec<Anchor>,
    text: String,
    bold_letters: usize,
    plain_letters: usize,
}

/// The formats of the run that is being read.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) style: Option<String>,
    pub(super) own: Format,
}

/// A paragraph as read, before the mark of its list is put before it.
#[derive(Debug)]
pub(super) struct Closed {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) format: Format,
    pub(super) place: Place,
}

impl Open {
    pub(super) fn new(line: u32) -> Open {
        Open { line, ..Open::default() }
    }

    /// Takes in characters of the current run, in the letters of its font.
    pub(super) fn put(&mut self, text: &str, styles: &Styles) {
        let format = self.run_format(styles);
        if format.hidden == Some(true) {
            return;
        }
        let letters = text.chars().filter(|it| it.is_alphanumeric()).count();
        if format.bold == Some(true) {
            self.bold_letters += letters;
        } else {
            self.plain_letters += letters;
        }
        match format.font.as_deref().and_then(legacy::of_font) {
            Some(font) => self.text.push_str(&legacy::convert_run(text, font)),
            None => self.text.extend(text.chars().map(symbol)),
        }
    }

    /// Takes in a tab: after a typed mark it is the space behind the mark, elsewhere it divides columns.
    pub(super) fn tab(&mut self) {
        let head = self.text.trim();
        let after_mark = head.chars().count() <= 8 && head.ends_with(['.', ')', '-', '+', '–', '•']) && !head.contains(char::is_whitespace);
        self.text.push(if after_mark { ' ' } else { '\t' });
    }

    /// Takes in a line break.
    pub(super) fn line_break(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
    }

    /// What the current run finally is: its own words first, then its style's, then the paragraph's.
    fn run_format(&self, styles: &Styles) -> Format {
        let mut format = Format::default();
        if let Some(run) = &self.run {
            format = run.own.clone();
            if let Some(style) = styles.character(run.style.as_deref()) {
                format.bold = format.bold.or(style.bold);
                format.hidden = format.hidden.or(style.hidden);
                format.font = format.font.or_else(|| style.font.clone());
            }
        }
        styles.under(self.style.as_deref(), format)
    }

    /// Ends the paragraph; what its frames hold is left in `floats`.
    pub(super) fn close(&mut self, styles: &Styles) -> Closed {
        let format = styles.under(self.style.as_deref(), std::mem::take(&mut self.own));
        Closed { text: nfc(self.text.trim()), bold: self.bold_letters > 0 && self.plain_letters == 0, format, place: Place::line(self.line) }
    }
}

/// Characters that the Symbol font keeps in the private area, as what they look like.
pub(super) fn symbol(c: char) -> char {
    match c {
        '\u{F0A3}' => '≤',
        '\u{F0B3}' => '≥',
        '\u{F0B1}' => '±',
        '\u{F0B4}' => '×',
        '\u{F0B8}' => '÷',
        '\u{F0AE}' | '\u{F0E0}' => '→',
        '\u{F0B0}' => '°',
        '\u{F02D}' => '-',
        '\u{F020}'..='\u{F07E}' => char::from_u32(c as u32 - 0xF000).unwrap_or(c),
        '\u{F07F}'..='\u{F0FF}' => '•',
        _ => c,
    }
}
