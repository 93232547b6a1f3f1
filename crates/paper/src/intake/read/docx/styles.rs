//! The styles of a Word file, as far as they say what a paragraph is: outline level, bold, centred, font, numbering.

use super::super::xml::{Name, Node, Xml, attribute, is_on, number};
use crate::intake::Refusal;
use std::collections::HashMap;

/// Styles above a style that are looked at; a longer chain is a loop.
const CHAIN_MAX: usize = 32;

/// What a style, or a paragraph or run itself, says; `None` where it says nothing.
#[derive(Clone, Debug, Default)]
pub(in crate::intake::read) struct Format {
    /// Outline level, from 0; 9 is body text.
    pub(in crate::intake::read) outline: Option<u8>,
    pub(in crate::intake::read) bold: Option<bool>,
    pub(in crate::intake::read) centred: Option<bool>,
    pub(in crate::intake::read) hidden: Option<bool>,
    pub(in crate::intake::read) font: Option<String>,
    pub(in crate::intake::read) list: Option<i64>,
    pub(in crate::intake::read) list_level: Option<usize>,
}

impl Format {
    /// Takes over what one element of `w:pPr` or `w:rPr` says.
    pub(in crate::intake::read) fn learn(&mut self, local: &str, start: &quick_xml::events::BytesStart<'_>) {
        match local {
            "outlineLvl" => self.outline = number(start, "val").and_then(|it| u8::try_from(it).ok()),
            "b" => self.bold = Some(is_on(start)),
            "vanish" => self.hidden = Some(is_on(start)),
            "jc" => self.centred = attribute(start, "val").map(|it| it == "center"),
            "rFonts" => {
                if let Some(font) = attribute(start, "ascii").or_else(|| attribute(start, "hAnsi")) {
                    self.font = Some(font.into_owned());
                }
            }
            "numId" => self.list = number(start, "val"),
            "ilvl" => self.list_level = number(start, "val").and_then(|it| usize::try_from(it).ok()),
            _ => {}
        }
    }

    /// Fills what is not said from something further away.
    fn fill(&mut self, other: &Format) {
        self.outline = self.outline.or(other.outline);
        self.bold = self.bold.or(other.bold);
        self.centred = self.centred.or(other.centred);
        self.hidden = self.hidden.or(other.hidden);
        self.font = self.font.take().or_else(|| other.font.clone());
        self.list = self.list.or(other.list);
        self.list_level = self.list_level.or(other.list_level);
    }
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    format: Format,
}

/// All styles, each with what its chain says.
#[derive(Debug, Default)]
pub(in crate::intake::read) struct Styles {
    all: HashMap<String, Format>,
    contents: Vec<String>,
    /// The paragraph style of a paragraph that names none.
    default: Option<String>,
}

impl Styles {
    /// Reads `word/styles.xml`.
    pub(in crate::intake::read) fn read(source: &str, part: &str) -> Result<Styles, Refusal> {
        let mut own: HashMap<String, Style> = HashMap::new();
        let mut default = None;
        let mut defaults = Format::default();
        let mut current: Option<(String, Style)> = None;
        let mut in_defaults = false;
        let mut xml = Xml::new(source, part);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(start) => match (xml.prefixes.name(start.name().0), &mut current) {
                    (Name::Word("style"), _) => {
                        let id = attribute(&start, "styleId").unwrap_or_default().into_owned();
                        if attribute(&start, "type").as_deref() == Some("paragraph") && matches!(attribute(&start, "default").as_deref(), Some("1" | "true")) {
                            default = Some(id.clone());
                        }
                        current = Some((id, Style::default()));
                    }
                    (Name::Word("rPrDefault"), _) => in_defaults = true,
                    // Formats of parts of a table belong to the table, not to the text.
                    (Name::Word("tblStylePr"), _) => xml.skip()?,
                    (Name::Word("name"), Some((_, style))) => style.name = attribute(&start, "val").unwrap_or_default().to_lowercase(),
                    (Name::Word("basedOn"), Some((_, style))) => style.based_on = attribute(&start, "val").map(|it| it.into_owned()),
                    (Name::Word(local), Some((_, style))) => style.format.learn(local, &start),
                    (Name::Word(local), None) if in_defaults => defaults.learn(local, &start),
                    _ => {}
                },
                Node::End(name) => match xml.prefixes.name(&name) {
                    Name::Word("style") => own.extend(current.take()),
                    Name::Word("rPrDefault") => in_defaults = false,
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
        Ok(Styles::gather(&own, default, &defaults))
    }

    fn gather(own: &HashMap<String, Style>, default: Option<String>, defaults: &Format) -> Styles {
        let mut out = Styles { default, ..Styles::default() };
        for (id, style) in own {
            let mut format = style.format.clone();
            let mut at = Some(style);
            for _ in 0..CHAIN_MAX {
                let Some(here) = at else { break };
                format.fill(&here.format);
                if let Some(level) = here.name.strip_prefix("heading ").and_then(|it| it.trim().parse::<u8>().ok()) {
                    format.outline = format.outline.or(level.checked_sub(1));
                }
                at = here.based_on.as_ref().and_then(|it| own.get(it));
            }
            format.fill(defaults);
            if style.name.starts_with("toc ") {
                out.contents.push(id.clone());
            }
            out.all.insert(id.clone(), format);
        }
        out
    }

    /// What a paragraph or run that says `own` finally is, under its style.
    pub(in crate::intake::read) fn under(&self, style: Option<&str>, mut own: Format) -> Format {
        if let Some(format) = style.or(self.default.as_deref()).and_then(|it| self.all.get(it)) {
            own.fill(format);
        }
        own
    }

    /// What a character style says by itself.
    pub(in crate::intake::read) fn character(&self, style: Option<&str>) -> Option<&Format> {
        self.all.get(style?)
    }

    /// Is this a style of a table of contents, whose lines repeat the headings?
    pub(in crate::intake::read) fn is_contents(&self, style: Option<&str>) -> bool {
        style.is_some_and(|it| self.contents.iter().any(|known| known == it))
    }
}
