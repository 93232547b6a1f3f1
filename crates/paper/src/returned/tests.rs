//! Laws of forms and of what comes back.

use hanhdong_domain::programme::Anchor;
use proptest::prelude::*;

use super::*;
use crate::intake::import;
use crate::intake::understand::Purpose;
use crate::official::{LayoutPack, compose, docx as official, fixture};
use crate::redline::{self, diff};
use hanhdong_domain::programme::{Deadline, Node as Item, Programme};

const PROGRAMME: &str = "01935f4e-6f3a-7c21-8b7a-0123456789ab";
const SECTION: &str = "01935f4e-6f3a-7c21-8b7a-0123456789ac";

fn form(values: &[Vec<String>]) -> Form {
    let fields = |values: &[String]| {
        values
            .iter()
            .enumerate()
            .map(|(at, it)| FormField { name: format!("field{at}"), label: format!("Ô số {at}"), value: it.clone(), is_long: 2 <= at || it.contains('\n') })
            .collect()
    };
    let item = |(at, values): (usize, &Vec<String>)| FormItem {
        anchor: Anchor::new(&format!("t_viec_{at}")).expect("an anchor"),
        seen: format!("{at:020x}"),
        head: format!("Nhiệm vụ {at}"),
        fields: fields(values),
    };
    Form {
        programme: PROGRAMME.to_owned(),
        section: SECTION.to_owned(),
        seen: "0123456789abcdef0123".to_owned(),
        title: "MẪU GIAO SOẠN THẢO".to_owned(),
        facts: [("Chương trình", "Chương trình hành động"), ("Phần", "Kinh tế"), ("Bản dự thảo", "Dự thảo lần 2"), ("Hạn", "30/6/2026")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .to_vec(),
        advice: vec!["Chỉ ghi vào các ô.".to_owned()],
        items: values.iter().enumerate().map(item).collect(),
        blanks: vec![FormBlank { kind: "task".to_owned(), number: 1, head: "Nhiệm vụ mới".to_owned(), fields: fields(&[String::new(), String::new()]) }],
    }
}

fn said(form: &ReadForm) -> Vec<Vec<String>> {
    form.items.iter().filter(|it| it.anchor.is_some()).map(|it| it.fields.iter().map(|it| it.value.clone()).collect()).collect()
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        proptest::collection::vec("[a-zđạộƯỷ0-9.,;:&<>\"'/%#-]{1,9}", 1..6).prop_map(|it| it.join(" ")),
        proptest::collection::vec("[a-zđạộƯ0-9]{1,9}", 2..4).prop_map(|it| it.join("\n")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    /// Whatever is filled in, reading gives exactly that, each field under its name, nothing beside.
    #[test]
    fn what_is_filled_in_is_what_is_read(values in proptest::collection::vec(proptest::collection::vec(value(), 1..5), 1..5)) {
        let read = read_form(&form_docx(&form(&values))).expect("it reads").expect("a form");
        prop_assert_eq!(said(&read), values.clone());
        prop_assert_eq!((read.programme.as_str(), read.section.as_str(), read.seen.as_str()), (PROGRAMME, SECTION, "0123456789abcdef0123"));
        for (at, item) in read.items.iter().filter(|it| it.anchor.is_some()).enumerate() {
            prop_assert_eq!(item.anchor.clone(), Some(format!("t_viec_{at}")));
            prop_assert_eq!(&item.seen, &format!("{at:020x}"));
            let is_named = |(at, it): (usize, &ReadField)| it.name == Some(format!("field{at}")) && it.label == format!("Ô số {at}");
            prop_assert!(item.fields.iter().enumerate().all(is_named));
        }
        let blank = read.items.iter().find(|it| it.anchor.is_none()).expect("room for a new item");
        prop_assert!(blank.kind == "task" && blank.fields.iter().all(|it| it.value.is_empty()));
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    /// A byte turned, or the end cut off: it reads or is refused, and never stops the program.
    #[test]
    fn a_turned_byte_of_a_form_is_read_or_refused(at in 0usize..20_000, to in 0u8..=255, cut in proptest::bool::ANY) {
        let mut bytes = form_docx(&form(&[vec!["Xây dựng đề án".to_owned(), "năm 2027".to_owned()]]));
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = to }
        // Of a form that still reads as one it is still said whose it is.
        if let Ok(Some(read)) = read_form(&bytes) {
            prop_assert!(!read.programme.is_empty() && !read.items.is_empty());
        }
        drop(read_back(&bytes));
    }
}

/// The parts of a Word file with its document changed.
fn with_document(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut package = Package::open(bytes).expect("a package");
    let names = package.names().to_vec();
    let parts: Vec<(String, String)> = names.into_iter().map(|name| (name.clone(), package.text(&name).expect("text").expect("there"))).collect();
    let parts: Vec<(&str, String)> = parts.iter().map(|(name, text)| (name.as_str(), if name == "word/document.xml" { change(text) } else { text.clone() })).collect();
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    crate::official::docx::pack_parts(&parts).expect("packs")
}

#[test]
fn a_form_without_tags_is_known_by_its_bookmarks_and_without_both_by_nothing() {
    let bytes = form_docx(&form(&[vec!["Xây dựng đề án".to_owned(), String::new()]]));
    let no_tags = with_document(&bytes, |it| it.replace("<w:tag w:val=\"hd:", "<w:tag w:val=\"xx:"));
    let read = read_form(&no_tags).expect("it reads").expect("a form");
    assert_eq!((read.programme.as_str(), read.section.as_str()), (PROGRAMME, SECTION));
    assert_eq!(read.items.first().and_then(|it| it.anchor.as_deref()), Some("t_viec_0"));
    assert_eq!(said(&read), [["Xây dựng đề án", ""]]);
    assert!(read.items.iter().flat_map(|it| &it.fields).all(|it| it.name.is_none() && !it.label.is_empty()));
    let nothing = with_document(&no_tags, |it| it.replace("w:name=\"hd", "w:name=\"xx"));
    assert_eq!(read_form(&nothing), Ok(None), "the programme's own properties alone name no item");
}

#[test]
fn a_row_of_another_item_is_said_to_have_strayed() {
    let bytes = form_docx(&form(&[vec!["a".to_owned()], vec!["b".to_owned()]]));
    let turned = with_document(&bytes, |it| it.replacen("hd:f:t_viec_1:field0", "hd:f:t_viec_0:field0", 1));
    let read = read_form(&turned).expect("it reads").expect("a form");
    assert_eq!(read.items.iter().flat_map(|it| &it.fields).map(|it| it.is_strayed).collect::<Vec<_>>(), [false, true, false, false]);
}

#[test]
fn a_secrecy_mark_in_a_form_is_refused_like_everywhere() {
    let bytes = form_docx(&form(&[vec!["TỐI MẬT".to_owned()]]));
    assert_eq!(read_form(&bytes), Err(Refusal::SecrecyMark));
    assert_eq!(read_form(b"khong phai tep Word"), Err(Refusal::UnknownFormat));
}

fn pack() -> &'static LayoutPack {
    LayoutPack::for_paper(None, None, None).expect("a pack is in force")
}

/// A programme as it reads once it went through Word.
fn through_word(programme: &Programme) -> Programme {
    import(&official::write(&compose(programme, pack()), pack()), Purpose::Programme).expect("our own Word file reads")
}

fn edited(old: &Programme, edits: &[(usize, u8)]) -> Programme {
    let mut new = old.clone();
    for (at, how) in edits {
        let part = new.parts.iter_mut().find(|it| it.nodes.iter().any(|it| matches!(it, Item::Task(_)))).expect("a part with tasks");
        let tasks: Vec<usize> = part.nodes.iter().enumerate().filter(|it| matches!(it.1, Item::Task(_))).map(|it| it.0).collect();
        let place = tasks[at % tasks.len()];
        match (how % 5, &mut part.nodes[place]) {
            (0, Item::Task(task)) => task.title.push_str(" và địa bàn lân cận"),
            (1, Item::Task(task)) => task.deadline = Deadline::parse("Quý III/2028"),
            (2, Item::Task(task)) => task.title = format!("Sửa đổi, bổ sung {}", task.title.to_lowercase()),
            (3, _) if 3 < tasks.len() => drop(part.nodes.remove(place)),
            (4, Item::Task(task)) => {
                let mut more = task.clone();
                more.anchor = Anchor::new(&format!("t_them_{at}_{}", part.nodes.len())).expect("an anchor");
                more.title = format!("Triển khai mô hình điểm số {at} tại Phường Mẫu B");
                part.nodes.insert(place + 1, Item::Task(more));
            }
            _ => {}
        }
    }
    new
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// A draft goes out, is edited under tracked changes and comes back: refusing all gives what went out, accepting all gives
    /// what was made of it, item by item and field by field.
    #[test]
    fn tracked_changes_read_as_what_was_and_what_is(edits in proptest::collection::vec((0usize..8, 0u8..5), 0..6)) {
        let old = fixture::commune(8);
        let new = edited(&old, &edits);
        let back = read_back(&redline::docx(&old, &new, pack())).expect("it reads");
        prop_assert_eq!(diff(&through_word(&old), &back.original), []);
        let last = back.steps.last().map_or(&back.original, |it| &it.after);
        prop_assert_eq!(diff(&through_word(&new), last), []);
    }
}

const BODY: &str = concat!(
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    r#"<w:p><w:r><w:t>CHƯƠNG TRÌNH HÀNH ĐỘNG</w:t></w:r></w:p><w:p><w:r><w:t>I. MỤC TIÊU, YÊU CẦU</w:t></w:r></w:p>"#,
    r#"<w:p><w:r><w:t>Phấn đấu xã đạt chuẩn nông thôn mới nâng cao.</w:t></w:r></w:p><w:p><w:r><w:t>II. NHIỆM VỤ, GIẢI PHÁP</w:t></w:r></w:p>"#
);

fn word(body: &str, comments: Option<&str>) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;
    let document = format!("{BODY}{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", types), ("word/document.xml", document.as_str())];
    if let Some(comments) = comments {
        parts.extend([("word/_rels/document.xml.rels", relations), ("word/comments.xml", comments)]);
    }
    crate::official::docx::pack_parts(&parts).expect("packs")
}

fn tasks(programme: &Programme) -> Vec<(&str, &str)> {
    programme.tasks().map(|it| (it.anchor.as_str(), it.title.as_str())).collect()
}

fn paragraph(anchor: &str, mark: &str, text: &str) -> String {
    let run = |it: &str| format!("<w:r><w:t xml:space=\"preserve\">{it}</w:t></w:r>");
    let text = if text.starts_with('<') { text.to_owned() } else { run(text) };
    format!("<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"hd_{anchor}\"/>{text}<w:bookmarkEnd w:id=\"1\"/></w:p>")
}

#[test]
fn each_hand_is_told_apart_by_author_and_day() {
    let by = |author: &str, day: &str| format!("w:id=\"9\" w:author=\"{author}\" w:date=\"{day}T08:00:00Z\"");
    let (an, binh) = (by("Nguyễn Văn Mẫu", "2026-06-12"), by("Trần Thị Mẫu", "2026-06-10"));
    let first = format!(
        "<w:r><w:t xml:space=\"preserve\">1. Xây dựng </w:t></w:r><w:del {an}><w:r><w:delText>đề án</w:delText></w:r></w:del><w:ins {an}><w:r><w:t>kế hoạch</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> du lịch</w:t></w:r><w:ins {binh}><w:r><w:t xml:space=\"preserve\"> cộng đồng</w:t></w:r></w:ins>"
    );
    let gone = format!("<w:del {binh}><w:r><w:delText>2. Rà soát quy hoạch chợ</w:delText></w:r></w:del>");
    let moved = format!("<w:moveFrom {an}><w:r><w:t>3. Nâng cấp đường liên thôn</w:t></w:r></w:moveFrom>");
    let body = [
        paragraph("t_a", "", &first),
        paragraph("t_b", &format!("<w:del {binh}/>"), &gone),
        paragraph("t_c", "", "3. Lập quy hoạch chung"),
        paragraph("t_d", &format!("<w:moveFrom {an}/>"), &moved),
    ];
    let back = read_back(&word(&body.concat(), None)).expect("it reads");
    assert_eq!(tasks(&back.original), [("t_a", "Xây dựng đề án du lịch"), ("t_b", "Rà soát quy hoạch chợ"), ("t_c", "Lập quy hoạch chung"), ("t_d", "Nâng cấp đường liên thôn")]);
    let said: Vec<_> = back.steps.iter().map(|it| (it.hand.author.as_str(), it.hand.day.as_str(), tasks(&it.after))).collect();
    assert_eq!(said.len(), 2);
    assert_eq!(said[0], ("Trần Thị Mẫu", "2026-06-10", vec![("t_a", "Xây dựng đề án du lịch cộng đồng"), ("t_c", "Lập quy hoạch chung"), ("t_d", "Nâng cấp đường liên thôn")]));
    assert_eq!(said[1], ("Nguyễn Văn Mẫu", "2026-06-12", vec![("t_a", "Xây dựng kế hoạch du lịch cộng đồng"), ("t_c", "Lập quy hoạch chung")]));
}

#[test]
fn a_joined_paragraph_and_a_struck_row_read_as_word_shows_them() {
    let by = "w:id=\"9\" w:author=\"A\"";
    let joined = [paragraph("t_a", &format!("<w:del {by}/>"), "1. Xây dựng đề án"), "<w:p><w:r><w:t xml:space=\"preserve\"> du lịch</w:t></w:r></w:p>".to_owned()].concat();
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |mark: &str, cells: [&str; 3]| format!("<w:tr><w:trPr>{mark}</w:trPr>{}</w:tr>", cells.map(cell).concat());
    let struck = format!("<w:del {by}/>");
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl><w:p/>",
        row("", ["TT", "Nhiệm vụ", "Cơ quan chủ trì"]),
        row("", ["1", "Sửa chợ", "Phòng Kinh tế"]),
        row(&struck, ["2", "Sửa trạm bơm", "Phòng Kinh tế"])
    );
    let back = read_back(&word(&[joined, table].concat(), None)).expect("it reads");
    let texts = |it: &Programme| it.texts().map(|it| it.0.to_owned()).collect::<Vec<_>>().join(" | ");
    assert!(texts(&back.original).contains("Sửa trạm bơm"), "{}", texts(&back.original));
    let after = texts(&back.steps[0].after);
    assert!(after.contains("Xây dựng đề án du lịch") && !after.contains("Sửa trạm bơm") && after.contains("Sửa chợ"), "{after}");
}

#[test]
fn a_comment_hangs_on_the_item_it_was_made_at() {
    let comments = concat!(
        r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
        r#"<w:comment w:id="4" w:author="Nguyễn Văn Mẫu" w:date="2026-06-12T08:00:00Z"><w:p><w:r><w:t>Đề nghị nêu rõ nguồn vốn.</w:t></w:r></w:p><w:p><w:r><w:t>Xem lại.</w:t></w:r></w:p></w:comment>"#,
        r#"<w:comment w:id="5" w:author="B"><w:p><w:r><w:t>Về đề mục</w:t></w:r></w:p></w:comment></w:comments>"#
    );
    let body = [
        "<w:p><w:commentRangeStart w:id=\"5\"/><w:r><w:t>1. Kinh tế</w:t></w:r></w:p>".to_owned(),
        paragraph("t_a", "", "a) Xây dựng đề án du lịch"),
        paragraph("t_b", "", "b) Rà soát quy hoạch chợ").replacen("<w:r>", "<w:commentRangeStart w:id=\"4\"/><w:r>", 1),
    ];
    let back = read_back(&word(&body.concat(), Some(comments))).expect("it reads");
    let said: Vec<(&str, &str, Option<&str>)> = back.remarks.iter().map(|it| (it.hand.author.as_str(), it.words.as_str(), it.anchor.as_ref().map(Anchor::as_str))).collect();
    assert_eq!(said, [("B", "Về đề mục", None), ("Nguyễn Văn Mẫu", "Đề nghị nêu rõ nguồn vốn.\nXem lại.", Some("t_b"))]);
    assert!(back.steps.is_empty() && tasks(&back.original).len() == 2);
}

/// Another office program opens the form, saves it, and it still says what it said.
#[test]
#[allow(clippy::disallowed_methods, clippy::print_stdout, reason = "another program reads from disk, and a skipped test says so")]
fn a_form_saved_by_another_program_reads_back() {
    let values = [vec!["Xây dựng đề án du lịch cộng đồng".to_owned(), "Phòng Kinh tế".to_owned(), "2 tỷ đồng\nđất công".to_owned()], vec![String::new(), "Công an xã".to_owned()]];
    let folder = std::env::temp_dir().join(format!("hanhdong-form-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("out")).expect("a folder");
    let path = folder.join("form.docx");
    std::fs::write(&path, form_docx(&form(&values))).expect("a file");
    let run = std::process::Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .args(["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder.join("out"))
        .arg(&path)
        .output();
    if run.is_err() {
        return println!("skipped: no other office program at hand");
    }
    let bytes = std::fs::read(folder.join("out/form.docx")).expect("it was saved");
    drop(std::fs::remove_dir_all(&folder));
    let read = read_form(&bytes).expect("it reads").expect("a form");
    assert_eq!((read.programme.as_str(), read.section.as_str(), read.seen.as_str()), (PROGRAMME, SECTION, "0123456789abcdef0123"));
    assert_eq!(said(&read), values);
    assert_eq!(read.items.iter().map(|it| it.anchor.as_deref()).collect::<Vec<_>>(), [Some("t_viec_0"), Some("t_viec_1"), None]);
    assert!(read.items.iter().filter(|it| it.anchor.is_some()).all(|it| it.seen.len() == 20));
}

/// Elements that a body is made of, opened and closed as they come.
const PIECES: [&str; 14] = ["p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "trPr", "ins", "del", "moveFrom", "delText", "txbxContent"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Whatever stands in whatever: it reads in as many steps as there are hands, or is refused.
    #[test]
    fn a_body_of_any_shape_is_read_or_refused(choices in proptest::collection::vec((0usize..18, 0usize..3), 0..60)) {
        let mut body = String::new();
        let mut open: Vec<&str> = Vec::new();
        for (what, whose) in choices {
            match (PIECES.get(what), open.last()) {
                (Some(name), _) => {
                    body.push_str(&format!("<w:{name} w:id=\"1\" w:author=\"A{whose}\">"));
                    open.push(name);
                }
                (None, Some(name)) if what < 16 => {
                    body.push_str(&format!("</w:{name}>"));
                    open.pop();
                }
                (None, _) if what == 16 => body.push_str(&format!("<w:bookmarkStart w:id=\"2\" w:name=\"hd_t_{whose}\"/>")),
                (None, _) => body.push_str("chữ đậm"),
            }
        }
        for name in open.iter().rev() {
            body.push_str(&format!("</w:{name}>"));
        }
        if let Ok(back) = read_back(&word(&body, None)) {
            prop_assert!(back.steps.len() <= 3);
        }
    }
}
