//! Markdown, as offices and converters really write it. A reader of our own, since line numbers and typed marks
//! ("1.", "a)", "-") have to survive, and real files break the rules of tables and emphasis.

use super::inline;
use super::limits::COLUMNS_MAX;
use super::lines::{begins_item, continues, is_rule};
use crate::intake::raw::{Block, Cell, Paragraph, Row, Table};
use hanhdong_domain::Place;

/// Does a text use the marks of Markdown?
pub(super) fn is_markdown(source: &str) -> bool {
    source.lines().take(5000).any(|line| {
        let line = line.trim();
        heading(line).is_some()
            || is_divider(line)
            || line.split("**").count() > 2
            || line.contains("\\.")
            || line.contains("\\-")
            || (line.starts_with('|') && line.len() > 1 && line.ends_with('|'))
    })
}

/// The paragraphs and tables of a Markdown text, with the line each begins on.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for (number, line) in (1u32..).zip(source.lines()) {
        reader.line(number, line);
    }
    reader.close();
    reader.out
}

/// A paragraph whose lines are still being gathered.
#[derive(Debug)]
struct Open {
    source: String,
    above: String,
    line: u32,
}

#[derive(Default)]
struct Reader {
    out: Vec<Block>,
    open: Option<Open>,
    rows: Vec<Row>,
    /// Inside a heading or signature block printed as lone bars, where every line stands for itself.
    barred: bool,
}

impl Reader {
    fn line(&mut self, number: u32, source: &str) {
        let hard = source.ends_with("  ") || source.ends_with('\\');
        let line = source.trim().trim_end_matches('\\').trim_end();
        let line = line.strip_prefix("> ").unwrap_or(line);
        if line.is_empty() || line == ">" {
            self.barred = false;
            return self.close();
        }
        if line.starts_with("```") {
            return self.close();
        }
        if line.starts_with('|') {
            return self.bar(number, line);
        }
        self.close_table();
        if let Some((level, text)) = heading(line) {
            self.close_paragraph();
            return self.push(number, text, Some(level));
        }
        if is_rule(line) {
            return self.rule(line);
        }
        self.words(number, line);
        if hard {
            self.close_paragraph();
        }
    }

    /// A line that begins with a bar: a row of a table, or the edge of a block printed as lone bars.
    fn bar(&mut self, number: u32, line: &str) {
        self.close_paragraph();
        let inner = line.trim_matches(['|', '-', ' ', ':']);
        if inner.is_empty() && !is_divider(line) {
            self.barred = self.rows.is_empty();
            return;
        }
        if is_divider(line) {
            return self.rows.iter_mut().for_each(|row| row.header = true);
        }
        self.barred = false;
        self.rows.push(row(number, line));
    }

    /// A rule under a line of text may make a heading of it; elsewhere it is decoration.
    fn rule(&mut self, line: &str) {
        let single = self.open.as_ref().is_some_and(|it| it.above == it.source);
        let level = match line.chars().next() {
            Some('=') => Some(1),
            Some('-') if !self.barred => Some(2),
            _ => None,
        };
        let before = self.out.len();
        self.close_paragraph();
        if let (true, Some(level), Some(Block::Paragraph(it))) = (single && self.out.len() > before, level, self.out.last_mut()) {
            it.heading = Some(level);
        }
    }

    fn words(&mut self, number: u32, line: &str) {
        let barred = self.barred;
        if let Some(open) = &mut self.open {
            let unclosed = is_unclosed(&open.source);
            let (above, plain) = (bare(&open.above), bare(line));
            let goes_on = if barred { unclosed } else { continues(&above, &plain, true) || unclosed && !begins_item(&plain, &above) };
            if goes_on {
                open.source.push(' ');
                open.source.push_str(line);
                open.above = line.to_owned();
                return;
            }
        }
        self.close_paragraph();
        self.open = Some(Open { source: line.to_owned(), above: line.to_owned(), line: number });
    }

    fn close(&mut self) {
        self.close_paragraph();
        self.close_table();
    }

    fn close_paragraph(&mut self) {
        if let Some(open) = self.open.take() {
            self.push(open.line, &open.source, None);
        }
    }

    fn close_table(&mut self) {
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.out.push(Block::Table(Table { rows }));
        }
    }

    fn push(&mut self, number: u32, source: &str, heading: Option<u8>) {
        let source = source.strip_prefix("* ").map_or_else(|| source.to_owned(), |rest| format!("- {rest}"));
        let inline = inline::read(&source);
        if inline.text.chars().any(|it| !it.is_whitespace()) {
            self.out.push(Block::Paragraph(Paragraph { text: inline.text, heading, bold: inline.bold, place: Place::line(number), ..Paragraph::default() }));
        }
    }
}

/// `## Title`: its level and text. A hash that touches its word still counts, if a letter follows.
fn heading(line: &str) -> Option<(u8, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let sound = (1..=6).contains(&level) && text.starts_with(|it: char| it.is_whitespace() || it.is_alphabetic());
    let text = text.trim().trim_end_matches('#').trim_end();
    sound.then(|| u8::try_from(level).ok().map(|level| (level, text))).flatten()
}

/// `| --- | :--: |`: the line under the head of a table; at least one bar and one dash a column.
fn is_divider(line: &str) -> bool {
    let Some(inner) = line.strip_prefix('|') else { return false };
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.contains('|') && inner.split('|').all(|it| it.contains('-') && it.trim().chars().all(|c| matches!(c, '-' | ':')))
        || line.ends_with('|') && inner.contains("--") && inner.trim().chars().all(|c| matches!(c, '-' | ':'))
}

/// The cells of a table row; an escaped bar belongs to its cell.
fn row(number: u32, line: &str) -> Row {
    let place = Place::line(number);
    let mut row = Row { place: place.clone(), ..Row::default() };
    let inner = line.strip_prefix('|').unwrap_or(line);
    for (column, source) in cells(inner).into_iter().take(COLUMNS_MAX).enumerate() {
        let inline = inline::read(source.trim());
        row.cells.push(Cell { text: inline.text, bold: inline.bold, column, span: 1, place: place.clone(), ..Cell::default() });
    }
    row
}

fn cells(inner: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'|' if !escaped => {
                out.push(inner.get(start..at).unwrap_or_default());
                start = at + 1;
                escaped = false;
            }
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    let last = inner.get(start..).unwrap_or_default();
    if !last.trim().is_empty() {
        out.push(last);
    }
    out
}

/// A line without its marks of emphasis and escapes, for telling how it begins and ends.
fn bare(line: &str) -> String {
    let text: String = line.replace("**", "").chars().filter(|it| *it != '\\').collect();
    let text = text.trim().trim_end_matches('*');
    text.strip_prefix('*').filter(|it| !it.starts_with(' ')).unwrap_or(text).to_owned()
}

/// Is emphasis still open at the end of what was gathered, so that the next line belongs to it?
fn is_unclosed(source: &str) -> bool {
    let doubles = source.matches("**").count();
    let singles = source.matches('*').count().saturating_sub(doubles * 2);
    doubles % 2 == 1 || (source.starts_with('*') && singles % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(source: &str) -> Vec<(u32, String)> {
        blocks(source)
            .into_iter()
            .filter_map(|it| match it {
                Block::Paragraph(it) => Some((it.place.line, it.text)),
                Block::Table(_) => None,
            })
            .collect()
    }

    fn owned<const N: usize>(want: [(u32, &str); N]) -> Vec<(u32, String)> {
        want.map(|(line, text)| (line, text.to_owned())).to_vec()
    }

    #[test]
    fn typed_marks_stay_and_wrapped_lines_are_joined() {
        let got = paragraphs("# I. MỤC TIÊU\n1. Xây dựng\nnông thôn mới.\n2\\. Rà soát:\n- Một việc\n* Hai việc\na) Ba việc\n");
        assert_eq!(got, owned([(1, "I. MỤC TIÊU"), (2, "1. Xây dựng nông thôn mới."), (4, "2. Rà soát:"), (5, "- Một việc"), (6, "- Hai việc"), (7, "a) Ba việc")]));
    }

    #[test]
    fn a_span_of_years_broken_by_a_wrap_is_not_a_list() {
        assert_eq!(paragraphs("**4. **Trong giai đoạn 2026\n- 2030 phấn đấu"), owned([(1, "4. Trong giai đoạn 2026 - 2030 phấn đấu")]));
    }

    #[test]
    fn a_block_of_lone_bars_yields_its_lines() {
        let got = paragraphs("|\n**UỶ BAN NHÂN DÂN**\nXÃ MẪU A\n-------\n|\n**CỘNG HÒA\nVIỆT NAM**\n|\n|\nSố: 1/KH-UBND\n|\n*Mẫu, ngày 20\ntháng 11 năm 2025*\n|\n\nThân bài\n");
        let want = [(2, "UỶ BAN NHÂN DÂN"), (3, "XÃ MẪU A"), (6, "CỘNG HÒA VIỆT NAM"), (10, "Số: 1/KH-UBND"), (12, "Mẫu, ngày 20 tháng 11 năm 2025"), (16, "Thân bài")];
        assert_eq!(got, owned(want));
    }

    #[test]
    fn ragged_rows_keep_their_cells_and_lines() {
        let got = blocks("| TT | Chỉ tiêu | Mức\n| --- | :-: | --- |\n| 1. | Tỷ lệ a\\|b |\n|  | Tiếp | x | dư |\n");
        let [Block::Table(table)] = got.as_slice() else { panic!("one table, got {got:?}") };
        let texts: Vec<Vec<&str>> = table.rows.iter().map(|row| row.cells.iter().map(|it| it.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["TT", "Chỉ tiêu", "Mức"], vec!["1.", "Tỷ lệ a|b"], vec!["", "Tiếp", "x", "dư"]]);
        assert_eq!(table.rows.iter().map(|it| (it.place.line, it.header)).collect::<Vec<_>>(), [(1, true), (3, false), (4, false)]);
    }

    #[test]
    fn a_hard_break_ends_the_paragraph_and_labels_begin_one() {
        let got = paragraphs("Số: 1/NQ  \nMẫu, ngày 05 tháng 3 năm 2025\n\n**Rà soát.**\nĐơn vị chủ trì: Phòng A.\nThời gian: 2026.");
        assert_eq!(got, owned([(1, "Số: 1/NQ"), (2, "Mẫu, ngày 05 tháng 3 năm 2025"), (4, "Rà soát."), (5, "Đơn vị chủ trì: Phòng A."), (6, "Thời gian: 2026.")]));
    }
}
