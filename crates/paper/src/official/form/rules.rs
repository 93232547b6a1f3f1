//! The rules of form, component by component.

use hanhdong_domain::text::{fold, nfc, squeeze};
use hanhdong_domain::{Language, Place};

use super::FormFinding;
use super::read::{FormDocument, FormParagraph};
use crate::official::layout::{Accepted, LayoutPack, TextAlign, TextStyle};

/// Paragraphs longer than this are running text.
const LONG_CHARS: usize = 160;
/// Fewer of them than this say nothing of a paper's body.
const LONG_PARAGRAPHS_MIN: usize = 3;
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;

pub(super) struct Rules<'a> {
    pub(super) document: &'a FormDocument,
    pub(super) pack: &'a LayoutPack,
    pub(super) language: Language,
    pub(super) findings: Vec<FormFinding>,
}

impl Rules<'_> {
    pub(super) fn judge(mut self) -> Vec<FormFinding> {
        self.page();
        self.heading_block();
        self.title_block();
        self.body();
        self.foot();
        self.letters();
        self.findings
    }

    fn say<'s>(&self, vi: &'s str, en: &'s str) -> &'s str {
        match self.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    fn add(&mut self, rule: (&str, &str), expected: String, found: String, paragraph: Option<&FormParagraph>, key: &str) {
        let place = paragraph.map_or_else(Place::default, |it| Place::line(it.number));
        let unverified = self.pack.is_unverified(key);
        let rule = self.say(rule.0, rule.1).to_owned();
        self.findings.push(FormFinding { rule, expected, found, place, unverified });
    }

    fn page(&mut self) {
        let page = &self.pack.page;
        let Some(section) = self.document.sections.first().cloned() else { return };
        if let (Some(width), Some(height)) = (section.width, section.height) {
            let near = |twips: f64, mm: f64| (twips - mm * TWIPS_PER_MM).abs() <= 20.0;
            let (short, long) = if width <= height { (width, height) } else { (height, width) };
            if !near(short, page.width_mm) || !near(long, page.height_mm) {
                self.add(
                    ("Khổ giấy", "Paper"),
                    format!("{} x {} mm", page.width_mm, page.height_mm),
                    format!("{:.0} x {:.0} mm", width / TWIPS_PER_MM, height / TWIPS_PER_MM),
                    None,
                    "page.width_mm",
                );
            }
        }
        let sides: [(&str, (&str, &str), Accepted, &str); 4] = [
            ("top", ("Lề trên", "Top margin"), page.top_accept_mm, "page.top_mm"),
            ("bottom", ("Lề dưới", "Bottom margin"), page.bottom_accept_mm, "page.top_mm"),
            ("left", ("Lề trái", "Left margin"), page.inside_accept_mm, "page.inside_mm"),
            ("right", ("Lề phải", "Right margin"), page.outside_accept_mm, "page.inside_mm"),
        ];
        for (side, rule, accepted, key) in sides {
            if let Some(found) = section.margins.get(side).map(|it| it / TWIPS_PER_MM).filter(|it| !accepted.holds(*it)) {
                self.add(rule, format!("{accepted} mm"), format!("{found:.1} mm"), None, key);
            }
        }
        if !self.document.page_number_in_header {
            let found = self.say("không thấy số trang ở lề trên", "no page number in the top margin").to_owned();
            let expected = self.say("giữa lề trên, từ trang 2", "centred in the top margin, from page 2").to_owned();
            self.add(("Số trang", "Page number"), expected, found, None, "page.number_from_edge_mm");
        } else if !page.number_on_first_page && !section.title_page {
            let found = self.say("trang đầu cũng có số trang", "the first page is numbered too").to_owned();
            let expected = self.say("trang đầu không đánh số", "none on the first page").to_owned();
            self.add(("Số trang", "Page number"), expected, found, None, "page.number_on_first_page");
        }
    }

    fn heading_block(&mut self) {
        let pack = self.pack;
        let head: Vec<&FormParagraph> = self.document.paragraphs.iter().filter(|it| !it.text.trim().is_empty()).take(40).collect();
        for (i, line) in pack.heading.national.iter().enumerate() {
            let style = if i == 0 { &pack.text.national } else { &pack.text.motto };
            let wanted = fold(line);
            match head.iter().find(|it| fold(&squeeze(&it.text)) == wanted) {
                Some(paragraph) => self.text_style(("Tiêu đề", "National heading"), style, paragraph, "text.national"),
                None => self.missing(("Tiêu đề", "National heading"), line),
            }
        }
        let marked = pack.heading.issuer_mark.is_empty() || head.iter().any(|it| it.text.trim() == pack.heading.issuer_mark);
        if !marked {
            let found = self.say("không thấy", "not found").to_owned();
            self.add(("Dấu dưới tên cơ quan ban hành", "Mark under the issuing body"), format!("«{}»", pack.heading.issuer_mark), found, None, "heading.issuer_mark");
        }
        match head.iter().find(|it| is_number_line(&it.text)) {
            Some(paragraph) => self.number_line(paragraph),
            None => self.missing(("Số và ký hiệu", "Number and symbol"), &format!("{}...", pack.number.prefix)),
        }
        match head.iter().find(|it| is_date_line(&it.text)) {
            Some(paragraph) => self.date_line(paragraph),
            None => self.missing(("Địa danh, ngày tháng năm", "Place and date"), self.say("ngày ... tháng ... năm ...", "day, month, year")),
        }
    }

    fn missing(&mut self, rule: (&str, &str), expected: &str) {
        let found = self.say("không thấy trong phần đầu văn bản", "not found at the head of the paper").to_owned();
        self.add(rule, expected.to_owned(), found, None, "");
    }

    fn number_line(&mut self, paragraph: &FormParagraph) {
        let rule = ("Số và ký hiệu", "Number and symbol");
        let text = squeeze(&paragraph.text);
        let colon = text.contains(':');
        if colon != self.pack.number.prefix.contains(':') {
            self.add(rule, format!("«{}...»", self.pack.number.prefix), format!("«{text}»"), Some(paragraph), "number.prefix");
        }
        self.text_style(rule, &self.pack.text.number, paragraph, "text.number");
    }

    fn date_line(&mut self, paragraph: &FormParagraph) {
        let rule = ("Địa danh, ngày tháng năm", "Place and date");
        self.text_style(rule, &self.pack.text.place_and_date, paragraph, "text.place_and_date");
        let words: Vec<String> = fold(&paragraph.text).split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let after = |word: &str| words.iter().position(|it| it == word).and_then(|at| words.get(at + 1)).filter(|it| it.chars().all(|c| c.is_ascii_digit()));
        let day = after("ngay").and_then(|it| Some((it.clone(), format_zero(it, |day| day < self.pack.date.zero_day_below)?)));
        let month = after("thang").and_then(|it| Some((it.clone(), format_zero(it, |month| month <= self.pack.date.zero_months_to)?)));
        for (found, expected) in [day, month].into_iter().flatten().filter(|(found, expected)| found != expected) {
            self.add(rule, expected, found, Some(paragraph), "date.zero_day_below");
        }
    }

    fn title_block(&mut self) {
        let pack = self.pack;
        let kinds: Vec<String> = pack.number.kinds.iter().map(|(kind, _)| fold(kind)).collect();
        let document = self.document;
        let kind = document
            .paragraphs
            .iter()
            .take(80)
            .position(|it| it.text.chars().any(char::is_uppercase) && !it.text.chars().any(char::is_lowercase) && kinds.contains(&fold(&squeeze(&it.text))));
        let Some(at) = kind else { return };
        if let Some(paragraph) = document.paragraphs.get(at) {
            self.text_style(("Tên loại văn bản", "Kind of document"), &pack.text.kind, paragraph, "text.kind");
        }
        let below: Vec<&FormParagraph> = document.paragraphs.iter().skip(at + 1).filter(|it| !it.text.trim().is_empty()).take(4).collect();
        if let Some(title) = below.first().filter(|it| self.align(it).as_deref() == Some("center") && it.text.chars().any(char::is_lowercase)) {
            self.text_style(("Trích yếu", "Abstract"), &pack.text.title, title, "text.title");
        }
        let rule = &pack.heading.title_rule;
        if !rule.is_empty() && !below.iter().any(|it| it.text.trim() == rule) {
            let found = self.say("không thấy", "not found").to_owned();
            self.add(("Gạch dưới trích yếu", "Rule under the abstract"), format!("«{rule}»"), found, document.paragraphs.get(at), "heading.title_rule");
        }
    }

    fn body(&mut self) {
        let pack = self.pack;
        let document = self.document;
        let is_body = |it: &&FormParagraph| !it.in_table && it.text.chars().count() > LONG_CHARS && self.align(it).as_deref() != Some("center");
        let long: Vec<&FormParagraph> = document.paragraphs.iter().filter(is_body).collect();
        let sizes = pack.text.body.accepted_pt();
        let indents = pack.body.first_line_accept_mm;
        self.body_rule(&long, ("Cỡ chữ phần nội dung", "Size of the body"), format!("{sizes} pt"), "text.body", |_, it| {
            document.effective(it, |p| p.size).is_none_or(|size| sizes.holds(size))
        });
        let justified = self.align_words(pack.text.body.align).to_owned();
        self.body_rule(&long, ("Căn lề phần nội dung", "Alignment of the body"), justified, "text.body", |rules, it| {
            matches!(rules.align(it).as_deref(), Some("both" | "distribute"))
        });
        self.body_rule(&long, ("Lùi đầu dòng", "First-line indent"), format!("{indents} mm"), "body.first_line_mm", |_, it| {
            indents.holds(document.effective(it, |p| p.first_line).unwrap_or(0.0) / TWIPS_PER_MM)
        });
        self.body_rule(&long, ("Giãn dòng", "Line spacing"), format!("{} pt", pack.body.line_accept_pt), "body.line_exact_pt", |rules, it| rules.line_passes(it));
        self.outline();
        self.font();
    }

    /// One finding where more than a tenth of the running text differs, at the first paragraph that does.
    fn body_rule(&mut self, long: &[&FormParagraph], rule: (&str, &str), expected: String, key: &str, passes: impl Fn(&Rules<'_>, &FormParagraph) -> bool) {
        let differing: Vec<&FormParagraph> = long.iter().copied().filter(|it| !passes(self, it)).collect();
        let Some(first) = differing.first().filter(|_| long.len() >= LONG_PARAGRAPHS_MIN && differing.len() * 10 > long.len()) else { return };
        let (count, total) = (differing.len(), long.len());
        let found = match self.language {
            Language::Vi => format!("{count}/{total} đoạn khác quy định"),
            Language::En => format!("{count} of {total} paragraphs differ"),
        };
        self.add(rule, expected, found, Some(first), key);
    }

    /// "Exactly 18 pt" where the pack asks for points; "single to 1.5 lines" counts in points of the body size.
    fn line_passes(&self, paragraph: &FormParagraph) -> bool {
        let line = self.document.effective(paragraph, |p| p.line);
        let rule = self.document.effective(paragraph, |p| p.line_rule.clone());
        let party = self.pack.pack.family == "party";
        match (line, rule.as_deref()) {
            (Some(line), Some("exact")) => self.pack.body.line_accept_pt.holds(line / 20.0),
            (Some(line), Some("atLeast")) => !party && self.pack.body.line_accept_pt.holds(line / 20.0),
            (Some(line), _) => !party && (1.0..=1.51).contains(&(line / 240.0)),
            (None, _) => !party,
        }
    }

    fn outline(&mut self) {
        let document = self.document;
        let Some(first) = document
            .paragraphs
            .iter()
            .find(|it| !it.in_table && (it.text.trim_start().starts_with("I.") || it.text.trim_start().starts_with("I-") || it.text.trim_start().starts_with("I ")))
        else {
            return;
        };
        let rule = ("Tên phần, mục lớn", "Outline level 1");
        let mark = first.text.trim_start().trim_start_matches('I').trim_start().chars().next().map(String::from).unwrap_or_default();
        if mark != self.pack.outline.level1_mark && matches!(mark.as_str(), "." | "-" | "–") {
            self.add(rule, format!("«I{}»", self.pack.outline.level1_mark), format!("«I{mark}»"), Some(first), "outline.level1_mark");
        }
        self.text_style(rule, &self.pack.text.level1, first, "text.level1");
    }

    fn font(&mut self) {
        let document = self.document;
        let family = fold(&self.pack.font.family);
        let other = |it: &&FormParagraph| !it.text.trim().is_empty() && document.effective(it, |p| p.font.clone()).is_some_and(|font| fold(&font) != family);
        let count = document.paragraphs.iter().filter(|it| other(it)).count();
        if let Some(first) = document.paragraphs.iter().find(|it| other(it)) {
            let font = document.effective(first, |p| p.font.clone()).unwrap_or_default();
            let found = match self.language {
                Language::Vi => format!("{font} ({count} đoạn)"),
                Language::En => format!("{font} ({count} paragraphs)"),
            };
            self.add(("Phông chữ", "Typeface"), self.pack.font.family.clone(), found, Some(first), "font.family");
        }
    }

    fn foot(&mut self) {
        let document = self.document;
        let pack = self.pack;
        let authority = document.paragraphs.iter().find(|it| {
            let text = it.text.trim_start();
            ["T/M ", "K/T ", "T/L ", "TM. ", "KT. ", "TL. "].iter().any(|head| text.starts_with(head))
        });
        if let Some(paragraph) = authority {
            self.text_style(("Thẩm quyền ký", "Authority line"), &pack.text.authority, paragraph, "text.authority");
        }
        let label = document.paragraphs.iter().position(|it| fold(it.text.trim_start()).starts_with("noi nhan"));
        let Some(at) = label else {
            let found = self.say("không thấy", "not found").to_owned();
            self.add(("Nơi nhận", "Nơi nhận"), "Nơi nhận:".to_owned(), found, None, "");
            return;
        };
        if let Some(paragraph) = document.paragraphs.get(at) {
            self.text_style(("Nơi nhận", "Nơi nhận"), &pack.text.recipients_label, paragraph, "text.recipients_label");
        }
        let line = document.paragraphs.iter().skip(at + 1).take(12).find(|it| it.text.trim_start().starts_with('-'));
        if let Some(paragraph) = line {
            self.text_style(("Danh sách nơi nhận", "Recipients"), &pack.text.recipients, paragraph, "text.recipients");
        }
    }

    fn letters(&mut self) {
        let document = self.document;
        if let Some(first) = document.paragraphs.iter().find(|it| nfc(&it.text) != it.text) {
            let expected = self.say("Unicode dựng sẵn", "precomposed Unicode (NFC)").to_owned();
            let found = self.say("Unicode tổ hợp hoặc ký tự ẩn", "decomposed or hidden characters").to_owned();
            self.add(("Bộ mã chữ", "Encoding"), expected, found, Some(first), "font.family");
        }
    }

    fn align(&self, paragraph: &FormParagraph) -> Option<String> {
        self.document.effective(paragraph, |p| p.align.clone())
    }

    fn align_words(&self, align: TextAlign) -> &'static str {
        match align {
            TextAlign::Left => self.say("trái", "left"),
            TextAlign::Centre => self.say("giữa", "centred"),
            TextAlign::Right => self.say("phải", "right"),
            TextAlign::Justified => self.say("đều hai bên", "justified"),
        }
    }

    /// Size, weight and slant of one component; underline only where the pack asks for it.
    fn text_style(&mut self, rule: (&str, &str), style: &TextStyle, paragraph: &FormParagraph, key: &str) {
        let document = self.document;
        let size = document.effective(paragraph, |p| p.size);
        let bold = document.effective(paragraph, |p| p.bold).unwrap_or(false);
        let italic = document.effective(paragraph, |p| p.italic).unwrap_or(false);
        let underline = document.effective(paragraph, |p| p.underline).unwrap_or(false);
        let sized = size.is_none_or(|it| style.accepted_pt().holds(it));
        if sized && bold == style.bold && italic == style.italic && underline == style.underline {
            return;
        }
        let expected = self.style_words(&style.accepted_pt().to_string(), style.bold, style.italic, style.underline);
        let found = self.style_words(&size.map_or_else(|| "?".to_owned(), |it| it.to_string()), bold, italic, underline);
        self.add(rule, expected, found, Some(paragraph), key);
    }

    fn style_words(&self, size: &str, bold: bool, italic: bool, underline: bool) -> String {
        let mut words = vec![format!("{size} pt"), self.say(if bold { "đậm" } else { "không đậm" }, if bold { "bold" } else { "not bold" }).to_owned()];
        words.push(self.say(if italic { "nghiêng" } else { "đứng" }, if italic { "italic" } else { "upright" }).to_owned());
        if underline {
            words.push(self.say("gạch chân", "underlined").to_owned());
        }
        words.join(", ")
    }
}

fn format_zero(digits: &str, padded: impl Fn(i8) -> bool) -> Option<String> {
    let number: i8 = digits.parse().ok()?;
    Some(if padded(number) { format!("{number:02}") } else { number.to_string() })
}

fn is_number_line(text: &str) -> bool {
    let folded = fold(text.trim_start());
    folded.strip_prefix("so").is_some_and(|rest| rest.starts_with([':', ' ', '\u{a0}']) && rest.contains(['-', '/'])) && text.chars().count() < 40
}

fn is_date_line(text: &str) -> bool {
    let folded = fold(text);
    text.chars().count() < 80 && folded.contains("ngay") && folded.contains("thang") && folded.contains(" nam")
}
