//! What a Word file prints is what is read.

use crate::support::{W, p, paper, rows, texts, word, word_with};
use hanhdong_paper::intake::raw::{Block, Format};
use proptest::prelude::*;

#[test]
fn runs_breaks_and_changes_become_the_text_as_it_stands() {
    let body = r#"<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>05</w:t><w:noBreakHyphen/><w:t>CTr/ĐU</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>7</w:t></w:r><w:hyperlink><w:r><w:t xml:space="preserve"> &amp; liên kết</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> hộp</w:t></w:r></w:sdtContent></w:sdt></w:p>
        <w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Mục tiêu</w:t></w:r></w:p><w:p/><w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t xml:space="preserve"> 55%</w:t></w:r></w:p>"#;
    let (format, read) = paper(&word(body));
    assert_eq!(format, Format::Docx);
    assert_eq!(texts(&read), [(1, "Số:\t05-CTr/ĐU\ndòng hai"), (2, "giữ thêm"), (3, "7 & liên kết hộp"), (4, "1. Mục tiêu"), (6, "≥ 55%")]);
}

#[test]
fn a_choice_is_read_once_and_a_text_box_follows_its_paragraph() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p("Trong khung"));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Thân</w:t></w:r></w:p>{}",
        p("Sau")
    );
    assert_eq!(texts(&paper(&word(&body)).1), [(1, "Thân"), (2, "Trong khung"), (3, "Sau")]);
}

#[test]
fn tables_keep_grid_merges_heads_and_paragraph_numbers() {
    let cell = |properties: &str, inner: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>");
    let body = format!(
        "{}<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
        p("Trước"),
        cell("<w:gridSpan w:val=\"2\"/>", &p("Hai cột")),
        cell("<w:vMerge w:val=\"restart\"/>", &format!("{}{}", p("Một"), p("hai"))),
        cell("", &p("giữa")),
        cell("<w:vMerge/>", "<w:p/>"),
        cell("", &p("đã xoá")),
        cell("", &format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>", cell("", &p("lồng")), cell("", &p("nhau")))),
        cell("", &p("cuối")),
        p("Sau"),
    );
    let (_, read) = paper(&word(&body));
    let got: Vec<Vec<_>> = rows(&read).iter().map(|row| row.iter().map(|it| (it.column, it.span, it.continues, it.text.as_str(), it.place.line)).collect()).collect();
    let want = [
        vec![(0, 2, false, "Hai cột", 2), (2, 1, false, "Một\nhai", 3)],
        vec![(1, 1, false, "giữa", 5), (2, 1, true, "", 6)],
        vec![(0, 1, false, "lồng nhau", 8), (1, 1, false, "cuối", 11)],
    ];
    assert_eq!(got, want);
    assert_eq!(texts(&read), [(1, "Trước"), (12, "Sau")]);
    let Some(Block::Table(table)) = read.blocks.get(1) else { panic!("a table in the middle") };
    assert_eq!(table.rows.iter().map(|it| it.header).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn numbering_style_and_outline_become_text_and_levels() {
    let styles = format!(
        r#"<w:styles {W}><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:basedOn w:val="H2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#
    );
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let styled = |style: &str, properties: &str, text: &str| format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#);
    let body = [
        styled("Muc", "", "MỤC TIÊU"),
        styled("Muc", r#"<w:outlineLvl w:val="9"/>"#, "NHIỆM VỤ"),
        styled("Muc", r#"<w:numPr><w:numId w:val="0"/></w:numPr><w:jc w:val="left"/>"#, "không số"),
    ]
    .concat();
    let (_, read) = paper(&word_with(&body, &[("styles", "styles.xml", &styles), ("numbering", "numbering.xml", &numbering)]));
    let got: Vec<_> = read.blocks.iter().filter_map(|it| if let Block::Paragraph(it) = it { Some((it.text.as_str(), it.heading, it.bold, it.centred)) } else { None }).collect();
    assert_eq!(got, [("I. MỤC TIÊU", Some(2), true, true), ("II. NHIỆM VỤ", None, true, true), ("không số", Some(2), true, false)]);
}

#[test]
fn anchors_of_ours_are_found_on_paragraphs_and_cells_and_foreign_bookmarks_are_not() {
    let mark = |name: &str| format!(r#"<w:bookmarkStart w:id="1" w:name="{name}"/>"#);
    let body = format!("{}<w:p>{}<w:r><w:t>Một</w:t></w:r></w:p><w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", mark("hd_g_mot"), mark("_GoBack"), mark("hd_t_2"), p("Hai"));
    let (_, read) = paper(&word(&body));
    let Some(Block::Paragraph(first)) = read.blocks.first() else { panic!("a paragraph first") };
    assert_eq!(first.anchors.iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["g_mot"]);
    assert_eq!(rows(&read)[0][0].anchors.iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["t_2"]);
}

#[test]
fn another_prefix_for_the_same_namespace_reads_the_same() {
    let plain = word(&p("Mục tiêu"));
    let source = crate::support::document(&p("Mục tiêu")).replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=");
    assert_eq!(paper(&crate::support::package(&[("word/document.xml", source)])).1, paper(&plain).1);
}

proptest! {
    #[test]
    fn however_a_text_is_cut_into_runs_it_reads_the_same(words in proptest::collection::vec("[a-zđăâêôơư]{1,8}", 2..30), cuts in proptest::collection::vec(any::<bool>(), 30)) {
        let mut body = String::from("<w:p><w:r><w:t xml:space=\"preserve\">");
        for (word, cut) in words.iter().zip(&cuts) {
            body.push_str(word);
            body.push_str(if *cut { " </w:t></w:r><w:proofErr/><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">" } else { " " });
        }
        body.push_str("</w:t></w:r></w:p>");
        let (_, read) = paper(&word(&body));
        let whole = words.join(" ");
        prop_assert_eq!(texts(&read), vec![(1, whole.as_str())]);
    }
}
