//! The package around the drawn body: parts, relations, settings.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::put;
use super::styles;
use super::xml::escape;
use crate::official::layout::LayoutPack;
use crate::official::paper::OfficialPaper;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

const CONTENT_TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>"#,
    r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#,
    r#"<Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    r#"<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#
);
const PACKAGE_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#
);
const DOCUMENT_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>"#,
    r#"<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>"#,
    r#"<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header2.xml"/></Relationships>"#
);
const APP: &str = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Hành Động</Application></Properties>"#;

/// Packs all parts. Writing to memory cannot fail for parts of this size (the limit is 4 GiB), so an error yields no
/// bytes rather than a type that every caller would have to carry.
pub(super) fn zip(document: &str, paper: &OfficialPaper, pack: &LayoutPack) -> Vec<u8> {
    let packed = pack_parts(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE_RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/document.xml", document),
        ("word/styles.xml", &styles::styles(pack)),
        ("word/settings.xml", &settings(pack)),
        ("word/fontTable.xml", &font_table(pack)),
        ("word/header1.xml", &page_number_header()),
        ("word/header2.xml", &empty_header()),
        ("docProps/core.xml", &core(paper)),
        ("docProps/app.xml", APP),
    ]);
    debug_assert!(packed.is_ok(), "packing in memory");
    packed.unwrap_or_default()
}

/// Packs parts into a Word file, in this order.
pub(crate) fn pack_parts(parts: &[(&str, &str)]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1)).last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(64 * 1024)));
    for (name, text) in parts {
        writer.start_file(*name, options)?;
        if !text.starts_with("<?xml") {
            writer.write_all(DECLARATION.as_bytes())?;
        }
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

fn settings(pack: &LayoutPack) -> String {
    let mirrored = if pack.page.mirrored { "<w:mirrorMargins/>" } else { "" };
    format!(
        "<w:settings {W}><w:zoom w:percent=\"100\"/>{mirrored}<w:defaultTabStop w:val=\"567\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"vi-VN\"/><w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/></w:settings>"
    )
}

fn font_table(pack: &LayoutPack) -> String {
    let mut out = format!("<w:fonts {W}><w:font w:name=\"");
    escape(&mut out, &pack.font.family);
    out.push_str("\"><w:panose1 w:val=\"02020603050405020304\"/><w:charset w:val=\"00\"/><w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font></w:fonts>");
    out
}

fn page_number_header() -> String {
    format!(
        "<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>",
        styles::HEADER
    )
}

fn empty_header() -> String {
    format!("<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr></w:p></w:hdr>", styles::HEADER)
}

/// Properties: the paper's name and language; no person and no clock.
fn core(paper: &OfficialPaper) -> String {
    let mut out = String::from(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>",
    );
    escape(&mut out, &paper.kind);
    if let Some(title) = &paper.title {
        put(&mut out, format_args!(" "));
        escape(&mut out, title);
    }
    out.push_str("</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>");
    out
}
