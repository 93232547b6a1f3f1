//! The text of a PDF, page by page. Tables are lost in it: what is read are lines of text, nothing is rebuilt.

use super::limits::{PAGES_MAX, PDF_TIME};
use super::lines::{begins_item, continues, is_full, is_rule};
use crate::intake::Refusal;
use crate::intake::raw::{Block, Paragraph, RawPaper};
use hanhdong_domain::Place;
use hanhdong_domain::text::nfc;
use pdf_extract::{Document, PlainTextOutput, output_doc_page};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

/// Stack of the thread that reads a PDF: the library recurses into nested objects.
const STACK: usize = 128 * 1024 * 1024;
/// Characters of text that a paper has at least.
const LETTERS_MIN: usize = 20;
/// Widths of a line vary in proportional type: a line this full (percent of the longest) was wrapped.
const FULL_PERCENT: usize = 82;

/// Reads a PDF.
///
/// # Errors
/// [`Refusal::Encrypted`] under a password, [`Refusal::TooLarge`] over the pages or the time,
/// [`Refusal::NoText`] for a scan or a text layer that is garbage.
pub(super) fn read(bytes: &[u8]) -> Result<RawPaper, Refusal> {
    Ok(pages_of(bytes)?.1)
}

/// The same with the text of each page as it was extracted.
pub(super) fn pages_of(bytes: &[u8]) -> Result<(Vec<String>, RawPaper), Refusal> {
    super::pdf_bounds::refuse(bytes)?;
    let pages = extract(bytes)?;
    if !is_readable(&pages) {
        return Err(Refusal::NoText);
    }
    let paper = RawPaper { blocks: blocks(&pages), ..RawPaper::default() };
    Ok((pages, paper))
}

/// The text of each page, extracted in a thread of its own that is left behind when its time is over.
fn extract(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let stop = Arc::new(AtomicBool::new(false));
    let (send, receive) = mpsc::channel();
    let (owned, stopped) = (bytes.to_vec(), Arc::clone(&stop));
    let work = move || {
        let pages = catch_unwind(AssertUnwindSafe(|| pages(&owned, &stopped))).unwrap_or_else(|_| Err(broken()));
        // Nobody listens any more once the time is over: then there is nothing to say.
        drop(send.send(pages));
    };
    std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(work).map_err(|_| broken())?;
    let pages = receive.recv_timeout(PDF_TIME);
    stop.store(true, Ordering::Relaxed);
    pages.unwrap_or(Err(Refusal::TooLarge { what: "seconds", limit: PDF_TIME.as_secs() as usize }))
}

fn pages(bytes: &[u8], stop: &AtomicBool) -> Result<Vec<String>, Refusal> {
    let mut document = Document::load_mem(bytes).map_err(|_| broken())?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| Refusal::Encrypted)?;
    }
    let count = document.get_pages().len();
    if count > PAGES_MAX {
        return Err(Refusal::TooLarge { what: "pages", limit: PAGES_MAX });
    }
    let mut out = Vec::with_capacity(count);
    for number in (1u32..).take(count) {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let mut text = String::new();
        // A page that does not read is an empty page; whether enough is left is judged over all of them.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let mut output = PlainTextOutput::new(&mut text);
            output_doc_page(&document, &mut output, number).is_ok()
        }));
        out.push(if read.unwrap_or(false) { nfc(&text) } else { String::new() });
    }
    Ok(out)
}

/// Is there a text layer, and does it hold letters that people read? Broken fonts leave signs, private characters
/// or Latin letters without the marks that Vietnamese cannot do without.
fn is_readable(pages: &[String]) -> bool {
    let (mut letters, mut marked, mut garbage, mut all) = (0usize, 0usize, 0usize, 0usize);
    for c in pages.iter().flat_map(|it| it.chars()).filter(|it| !it.is_whitespace()) {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        marked += usize::from(matches!(c, '\u{C0}'..='\u{1B0}' | '\u{1EA0}'..='\u{1EF9}'));
        garbage += usize::from(c == '\u{FFFD}' || c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}'));
    }
    letters >= LETTERS_MIN && garbage * 20 <= all && letters * 2 >= all.saturating_sub(digits(pages)) && marked * 20 >= letters
}

fn digits(pages: &[String]) -> usize {
    pages.iter().flat_map(|it| it.chars()).filter(|it| it.is_ascii_digit() || matches!(it, '.' | ',' | '-' | '/')).count()
}

/// The paragraphs of all pages; a paragraph may go over from one page to the next.
fn blocks(pages: &[String]) -> Vec<Block> {
    let longest = pages.iter().flat_map(|it| it.lines()).map(|it| it.trim().chars().count()).max().unwrap_or(0);
    let width = longest.min(140) * FULL_PERCENT / 100;
    let mut out: Vec<Paragraph> = Vec::new();
    let mut above = String::new();
    for (page, text) in (1u32..).zip(pages) {
        for (number, line) in (1u32..).zip(text.lines()) {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.is_empty() || is_rule(&line) || is_page_number(&line, page) {
                continue;
            }
            match out.last_mut() {
                Some(open) if goes_on(&above, &line, width) => {
                    open.text.push(' ');
                    open.text.push_str(&line);
                }
                _ => out.push(Paragraph { text: line.clone(), place: Place { line: number, sheet: None, page: Some(page) }, ..Paragraph::default() }),
            }
            above = line;
        }
    }
    out.into_iter().map(Block::Paragraph).collect()
}

/// Blank lines say little in extracted text, so a sentence that ended keeps its next line apart.
fn goes_on(above: &str, line: &str, width: usize) -> bool {
    let ended = above.ends_with(['.', ';', ':', '!', '?']);
    !begins_item(line, above) && (!ended || is_full(above, line, width)) && continues(above, line, !ended && is_full(above, line, width))
}

fn is_page_number(line: &str, page: u32) -> bool {
    line.trim_matches(['-', '–', ' ']).parse::<u32>().is_ok_and(|it| it.abs_diff(page) <= 20)
}

fn broken() -> Refusal {
    Refusal::Broken("PDF".to_owned())
}
