use std::collections::{HashMap, HashSet};

use hanhdong_domain::programme::Programme;
use hanhdong_domain::{Code, Report, Severity};

use super::*;
use crate::sample;

/// Values of an attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|it| it.split('"').next()).collect()
}

fn empty_report() -> Report {
    Report { guideline: "x".into(), guideline_title: "x".into(), clauses: Vec::new(), findings: Vec::new(), coverage: Vec::new() }
}

#[test]
fn every_word_of_a_file_is_escaped() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=\"x\" &lt;b&gt; ]]> <!-- </style></title>";
    let mut programme = sample::programme(2, 2);
    programme.document.title = Some(hostile.into());
    programme.document.issuer = Some(hostile.into());
    programme.parts[0].heading = hostile.into();
    programme.parts[1].nodes.push(sample::heading(hostile, hostile));
    let mut pool = hanhdong_domain::programme::AnchorPool::default();
    programme.parts[1].nodes.push(sample::task(&mut pool, 77, hostile));
    let mut report = sample::report(&programme);
    report.guideline_title = hostile.into();
    report.clauses[0].why = hostile.into();
    report.findings.push(sample::finding(hostile, Code::Slogan, Severity::Note, None, hostile, 3));
    report.findings[0].message = hostile.into();
    for page in [export(&programme), super::report(&programme, &report, Language::Vi), super::report(&programme, &report, Language::En)] {
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        for it in ["<script", "<img", "<!-- ", "</style></title>", "onload=\"x"] {
            assert_eq!(page.matches(it).count(), 0, "{it}");
        }
    }
}

#[test]
fn links_lead_somewhere_and_ids_are_unique() {
    let programme = sample::programme(12, 30);
    let mut report = sample::report(&programme);
    for item in programme.items() {
        report.findings.push(sample::finding("II.1", Code::Duplicate, Severity::Note, Some(item.anchor()), "một mục", 5));
    }
    for page in [export(&programme), super::report(&programme, &report, Language::Vi)] {
        let ids = attributes(&page, "id");
        let unique: HashSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        let links: Vec<&str> = attributes(&page, "href");
        assert!(links.len() > 3);
        for link in links {
            let id = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leaves the page"));
            assert!(unique.contains(&id), "{link} leads nowhere");
        }
    }
}

#[test]
fn a_page_fetches_nothing_and_says_its_language() {
    let programme = sample::programme(3, 3);
    let report = sample::report(&programme);
    for (page, language) in [(export(&programme), "vi"), (super::report(&programme, &report, Language::Vi), "vi"), (super::report(&programme, &report, Language::En), "en")] {
        assert!(page.starts_with(&format!("<!DOCTYPE html><html lang=\"{language}\">")), "{}", &page[..60]);
        for it in ["http", "url(", "@import", " src=", "<link"] {
            assert!(!page.contains(it), "{it}");
        }
    }
}

#[test]
fn every_item_and_every_unread_passage_is_on_the_page() {
    let programme = sample::programme(9, 21);
    let page = export(&programme);
    for item in programme.items() {
        assert!(page.contains(&format!("id=\"{}\"", item.anchor().bookmark())), "{}", item.anchor());
    }
    assert!(page.contains("(*) ghi chú lạc") && page.contains("Đoạn chưa nhận dạng"));
    assert!(page.contains("12,5 tỷ đồng"), "a bare amount shows the unit of its column");
}

#[test]
fn a_report_says_verdicts_severities_and_places_in_the_offices_words() {
    let programme = sample::programme(12, 15);
    let report = sample::report(&programme);
    let page = super::report(&programme, &report, Language::Vi);
    for it in [
        "Đạt một phần",
        "Chưa đạt",
        "Chưa đủ căn cứ",
        "Cần bổ sung",
        "Nên chỉnh",
        "Lưu ý",
        "dòng 21",
        "Chưa có nhiệm vụ",
        "Nội dung cần xem lại",
        "Rà soát theo",
        "2 mục tiêu, chỉ tiêu chưa có nhiệm vụ",
    ] {
        assert!(page.contains(it), "{it}");
    }
    for it in ["lỗi", "vi phạm", "Không đạt", "Kiểm tra văn bản"] {
        assert!(!page.contains(it), "{it}");
    }
    assert_eq!(page.matches("<article").count(), report.findings.len());
    assert_eq!(page.matches("class=\"matrix\"").count(), 1);
}

#[test]
fn a_wide_matrix_is_a_list_and_stays_small() {
    let programme = sample::programme(60, 140);
    let report = sample::report(&programme);
    let page = super::report(&programme, &report, Language::Vi);
    assert_eq!(page.matches("class=\"matrix\"").count(), 0);
    assert_eq!(page.matches("class=\"gap\"").count(), report.coverage.iter().filter(|it| it.served_by.is_empty()).count());
    assert!(page.len() < 300_000, "{} bytes", page.len());
}

#[test]
fn tables_have_captions_and_header_cells_a_scope() {
    let programme = sample::programme(12, 15);
    for page in [export(&programme), super::report(&programme, &sample::report(&programme), Language::Vi)] {
        assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
        assert_eq!(page.matches("<th ").count(), page.matches(" scope=\"").count());
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!page.contains("<th>"));
    }
}

#[test]
fn nothing_at_all_is_still_a_page() {
    let page = super::report(&Programme::default(), &empty_report(), Language::Vi);
    assert!(page.contains("Không có nội dung nào cần xem lại") && page.contains("chưa nêu mục tiêu, chỉ tiêu nào"));
    assert!(export(&Programme::default()).contains("<h1>CHƯƠNG TRÌNH HÀNH ĐỘNG"));
}

/// Relative luminance of a colour, as WCAG reckons it.
fn luminance(colour: &str) -> f64 {
    let channel = |i: usize| {
        let value = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn words_stand_out_from_their_grounds_by_the_contrast_of_aa() {
    let colours: HashMap<&str, String> = style::STYLE
        .split("--")
        .filter_map(|it| it.split_once(":#"))
        .map(|(name, rest)| (name, rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>()))
        .map(|(name, hex)| (name, if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex }))
        .collect();
    let tones = ["bad", "mid", "note", "good", "none"];
    let pairs = tones.iter().flat_map(|it| [((*it).to_owned(), format!("{it}-pale")), ((*it).to_owned(), "ground".to_owned()), ("ink".to_owned(), format!("{it}-pale"))]);
    for (words, ground) in pairs.chain([("ink".into(), "ground".into()), ("soft".into(), "ground".into()), ("soft".into(), "pale".into()), ("ink".into(), "pale".into())]) {
        let (a, b) = (luminance(&colours[words.as_str()]), luminance(&colours[ground.as_str()]));
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(contrast >= 4.5, "{words} on {ground}: {contrast:.2}");
    }
}

#[test]
fn what_is_missing_from_many_items_is_one_article_with_a_link_for_each() {
    let programme = sample::programme(4, 12);
    let mut report = sample::report(&programme);
    report.findings = programme.tasks().map(|it| sample::finding("II.2.b-4/lead", Code::NoLead, Severity::Error, Some(&it.anchor), &it.title, 30)).collect();
    let page = super::report(&programme, &report, Language::Vi);
    assert_eq!(page.matches("<article class=\"finding").count(), 1);
    let list = page.split("<ul class=\"many\">").nth(1).and_then(|it| it.split("</ul>").next()).expect("a list");
    for it in programme.tasks() {
        assert!(list.contains(&format!("<li><a href=\"#i-{}\">nhiệm vụ {}</a> (dòng 30)</li>", it.anchor, it.code.as_deref().unwrap_or("?"))), "{list}");
    }
}
