//! `styles.xml`: every component of the pack as a paragraph style, headings with real outline levels.

use super::body::put;
use super::xml::{escape, twips_mm, twips_pt};
use crate::official::layout::{LayoutPack, TextAlign, TextStyle};

pub(super) const BODY: &str = "BodyText";
pub(super) const BASIS: &str = "HDBasis";
pub(super) const CHAPTER: &str = "HDChapter";
pub(super) const LEVEL1: &str = "Heading1";
pub(super) const LEVEL2: &str = "Heading2";
pub(super) const LEVEL3: &str = "Heading3";
pub(super) const FIELD: &str = "HDField";
pub(super) const GAP: &str = "HDGap";
pub(super) const LINE: &str = "HDLine";
pub(super) const NATIONAL: &str = "HDNational";
pub(super) const MOTTO: &str = "HDMotto";
pub(super) const SUPERIOR: &str = "HDSuperior";
pub(super) const ISSUER: &str = "HDIssuer";
pub(super) const STAR: &str = "HDStar";
pub(super) const NUMBER: &str = "HDNumber";
pub(super) const DATE: &str = "HDDate";
pub(super) const DRAFT: &str = "HDDraft";
pub(super) const KIND: &str = "Title";
pub(super) const TITLE: &str = "Subtitle";
pub(super) const RULE: &str = "HDRule";
pub(super) const AUTHORITY: &str = "HDAuthority";
pub(super) const SIGNER_TITLE: &str = "HDSignerTitle";
pub(super) const SIGNER_NAME: &str = "HDSignerName";
pub(super) const RECIPIENTS_LABEL: &str = "HDRecipientsLabel";
pub(super) const RECIPIENTS: &str = "HDRecipients";
pub(super) const HEADER: &str = "Header";
pub(super) const ANNEX_MARK: &str = "HDAnnexMark";
pub(super) const ANNEX_NAME: &str = "HDAnnexName";
pub(super) const ANNEX_REFERENCE: &str = "HDAnnexReference";
pub(super) const CELL_HEADER: &str = "HDCellHeader";
pub(super) const CELL_GROUP: &str = "HDCellGroup";
pub(super) const CELL: &str = "HDCell";

/// How a paragraph style stands on the page.
#[derive(Clone, Copy)]
enum Metrics {
    /// The pack's body metrics.
    Body,
    /// The same, for a heading: outline level, kept with what follows.
    Heading(u8),
    /// A centred heading of the body: no indent.
    Centred(u8),
    /// Single lines with a gap above, pt.
    Single(f64),
    /// The same, kept with what follows.
    Kept(f64),
    /// A heading of an annex with its outline level.
    AnnexHeading,
}

pub(super) fn styles(pack: &LayoutPack) -> String {
    let mut out = String::with_capacity(16 * 1024);
    out.push_str(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>"#
    ));
    fonts(&mut out, pack);
    let size = half_points(&pack.text.body);
    put(
        &mut out,
        format_args!(
            "<w:color w:val=\"000000\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    );
    out.push_str("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>");
    out.push_str("<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>");
    out.push_str("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"0\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
    let gap_to_name = pack.signature.gap_lines * pack.text.signer_name.size_pt * 1.15;
    let t = &pack.text;
    let list: [(&str, &str, &TextStyle, Metrics); 29] = [
        (BODY, "Body Text", &t.body, Metrics::Body),
        (BASIS, "HD Căn cứ", &t.basis, Metrics::Body),
        (CHAPTER, "HD Phần", &t.chapter, Metrics::Centred(0)),
        (LEVEL1, "heading 1", &t.level1, Metrics::Heading(0)),
        (LEVEL2, "heading 2", &t.level2, Metrics::Heading(1)),
        (LEVEL3, "heading 3", &t.level3, Metrics::Heading(2)),
        (FIELD, "HD Dòng phân công", &t.field, Metrics::Body),
        (NATIONAL, "HD Tiêu đề", &t.national, Metrics::Single(0.0)),
        (MOTTO, "HD Tiêu ngữ", &t.motto, Metrics::Single(0.0)),
        (SUPERIOR, "HD Cơ quan cấp trên", &t.superior, Metrics::Single(0.0)),
        (ISSUER, "HD Cơ quan ban hành", &t.issuer, Metrics::Single(0.0)),
        (STAR, "HD Dấu sao", &t.star, Metrics::Single(0.0)),
        (NUMBER, "HD Số và ký hiệu", &t.number, Metrics::Single(0.0)),
        (DATE, "HD Địa danh, ngày tháng", &t.place_and_date, Metrics::Single(6.0)),
        (DRAFT, "HD Dự thảo", &t.draft, Metrics::Single(3.0)),
        (KIND, "Title", &t.kind, Metrics::Kept(18.0)),
        (TITLE, "Subtitle", &t.title, Metrics::Kept(0.0)),
        (RULE, "HD Gạch dưới trích yếu", &t.rule, Metrics::Single(0.0)),
        (AUTHORITY, "HD Thẩm quyền ký", &t.authority, Metrics::Kept(0.0)),
        (SIGNER_TITLE, "HD Chức vụ người ký", &t.signer_title, Metrics::Kept(0.0)),
        (SIGNER_NAME, "HD Họ tên người ký", &t.signer_name, Metrics::Single(gap_to_name)),
        (RECIPIENTS_LABEL, "HD Nơi nhận", &t.recipients_label, Metrics::Kept(0.0)),
        (RECIPIENTS, "HD Danh sách nơi nhận", &t.recipients, Metrics::Single(0.0)),
        (HEADER, "header", &t.page_number, Metrics::Single(0.0)),
        (ANNEX_MARK, "HD Phụ lục", &t.annex_mark, Metrics::AnnexHeading),
        (ANNEX_NAME, "HD Tên phụ lục", &t.annex_name, Metrics::Kept(0.0)),
        (ANNEX_REFERENCE, "HD Kèm theo", &t.annex_reference, Metrics::Kept(0.0)),
        (CELL_HEADER, "HD Đầu bảng", &t.table_header, Metrics::Kept(0.0)),
        (CELL_GROUP, "HD Nhóm trong bảng", &t.table_group, Metrics::Kept(0.0)),
    ];
    for (id, name, text, metrics) in list {
        style(&mut out, pack, id, name, text, metrics);
    }
    style(&mut out, pack, CELL, "HD Ô bảng", &t.table_text, Metrics::Single(0.0));
    for (id, name) in [(GAP, "HD Ngăn cách"), (LINE, "HD Đường kẻ")] {
        put(
            &mut out,
            format_args!(
                "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"40\" w:lineRule=\"exact\"/></w:pPr><w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr></w:style>"
            ),
        );
    }
    out.push_str("</w:styles>");
    out
}

fn fonts(out: &mut String, pack: &LayoutPack) {
    out.push_str("<w:rFonts");
    for script in ["ascii", "hAnsi", "eastAsia", "cs"] {
        put(out, format_args!(" w:{script}=\""));
        escape(out, &pack.font.family);
        out.push('"');
    }
    out.push_str("/>");
}

fn style(out: &mut String, pack: &LayoutPack, id: &str, name: &str, text: &TextStyle, metrics: Metrics) {
    let custom = if id.starts_with("HD") { " w:customStyle=\"1\"" } else { "" };
    put(out, format_args!("<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>"));
    if matches!(metrics, Metrics::Heading(_)) {
        put(out, format_args!("<w:next w:val=\"{BODY}\"/>"));
    }
    out.push_str("<w:qFormat/><w:pPr>");
    paragraph_properties(out, pack, text, metrics);
    out.push_str("</w:pPr><w:rPr>");
    fonts(out, pack);
    run_properties(out, text);
    out.push_str("</w:rPr></w:style>");
}

fn paragraph_properties(out: &mut String, pack: &LayoutPack, text: &TextStyle, metrics: Metrics) {
    let (outline, kept, before) = match metrics {
        Metrics::Body => (None, false, 0.0),
        Metrics::Heading(level) | Metrics::Centred(level) => (Some(level), true, 0.0),
        Metrics::Single(before) => (None, false, before),
        Metrics::Kept(before) => (None, true, before),
        Metrics::AnnexHeading => (Some(0), true, 0.0),
    };
    if kept {
        out.push_str("<w:keepNext/>");
    }
    match metrics {
        Metrics::Body | Metrics::Heading(_) | Metrics::Centred(_) => {
            let body = &pack.body;
            put(
                out,
                format_args!(
                    "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"exact\"/>",
                    twips_pt(body.before_pt),
                    twips_pt(body.after_pt),
                    twips_pt(body.line_exact_pt)
                ),
            );
        }
        Metrics::Single(_) | Metrics::Kept(_) | Metrics::AnnexHeading => {
            put(out, format_args!("<w:spacing w:before=\"{}\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>", twips_pt(before)))
        }
    }
    if matches!(metrics, Metrics::Body | Metrics::Heading(_)) {
        put(out, format_args!("<w:ind w:firstLine=\"{}\"/>", twips_mm(pack.body.first_line_mm)));
    }
    put(out, format_args!("<w:jc w:val=\"{}\"/>", align(text.align)));
    if let Some(level) = outline {
        put(out, format_args!("<w:outlineLvl w:val=\"{level}\"/>"));
    }
}

pub(super) fn align(align: TextAlign) -> &'static str {
    match align {
        TextAlign::Left => "left",
        TextAlign::Centre => "center",
        TextAlign::Right => "right",
        TextAlign::Justified => "both",
    }
}

fn run_properties(out: &mut String, text: &TextStyle) {
    for (set, tag) in [(text.bold, "<w:b/><w:bCs/>"), (text.italic, "<w:i/><w:iCs/>"), (text.capitals, "<w:caps/>")] {
        if set {
            out.push_str(tag);
        }
    }
    let size = half_points(text);
    put(out, format_args!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"));
    if text.underline {
        out.push_str("<w:u w:val=\"single\"/>");
    }
}

fn half_points(text: &TextStyle) -> i64 {
    (text.size_pt * 2.0).round() as i64
}
