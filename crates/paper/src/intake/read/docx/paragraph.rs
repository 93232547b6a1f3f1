//! One paragraph of a Word file while it is read: its runs become text.

use super::super::legacy;
use super::styles::{Format, Styles};
use crate::intake::raw::Paragraph;
use hanhdong_domain::Place;
use hanhdong_domain::programme::Anchor;
use hanhdong_domain::text::nfc;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(in crate::intake::read) struct Open {
    pub(in crate::intake::read) line: u32,
    pub(in crate::intake::read) style: Option<String>,
    pub(in crate::intake::read) own: Format,
    pub(in crate::intake::read) run: Option<Run>,
    /// What stands in frames anchored to it; it follows the paragraph.
    pub(in crate::intake::read) floats: Vec<crate::intake::raw::Block>,
    pub(in crate::intake::read) anchors: Vec<Anchor>,
    text: String,
    bold_letters: usize,
    plain_letters: usize,
}

/// The formats of the run that is being read.
#[derive(Debug, Default)]
pub(in crate::intake::read) struct Run {
    pub(in crate::intake::read) style: Option<String>,
    pub(in crate::intake::read) own: Format,
}

/// A paragraph as read, before the mark of its list is put before it.
#[derive(Debug)]
pub(in crate::intake::read) struct Closed {
    pub(in crate::intake::read) text: String,
    pub(in crate::intake::read) bold: bool,
    pub(in crate::intake::read) format: Format,
    pub(in crate::intake::read) place: Place,
}

impl Open {
    pub(in crate::intake::read) fn new(line: u32) -> Open {
        Open { line, ..Open::default() }
    }

    /// Takes in characters of the current run, in the letters of its font.
    pub(in crate::intake::read) fn put(&mut self, text: &str, styles: &Styles) {
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
    pub(in crate::intake::read) fn tab(&mut self) {
        let head = self.text.trim();
        let after_mark = head.chars().count() <= 8 && head.ends_with(['.', ')', '-', '+', '–', '•']) && !head.contains(char::is_whitespace);
        self.text.push(if after_mark { ' ' } else { '\t' });
    }

    /// Takes in a line break.
    pub(in crate::intake::read) fn line_break(&mut self) {
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
    pub(in crate::intake::read) fn close(&mut self, styles: &Styles) -> Closed {
        let format = styles.under(self.style.as_deref(), std::mem::take(&mut self.own));
        Closed { text: nfc(self.text.trim()), bold: self.bold_letters > 0 && self.plain_letters == 0, format, place: Place::line(self.line) }
    }
}

impl Closed {
    /// The paragraph with the mark of its list before it; its anchors again where it prints nothing and carries nothing.
    pub(in crate::intake::read) fn printed(self, mark: Option<String>, in_cell: bool, anchors: Vec<Anchor>) -> Result<Paragraph, Vec<Anchor>> {
        let text = match mark {
            // A cell that holds nothing but its automatic number still prints it.
            Some(mark) if !self.text.is_empty() || in_cell => format!("{mark}{}", self.text).trim_end().to_owned(),
            Some(_) | None => self.text,
        };
        let prints = !text.is_empty() && !is_ruler(&text);
        let carries = in_cell && !anchors.is_empty();
        if !(prints || carries) {
            return Err(anchors);
        }
        let heading = self.format.outline.filter(|it| *it < 9).map(|it| it + 1);
        let centred = self.format.centred == Some(true);
        Ok(Paragraph { text, heading, bold: self.bold, centred, anchors, place: self.place })
    }
}

/// A line drawn with typed characters under a name: decoration, as in `lines::is_rule`, but dots may be blanks to fill.
fn is_ruler(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|it| matches!(it, '_' | '-' | '–' | '—' | '*' | '=' | ' '))
}

/// Characters that the Symbol font keeps in the private area, as what they look like.
pub(in crate::intake::read) fn symbol(c: char) -> char {
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
