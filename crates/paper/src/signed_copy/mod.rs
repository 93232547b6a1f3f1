//! A signed paper that came back, held against the paper that was issued: the words of both files, whatever order a file
//! keeps its blocks in. Layout is not compared, and no signature is checked.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use hanhdong_domain::publication::{CopyDifference, CopyFindings, CopyReading};
use hanhdong_domain::text::{Placement, dice, fold_words, nfc, place_tones};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::intake::Refusal;
use crate::intake::read::pdf_pages;

/// Places that are kept with their words, at most; the others are counted.
pub const DIFFERENCES_MAX: usize = 200;
/// Letters of each side of a place that are kept.
const SIDE_MAX: usize = 400;
/// Words before a place that are told with it.
const WORDS_BEFORE: usize = 6;
/// Papers that share less of their words than this are two papers.
const SHARED_MIN: f64 = 0.5;
/// Words of a head row that is taken for one.
const HEADING_WORDS_MIN: usize = 3;
/// A stretch that only stands elsewhere has this many words at least: two figures that changed places are no such stretch.
const MOVED_WORDS_MIN: usize = 2;
/// The same where figures stand in it.
const MOVED_FIGURES_MIN: usize = 5;

/// Holds a PDF that came back against the issued one. `headings` are the head rows of the issued tables, which a file repeats
/// on every page that a table goes on to.
///
/// # Errors
/// As for any PDF that is handed in, but a scan is no refusal: its words are [`CopyReading::NoText`].
#[doc(alias = "đối chiếu bản ký")]
pub fn hold_pdf(issued: &[u8], came: &[u8], headings: &[String]) -> Result<CopyFindings, Refusal> {
    let signatures = signatures(came);
    let unread = CopyFindings { reading: CopyReading::NoText, count: 0, moved: 0, differences: Vec::new(), signatures };
    // What takes too long to read, or is too long, is kept all the same and looked at by people.
    let is_scan = |it: &Refusal| matches!(it, Refusal::NoText | Refusal::TooLarge { what: "seconds" | "pages", .. });
    let pages = match pdf_pages(came) {
        Ok(pages) => pages,
        Err(refusal) if is_scan(&refusal) => return Ok(unread),
        Err(refusal) => return Err(refusal),
    };
    match pdf_pages(issued) {
        Ok(issued) => Ok(CopyFindings { signatures, ..hold(&issued, &pages, headings) }),
        Err(refusal) if is_scan(&refusal) => Ok(unread),
        Err(refusal) => Err(refusal),
    }
}

/// How many signature dictionaries a PDF holds. They are never packed: the bytes that are signed are counted from the file's
/// own beginning, so their places stand in plain letters.
#[doc(alias = "chữ ký số")]
pub fn signatures(pdf: &[u8]) -> usize {
    const MARK: &[u8] = b"/ByteRange";
    let is_range = |at: usize| pdf.get(at + MARK.len()..).is_some_and(|rest| rest.trim_ascii_start().first() == Some(&b'['));
    pdf.windows(MARK.len()).enumerate().filter(|(at, it)| *it == MARK && is_range(*at)).count()
}

/// A word, and the page it stands on.
struct Word {
    text: String,
    page: u32,
}

/// A stretch that differs: places in the words of both.
struct Stretch {
    issued: std::ops::Range<usize>,
    came: std::ops::Range<usize>,
}

/// Holds the pages of a paper against those of the issued one, word by word.
pub fn hold(issued: &[String], came: &[String], headings: &[String]) -> CopyFindings {
    let (mut issued, mut came) = (words(issued), words(came));
    for heading in headings {
        let heading = words(std::slice::from_ref(heading));
        let heading = texts(&heading);
        // A head row is repeated on every page; one that a file lost altogether is a difference all the same.
        if HEADING_WORDS_MIN <= heading.len() && stands_in(&issued, &heading) && stands_in(&came, &heading) {
            issued = without(issued, &heading);
            came = without(came, &heading);
        }
    }
    let (ours, theirs) = (texts(&issued), texts(&came));
    let folded = |it: &[&str]| fold_words(&it.join(" "));
    let mut found = CopyFindings { reading: CopyReading::Same, count: 0, moved: 0, differences: Vec::new(), signatures: 0 };
    if dice(&folded(&ours), &folded(&theirs)) < SHARED_MIN {
        return CopyFindings { reading: CopyReading::Other, ..found };
    }
    let stretches: Vec<Stretch> = stretches(&ours, &theirs).into_iter().filter(|it| glued(&ours, &it.issued) != glued(&theirs, &it.came)).collect();
    let stay = without_moved(&ours, &theirs, stretches, &mut found.moved);
    found.count = stay.len();
    found.reading = if found.count == 0 { CopyReading::Same } else { CopyReading::Differs };
    let mut places: Vec<CopyDifference> = stay.iter().map(|it| place(it, &issued, &came)).collect();
    places.sort_by_key(|it| !it.is_of_numbers());
    places.truncate(DIFFERENCES_MAX);
    found.differences = places;
    found
}

fn texts(words: &[Word]) -> Vec<&str> {
    words.iter().map(|it| it.text.as_str()).collect()
}

/// The words of pages: without page numbers, rules and marks that are no words, in one form of letters.
fn words(pages: &[String]) -> Vec<Word> {
    let mut found = Vec::new();
    for (page, text) in (1_u32..).zip(pages) {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
        for (at, line) in lines.iter().enumerate() {
            let is_at_edge = at == 0 || at + 1 == lines.len();
            if is_at_edge && is_page_number(line) {
                continue;
            }
            let one_form = place_tones(&nfc(line), Placement::Second);
            found.extend(one_form.split_whitespace().map(plain).filter(|it| it.contains(|c: char| c.is_alphanumeric() || c == '%')).map(|text| Word { text, page }));
        }
    }
    found
}

fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(['-', '–', ' ']);
    !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|it| it.is_ascii_digit())
}

/// A word without the signs that end a sentence or embrace it, its dashes and quotes in one form.
fn plain(word: &str) -> String {
    let one_sign = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '’' | '‘' => '\'',
        other => other,
    };
    let bare = word.trim_start_matches(['(', '[', '"', '“', '”', '«', '\'']).trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '"', '“', '”', '»', '…', '\'', '-', '–']);
    // The mark of a list that stands close to its first word; before a figure it is a sign.
    let unmarked = bare.trim_start_matches(['-', '–', '+', '•']);
    let bare = if unmarked.starts_with(char::is_alphabetic) { unmarked } else { bare };
    bare.chars().filter(|it| !matches!(it, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}')).map(one_sign).collect()
}

/// The stretches that differ, joined where they touch.
fn stretches(ours: &[&str], theirs: &[&str]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, ours, theirs) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.issued.end == op.old_range().start && last.came.end == op.new_range().start => {
                last.issued.end = op.old_range().end;
                last.came.end = op.new_range().end;
            }
            Some(_) | None => found.push(Stretch { issued: op.old_range(), came: op.new_range() }),
        }
    }
    found
}

/// The words of a stretch as one: where a file parts its letters is no difference, nor that a line ends behind a hyphen
/// ("2027-" and "2029"). A sign before a figure stays.
fn glued(words: &[&str], range: &std::ops::Range<usize>) -> String {
    let bare = |it: &&str| match it.strip_prefix('-') {
        Some(rest) => format!("-{}", rest.replace('-', "")),
        None => it.replace('-', ""),
    };
    said(words, range).iter().map(bare).collect()
}

/// Does a row of words stand there?
fn stands_in(words: &[Word], row: &[&str]) -> bool {
    words.windows(row.len()).any(|it| it.iter().map(|it| it.text.as_str()).eq(row.iter().copied()))
}

/// The words without a row, wherever it stands.
fn without(words: Vec<Word>, row: &[&str]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        found.push(word);
        let tail = found.len().saturating_sub(row.len());
        if row.len() <= found.len() && found.iter().skip(tail).map(|it| it.text.as_str()).eq(row.iter().copied()) {
            found.truncate(tail);
        }
    }
    found
}

/// Leaves out what was taken away here and stands there word by word.
fn without_moved(ours: &[&str], theirs: &[&str], stretches: Vec<Stretch>, moved: &mut usize) -> Vec<Stretch> {
    let mut came: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (at, it) in stretches.iter().enumerate().filter(|(_, it)| it.issued.is_empty()) {
        came.entry(sorted(said(theirs, &it.came))).or_default().push(at);
    }
    let mut out: HashSet<usize> = HashSet::new();
    for (at, it) in stretches.iter().enumerate() {
        let (gone, new) = (said(ours, &it.issued), said(theirs, &it.came));
        let partner = if !new.is_empty() || !may_move(gone) {
            None
        } else {
            let there = came.get_mut(&sorted(gone));
            there.and_then(|there| {
                let found = there.iter().position(|it| !out.contains(it) && stretches.get(*it).is_some_and(|it| is_turned(gone, said(theirs, &it.came))))?;
                Some(there.swap_remove(found))
            })
        };
        if partner.is_some() {
            *moved += 1;
            out.insert(at);
            out.extend(partner);
        }
    }
    stretches.into_iter().enumerate().filter(|(at, _)| !out.contains(at)).map(|(_, it)| it).collect()
}

fn said<'a, 'w>(words: &'a [&'w str], range: &std::ops::Range<usize>) -> &'a [&'w str] {
    words.get(range.clone()).unwrap_or_default()
}

fn sorted<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// The same words in the same order, but for where they begin: of two equal words around a stretch either may be told as its.
fn is_turned(one: &[&str], other: &[&str]) -> bool {
    one.len() == other.len() && (0..one.len()).any(|at| one.iter().cycle().skip(at).zip(other).all(|(a, b)| a == b))
}

fn may_move(words: &[&str]) -> bool {
    let has_figures = words.iter().any(|it| it.contains(|c: char| c.is_ascii_digit()));
    words.len() >= if has_figures { MOVED_FIGURES_MIN } else { MOVED_WORDS_MIN }
}

fn place(it: &Stretch, issued: &[Word], came: &[Word]) -> CopyDifference {
    let told = |words: &[Word], range: std::ops::Range<usize>| {
        let joined = words.get(range).unwrap_or_default().iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
        match joined.char_indices().nth(SIDE_MAX) {
            Some((end, _)) => format!("{}…", joined.get(..end).unwrap_or_default()),
            None => joined,
        }
    };
    let page = came.get(it.came.start).or(came.last()).map_or(1, |it| it.page);
    CopyDifference {
        page,
        after: told(came, it.came.start.saturating_sub(WORDS_BEFORE)..it.came.start),
        issued: told(issued, it.issued.clone()),
        came: told(came, it.came.clone()),
    }
}
