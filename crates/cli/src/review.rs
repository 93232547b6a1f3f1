//! `hanhdong review`: the clerk's own Word file back, with a comment at each place to look at again.

use std::process::ExitCode;

use hanhdong_domain::Report;
use hanhdong_paper::review::{self, Stamp};

use crate::args::Review;
use crate::check::{exit_code, held_against};
use crate::{Stop, files};

pub(crate) fn run(args: &Review) -> Result<ExitCode, Stop> {
    let bytes = files::read(&args.file)?;
    let refused = |refusal| files::refused(&args.file, &refusal);
    let (_, report): (_, Report) = held_against(&args.file, &args.against)?;
    let fixes = review::fixes(&bytes).map_err(refused)?;
    let stamp = Stamp { author: "Rà soát", when: &format!("{}T00:00:00Z", args.against.day()?), language: args.against.language() };
    let reviewed = review::comment(&bytes, &report.findings, &fixes, &stamp).map_err(refused)?;
    files::write(&args.out, &reviewed)?;
    if let Some(slip) = &args.slip {
        let name = args.file.file_name().unwrap_or_default().to_string_lossy();
        files::write(slip, &review::slip(&report, &name))?;
    }
    Ok(exit_code(&report))
}
