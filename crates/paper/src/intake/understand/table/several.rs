//! Several tasks in one cell: numbered or lettered lines that share the other cells of their row.

use hanhdong_domain::Place;
use hanhdong_domain::text::list_ordinal;

use super::super::columns::Column;
use super::super::labels::Label;
use super::super::line::{Line, Mark};
use super::Fields;

/// A task of a cell: its code, its words, and what the row says of it.
pub(super) struct One<'a> {
    pub code: String,
    pub name: String,
    pub fields: Fields<'a>,
}

/// The tasks of a cell whose lines count 1, 2, 3 or a, b, c from its first line on; `None` where it is one task.
///
/// A cell that opens with words of its own is one task with details. The other cells hold for each task; one that
/// counts the same way is shared out, and money and notes, which would count several times, stay with the first.
pub(super) fn several<'a>(code: Option<&str>, name: &str, fields: &Fields<'a>, name_column: Option<usize>, place: &Place) -> Option<Vec<One<'a>>> {
    let pieces = counted_lines(name, place)?;
    let mut shares: Vec<Vec<String>> = vec![Vec::with_capacity(fields.texts.len()); pieces.len()];
    for (at, text) in fields.texts.iter().enumerate() {
        let own = counted_lines(text, place).filter(|it| Some(at) != name_column && it.len() == pieces.len());
        let once = matches!(fields.layout.columns.get(at), Some(Column::Labelled(Label::Resource | Label::Note) | Column::Unknown));
        for (n, share) in shares.iter_mut().enumerate() {
            share.push(match own.as_ref().and_then(|it| it.get(n)) {
                Some((_, piece)) => piece.clone(),
                None if once && n > 0 => String::new(),
                None => text.clone(),
            });
        }
    }
    let of_row = |own: String| code.map_or_else(|| own.clone(), |row| format!("{row}.{own}"));
    let ones = pieces.into_iter().zip(shares);
    Some(ones.map(|((own, name), texts)| One { code: of_row(own), name, fields: Fields { layout: fields.layout, texts } }).collect())
}

/// The lines of a cell that count from one on, at least two, each with the lines below it.
fn counted_lines(text: &str, place: &Place) -> Option<Vec<(String, String)>> {
    if !text.contains('\n') {
        return None;
    }
    let mut out: Vec<(String, String)> = Vec::new();
    let mut letters = None;
    for raw in text.lines() {
        let line = Line::of_text(raw, place);
        let ordinal = match &line.mark {
            Mark::Number(path) => Some((false, path.as_slice() == [u32::try_from(out.len() + 1).ok()?])),
            Mark::Letter(letter) => Some((true, list_ordinal(*letter) == Some(out.len()))),
            Mark::Dash | Mark::Plain => None,
            Mark::Roman(_) | Mark::Capital(_) | Mark::Part | Mark::Annex | Mark::Bracketed => return None,
        };
        match (ordinal, out.last_mut()) {
            (Some((lettered, true)), _) if *letters.get_or_insert(lettered) == lettered => out.push((line.printed.clone(), line.body)),
            (None, Some((_, above))) => {
                above.push('\n');
                above.push_str(raw);
            }
            (Some(_) | None, _) => return None,
        }
    }
    (out.len() >= 2).then_some(out)
}
