//! A small bounded reader of effective form: run properties, then the paragraph's style and its ancestors, then the
//! document's defaults. It reads what the rules ask for and nothing else.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::intake::Refusal;

const PART_BYTES_MAX: u64 = 32 * 1024 * 1024;
const DEPTH_MAX: usize = 256;
const PARAGRAPHS_MAX: usize = 100_000;
const STYLE_CHAIN_MAX: usize = 16;

/// Properties that may be said at any level; `None`: not said here.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub(super) size: Option<f64>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) font: Option<String>,
    pub(super) align: Option<String>,
    pub(super) first_line: Option<f64>,
    pub(super) line: Option<f64>,
    pub(super) line_rule: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct StyleEntry {
    based_on: Option<String>,
    properties: Properties,
}

/// A paragraph as it stands in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct FormParagraph {
    /// Its number, from 1, empty ones and those in tables counted.
    pub(super) number: u32,
    pub(super) text: String,
    style: Option<String>,
    own: Properties,
    run: Properties,
    pub(super) in_table: bool,
}

/// A section: twentieths of a point.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) width: Option<f64>,
    pub(super) height: Option<f64>,
    pub(super) margins: HashMap<String, f64>,
    pub(super) title_page: bool,
}

/// What the rules look at.
#[derive(Debug, Default)]
pub(super) struct FormDocument {
    pub(super) paragraphs: Vec<FormParagraph>,
    pub(super) sections: Vec<Section>,
    pub(super) page_number_in_header: bool,
    styles: HashMap<String, StyleEntry>,
    default_style: Option<String>,
    defaults: Properties,
}

impl FormDocument {
    pub(super) fn read(bytes: &[u8]) -> Result<FormDocument, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken("zip".to_owned()))?;
        let mut document = FormDocument::default();
        let body = part(&mut archive, "word/document.xml")?.ok_or_else(|| Refusal::Broken("word/document.xml".to_owned()))?;
        if let Some(styles) = part(&mut archive, "word/styles.xml")? {
            document.read_styles(&styles)?;
        }
        document.read_body(&body)?;
        for number in 1..=9 {
            if let Some(header) = part(&mut archive, &format!("word/header{number}.xml"))? {
                document.page_number_in_header |= has_page_field(&header);
            }
        }
        Ok(document)
    }

    /// A property of a paragraph's first run, wherever it is said.
    pub(super) fn effective<T: Clone>(&self, paragraph: &FormParagraph, property: impl Fn(&Properties) -> Option<T>) -> Option<T> {
        property(&paragraph.run)
            .or_else(|| property(&paragraph.own))
            .or_else(|| {
                let mut id = paragraph.style.as_ref().or(self.default_style.as_ref());
                for _ in 0..STYLE_CHAIN_MAX {
                    let entry = self.styles.get(id?)?;
                    if let Some(found) = property(&entry.properties) {
                        return Some(found);
                    }
                    id = entry.based_on.as_ref();
                }
                None
            })
            .or_else(|| property(&self.defaults))
    }

    fn read_styles(&mut self, xml: &str) -> Result<(), Refusal> {
        let mut id = None;
        walk(xml, |event, path| {
            match event {
                Walk::Open("style", element) => {
                    id = attribute(element, "styleId");
                    if let Some(id) = &id {
                        self.styles.insert(id.clone(), StyleEntry::default());
                        if attribute(element, "default").is_some_and(|it| it != "0") && attribute(element, "type").as_deref() == Some("paragraph") {
                            self.default_style = Some(id.clone());
                        }
                    }
                }
                Walk::Open("basedOn", element) => {
                    if let Some(entry) = id.as_ref().and_then(|it| self.styles.get_mut(it)) {
                        entry.based_on = attribute(element, "val");
                    }
                }
                Walk::Open(name, element) if path.iter().any(|it| it == "docDefaults") => note(&mut self.defaults, name, element),
                Walk::Open(name, element) if !path.iter().any(|it| it == "tblStylePr" || it == "tblPr") => {
                    if let Some(entry) = id.as_ref().and_then(|it| self.styles.get_mut(it)) {
                        note(&mut entry.properties, name, element);
                    }
                }
                Walk::Open(..) | Walk::Text(_) => {}
                Walk::Close(name) => {
                    if name == "style" {
                        id = None;
                    }
                }
            }
            Ok(())
        })
    }

    fn read_body(&mut self, xml: &str) -> Result<(), Refusal> {
        let mut open: Vec<FormParagraph> = Vec::new();
        let mut run = Properties::default();
        let mut number = 0;
        walk(xml, |event, path| {
            let inside = |name: &str| path.iter().any(|it| it == name);
            match event {
                Walk::Open("p", _) => {
                    number += 1;
                    if number as usize > PARAGRAPHS_MAX {
                        return Err(Refusal::TooLarge { what: "paragraphs", limit: PARAGRAPHS_MAX });
                    }
                    open.push(FormParagraph { number, in_table: inside("tc"), ..FormParagraph::default() });
                }
                Walk::Open("r", _) => run = Properties::default(),
                Walk::Open("sectPr", _) => self.sections.push(Section::default()),
                Walk::Open(name, element) if inside("sectPr") => {
                    if let Some(section) = self.sections.last_mut() {
                        note_section(section, name, element);
                    }
                }
                Walk::Open("pStyle", element) => {
                    if let Some(paragraph) = open.last_mut() {
                        paragraph.style = attribute(element, "val");
                    }
                }
                // The paragraph mark's own run properties say nothing of the text.
                Walk::Open(name, element) if inside("pPr") && !inside("rPr") => {
                    if let Some(paragraph) = open.last_mut() {
                        note(&mut paragraph.own, name, element);
                    }
                }
                Walk::Open(name, element) if inside("r") && inside("rPr") => note(&mut run, name, element),
                Walk::Open(..) => {}
                Walk::Text(text) => {
                    if let Some(paragraph) = open.last_mut().filter(|_| path.last().is_some_and(|it| it == "t")) {
                        if paragraph.text.trim().is_empty() && !text.trim().is_empty() {
                            paragraph.run = run.clone();
                        }
                        paragraph.text.push_str(text);
                    }
                }
                Walk::Close(name) => {
                    if name == "p"
                        && let Some(paragraph) = open.pop()
                    {
                        self.paragraphs.push(paragraph);
                    }
                }
            }
            Ok(())
        })?;
        self.paragraphs.sort_by_key(|it| it.number);
        Ok(())
    }
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Refusal> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(PART_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Broken(name.to_owned()))?;
    if bytes.len() as u64 > PART_BYTES_MAX {
        return Err(Refusal::TooLarge { what: "bytes", limit: PART_BYTES_MAX as usize });
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

enum Walk<'a, 'b> {
    Open(&'a str, &'a BytesStart<'b>),
    Text(&'a str),
    Close(&'a str),
}

/// Walks the elements of the word-processing namespace (prefix `w`) with the path of open ones; fallback content is
/// passed over, so that text boxes are not read twice.
fn walk(xml: &str, mut visit: impl FnMut(Walk<'_, '_>, &[String]) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let broken = || Refusal::Broken("xml".to_owned());
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut fallback = 0usize;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err(Refusal::Hostile("depth"));
                }
                let name = local(element.name().as_ref());
                fallback += usize::from(fallback > 0 || name.as_deref() == Some("Fallback"));
                if fallback == 0
                    && let Some(name) = &name
                {
                    visit(Walk::Open(name, &element), &path)?;
                }
                path.push(name.unwrap_or_default());
            }
            Event::Empty(element) => {
                if let Some(name) = local(element.name().as_ref()).filter(|_| fallback == 0) {
                    visit(Walk::Open(&name, &element), &path)?;
                    visit(Walk::Close(&name), &path)?;
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                let name = path.pop().unwrap_or_default();
                if fallback > 0 {
                    fallback -= 1;
                } else {
                    visit(Walk::Close(&name), &path)?;
                }
            }
            Event::Text(text) if fallback == 0 => visit(Walk::Text(&text.xml10_content()), &path)?,
            Event::GeneralRef(name) if fallback == 0 => {
                let text = match name.as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "\u{FFFD}",
                };
                visit(Walk::Text(text), &path)?;
            }
            Event::DocType(_) => return Err(Refusal::Hostile("doctype")),
            Event::Eof => return Ok(()),
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn local(name: &str) -> Option<String> {
    match name.split_once(':') {
        Some(("w", local)) => Some(local.to_owned()),
        Some(("mc", "Fallback")) => Some("Fallback".to_owned()),
        Some(_) | None => None,
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().flatten().find(|it| it.key.local_name().as_ref() == name).map(|it| it.value.as_ref().to_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(element, name)?.parse().ok().filter(|it: &f64| it.is_finite())
}

fn note(properties: &mut Properties, name: &str, element: &BytesStart<'_>) {
    let on = || Some(!matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "none" | "off")));
    match name {
        "sz" => properties.size = number(element, "val").map(|it| it / 2.0),
        "b" => properties.bold = on(),
        "i" => properties.italic = on(),
        "u" => properties.underline = on(),
        "rFonts" => properties.font = attribute(element, "ascii").or_else(|| attribute(element, "hAnsi")).or(properties.font.take()),
        "jc" => properties.align = attribute(element, "val"),
        "ind" => properties.first_line = number(element, "firstLine").or(properties.first_line),
        "spacing" => {
            properties.line = number(element, "line").or(properties.line);
            properties.line_rule = attribute(element, "lineRule").or(properties.line_rule.take());
        }
        _ => {}
    }
}

fn note_section(section: &mut Section, name: &str, element: &BytesStart<'_>) {
    match name {
        "pgSz" => (section.width, section.height) = (number(element, "w"), number(element, "h")),
        "pgMar" => {
            for side in ["top", "bottom", "left", "right", "header"] {
                if let Some(value) = number(element, side) {
                    section.margins.insert(side.to_owned(), value);
                }
            }
        }
        "titlePg" => section.title_page = attribute(element, "val").is_none_or(|it| it != "0" && it != "false"),
        _ => {}
    }
}

fn has_page_field(header: &str) -> bool {
    let mut found = false;
    let walked = walk(header, |event, path| {
        match event {
            Walk::Open("fldSimple", element) => found |= attribute(element, "instr").is_some_and(|it| is_page(&it)),
            Walk::Text(text) => found |= path.last().is_some_and(|it| it == "instrText") && is_page(text),
            Walk::Open(..) | Walk::Close(_) => {}
        }
        Ok(())
    });
    found && walked.is_ok()
}

fn is_page(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|it| it.eq_ignore_ascii_case("PAGE"))
}
