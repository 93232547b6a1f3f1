//! `hanhdong export`: the official paper, workbooks and pages.

use std::process::ExitCode;

use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::{html, json, notation, official, xlsx};

use crate::args::{Export, ExportFormat};
use crate::{Stop, files};

pub(crate) fn run(args: &Export) -> Result<ExitCode, Stop> {
    files::keep_apart(&[&args.file], &args.out)?;
    let programme = files::import(&args.file, Purpose::Programme)?;
    let pack = LayoutPack::for_paper(args.layout.as_deref(), programme.document.date, None).map_err(|error| format!("--layout: {error}"))?;
    let failed = |what: &str, error: String| format!("{}: không tạo được {what} ({error})", args.file.display());
    let bytes = match args.to {
        ExportFormat::Docx => official::docx::write(&official::compose(&programme, pack), pack),
        ExportFormat::Pdf => hanhdong_typeset::pdf(&official::compose(&programme, pack), pack).map_err(|error| failed("PDF", error.to_string()))?,
        ExportFormat::Xlsx => xlsx::write(&programme).map_err(|error| failed("XLSX", error.to_string()))?,
        ExportFormat::Html => html::export(&programme).into_bytes(),
        ExportFormat::Json => json::write(&programme, Purpose::Programme).into_bytes(),
        ExportFormat::Notation => notation::write(&programme).into_bytes(),
    };
    files::write(&args.out, &bytes)?;
    Ok(ExitCode::SUCCESS)
}
