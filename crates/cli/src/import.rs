//! `hanhdong import`: what was understood of a file.

use std::process::ExitCode;

use hanhdong_domain::guideline::Guideline;
use hanhdong_paper::intake::raw::{Block, RawPaper};
use hanhdong_paper::intake::understand::{self, Purpose};
use serde_json::json;

use crate::args::{As, Import, ImportFormat};
use crate::{Stop, files};

pub(crate) fn run(args: &Import) -> Result<ExitCode, Stop> {
    if args.format == ImportFormat::Notation && matches!(args.read_as, As::Guideline | As::Agenda) {
        return Err("--format notation: ký pháp chỉ dùng cho chương trình và văn bản nguồn; hướng dẫn và chương trình làm việc in ra json".to_owned());
    }
    let purpose = match args.read_as {
        As::Programme => Purpose::Programme,
        As::Source => Purpose::Source,
        As::Guideline => return guideline(args),
        As::Agenda => return agenda(args),
    };
    let programme = files::import(&args.file, purpose)?;
    let text = match args.format {
        ImportFormat::Json => hanhdong_paper::json::write(&programme, purpose),
        ImportFormat::Notation => hanhdong_paper::notation::write(&programme),
    };
    files::put(None, &text)?;
    Ok(ExitCode::SUCCESS)
}

/// A guideline's own text, bound to the clauses of the built-in guideline it is the text of.
fn guideline(args: &Import) -> Result<ExitCode, Stop> {
    let raw = raw(args)?;
    let guideline = hanhdong_check::guideline::all()
        .into_iter()
        .map(|it| (understand::bind(&raw, &it), it))
        .max_by_key(|(bound, it)| (likeness(&raw, it), bound.len()))
        .ok_or("không có hướng dẫn nào cài sẵn")?;
    let (clauses, guideline) = guideline;
    let clauses: Vec<_> = clauses.iter().map(|it| json!({ "id": it.id, "text": it.text, "line": it.place.line })).collect();
    let value = json!({ "id": guideline.id, "clauses": clauses });
    files::put(None, &format!("{value:#}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// How many of a guideline's horizon years the text names.
fn likeness(raw: &RawPaper, guideline: &Guideline) -> usize {
    let text: String = raw.blocks.iter().map(|it| if let Block::Paragraph(paragraph) = it { paragraph.text.as_str() } else { "" }).collect::<Vec<_>>().join(" ");
    guideline.horizons.iter().filter(|year| text.contains(&year.to_string())).count()
}

fn agenda(args: &Import) -> Result<ExitCode, Stop> {
    let agenda = hanhdong_paper::intake::agenda::read(&raw(args)?);
    if agenda.items.is_empty() {
        return Err(format!("{}: không thấy mục nào có giờ; chương trình làm việc cần cột giờ hoặc dòng bắt đầu bằng giờ", args.file.display()));
    }
    files::put(None, &format!("{:#}\n", json!(agenda)))?;
    Ok(ExitCode::SUCCESS)
}

fn raw(args: &Import) -> Result<RawPaper, Stop> {
    let bytes = files::read(&args.file)?;
    let (_, raw) = hanhdong_paper::intake::read(&bytes).map_err(|refusal| files::refused(&args.file, &refusal))?;
    Ok(raw)
}
