//! Files made while the tests run.

use hanhdong_paper::intake::raw::{Block, Cell, Format, RawPaper};
use hanhdong_paper::intake::{Refusal, read};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A ZIP package of these parts.
pub(crate) fn package<B: AsRef<[u8]>>(parts: &[(&str, B)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes.as_ref()).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// A Word document part around a body.
pub(crate) fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    )
}

/// A Word file with this body.
pub(crate) fn word(body: &str) -> Vec<u8> {
    word_with(body, &[])
}

/// A Word file with this body and more parts, each with the kind of its relation.
pub(crate) fn word_with(body: &str, more: &[(&str, &str, &str)]) -> Vec<u8> {
    let relations: String = more
        .iter()
        .enumerate()
        .map(|(at, (kind, name, _))| format!(r#"<Relationship Id="r{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{name}"/>"#))
        .collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#.to_owned()),
        ("_rels/.rels".to_owned(), r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#.to_owned()),
        ("word/document.xml".to_owned(), document(body)),
        ("word/_rels/document.xml.rels".to_owned(), format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#)),
    ];
    parts.extend(more.iter().map(|(_, name, source)| (format!("word/{name}"), (*source).to_owned())));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, source)| (name.as_str(), source.as_str())).collect();
    package(&parts)
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// Reads what has to be readable.
pub(crate) fn paper(bytes: &[u8]) -> (Format, RawPaper) {
    read(bytes).unwrap_or_else(|refusal| panic!("readable, but refused: {refusal}"))
}

/// What a file is refused for.
pub(crate) fn refusal(bytes: &[u8]) -> Refusal {
    match read(bytes) {
        Err(refusal) => refusal,
        Ok((format, _)) => panic!("to be refused, but read as {format:?}"),
    }
}

/// Lines and texts of the paragraphs.
pub(crate) fn texts(paper: &RawPaper) -> Vec<(u32, &str)> {
    paper
        .blocks
        .iter()
        .filter_map(|it| match it {
            Block::Paragraph(it) => Some((it.place.line, it.text.as_str())),
            Block::Table(_) => None,
        })
        .collect()
}

/// The cells of the tables, row by row.
pub(crate) fn rows(paper: &RawPaper) -> Vec<&[Cell]> {
    paper
        .blocks
        .iter()
        .flat_map(|it| match it {
            Block::Paragraph(_) => &[],
            Block::Table(it) => it.rows.as_slice(),
        })
        .map(|it| it.cells.as_slice())
        .collect()
}
