//! How a basis document is cited, and whether a text cites it.

use crate::Date;
use crate::text::{fold, squeeze};

use super::LegalBasis;

/// What stands where something is not known, so that it is seen in Word and on paper.
const BLANK: &str = "……";

/// How a text names a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mention {
    /// By its number alone: the text gives no date, so it may be another one of that number.
    Number,
    /// By number and date.
    NumberAndDate,
}

/// A number as it is compared: `35-CT/TW`, `35 - ct/tw` and `35–CT/TW` are one; a leading zero means nothing.
pub fn number_key(number: &str) -> String {
    let folded: String = fold(number).chars().filter(|it| !it.is_whitespace()).map(|it| if matches!(it, '–' | '—') { '-' } else { it }).collect();
    folded.trim_start_matches('0').to_owned()
}

/// Whose papers cite: the Party's write "số 35-CT/TW, ngày 30/5/2019", a state body's "số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020"
/// (Decree 30/2020, annex I), a law without number and issuer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CitationForm {
    /// The Party's.
    #[default]
    Party,
    /// The state's.
    State,
}

impl CitationForm {
    /// Every form.
    pub const ALL: [CitationForm; 2] = [CitationForm::Party, CitationForm::State];

    /// What the last line of a legal basis ends with; the others end with a semicolon.
    pub const fn last_mark(self) -> char {
        match self {
            CitationForm::Party => ',',
            CitationForm::State => '.',
        }
    }
}

impl LegalBasis {
    /// The citation in a form: kind, number, date, issuer, what it is about. What is not known stays a visible blank.
    #[doc(alias = "viện dẫn")]
    pub fn cited_as(&self, form: CitationForm) -> String {
        match form {
            CitationForm::Party => self.citation(),
            CitationForm::State => self.state_citation(),
        }
    }

    fn state_citation(&self) -> String {
        let kind = self.kind.words();
        let date = self.dated.map_or_else(|| BLANK.to_owned(), |it| format!("{:02} tháng {} năm {}", it.day(), state_month(it), it.year()));
        let (issuer, subject) = (self.issuer.as_str(), self.subject.as_str());
        if self.kind.is_named_by_subject() {
            return squeeze(&format!("{kind} {subject} ngày {date}"));
        }
        let about = if subject.is_empty() { String::new() } else { format!(" về {subject}") };
        squeeze(&format!("{kind} số {} ngày {date} của {issuer}{about}", self.number.as_deref().unwrap_or(BLANK)))
    }

    /// The citation as the Party's papers print it; the register shows this one.
    pub fn citation(&self) -> String {
        let kind = self.kind.words();
        let number = self.number.as_deref().unwrap_or(BLANK);
        let date = self.dated.map_or_else(|| BLANK.to_owned(), printed);
        let (issuer, subject) = (self.issuer.as_str(), self.subject.as_str());
        if self.kind.is_named_by_subject() {
            let number = self.number.as_deref().map(|it| format!(" số {it}")).unwrap_or_default();
            return squeeze(&format!("{kind} {subject}{number}, ngày {date} của {issuer}"));
        }
        let about = if subject.is_empty() { String::new() } else { format!(" về {subject}") };
        squeeze(&format!("{kind} số {number}, ngày {date} của {issuer}{about}"))
    }

    /// A line of a programme's legal basis, with its end mark.
    #[doc(alias = "căn cứ")]
    pub fn line(&self, form: CitationForm, is_last: bool) -> String {
        let dash = if form == CitationForm::Party { "- " } else { "" };
        format!("{dash}Căn cứ {}{}", self.cited_as(form), if is_last { form.last_mark() } else { ';' })
    }

    /// In few words, for lists: kind, number and date.
    pub fn short(&self) -> String {
        let date = self.dated.map(|it| format!(", ngày {}", printed(it))).unwrap_or_default();
        match &self.number {
            Some(number) => format!("{} số {number}{date}", self.kind.words()),
            None => squeeze(&format!("{} {}{date}", self.kind.words(), self.subject)),
        }
    }

    /// Does a text name it, and how? A number that stands beside another date is another document's.
    pub fn mentioned_in(&self, text: &str) -> Option<Mention> {
        let key = number_key(self.number.as_deref()?);
        places_of(&key, text)
            .into_iter()
            .filter_map(|behind| match (date_behind(behind), self.dated) {
                (Some(found), Some(dated)) if found == dated => Some(Mention::NumberAndDate),
                (Some(_), Some(_)) => None,
                (Some(_) | None, _) => Some(Mention::Number),
            })
            .max()
    }
}

/// `30/5/2019`: days and months without a leading zero, as in the text of a paper.
fn printed(date: Date) -> String {
    format!("{}/{}/{}", date.day(), date.month(), date.year())
}

/// Months below three are printed with a zero in papers of the state, as days below ten are.
fn state_month(date: Date) -> String {
    if date.month() < 3 { format!("0{}", date.month()) } else { date.month().to_string() }
}

/// What stands behind each place at which a number stands whole.
fn places_of<'a>(key: &str, text: &'a str) -> Vec<&'a str> {
    let mut found = Vec::new();
    // A number begins where no letter or digit stands before it.
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let begins = !before.is_alphanumeric() && !matches!(before, '/' | '-' | '–');
        before = letter;
        if !begins || !letter.is_alphanumeric() {
            continue;
        }
        if let Some(behind) = text.get(at..).and_then(|rest| strip_key(key, rest)) {
            found.push(behind);
        }
    }
    found
}

/// What stands behind a number at the beginning of a text; `None` where another thing begins it.
fn strip_key<'a>(key: &str, text: &'a str) -> Option<&'a str> {
    let mut wanted = key.chars().peekable();
    let mut is_at_start = true;
    for (at, letter) in text.char_indices() {
        if is_at_start && letter == '0' {
            continue;
        }
        is_at_start = false;
        if wanted.peek().is_none() {
            return (!letter.is_alphanumeric() && !matches!(letter, '/')).then(|| &text[at..]);
        }
        if letter == ' ' {
            continue;
        }
        for one in number_letters(letter) {
            if wanted.next() != Some(one) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some("")
}

fn number_letters(letter: char) -> Vec<char> {
    if matches!(letter, '–' | '—') { vec!['-'] } else { fold(letter.encode_utf8(&mut [0; 4])).chars().collect() }
}

/// Letters within which a date belongs to the number before it.
const DATE_CHARS_MAX: usize = 40;

/// The date printed right behind a number: ", ngày 30/5/2019", " (ngày 30 tháng 5 năm 2019)", " ngày 30-5-2019".
fn date_behind(text: &str) -> Option<Date> {
    let near: String = text.chars().take(DATE_CHARS_MAX).collect();
    let folded = fold(near.trim_start_matches([',', '(', ' ']));
    let said = folded.strip_prefix("ngay ")?;
    let numbers: Vec<&str> = said.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty()).take(3).collect();
    let [day, month, year] = numbers.as_slice() else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::BasisKind;
    use super::super::document::tests::directive;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_citation_reads_as_central_papers_print_it() {
        let mut one = directive(1, "2019-05-30");
        assert_eq!(one.line(CitationForm::Party, true), "- Căn cứ Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị về đại hội đảng bộ các cấp,");
        assert!(one.line(CitationForm::Party, false).ends_with(';'));
        (one.number, one.dated) = (None, None);
        assert_eq!(one.citation(), "Chỉ thị số ……, ngày …… của Bộ Chính trị về đại hội đảng bộ các cấp");
        (one.kind, one.issuer, one.subject) = (BasisKind::Law, "Quốc hội".to_owned(), "Mẫu".to_owned());
        (one.number, one.dated) = (Some("01/2025/QH15".to_owned()), "2025-06-16".parse().ok());
        assert_eq!(one.citation(), "Luật Mẫu số 01/2025/QH15, ngày 16/6/2025 của Quốc hội");
    }

    #[test]
    fn of_two_documents_with_one_number_a_text_names_the_one_of_its_date() {
        let (old, new) = (directive(1, "2019-05-30"), directive(2, "2024-06-14"));
        for text in [
            "Thực hiện Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị",
            "Chỉ thị 35-CT/TW ngày 30-05-2019",
            "chỉ thị số 35 - CT/TW (ngày 30 tháng 5 năm 2019)",
            "CHỈ THỊ SỐ 35–CT/TW, NGÀY 30/5/2019",
        ] {
            assert_eq!(old.mentioned_in(text), Some(Mention::NumberAndDate), "{text}");
            assert_eq!(new.mentioned_in(text), None, "{text}");
        }
        assert_eq!(old.mentioned_in("theo Chỉ thị số 35-CT/TW của Bộ Chính trị"), Some(Mention::Number));
        for other in ["Chỉ thị số 135-CT/TW", "35-CT/TWĐTN", "số 35-CT/TU", "12/35-CT/TW", "", "35-CT"] {
            assert_eq!(old.mentioned_in(other), None, "{other}");
        }
    }

    proptest! {
        /// A text that cites a document as the register prints it names it, by number and date.
        #[test]
        fn what_is_cited_is_found(number in 1..400_u32, symbol in "(CT|NQ|KH|QĐ|HD)/(TW|TU|ĐU|HĐND)", day in 1..28_i8, month in 1..13_i8, year in 1990..2040_i16, before in "[a-zđ ]{0,20}") {
            let mut one = directive(1, "");
            one.number = Some(format!("{number:02}-{symbol}"));
            one.dated = Date::new(year, month, day).ok();
            for form in CitationForm::ALL {
                prop_assert_eq!(one.mentioned_in(&format!("{before} {}", one.line(form, false))), Some(Mention::NumberAndDate), "{:?}", form);
            }
        }
        /// Any text can be asked; where the number does not stand, nothing is named.
        #[test]
        fn any_text_can_be_asked(text in "\\PC{0,60}") {
            prop_assert!(text.contains("35") || directive(1, "2019-05-30").mentioned_in(&text).is_none());
        }
    }
}
