//! A bounded walk over an XML part: no document type, no entities of its own, no nesting or size without end.

use super::limits::{DEPTH_MAX, ELEMENTS_MAX};
use crate::intake::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Namespaces of WordprocessingML, transitional and strict.
const WORD: [&str; 2] = ["http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"];
/// Namespace of markup compatibility (`mc:AlternateContent`).
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// What a walk meets. An empty element is a start and an end.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// The start of an element.
    Start(BytesStart<'a>),
    /// The end of an element.
    End(String),
    /// Characters, entities resolved.
    Text(Cow<'a, str>),
}

/// The name of an element, by what it means rather than by the prefix that a program chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name<'a> {
    /// WordprocessingML.
    Word(&'a str),
    /// Markup compatibility.
    Compatibility(&'a str),
    /// Anything else, with its prefix.
    Other(&'a str),
}

/// The walk.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
    elements: usize,
    pub(crate) prefixes: Prefixes,
}

/// The prefixes under which a part uses the namespaces we read, with their colon.
#[derive(Clone, Debug)]
pub(crate) struct Prefixes {
    pub(crate) word: String,
    compatibility: String,
}

impl Prefixes {
    /// What a qualified name means.
    pub(crate) fn name<'n>(&self, qualified: &'n str) -> Name<'n> {
        let local = |prefix: &str| qualified.strip_prefix(prefix).filter(|it| !it.contains(':'));
        if let Some(local) = local(&self.word) {
            return Name::Word(local);
        }
        local(&self.compatibility).map_or(Name::Other(qualified), Name::Compatibility)
    }
}

impl<'a> Xml<'a> {
    /// Begins a walk over a part; `part` is its name, for refusals.
    pub(crate) fn new(source: &'a str, part: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0, elements: 0, prefixes: Prefixes { word: "w:".to_owned(), compatibility: "mc:".to_owned() } }
    }

    /// The next thing of the part; `None` at its end.
    ///
    /// # Errors
    /// [`Refusal::Hostile`] for a document type or an entity, [`Refusal::TooLarge`] over a limit,
    /// [`Refusal::Broken`] where it is not well formed or ends too early.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|_| self.broken())?;
            return Ok(Some(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.enter(&start)?;
                    Node::Start(start)
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End(end.name().0.to_owned())
                }
                Event::Text(text) => Node::Text(text.xml10_content()),
                Event::CData(data) => Node::Text(data.xml10_content()),
                Event::GeneralRef(reference) => Node::Text(self.entity(&reference)?),
                Event::DocType(_) => return Err(Refusal::Hostile("external entity")),
                Event::Eof if self.depth == 0 && self.elements > 0 => return Ok(None),
                Event::Eof => return Err(self.broken()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// The byte of the part after what was met last.
    pub(crate) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Walks to the end of the element that was just entered.
    pub(crate) fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn enter(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.elements == 0 {
            self.learn_prefixes(start);
        }
        self.depth += 1;
        self.elements += 1;
        if self.depth > DEPTH_MAX {
            return Err(Refusal::TooLarge { what: "nested elements", limit: DEPTH_MAX });
        }
        if self.elements > ELEMENTS_MAX {
            return Err(Refusal::TooLarge { what: "elements", limit: ELEMENTS_MAX });
        }
        Ok(())
    }

    fn learn_prefixes(&mut self, root: &BytesStart<'_>) {
        for attribute in root.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.0.split_once(':') {
                Some(("xmlns", prefix)) => format!("{prefix}:"),
                None if attribute.key.0 == "xmlns" => String::new(),
                Some(_) | None => continue,
            };
            if WORD.contains(&attribute.value.as_ref()) {
                self.prefixes.word = prefix;
            } else if attribute.value == COMPATIBILITY {
                self.prefixes.compatibility = prefix;
            }
        }
    }

    fn entity(&self, reference: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'a, str>, Refusal> {
        let named: &str = reference;
        if reference.is_char_ref() {
            let c = reference.resolve_char_ref().ok().flatten().ok_or_else(|| self.broken())?;
            return Ok(Cow::Owned(c.to_string()));
        }
        Ok(Cow::Borrowed(match named {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => return Err(Refusal::Hostile("external entity")),
        }))
    }

    fn broken(&self) -> Refusal {
        Refusal::Broken(self.part.to_owned())
    }
}

/// The value of an attribute, by its local name.
pub(crate) fn attribute<'e>(start: &'e BytesStart<'_>, local: &str) -> Option<Cow<'e, str>> {
    let found = start.attributes().with_checks(false).flatten().find(|it| it.key.0.rsplit(':').next() == Some(local))?;
    if !found.value.contains('&') {
        return Some(found.value);
    }
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|it| std::borrow::Cow::Owned(it.into_owned()))
}

/// The number in an attribute.
pub(crate) fn number(start: &BytesStart<'_>, local: &str) -> Option<i64> {
    attribute(start, local)?.trim().parse().ok()
}

/// A Word switch: there without a value it is on; `0`, `false`, `off` and `none` turn it off.
pub(crate) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
