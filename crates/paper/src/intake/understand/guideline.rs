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
        out.extend(bind_zone(&own, &zone.clauses));
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
    for clause in guideline.clauses.iter().filter(|it| it.keywords.as_ref().is_none_or(|words| !words.is_empty())) {
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
            Mark::Capital(_) | Mark::Part | Mark::Annex | Mark::Bracketed => {}
        }
        // Before the first part only sentences are bound, not the title.
        let Some(part) = &self.part else { return self.find("P").filter(|_| line.text.ends_with([';', ':', '.', ','])) };
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
    /// Does it begin a sentence or stand after a semicolon? A clause rather begins here than at a comma.
    begins_sentence: bool,
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
            } else if depth == 0
                && (line.body[i..].starts_with(" và ")
                    || line.body[i..].starts_with(" cũng như ")
                    || line.body[i..].starts_with(" để ")
                    || line.body[i..].starts_with(" trên tinh thần "))
            {
                cuts.push(i);
            }
        }
    }
    cuts.push(line.body.len());
    cuts.windows(2)
        .filter_map(|pair| line.body.get(pair[0]..pair[1]))
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .enumerate()
        .scan(true, |begins_sentence, (i, text)| {
            let piece = Piece { text: text.trim().to_owned(), words: fold_words(text), place: line.place.clone(), begins_line: i == 0, begins_sentence: *begins_sentence };
            *begins_sentence = text.trim_end().ends_with([';', '.', ':']);
            Some(piece)
        })
        .collect()
}

/// Clauses that the text states with the same words ("tiến độ" of goals and of tasks) are bound as one.
fn bind_zone(pieces: &[&Piece], clauses: &[&Clause]) -> Vec<BoundClause> {
    let mut alone: Vec<&Clause> = Vec::new();
    let mut twins: Vec<(usize, &Clause)> = Vec::new();
    for clause in clauses {
        match alone.iter().position(|it| it.keywords.is_some() && it.keywords == clause.keywords) {
            Some(twin) => twins.push((twin, clause)),
            None => alone.push(clause),
        }
    }
    let mut out = assign(pieces, &alone);
    for (twin, clause) in twins {
        if let Some(bound) = out.iter().find(|it| it.id == alone[twin].id).cloned() {
            out.push(BoundClause { id: clause.id.clone(), ..bound });
        }
    }
    out
}

/// Gives the pieces of a zone to its clauses, in order, so that the words they share are most; a clause that shares
/// nothing with any piece is not stated by the text.
fn assign(pieces: &[&Piece], clauses: &[&Clause]) -> Vec<BoundClause> {
    if pieces.is_empty() || clauses.is_empty() {
        return Vec::new();
    }
    let statements: Vec<Vec<String>> = clauses.iter().map(|it| fold_words(&it.statement_vi)).collect();
    let keywords: Vec<Vec<Vec<String>>> = clauses.iter().map(|it| it.keywords.iter().flatten().map(|words| fold_words(words)).collect()).collect();
    let score = |piece: usize, clause: usize| -> f64 {
        let words = &pieces[piece].words;
        let pairs = |it: &[String]| it.windows(2).map(|pair| pair.join(" ")).collect::<Vec<_>>();
        let said = keywords[clause].iter().filter(|it| words.windows(it.len().max(1)).any(|run| run == it.as_slice())).count();
        let like = shared(words, &statements[clause]) as f64 + 2.0 * shared(&pairs(words), &pairs(&statements[clause])) as f64;
        like / (words.len() as f64).sqrt().max(1.0) + 4.0 * said as f64
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
            let enter = best[c - 1][p - 1] + if pieces[p - 1].begins_sentence { 1.5 } else { 0.0 };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::raw::Paragraph;
    use hanhdong_domain::guideline::{AdoptionMode, Answer, Room};

    fn guideline(clauses: &[(&str, &str, &[&str])]) -> Guideline {
        let clauses = clauses
            .iter()
            .map(|(id, statement, keywords)| Clause {
                id: (*id).to_owned(),
                statement_vi: (*statement).to_owned(),
                statement_en: String::new(),
                keywords: (*keywords != ["*"]).then(|| keywords.iter().map(|it| (*it).to_owned()).collect()),
                answer: Answer::Records { room: Room::Programme },
            })
            .collect();
        Guideline {
            id: "mau".to_owned(),
            title: String::new(),
            title_en: String::new(),
            version: 1,
            number: None,
            dated: None,
            effective_from: None,
            effective_to: None,
            term: None,
            horizons: Vec::new(),
            levels: Vec::new(),
            layout: String::new(),
            adoption: AdoptionMode::CommitteeIssues,
            clauses,
            rests_on: Vec::new(),
            severities: std::collections::BTreeMap::new(),
        }
    }

    fn bound_lines(lines: &[&str], guideline: &Guideline) -> Vec<(String, String)> {
        let blocks =
            lines.iter().enumerate().map(|(i, text)| Block::Paragraph(Paragraph { text: (*text).to_owned(), place: Place::line(i as u32 + 1), ..Paragraph::default() })).collect();
        bind(&RawPaper { blocks, ..RawPaper::default() }, guideline).into_iter().map(|it| (it.id, it.text)).collect()
    }

    #[test]
    fn each_piece_goes_to_the_clause_that_speaks_of_it_in_order() {
        let guideline = guideline(&[
            ("I.1-a", "Chương trình nêu rõ người chủ trì", &["*"]),
            ("I.1-b", "Chương trình nêu thời hạn", &["*"]),
            ("I.2.a", "Xã nộp dự thảo", &["*"]),
            ("I.2.b", "Huyện góp ý", &["*"]),
            ("X.1", "Đúng thể thức", &[]),
        ]);
        let lines = [
            "HƯỚNG DẪN",
            "I. YÊU CẦU",
            "1. Mỗi việc phải có người chủ trì; nêu thời hạn xong từng việc.",
            "2. Nộp dự thảo",
            "- Xã nộp dự thảo trước tháng 5.",
            "- Cấp trên góp ý trong mười ngày.",
            "Nơi nhận:",
            "- Các xã.",
        ];
        let bound = bound_lines(&lines, &guideline);
        let ids: Vec<&str> = bound.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["I.1-a", "I.1-b", "I.2.a", "I.2.b"]);
        assert_eq!(bound[0].1, "Mỗi việc phải có người chủ trì;");
        assert_eq!(bound[1].1, "nêu thời hạn xong từng việc.");
        assert_eq!(bound[3].1, "Cấp trên góp ý trong mười ngày.");
    }

    #[test]
    fn clauses_stated_by_the_same_words_share_them() {
        let guideline = guideline(&[("I.1-a/goal", "Tiến độ mục tiêu", &["tiến độ"]), ("I.1-a/task", "Tiến độ nhiệm vụ", &["tiến độ"])]);
        let bound = bound_lines(&["I. NỘI DUNG", "1. Đề ra tiến độ thực hiện từng việc trong năm của xã."], &guideline);
        assert_eq!(bound.len(), 2);
        assert_eq!(bound[0].1, bound[1].1);
    }
}
