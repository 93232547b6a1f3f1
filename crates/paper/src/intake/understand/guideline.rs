//! A guideline's own text bound to its clauses, sentence by sentence (clause P.3).
//!
//! Clause ids say where a clause stands: `I.2.b-3/lead` is the third thing said in point b of item 2 of part I. The
//! printed marks give the place; inside one place the pieces of its sentences are given to its clauses in order, each
//! to the one whose statement it shares most words with.

use hanhdong_domain::Place;
use hanhdong_domain::guideline::{Clause, Guideline};
use hanhdong_domain::text::{fold_words, list_letter, shared, squeeze};

use super::head::begins_foot;
use super::line::{Line, Mark};
use crate::intake::raw::{Block, RawPaper};

/// A clause with the words of the official text that state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundClause {
    /// Id of the clause.
    pub id: String,
    /// The words of the text.
    pub text: String,
    /// Where they begin.
    pub place: Place,
}

/// Binds a text to the clauses of a guideline. Clauses that the text does not state (what any paper implies) are left
/// out; every sentence of the numbered parts goes to a clause.
#[doc(alias = "hướng dẫn")]
pub fn bind(raw: &RawPaper, guideline: &Guideline) -> Vec<BoundClause> {
    let zones = zones(guideline);
    let mut pieces: Vec<(usize, Piece)> = Vec::new();
    let mut walk = Walk::new(&zones);
    for line in lines(raw) {
        if let Some(zone) = walk.zone(&line) {
            pieces.extend(split(&line, zones[zone].whole_lines()).into_iter().map(|it| (zone, it)));
        }
    }
    let mut out = Vec::new();
    for (index, zone) in zones.iter().enumerate() {
        let own: Vec<&Piece> = pieces.iter().filter(|(it, _)| *it == index).map(|(_, piece)| piece).collect();
        out.extend(assign(&own, &zone.clauses));
    }
    let order = |id: &str| guideline.clauses.iter().position(|it| it.id == id);
    out.sort_by_key(|it| order(&it.id));
    out
}

/// A place of the guideline with the clauses that stand there.
struct Zone<'g> {
    id: String,
    clauses: Vec<&'g Clause>,
}

impl Zone<'_> {
    /// Preamble, distribution list and signature are not cut into pieces.
    fn whole_lines(&self) -> bool {
        matches!(self.id.as_str(), "P" | "N" | "S")
    }
}

fn zones(guideline: &Guideline) -> Vec<Zone<'_>> {
    let mut zones: Vec<Zone<'_>> = Vec::new();
    for clause in &guideline.clauses {
        let id = zone_of(&clause.id);
        match zones.iter_mut().find(|it| it.id == id) {
            Some(zone) => zone.clauses.push(clause),
            None => zones.push(Zone { id, clauses: vec![clause] }),
        }
    }
    zones
}

fn zone_of(clause: &str) -> String {
    let head = clause.split(['-', '/']).next().unwrap_or(clause);
    match head.split_once('.') {
        Some((letter @ ("P" | "N" | "S"), _)) => letter.to_owned(),
        _ => head.to_owned(),
    }
}

fn lines(raw: &RawPaper) -> Vec<Line> {
    let mut out = Vec::new();
    for block in &raw.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(Line::new(paragraph)),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| row.cells.iter()) {
                    out.extend(cell.text.lines().map(|text| Line::of_text(text, &cell.place)));
                }
            }
        }
    }
    out
}

/// Follows the marks of the text and says which zone each line belongs to.
struct Walk<'z, 'g> {
    zones: &'z [Zone<'g>],
    part: Option<String>,
    item: u32,
    letter: Option<char>,
    dashes: usize,
    foot: Option<&'static str>,
}

impl<'z, 'g> Walk<'z, 'g> {
    fn new(zones: &'z [Zone<'g>]) -> Self {
        Walk { zones, part: None, item: 0, letter: None, dashes: 0, foot: None }
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.zones.iter().position(|it| it.id == id)
    }

    fn zone(&mut self, line: &Line) -> Option<usize> {
        if line.text.chars().all(|c| !c.is_alphanumeric()) {
            return None;
        }
        if begins_foot(line) && self.part.is_some() {
            self.foot = Some(if line.folded.starts_with("noi nhan") { "N" } else { "S" });
            return None;
        }
        if let Some(foot) = self.foot {
            let listed = line.mark == Mark::Dash || line.text.starts_with(char::is_lowercase);
            return self.find(if foot == "N" && listed { "N" } else { "S" });
        }
        match &line.mark {
            Mark::Roman(_) => {
                self.part = Some(line.printed.clone());
                (self.item, self.letter, self.dashes) = (0, None, 0);
                return None; // a heading of ours to follow, not to bind
            }
            Mark::Number(path) => {
                (self.item, self.letter, self.dashes) = (path.first().copied().unwrap_or(0), None, 0);
            }
            Mark::Letter(letter) => (self.letter, self.dashes) = (Some(*letter), 0),
            Mark::Dash => self.dashes += 1,
            Mark::Plain => {
                // A paragraph without a mark after numbered ones stands for the next number.
                let next = self.part.as_ref().map(|part| format!("{part}.{}", self.item + 1));
                if self.item > 0 && self.letter.is_none() && self.dashes == 0 && next.is_some_and(|it| self.find(&it).is_some()) {
                    self.item += 1;
                }
            }
            Mark::Capital(_) | Mark::Part | Mark::Annex => {}
        }
        let Some(part) = &self.part else { return self.find("P").filter(|_| line.folded.split(' ').count() > 12) };
        let base = format!("{part}.{}", self.item);
        let lettered = self.letter.map(|it| format!("{base}.{it}")).and_then(|it| self.find(&it));
        let dashed = list_letter(self.dashes.saturating_sub(1)).filter(|_| self.dashes > 0).and_then(|it| self.find(&format!("{base}.{it}")));
        let zone = lettered.or(dashed).or_else(|| self.find(&base));
        // "1. Mục đích", "a) Về phần mục tiêu": a heading binds nothing.
        let heading = line.body.split_whitespace().count() <= 8 && !matches!(line.mark, Mark::Dash | Mark::Plain);
        zone.filter(|_| !heading)
    }
}

/// A piece of a sentence.
struct Piece {
    text: String,
    words: Vec<String>,
    place: Place,
    /// Does it begin a line of the paper?
    begins_line: bool,
}

fn split(line: &Line, whole: bool) -> Vec<Piece> {
    let mut cuts = vec![0];
    if !whole {
        let mut depth = 0_i32;
        for (i, c) in line.body.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            let ends = depth == 0 && (matches!(c, ',' | ';') || c == '.' && line.body[i + 1..].starts_with(' '));
            if ends {
                cuts.push(i + c.len_utf8());
            } else if depth == 0 && (line.body[i..].starts_with(" và ") || line.body[i..].starts_with(" cũng như ") || line.body[i..].starts_with(" để ")) {
                cuts.push(i);
            }
        }
    }
    cuts.push(line.body.len());
    cuts.windows(2)
        .filter_map(|pair| line.body.get(pair[0]..pair[1]))
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .enumerate()
        .map(|(i, text)| Piece { text: text.trim().to_owned(), words: fold_words(text), place: line.place.clone(), begins_line: i == 0 })
        .collect()
}

/// Gives the pieces of a zone to its clauses, in order, so that the words they share are most; a clause that shares
/// nothing with any piece is not stated by the text.
fn assign(pieces: &[&Piece], clauses: &[&Clause]) -> Vec<BoundClause> {
    if pieces.is_empty() || clauses.is_empty() {
        return Vec::new();
    }
    let statements: Vec<Vec<String>> = clauses.iter().map(|it| fold_words(&it.statement_vi)).collect();
    let score = |piece: usize, clause: usize| -> f64 {
        let words = &pieces[piece].words;
        let pairs = |it: &[String]| it.windows(2).map(|pair| pair.join(" ")).collect::<Vec<_>>();
        (shared(words, &statements[clause]) as f64 + 2.0 * shared(&pairs(words), &pairs(&statements[clause])) as f64) / (words.len() as f64).sqrt().max(1.0)
    };
    if pieces.len() < clauses.len() {
        return share(pieces, clauses, &score);
    }
    // best[c][p]: the most that the first p pieces can share with the first c clauses, each having at least one.
    let (n, m) = (pieces.len(), clauses.len());
    let mut best = vec![vec![f64::NEG_INFINITY; n + 1]; m + 1];
    let mut from = vec![vec![0_usize; n + 1]; m + 1];
    best[0][0] = 0.0;
    for c in 1..=m {
        for p in c..=n {
            let here = score(p - 1, c - 1);
            let stay = best[c][p - 1];
            let enter = best[c - 1][p - 1];
            let stays = stay >= enter;
            best[c][p] = here + if stays { stay } else { enter };
            from[c][p] = if stays { from[c][p - 1] } else { p - 1 };
        }
    }
    let mut out = Vec::new();
    let mut end = n;
    for c in (1..=m).rev() {
        let start = from[c][end];
        out.push(bound(&pieces[start..end], clauses[c - 1]));
        end = start;
    }
    out.reverse();
    out
}

/// Fewer pieces than clauses: each clause takes the piece it shares most with, several may take the same.
fn share(pieces: &[&Piece], clauses: &[&Clause], score: &dyn Fn(usize, usize) -> f64) -> Vec<BoundClause> {
    let mut out = Vec::new();
    for (c, clause) in clauses.iter().enumerate() {
        let best = (0..pieces.len()).max_by(|a, b| score(*a, c).total_cmp(&score(*b, c)));
        if let Some(best) = best.filter(|it| score(*it, c) > 1.5 || clauses.len() == 1) {
            out.push(bound(&pieces[best..=best], clause));
        }
    }
    out
}

fn bound(pieces: &[&Piece], clause: &Clause) -> BoundClause {
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() {
            text.push_str(if piece.begins_line { "\n" } else { " " });
        }
        text.push_str(&piece.text);
    }
    let place = pieces.first().map(|it| it.place.clone()).unwrap_or_default();
    let text = text.lines().map(squeeze).collect::<Vec<_>>().join("\n");
    BoundClause { id: clause.id.clone(), text, place }
}
