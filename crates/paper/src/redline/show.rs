//! Changes shown as text and as HTML.

use std::fmt::Write;

use maud::{DOCTYPE, Markup, html as markup};

use super::{Change, ChangeKind, FieldChange, Piece, Revision, word_diff};

impl ChangeKind {
    /// What happened, on screen.
    pub const fn words(self) -> &'static str {
        match self {
            ChangeKind::Added => "Bổ sung",
            ChangeKind::Removed => "Lược bỏ",
            ChangeKind::Changed => "Chỉnh sửa",
            ChangeKind::Moved => "Chuyển vị trí",
        }
    }
    const fn sign(self) -> char {
        match self {
            ChangeKind::Added => '+',
            ChangeKind::Removed => '-',
            ChangeKind::Changed => '~',
            ChangeKind::Moved => '>',
        }
    }
}

impl FieldChange {
    /// The field compared by word.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        word_diff(&self.old, &self.new)
    }
}

/// Changes as plain text: `[-old-]`, `{+new+}`.
pub fn text(changes: &[Change]) -> String {
    let mut out = String::new();
    if changes.is_empty() {
        out.push_str("Hai bản không khác nhau.\n");
    }
    for change in changes {
        let moved = if change.moved && change.kind != ChangeKind::Moved { ", chuyển vị trí" } else { "" };
        line(&mut out, format_args!("{} {}{moved}: {}", change.kind.sign(), change.kind.words(), heading(change)));
        for field in change.fields.iter().filter(|_| change.kind != ChangeKind::Moved) {
            let words: String = field.pieces().iter().map(marked).collect();
            line(&mut out, format_args!("    {}: {}", field.field, words.replace('\n', "\n        ")));
        }
    }
    out
}

fn line(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a String never errs.
    let written = writeln!(out, "{arguments}");
    debug_assert!(written.is_ok());
}

fn marked(piece: &Piece<'_>) -> String {
    match piece.revision {
        Revision::Same => piece.text.to_string(),
        Revision::Inserted => format!("{{+{}+}}", piece.text),
        Revision::Deleted => format!("[-{}-]", piece.text),
    }
}

/// "Nhiệm vụ, giải pháp 12. Xây dựng ..." of a change; the place where one is known.
fn heading(change: &Change) -> String {
    let code = change.code.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
    let title = if change.title.is_empty() { String::new() } else { format!(" «{}»", change.title) };
    let at = change.new_place.as_ref().or(change.old_place.as_ref()).filter(|it| it.line > 0).map(|it| format!(" (dòng {})", it.line)).unwrap_or_default();
    format!("{}{code}{title}{at}", change.what)
}

/// Changes as a whole HTML page that stands alone and prints well. `old` and `new` name the two versions.
pub fn html(changes: &[Change], old: &str, new: &str) -> String {
    let count = |kind: ChangeKind| changes.iter().filter(|it| it.kind == kind).count();
    let kinds = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Changed, ChangeKind::Moved];
    markup! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "So sánh hai bản chương trình hành động" }
                style { (STYLE) }
            }
            body {
                h1 { "So sánh hai bản chương trình hành động" }
                p { "Bản trước: " (old) br; "Bản sau: " (new) }
                @if changes.is_empty() {
                    p { "Hai bản không khác nhau." }
                } @else {
                    p.counts { @for kind in kinds { span class=(class(kind)) { (kind.words()) ": " (count(kind)) } " " } }
                    p.legend { del { "chữ lược bỏ" } " · " ins { "chữ bổ sung" } }
                    @for change in changes { (section(change)) }
                }
            }
        }
    }
    .into_string()
}

fn section(change: &Change) -> Markup {
    markup! {
        section id=[change.anchor.as_ref().map(|it| format!("hd_{it}"))] {
            h2 {
                span class=(class(change.kind)) { (change.kind.words()) }
                @if change.moved && change.kind != ChangeKind::Moved { " " span.moved { (ChangeKind::Moved.words()) } }
                " " (heading(change))
            }
            @if change.kind != ChangeKind::Moved {
                dl { @for field in &change.fields { dt { (field.field) } dd { @for piece in field.pieces() { (run(&piece)) } } } }
            }
        }
    }
}

fn run(piece: &Piece<'_>) -> Markup {
    match piece.revision {
        Revision::Same => markup! { (piece.text) },
        Revision::Inserted => markup! { ins { (piece.text) } },
        Revision::Deleted => markup! { del { (piece.text) } },
    }
}

const fn class(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Moved => "moved",
    }
}

const STYLE: &str = "body{font:16px/1.5 'Times New Roman','Liberation Serif',serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}h1{font-size:1.4rem}h2{font-size:1.05rem;margin:1.4rem 0 .3rem;border-top:1px solid #bbb;padding-top:.7rem}dl{margin:0 0 0 1rem}dt{font-weight:bold;margin-top:.3rem}dd{margin:0 0 0 1rem;white-space:pre-wrap}ins{background:#d9f2dd;text-decoration:underline;color:#0b4a17}del{background:#fbe0de;color:#7a1410}.added,.removed,.changed,.moved{display:inline-block;border:1px solid #777;border-radius:.2rem;padding:0 .4rem;font-size:.85rem;font-weight:normal}.added{background:#d9f2dd}.removed{background:#fbe0de}.changed{background:#fdf3d3}.moved{background:#e3e9f7}@media print{body{margin:0;max-width:none}section{break-inside:avoid}}";
