//! Word files: the paragraphs and tables of the body, with what automatic numbering prints.

mod body;
mod numbering;
mod paragraph;
mod styles;
mod table;

use super::package::{Package, Relation};
use crate::intake::Refusal;
use crate::intake::raw::{Block, RawPaper};
use body::Reader;
pub(crate) use body::is_left_out;
pub(super) use numbering::{Level, List, Numbering};
pub(super) use paragraph::{Open as OpenParagraph, Run};
pub(super) use styles::{Format, Styles};
pub(super) use table::flatten_at as flatten;

/// The main part of a Word file; `None` for a package of another kind.
pub(crate) fn main_part(package: &mut Package<'_>) -> Result<Option<String>, Refusal> {
    let related = package.relations("")?.into_iter().find(|it| it.kind == "officeDocument").map(|it| it.target);
    let found = related.filter(|it| it.starts_with("word/") && package.has(it));
    Ok(found.or_else(|| package.has("word/document.xml").then(|| "word/document.xml".to_owned())))
}

/// Reads the Word file whose main part is `main`.
pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<RawPaper, Refusal> {
    let relations = package.relations(main)?;
    let target = |kind: &str| relations.iter().find(|it| it.kind == kind).map(|it| it.target.clone());
    let styles = match target("styles") {
        Some(part) => package.text(&part)?.map(|it| Styles::read(&it, &part)).transpose()?.unwrap_or_default(),
        None => Styles::default(),
    };
    let numbering = match target("numbering") {
        Some(part) => package.text(&part)?.map(|it| Numbering::read(&it, &part)).transpose()?.unwrap_or_default(),
        None => Numbering::default(),
    };
    let source = package.text(main)?.ok_or_else(|| Refusal::Broken(main.to_owned()))?;
    let blocks = Reader::new(&styles, numbering).read(&source, main)?;
    let margins = margins(package, &relations, &styles)?;
    Ok(RawPaper { blocks, margins, notes: Vec::new() })
}

/// The text of every header and footer, a paragraph each.
fn margins(package: &mut Package<'_>, relations: &[Relation], styles: &Styles) -> Result<Vec<String>, Refusal> {
    let mut out = Vec::new();
    for part in relations.iter().filter(|it| matches!(it.kind.as_str(), "header" | "footer")).map(|it| it.target.as_str()) {
        let Some(source) = package.text(part)? else { continue };
        for block in Reader::new(styles, Numbering::default()).read(&source, part)? {
            match block {
                Block::Paragraph(it) => out.push(it.text),
                Block::Table(table) => out.extend(table.rows.into_iter().flat_map(|row| row.cells).map(|it| it.text).filter(|it| !it.is_empty())),
            }
        }
    }
    Ok(out)
}
