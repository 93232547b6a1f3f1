//! `hanhdong diff`: what changed between two versions.

use std::process::ExitCode;

use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::official::layout::LayoutPack;
use hanhdong_paper::redline;

use crate::args::{Diff, DiffFormat};
use crate::{Stop, files};

pub(crate) fn run(args: &Diff) -> Result<ExitCode, Stop> {
    if let Some(out) = &args.out {
        files::keep_apart(&[&args.old, &args.new], out)?;
    }
    let old = files::import(&args.old, Purpose::Programme)?;
    let new = files::import(&args.new, Purpose::Programme)?;
    let name = |path: &std::path::Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match args.to {
        DiffFormat::Text => files::put(args.out.as_deref(), &redline::text(&redline::diff(&old, &new)))?,
        DiffFormat::Html => files::put(args.out.as_deref(), &redline::html(&redline::diff(&old, &new), &name(&args.old), &name(&args.new)))?,
        DiffFormat::Docx => {
            let out = args.out.as_deref().ok_or("diff --to docx cần tệp ra: -o TỆP.docx")?;
            let pack = LayoutPack::for_paper(None, new.document.date, None).map_err(|error| error.to_string())?;
            files::write(out, &redline::docx(&old, &new, pack))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
