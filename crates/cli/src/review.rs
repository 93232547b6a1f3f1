//! `hanhdong review`: the clerk's own Word file back, with a comment at each place to look at again.

use std::path::Path;
use std::process::ExitCode;

use hanhdong_domain::Report;
use hanhdong_paper::review::{self, Stamp};

use crate::args::Review;
use crate::check::{exit_code, held_against};
use crate::{Stop, files};

pub(crate) fn run(args: &Review) -> Result<ExitCode, Stop> {
    let read = args.against.read_beside(&args.file);
    for out in std::iter::once(&args.out).chain(&args.slip) {
        files::keep_apart(&read, out)?;
    }
    if args.slip.as_ref() == Some(&args.out) {
        return Err(format!("{}: --slip và -o cùng một tệp; hãy đặt tên khác", args.out.display()));
    }
    let bytes = files::read(&args.file)?;
    let refused = |refusal| files::refused(&args.file, &refusal);
    let (_, report): (_, Report) = held_against(&args.file, &bytes, &args.against)?;
    let fixes = review::fixes(&bytes).map_err(refused)?;
    let stamp = Stamp { author: "Rà soát", when: &format!("{}T00:00:00Z", args.against.day()?), language: args.against.language() };
    let reviewed = review::comment(&bytes, &report.findings, &fixes, &stamp).map_err(refused)?;
    let slip = args.slip.as_ref().map(|path| {
        let name = args.file.file_name().unwrap_or_default().to_string_lossy();
        (path.as_path(), review::slip(&report, &name))
    });
    let mut made: Vec<(&Path, &[u8])> = vec![(&args.out, &reviewed)];
    made.extend(slip.as_ref().map(|(path, bytes)| (*path, bytes.as_slice())));
    files::write_all(&made)?;
    Ok(exit_code(&report))
}
