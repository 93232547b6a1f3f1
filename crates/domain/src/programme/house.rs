//! How a house writes: one placement of tone marks, the forms it prefers, paragraphs it uses again. Read from plain lines, as a
//! clerk types or pastes them; what is above holds where the house says nothing itself.

use crate::text::{Placement, nfc, place_tones, squeeze};

/// Lines of a glossary, and paragraphs, at most.
pub const LINES_MAX: usize = 500;

/// A form that the house prefers, and those it avoids.
#[doc(alias = "thuật ngữ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it is to be written.
    pub preferred: String,
    /// As it is not.
    pub avoid: Vec<String>,
    /// Why, or where it stands so.
    pub note: String,
}

/// A paragraph that is used again.
#[doc(alias = "đoạn mẫu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// What it is called.
    pub title: String,
    /// The paragraph.
    pub text: String,
}

/// How a house writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseRules {
    /// Where tone marks stand in `uỷ`, `hoà`; `None`: either way is fine.
    pub placement: Option<Placement>,
    /// Its glossary.
    pub terms: Vec<Term>,
    /// Its paragraphs.
    pub blocks: Vec<TextBlock>,
}

/// Something that a text says otherwise than the house writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Words with their tone mark in the other place, as they stand there.
    Placement(String),
    /// A form that the house avoids.
    Avoided {
        /// As it stands there.
        said: String,
        /// What it should be.
        preferred: String,
        /// Why.
        note: String,
    },
}

/// Reads a glossary: `preferred | avoided; avoided | note` a line. The numbers of the lines that do not read.
pub fn read_terms(text: &str) -> Result<Vec<Term>, Vec<usize>> {
    let (mut terms, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(nfc(text).lines()) {
        let line = squeeze(line);
        if line.is_empty() {
            continue;
        }
        let mut cells = line.split('|').map(str::trim);
        let (preferred, avoid, note) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let avoid: Vec<String> = avoid.split(';').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let has_words = |it: &str| it.chars().any(char::is_alphanumeric);
        // Only the place of a tone mark is no other form: the orthography says that.
        let is_other = |it: &String| has_words(it) && key(it) != key(preferred);
        if cells.next().is_some() || !has_words(preferred) || avoid.is_empty() || !avoid.iter().all(is_other) || LINES_MAX <= terms.len() {
            wrong.push(number);
        } else {
            terms.push(Term { preferred: preferred.to_owned(), avoid, note: note.to_owned() });
        }
    }
    // What one line asks for, another must not avoid: nobody could ever write it.
    for (at, term) in terms.iter().enumerate() {
        if terms.iter().any(|other| other.avoid.iter().any(|it| !matches_in(&term.preferred, it).is_empty() && !is_guarded(&term.preferred, it, other))) {
            wrong.push(line_of(text, at));
        }
    }
    wrong.sort_unstable();
    wrong.dedup();
    if wrong.is_empty() { Ok(terms) } else { Err(wrong) }
}

/// The number of the line with the term at a place.
fn line_of(text: &str, at: usize) -> usize {
    (1..).zip(text.lines()).filter(|it| !it.1.trim().is_empty()).nth(at).map_or(1, |it| it.0)
}

/// Is every place of an avoided form inside the preferred form of its own line?
fn is_guarded(text: &str, avoided: &str, term: &Term) -> bool {
    let guards = matches_in(text, &term.preferred);
    matches_in(text, avoided).iter().all(|it| guards.iter().any(|guard| guard.0 <= it.0 && it.1 <= guard.1))
}

/// A glossary as it is typed.
pub fn write_terms(terms: &[Term]) -> String {
    let line = |it: &Term| {
        let note = if it.note.is_empty() { String::new() } else { format!(" | {}", it.note) };
        format!("{} | {}{note}\n", it.preferred, it.avoid.join("; "))
    };
    terms.iter().map(line).collect()
}

/// Reads paragraphs: a line `# title`, then the paragraph. The numbers of the lines that do not read.
pub fn read_blocks(text: &str) -> Result<Vec<TextBlock>, Vec<usize>> {
    let (mut blocks, mut wrong): (Vec<(usize, TextBlock)>, Vec<usize>) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(nfc(text).lines()) {
        let line = squeeze(line);
        if line.is_empty() {
            continue;
        }
        match line.strip_prefix('#').map(str::trim) {
            Some(title) if !title.is_empty() && blocks.len() < LINES_MAX && blocks.iter().all(|it| it.1.title != title) => {
                blocks.push((number, TextBlock { title: title.to_owned(), text: String::new() }));
            }
            Some(_) => wrong.push(number),
            None => match blocks.last_mut() {
                Some((_, block)) => block.text = squeeze(&format!("{} {line}", block.text)),
                None => wrong.push(number),
            },
        }
    }
    wrong.extend(blocks.iter().filter(|it| it.1.text.is_empty()).map(|it| it.0));
    wrong.sort_unstable();
    wrong.dedup();
    if wrong.is_empty() { Ok(blocks.into_iter().map(|it| it.1).collect()) } else { Err(wrong) }
}

/// Paragraphs as they are typed.
pub fn write_blocks(blocks: &[TextBlock]) -> String {
    blocks.iter().map(|it| format!("# {}\n{}\n\n", it.title, it.text)).collect()
}

/// A word as it is compared: lower case, tone marks in one place. Other marks count: `thuê` is not `thuế`.
fn key(text: &str) -> String {
    let lower = nfc(text).to_lowercase();
    place_tones(&lower, Placement::Second).split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The bytes of each place where a form stands as words of its own. A form in capitals alone is one only in capitals.
fn matches_in(text: &str, form: &str) -> Vec<(usize, usize)> {
    let wanted: Vec<String> = key(form).split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let is_capital = form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase);
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut begun = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                begun = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    let piece = |it: &(usize, usize)| text.get(it.0..it.1).unwrap_or_default();
    let (mut found, mut at) = (Vec::new(), 0);
    while !wanted.is_empty() && at + wanted.len() <= words.len() {
        let here = words.get(at..at + wanted.len()).unwrap_or_default();
        let is_here = here.iter().zip(&wanted).all(|(word, wanted)| key(piece(word)) == *wanted);
        match (here.first(), here.last()) {
            (Some(first), Some(last)) if is_here && (!is_capital || text.get(first.0..last.1).is_some_and(|it| !it.chars().any(char::is_lowercase))) => {
                found.push((first.0, last.1));
                at += wanted.len();
            }
            _ => at += 1,
        }
    }
    found
}

/// A preferred form in the capitals of what it takes the place of.
fn dressed(preferred: &str, said: &str, avoided: &str) -> String {
    let small = |it: &str| it.chars().any(char::is_lowercase);
    let begins_large = |it: &str| it.chars().next().is_some_and(char::is_uppercase);
    if !small(said) && small(avoided) && 1 < said.chars().filter(|it| it.is_alphabetic()).count() {
        return preferred.to_uppercase();
    }
    if begins_large(said) && !begins_large(avoided) {
        let mut letters = preferred.chars();
        return letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default();
    }
    preferred.to_owned()
}

impl HouseRules {
    /// Does the house ask for nothing of how a text is written?
    pub fn is_silent(&self) -> bool {
        self.placement.is_none() && self.terms.is_empty()
    }

    /// With what the level above says where this says nothing: its placement, terms of other words, paragraphs of other names.
    pub fn under(mut self, above: HouseRules) -> HouseRules {
        self.placement = self.placement.or(above.placement);
        for term in above.terms {
            let is_own = |own: &Term| {
                key(&own.preferred) == key(&term.preferred)
                    || own.avoid.iter().any(|it| key(it) == key(&term.preferred))
                    || term.avoid.iter().any(|it| key(it) == key(&own.preferred))
            };
            if !self.terms.iter().any(is_own) {
                self.terms.push(term);
            }
        }
        for block in above.blocks {
            if self.blocks.iter().all(|it| it.title != block.title) {
                self.blocks.push(block);
            }
        }
        self
    }

    /// The places of a text that the house would write otherwise, each with what stands in its place.
    fn avoided<'a>(&'a self, text: &str) -> Vec<((usize, usize), &'a Term, String)> {
        let mut found: Vec<((usize, usize), &Term, String)> = Vec::new();
        for term in &self.terms {
            let guards = matches_in(text, &term.preferred);
            for form in &term.avoid {
                for place in matches_in(text, form) {
                    let is_free = guards.iter().all(|it| place.0 < it.0 || it.1 < place.1) && found.iter().all(|it| place.1 <= it.0.0 || it.0.1 <= place.0);
                    if is_free && let Some(said) = text.get(place.0..place.1) {
                        found.push((place, term, dressed(&term.preferred, said, form)));
                    }
                }
            }
        }
        found.sort_by_key(|it| it.0);
        found
    }

    /// What a text says otherwise than the house writes.
    pub fn faults(&self, text: &str) -> Vec<Fault> {
        let text = nfc(text);
        let mut faults: Vec<Fault> = Vec::new();
        for (place, term, preferred) in self.avoided(&text) {
            let said = text.get(place.0..place.1).unwrap_or_default().to_owned();
            faults.push(Fault::Avoided { said, preferred, note: term.note.clone() });
        }
        if let Some(placement) = self.placement {
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty() && place_tones(it, placement) != **it) {
                let fault = Fault::Placement(word.to_owned());
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        faults
    }

    /// The text as the house writes it. Nothing else of it changes.
    pub fn mended(&self, text: &str) -> String {
        if self.faults(text).is_empty() {
            return text.to_owned();
        }
        let text = nfc(text);
        let (mut out, mut done) = (String::with_capacity(text.len()), 0);
        for (place, _, preferred) in self.avoided(&text) {
            out.push_str(text.get(done..place.0).unwrap_or_default());
            out.push_str(&preferred);
            done = place.1;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        self.placement.map_or(out.clone(), |placement| place_tones(&out, placement))
    }
}

#[cfg(test)]
mod tests;
