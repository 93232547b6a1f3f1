//! What a PDF of an official paper must show, read back by poppler, which is no kin of the writer.

mod poppler;
mod sample;

use hanhdong_paper::notation;
use hanhdong_paper::official::paper::{Block, Bound, OfficialPaper, Paragraph, Row, Style};
use hanhdong_paper::official::{LayoutPack, compose};
use hanhdong_typeset::pdf;
use poppler::Pdf;
use sample::{SENTENCE, paragraph};

fn pack(id: &str) -> &'static LayoutPack {
    LayoutPack::builtin(id).expect("a built-in pack")
}

fn draw(paper: &OfficialPaper) -> Pdf {
    Pdf::new(pdf(paper, pack("party-2026")).expect("a PDF"))
}

#[test]
fn words_come_out_in_order_with_their_spaces_and_stacked_marks() {
    let every_mark = "ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ đ Ắ Ẵ Ặ Ấ Ẫ Ế Ễ Ệ Ố Ỗ Ộ Ớ Ỡ Ợ Ứ Ữ Ự Ỹ Đ";
    let mut paper = sample::paper(1, 3);
    paper.body.push(paragraph(Style::Body, every_mark));
    let Some(text) = draw(&paper).text() else { return };
    let words = [
        "Số 12-CTr/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "-----",
        "I- MỤC TIÊU, YÊU CẦU",
        SENTENCE,
        "III- TỔ CHỨC THỰC HIỆN",
        every_mark,
        "Nguyễn Văn Mẫu",
        "PHỤ LỤC I",
    ];
    let mut at = 0;
    for it in words {
        let found = text.get(at..).and_then(|rest| rest.find(it)).unwrap_or_else(|| panic!("{it} after {at} in {text}"));
        at += found + it.len();
    }
}

#[test]
fn markup_in_a_title_is_printed_and_never_run() {
    let hostile = [
        "#eval(\"6*7\") #read(\"/etc/passwd\") #import \"@preview/x:1.0.0\": y #panic(1)",
        "*đậm* _nghiêng_ $x^2$ `mã` @nhan <nhan> // chú thích /* nữa */ \\ \\u{41} = Đầu -- --- ... 'x' \"y\" [a] {b} #{1+1}",
        "</text> %PDF-1.4 (a) Tj <script>alert(1)</script> &amp; ~",
    ];
    for it in hostile {
        let mut paper = sample::paper(1, 1);
        (paper.kind, paper.title, paper.head.issuer) = (it.to_owned(), Some(it.to_owned()), it.to_owned());
        paper.body = vec![paragraph(Style::Level1, it), paragraph(Style::Body, it)];
        let Some(text) = draw(&paper).text() else { return };
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(squeezed(&text).matches(&squeezed(it)).count() >= 2, "{it} in {text}");
        assert!(!text.contains("root:"), "{text}");
    }
}

#[test]
fn pages_are_numbered_but_the_first_of_the_body_and_of_an_annex() {
    let mut paper = sample::paper(6, 30);
    paper.annexes.push(sample::annex(12));
    let file = draw(&paper);
    let Some(pages) = file.pages() else { return };
    let starts: Vec<usize> = pages.iter().enumerate().filter(|(_, it)| it.contains("PHỤ LỤC I ") || it.contains("CHƯƠNG TRÌNH HÀNH ĐỘNG thực")).map(|(i, _)| i).collect();
    assert_eq!(starts.len(), 3, "{pages:?}");
    for (i, page) in pages.iter().enumerate() {
        let number = i + 1 - starts.iter().rev().find(|it| **it <= i).expect("a section");
        let first_word = page.split_whitespace().next().unwrap_or("");
        if number == 1 {
            assert!(first_word.parse::<u32>().is_err(), "page {i}: {page}");
        } else {
            assert_eq!(first_word, number.to_string(), "page {i}: {page}");
        }
    }
}

#[test]
fn a_table_of_a_thousand_rows_loses_none_and_repeats_its_header_on_every_page() {
    let mut paper = sample::paper(0, 0);
    let mut annex = sample::annex(1000);
    for block in &mut annex.blocks {
        let Block::Table(table) = block else { continue };
        for (i, row) in table.rows.iter_mut().enumerate() {
            if let Row::Item { cells, .. } = row {
                cells[1] = format!("Nhiệm_vụ_{i}.");
            }
        }
    }
    let wanted: Vec<String> = annex
        .blocks
        .iter()
        .flat_map(|it| if let Block::Table(it) = it { it.rows.clone() } else { Vec::new() })
        .filter_map(|it| if let Row::Item { cells, .. } = it { Some(cells[1].clone()) } else { None })
        .collect();
    paper.annexes = vec![annex];
    let Some(pages) = draw(&paper).pages() else { return };
    let annex_pages: Vec<&String> = pages.iter().skip_while(|it| !it.contains("PHỤ LỤC I")).collect();
    assert!(annex_pages.len() > 20, "{}", annex_pages.len());
    assert!(annex_pages.iter().all(|it| it.matches("Thời gian").count() == 1), "a page without its header row");
    let all = pages.join(" ");
    let lost: Vec<&String> = wanted.iter().filter(|it| all.matches(it.as_str()).count() != 1).collect();
    assert!(wanted.len() == 1000 && lost.is_empty(), "{lost:?}");
}

#[test]
fn a_group_row_never_stands_last_on_a_page() {
    for rows in [31, 36, 41] {
        let mut paper = sample::paper(0, rows);
        paper.body.truncate(1);
        let Some(pages) = draw(&paper).pages() else { return };
        for page in pages {
            let tail: String = page.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(!tail.contains("Lĩnh vực thứ"), "{rows} rows: {page}");
        }
    }
}

#[test]
fn the_signature_never_stands_alone_on_a_page() {
    let mut turns = 0;
    for lines in 0..14 {
        let mut paper = sample::paper(3, 0);
        paper.annexes.clear();
        paper.body.extend((0..lines).map(|_| paragraph(Style::Body, "Một dòng ngắn.")));
        paper.body.push(paragraph(Style::Body, "Chương trình này được phổ biến đến chi bộ."));
        let Some(pages) = draw(&paper).pages() else { return };
        let last = pages.last().expect("a page");
        assert!(last.contains("Nguyễn Văn Mẫu") && last.contains("T/M BAN CHẤP HÀNH") && last.contains("Nơi nhận:"), "{lines}: {last}");
        assert!(last.contains("được phổ biến đến chi bộ"), "{lines}: {last}");
        turns = turns.max(pages.len());
    }
    assert!(turns >= 3, "the signature never reached a page's end: {turns} pages");
}

#[test]
fn a_row_taller_than_a_page_is_divided_and_not_cut_off() {
    let mut paper = sample::paper(0, 1);
    let long = SENTENCE.repeat(60) + " CHỮ_CUỐI";
    for annex in &mut paper.annexes {
        for block in &mut annex.blocks {
            let Block::Table(table) = block else { continue };
            table.rows.retain(|it| matches!(it, Row::Item { .. }));
            for row in &mut table.rows {
                let Row::Item { cells, .. } = row else { continue };
                cells[1].clone_from(&long);
            }
        }
    }
    let Some(text) = draw(&paper).text() else { return };
    assert!(text.contains("CHỮ_CUỐI"), "{text}");
}

#[test]
fn a_long_name_wraps_in_its_own_column_only() {
    let mut paper = sample::paper(1, 0);
    paper.head.superior = Some("ĐẢNG BỘ CÁC CƠ QUAN ĐẢNG, MẶT TRẬN VÀ CÁC ĐOÀN THỂ CHÍNH TRỊ - XÃ HỘI TỈNH MẪU".to_owned());
    paper.head.issuer = "ĐẢNG UỶ BỘ PHẬN KHỐI SỰ NGHIỆP, TRƯỜNG HỌC VÀ TRẠM Y TẾ CÁC XÃ, PHƯỜNG MẪU ".repeat(4);
    let Some(text) = draw(&paper).laid_out() else { return };
    assert!(text.lines().any(|it| it.contains("ĐẢNG CỘNG SẢN VIỆT NAM")), "{text}");
    assert!(text.lines().any(|it| it.contains("Xã Mẫu A, ngày 05 tháng 02 năm 2026")), "{text}");
}

#[test]
fn an_empty_paper_is_one_page_and_odd_ones_still_draw() {
    let Some(pages) = draw(&OfficialPaper::default()).pages() else { return };
    assert_eq!(pages.len(), 1);
    let mut paper = sample::paper(0, 0);
    paper.recipients = (0..200).map(|n| format!("- Nơi nhận thứ {n},")).collect();
    paper.body = vec![Block::Paragraph(Paragraph::default()), Block::Table(hanhdong_paper::official::paper::Table::default())];
    let Some(text) = draw(&paper).text() else { return };
    assert!(text.contains("Nơi nhận thứ 199") && text.contains("Nguyễn Văn Mẫu"), "{text}");
}

#[test]
fn the_same_paper_gives_the_same_bytes_under_every_pack() {
    for id in ["party-2026", "party-2018", "state-2020"] {
        let paper = sample::paper(2, 12);
        let first = pdf(&paper, pack(id)).expect("a PDF");
        assert!(first.starts_with(b"%PDF-"), "{id}");
        assert_eq!(first, pdf(&paper, pack(id)).expect("a PDF"), "{id}");
    }
}

#[test]
fn only_the_one_typeface_is_used_and_it_is_embedded() {
    let Some(fonts) = draw(&sample::paper(1, 3)).fonts() else { return };
    assert!(!fonts.is_empty());
    for it in fonts {
        assert!(it.contains("LiberationSerif") && it.split_whitespace().any(|word| word == "yes"), "{it}");
    }
}

#[test]
fn the_samples_are_drawn_with_every_item_and_the_lines_of_their_packs() {
    for (text, id, right) in [
        (include_str!("../../../../samples/xa-mau.notation"), "party-2026", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (include_str!("../../../../samples/huyen-mau.notation"), "party-2018", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (include_str!("../../../../samples/xa-mau.notation"), "state-2020", "Độc lập - Tự do - Hạnh phúc"),
    ] {
        let programme = notation::read(text).expect("a sample");
        let file = Pdf::new(pdf(&compose(&programme, pack(id)), pack(id)).expect("a PDF"));
        let Some(words) = file.text() else { return };
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let page = solid(&words);
        assert!(words.contains(right), "{id}");
        // A row of a table is read across its columns, so items are looked for by their first words.
        for item in programme.items() {
            let first: String = item.text().split_whitespace().take(2).collect();
            assert!(page.contains(&solid(&first)), "{id}: {first}");
        }
    }
}

#[test]
fn papers_are_bound_behind_a_cover_with_their_pages_in_the_contents() {
    let bound = |title: &str, paper: Option<OfficialPaper>| Bound { title: title.to_owned(), paper };
    let papers = vec![bound("Tài liệu thứ nhất", Some(sample::paper(1, 3))), bound("Phụ lục #eval(1)", None), bound("Tài liệu thứ hai", Some(sample::paper(2, 3)))];
    let cover = OfficialPaper { bound: papers, running: Some("Bản số 03: Nguyễn Văn Mẫu".to_owned()), ..sample::paper(1, 1) };
    let Some(text) = draw(&cover).text() else { return };
    let copies = text.matches("Bản số 03: Nguyễn Văn Mẫu · ").count();
    let (_, after) = text.split_once("MỤC LỤC").expect("a list of contents");
    let contents = after.split("Bản số 03").next().unwrap_or_default();
    let said = contents.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(said, "STT Tài liệu Trang 1 Tài liệu thứ nhất 5 2 Phụ lục #eval(1) tệp riêng 3 Tài liệu thứ hai 8", "the contents give the pages of the pack");
    // Whose copy it is stands on every page, and the paper begins on the page that the contents give.
    assert!(text.contains(&format!("{copies}/{copies}")), "{copies} pages");
    let before_fifth = text.split_once(&format!("4/{copies}")).map(|it| it.1.trim_start()).unwrap_or_default();
    assert!(before_fifth.starts_with("ĐẢNG BỘ TỈNH MẪU"), "{before_fifth}");
}
