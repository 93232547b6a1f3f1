//! A form as a Word file: only its fields can be filled in, everything else is locked. Every field is a content control
//! with a tag; what identifies the form and its items stands in tags, in bookmarks and in the document's properties, since no
//! program keeps all three.

use hanhdong_domain::programme::Anchor;

use super::form::{
    BOOKMARK_BLANK, BOOKMARK_ITEM_SEEN, BOOKMARK_PROGRAMME, BOOKMARK_SECTION, BOOKMARK_SEEN, Form, FormField, PLACEHOLDER, PROPERTY_PROGRAMME, PROPERTY_SECTION, PROPERTY_SEEN,
    Tag, bare,
};
use crate::official::docx::{escape, pack_parts};

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

const CONTENT_TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>"#
);
const PACKAGE_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>"#
);
const DOCUMENT_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>"#
);
const STYLES: &str = concat!(
    r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="FormTitle"><w:name w:val="Form Title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:after="160"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="FormAdvice"><w:name w:val="Form Advice"/><w:basedOn w:val="Normal"/><w:rPr><w:i/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>"#,
    r#"<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="595959"/></w:rPr></w:style></w:styles>"#
);
/// Only what is meant to be filled in can be filled in; no password: it keeps from slips, not from people.
const SETTINGS: &str = r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// Widths of the two columns, in twentieths of a point: 165 mm in all.
const COLUMNS: (u32, u32) = (2600, 6755);

/// The form as a Word file; the same form gives the same bytes.
#[doc(alias = "mẫu Word")]
pub fn form_docx(form: &Form) -> Vec<u8> {
    let packed = pack_parts(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE_RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/document.xml", &document(form)),
        ("word/styles.xml", STYLES),
        ("word/settings.xml", SETTINGS),
        ("docProps/custom.xml", &properties(form)),
    ]);
    debug_assert!(packed.is_ok(), "packing in memory");
    packed.unwrap_or_default()
}

fn properties(form: &Form) -> String {
    let mut out = String::from(
        r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#,
    );
    for (number, (name, value)) in [(PROPERTY_PROGRAMME, &form.programme), (PROPERTY_SECTION, &form.section), (PROPERTY_SEEN, &form.seen)].into_iter().enumerate() {
        out.push_str(&format!(r#"<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{name}"><vt:lpwstr>"#, number + 2));
        escape(&mut out, value);
        out.push_str("</vt:lpwstr></property>");
    }
    out.push_str("</Properties>");
    out
}

/// What is drawn so far, and how many controls and bookmarks it has.
struct Sketch {
    out: String,
    controls: u32,
    bookmarks: u32,
}

fn document(form: &Form) -> String {
    let mut sketch = Sketch { out: format!("<w:document {W}><w:body>"), controls: 0, bookmarks: 0 };
    sketch.paragraph("FormTitle", &form.title);
    let ids = [
        (Tag::Programme(&form.programme).to_string(), format!("{BOOKMARK_PROGRAMME}{}", bare(&form.programme))),
        (Tag::Section(&form.section).to_string(), format!("{BOOKMARK_SECTION}{}", bare(&form.section))),
        (Tag::Seen(&form.seen).to_string(), format!("{BOOKMARK_SEEN}{}", form.seen)),
    ];
    sketch.table();
    for (number, (label, words)) in form.facts.iter().enumerate() {
        match ids.get(number) {
            Some((tag, bookmark)) => sketch.fact(label, words, tag, bookmark),
            None => sketch.row(label, |sketch| sketch.text("", words)),
        }
    }
    // Ids that no fact carries still have a place.
    for (tag, bookmark) in ids.iter().skip(form.facts.len()) {
        sketch.fact("", "", tag, bookmark);
    }
    sketch.end_table();
    form.advice.iter().for_each(|it| sketch.paragraph("FormAdvice", it));
    for item in &form.items {
        let bookmarks = [format!("{}{}", Anchor::BOOKMARK_PREFIX, item.anchor), format!("{BOOKMARK_ITEM_SEEN}{}", item.seen)];
        sketch.block(&item.head, &Tag::Item { anchor: item.anchor.as_str(), seen: &item.seen }.to_string(), &bookmarks, "DEEAF6", |sketch| {
            item.fields.iter().for_each(|it| sketch.field(it, &Tag::Field { anchor: item.anchor.as_str(), name: &it.name }.to_string()));
        });
    }
    for blank in &form.blanks {
        let number = blank.number.to_string();
        let bookmarks = [format!("{BOOKMARK_BLANK}{}_{number}", blank.kind)];
        sketch.block(&blank.head, &Tag::Blank { kind: &blank.kind, number: &number }.to_string(), &bookmarks, "E2EFD9", |sketch| {
            blank.fields.iter().for_each(|it| sketch.field(it, &Tag::BlankField { kind: &blank.kind, number: &number, name: &it.name }.to_string()));
        });
    }
    sketch.out.push_str(r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#);
    sketch.out
}

impl Sketch {
    fn paragraph(&mut self, style: &str, text: &str) {
        self.out.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#));
        self.text("", text);
        self.out.push_str("</w:p>");
    }

    fn text(&mut self, properties: &str, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            self.out.push_str("<w:r>");
            self.out.push_str(properties);
            if 0 < number {
                self.out.push_str("<w:br/>");
            }
            for (number, stretch) in line.split('\t').enumerate() {
                if 0 < number {
                    self.out.push_str("<w:tab/>");
                }
                self.out.push_str(r#"<w:t xml:space="preserve">"#);
                escape(&mut self.out, stretch);
                self.out.push_str("</w:t>");
            }
            self.out.push_str("</w:r>");
        }
    }

    fn table(&mut self) {
        let line = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
        let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].iter().map(|it| line(it)).collect();
        let (left, right) = COLUMNS;
        self.out.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>"#,
            left + right
        ));
    }

    /// Two tables without a paragraph between them would melt into one.
    fn end_table(&mut self) {
        self.out.push_str("</w:tbl>");
        self.paragraph("Normal", "");
    }

    fn row(&mut self, label: &str, draw: impl FnOnce(&mut Self)) {
        let (left, right) = COLUMNS;
        self.out.push_str(&format!(r#"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{left}" w:type="dxa"/></w:tcPr><w:p>"#));
        self.text("", label);
        self.out.push_str(&format!(r#"</w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="{right}" w:type="dxa"/></w:tcPr><w:p>"#));
        draw(self);
        self.out.push_str("</w:p></w:tc></w:tr>");
    }

    fn fact(&mut self, label: &str, words: &str, tag: &str, bookmark: &str) {
        self.row(label, |sketch| {
            sketch.bookmarked(std::slice::from_ref(&bookmark.to_owned()), |sketch| sketch.control(tag, "", "sdtContentLocked", "", |sketch| sketch.text("", words)));
        });
    }

    /// An item: a row with what it is, then a row for each field.
    fn block(&mut self, head: &str, tag: &str, bookmarks: &[String], fill: &str, fields: impl FnOnce(&mut Self)) {
        let (left, right) = COLUMNS;
        self.table();
        self.out.push_str(&format!(
            r#"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:gridSpan w:val="2"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr><w:p><w:pPr><w:keepNext/></w:pPr>"#,
            left + right
        ));
        self.bookmarked(bookmarks, |sketch| sketch.control(tag, "", "sdtContentLocked", "", |sketch| sketch.text("<w:rPr><w:b/></w:rPr>", head)));
        self.out.push_str("</w:p></w:tc></w:tr>");
        fields(self);
        self.end_table();
    }

    fn bookmarked(&mut self, names: &[String], draw: impl FnOnce(&mut Self)) {
        let first = self.bookmarks;
        for name in names {
            self.out.push_str(&format!(r#"<w:bookmarkStart w:id="{}" w:name=""#, self.bookmarks));
            escape(&mut self.out, name);
            self.out.push_str("\"/>");
            self.bookmarks += 1;
        }
        draw(self);
        (first..self.bookmarks).for_each(|it| self.out.push_str(&format!(r#"<w:bookmarkEnd w:id="{it}"/>"#)));
    }

    fn field(&mut self, field: &FormField, tag: &str) {
        self.row(&field.label, |sketch| {
            let is_empty = field.value.is_empty();
            // A control for plain text would lose the line ends in other office programs.
            let kind = format!("{}{}", if is_empty { "<w:showingPlcHdr/>" } else { "" }, if field.is_long { "" } else { "<w:text/>" });
            sketch.control(tag, &field.label, "sdtLocked", &kind, |sketch| {
                if is_empty {
                    sketch.text(r#"<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>"#, PLACEHOLDER);
                } else {
                    sketch.text("", &field.value);
                }
            });
        });
    }

    fn control(&mut self, tag: &str, alias: &str, lock: &str, kind: &str, draw: impl FnOnce(&mut Self)) {
        self.controls += 1;
        self.out.push_str("<w:sdt><w:sdtPr>");
        if !alias.is_empty() {
            self.out.push_str("<w:alias w:val=\"");
            escape(&mut self.out, alias);
            self.out.push_str("\"/>");
        }
        self.out.push_str("<w:tag w:val=\"");
        escape(&mut self.out, tag);
        self.out.push_str(&format!(r#""/><w:id w:val="{}"/><w:lock w:val="{lock}"/>{kind}</w:sdtPr><w:sdtContent>"#, 7_000_000 + self.controls));
        draw(self);
        self.out.push_str("</w:sdtContent></w:sdt>");
    }
}
