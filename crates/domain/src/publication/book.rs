//! The book of numbers given to outgoing papers: one run of numbers for a kind in a term, and what a new number may be
//! (format.md section 3).

use std::ops::RangeInclusive;

use super::PaperNumber;
use crate::Date;
use crate::organisation::ProgrammeId;

/// The symbol of a congress: all kinds of its papers share one run.
const CONGRESS: &str = "ĐH";

/// A run of numbers inside an organisation: that of a kind of paper of one of its bodies ("CTr/ĐU"), or that of a congress,
/// which all kinds share.
#[doc(alias = "dãy số")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Series(String);

impl Series {
    /// The run that a kind and a body belong to.
    pub fn of(kind: &str, body: &str) -> Series {
        Series(if body == CONGRESS { format!("*/{body}") } else { format!("{kind}/{body}") })
    }
    /// As it was stored.
    pub fn stored(text: String) -> Series {
        Series(text)
    }
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A line of the book: a number that was given, or that was cancelled. Either way it is not given again.
#[doc(alias = "sổ văn bản đi")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// Its run.
    pub series: Series,
    /// The first day of the term it counts in; `None` where no term is on record.
    pub term_on: Option<Date>,
    /// The number.
    pub number: u32,
    /// As printed.
    pub text: String,
    /// The paper's date; of a cancelled number, the day it was cancelled.
    pub dated_on: Date,
    /// The kind of paper, as printed.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// The programme, where it is one that lies here.
    pub programme: Option<ProgrammeId>,
    /// Why no paper bears it.
    pub cancelled_why: Option<String>,
    /// Why it stands out of order, as the office says.
    pub reason: Option<String>,
}

/// A number that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// As printed.
    pub text: String,
    /// Its date.
    pub on: Date,
    /// What bears it.
    pub title: String,
    /// Was it cancelled?
    pub is_cancelled: bool,
}

impl Taken {
    fn of(line: &BookLine) -> Taken {
        Taken { text: line.text.clone(), on: line.dated_on, title: line.title.clone(), is_cancelled: line.cancelled_why.is_some() }
    }
}

/// Why a number is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberRefusal {
    /// It has not the form of the layout; how one looks.
    Shape {
        /// An example.
        example: String,
    },
    /// The symbol is not that of the kind of paper.
    Kind {
        /// The kind's own.
        expected: String,
    },
    /// The symbol is not that of the issuer.
    Body {
        /// The issuer's own.
        expected: String,
    },
    /// It was given, or cancelled, in the same term.
    Taken(Taken),
    /// A lower number has a later date, or a higher one an earlier date: an office may say why and go on.
    Order(Taken),
    /// The run gives its numbers itself: none is to be entered.
    GivenHere,
    /// Kind and issuer say no symbol, so there is no run to take a number from.
    NoSeries,
}

/// Which term a day belongs to: the last that had begun.
pub fn term_of(terms: &[Date], day: Date) -> Option<Date> {
    terms.iter().copied().filter(|it| *it <= day).max()
}

/// May a paper of that day bear the number? `book` holds the lines of its run and term. A reason lets it stand out of order.
pub fn judge(number: &PaperNumber, on: Date, book: &[BookLine], reason: Option<&str>) -> Result<(), NumberRefusal> {
    if let Some(taken) = book.iter().find(|it| it.number == number.number) {
        return Err(NumberRefusal::Taken(Taken::of(taken)));
    }
    let is_astray = |it: &&BookLine| it.cancelled_why.is_none() && ((it.number < number.number && on < it.dated_on) || (number.number < it.number && it.dated_on < on));
    match book.iter().find(is_astray) {
        Some(other) if reason.is_none_or(|it| it.trim().is_empty()) => Err(NumberRefusal::Order(Taken::of(other))),
        Some(_) | None => Ok(()),
    }
}

/// The numbers below this one that nothing on record bears.
pub fn gaps(number: u32, book: &[BookLine]) -> Vec<RangeInclusive<u32>> {
    let mut given: Vec<u32> = book.iter().map(|it| it.number).filter(|it| *it < number).collect();
    given.sort_unstable();
    given.dedup();
    let mut gaps = Vec::new();
    let mut next = 1;
    for it in given.into_iter().chain([number]) {
        if next < it {
            gaps.push(next..=it - 1);
        }
        next = it.saturating_add(1);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(offset: i16) -> Date {
        Date::constant(2026, 1, 1).checked_add(jiff::ToSpan::days(i64::from(offset))).expect("a day")
    }

    fn line(number: u32, on: i16, cancelled: bool) -> BookLine {
        BookLine {
            series: Series::of("CTr", "ĐU"),
            term_on: None,
            number,
            text: format!("{number:02}-CTr/ĐU"),
            dated_on: day(on),
            kind: "CHƯƠNG TRÌNH".to_owned(),
            title: "thực hiện Nghị quyết".to_owned(),
            programme: None,
            cancelled_why: cancelled.then(|| "ghi nhầm".to_owned()),
            reason: None,
        }
    }

    fn number(number: u32) -> PaperNumber {
        PaperNumber { number, kind: "CTr".to_owned(), body: "ĐU".to_owned() }
    }

    #[test]
    fn papers_of_a_congress_share_one_run_whatever_their_kind_and_a_committees_do_not() {
        assert_eq!(Series::of("NQ", "ĐH"), Series::of("CTr", "ĐH"));
        assert_ne!(Series::of("NQ", "ĐU"), Series::of("CTr", "ĐU"));
        assert_ne!(Series::of("CTr", "VP"), Series::of("CTr", "ĐU"));
    }

    #[test]
    fn a_number_is_never_given_twice_not_even_a_cancelled_one_and_no_reason_helps() {
        for cancelled in [false, true] {
            let book = [line(5, 0, cancelled)];
            let refused = judge(&number(5), day(9), &book, Some("lý do"));
            assert!(matches!(refused, Err(NumberRefusal::Taken(ref it)) if it.is_cancelled == cancelled), "{refused:?}");
        }
    }

    #[test]
    fn a_lower_number_with_a_later_date_is_told_and_goes_on_with_a_reason_alone() {
        let book = [line(5, 10, false)];
        assert!(matches!(judge(&number(4), day(11), &book, None), Err(NumberRefusal::Order(it)) if it.text == "05-CTr/ĐU"));
        assert!(judge(&number(6), day(9), &book, Some("  ")).is_err());
        assert_eq!(judge(&number(4), day(11), &book, Some("Ký trước, phát hành sau")), Ok(()));
        assert_eq!(judge(&number(4), day(10), &book, None), Ok(()), "on the same day the order is not known");
        assert_eq!(judge(&number(4), day(11), &[line(5, 10, true)], None), Ok(()), "a cancelled number has no paper to stand before");
    }

    #[test]
    fn the_term_is_the_last_that_had_begun() {
        let terms = [day(100), day(0)];
        assert_eq!(term_of(&terms, day(99)), Some(day(0)));
        assert_eq!(term_of(&terms, day(100)), Some(day(100)));
        assert_eq!(term_of(&terms, day(-1)), None);
    }

    proptest! {
        #[test]
        fn gaps_and_numbers_on_record_are_together_every_number_below(given in prop::collection::btree_set(1..40_u32, 0..20), new in 1..45_u32) {
            let book: Vec<BookLine> = given.iter().map(|it| line(*it, 0, it % 7 == 0)).collect();
            let missing: Vec<u32> = gaps(new, &book).into_iter().flatten().collect();
            let expected: Vec<u32> = (1..new).filter(|it| !given.contains(it)).collect();
            prop_assert_eq!(missing, expected);
        }
    }
}
