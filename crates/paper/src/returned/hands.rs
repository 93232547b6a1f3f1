//! A draft comes back with tracked changes: what it said before them, and what it says as one hand after the other is
//! accepted. A hand is one author on one day.

use hanhdong_domain::programme::Programme;
use hanhdong_domain::text::nfc;
use quick_xml::events::BytesStart;

use super::remarks::{Remark, remarks};
use super::view::{brings, takes, view};
use super::{main_text, opened};
use crate::intake::read::xml::{Name, Node, Xml, attribute};
use crate::intake::understand::Purpose;
use crate::intake::{Refusal, import};
use crate::review::{NewPart, rewrite};

/// Hands that are told apart; what is over that goes in with the last of them.
pub const HANDS_MAX: usize = 16;
/// Letters of an author's name.
const AUTHOR_CHARS_MAX: usize = 80;

/// Who changed something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hand {
    /// The day as `2026-06-12`; empty where the file does not say it.
    pub day: String,
    /// The name that Word shows.
    pub author: String,
}

impl Hand {
    /// The hand of an element with an author and a date.
    pub(super) fn of(start: &BytesStart<'_>) -> Hand {
        let mut author = nfc(attribute(start, "author").unwrap_or_default().trim());
        crate::intake::read::strip_controls(&mut author);
        let day: String = attribute(start, "date").unwrap_or_default().chars().take(10).collect();
        let is_day = day.len() == 10 && day.bytes().enumerate().all(|(at, it)| if at == 4 || at == 7 { it == b'-' } else { it.is_ascii_digit() });
        Hand { day: if is_day { day } else { String::new() }, author: author.chars().take(AUTHOR_CHARS_MAX).collect() }
    }
}

/// What the draft says when one hand more is accepted.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whose.
    pub hand: Hand,
    /// The draft with this hand and all before it.
    pub after: Programme,
}

/// A draft that came back.
#[derive(Clone, Debug)]
pub struct Back {
    /// What it said before the tracked changes.
    pub original: Programme,
    /// The hands, the earliest day first.
    pub steps: Vec<Step>,
    /// Its comments.
    pub remarks: Vec<Remark>,
}

/// Reads a draft that came back.
///
/// # Errors
/// The refusals of reading a Word file.
#[doc(alias = "nhận lại bản góp ý")]
pub fn read_back(bytes: &[u8]) -> Result<Back, Refusal> {
    let mut package = opened(bytes)?;
    let (main, source) = main_text(&mut package)?;
    let hands = hands(&source, &main)?;
    let shown = |count: usize| {
        let last = hands.len();
        let accepts = |start: &BytesStart<'_>| {
            let hand = Hand::of(start);
            hands.iter().position(|it| *it == hand).unwrap_or(last) < count
        };
        view(&source, &main, &accepts)
    };
    let kept = hands.len().min(HANDS_MAX);
    let counts: Vec<usize> = (0..=kept).map(|it| if it == kept { hands.len() } else { it }).collect();
    let mut read = Vec::with_capacity(counts.len());
    for count in counts {
        let part = NewPart { name: main.clone(), bytes: shown(count)?.into_bytes() };
        read.push(import(&rewrite(&mut package, bytes, &[part])?, Purpose::Programme)?);
    }
    let remarks = remarks(&mut package, &main, &source, bytes)?;
    let mut read = read.into_iter();
    let original = read.next().unwrap_or_default();
    Ok(Back { original, steps: hands.into_iter().zip(read).map(|(hand, after)| Step { hand, after }).collect(), remarks })
}

/// Everybody who changed something, the earliest day first; who gave no day comes first.
fn hands(source: &str, part: &str) -> Result<Vec<Hand>, Refusal> {
    let mut xml = Xml::new(source, part);
    let mut hands: Vec<Hand> = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Start(start) = node else { continue };
        let name = start.name().0.to_owned();
        if let Name::Word(local) = xml.prefixes.name(&name)
            && (brings(local) || takes(local))
        {
            let hand = Hand::of(&start);
            // The list is short: people, not changes. Beyond any number of people that write, they are one crowd.
            if hands.len() < 1000
                && let Err(at) = hands.binary_search(&hand)
            {
                hands.insert(at, hand);
            }
        }
    }
    Ok(hands)
}
