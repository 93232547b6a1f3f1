//! `hanhdong import`: what was understood of a file.

use std::process::ExitCode;

use hanhdong_paper::intake::understand::Purpose;

use crate::args::{As, Import, ImportFormat};
use crate::{Stop, files};

pub(crate) fn run(args: &Import) -> Result<ExitCode, Stop> {
    let purpose = match args.read_as {
        As::Programme => Purpose::Programme,
        As::Source => Purpose::Source,
        As::Guideline => return Err("guideline".to_owned()),
        As::Agenda => return Err("agenda".to_owned()),
    };
    let (_, programme) = files::import(&args.file, purpose)?;
    let text = match args.format {
        ImportFormat::Json => hanhdong_paper::json::write(&programme, purpose),
        ImportFormat::Notation => hanhdong_paper::notation::write(&programme),
    };
    files::put(None, &text)?;
    Ok(ExitCode::SUCCESS)
}
