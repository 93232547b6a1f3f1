//! `hanhdong check`: a programme held against a guideline.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hanhdong_check::{Context, review};
use hanhdong_domain::guideline::Guideline;
use hanhdong_domain::programme::Programme;
use hanhdong_domain::{Code, Date, Finding, Language, Report, Severity};
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::official::{form, layout::LayoutPack};
use hanhdong_paper::{html, json, report_text};

use crate::args::{Against, Check, CheckFormat};
use crate::{Stop, files};

pub(crate) fn run(args: &Check) -> Result<ExitCode, Stop> {
    if let Some(out) = &args.out {
        files::keep_apart(&args.against.read_beside(&args.file), out)?;
    }
    let (programme, report) = held_against(&args.file, &files::read(&args.file)?, &args.against)?;
    let language = args.against.language();
    let text = match args.format {
        CheckFormat::Text => report_text(&programme, &report, language, &args.file.display().to_string()),
        CheckFormat::Json => json::report(&programme, &report),
        CheckFormat::Html => html::report(&programme, &report, language),
    };
    files::put(args.out.as_deref(), &text)?;
    Ok(exit_code(&report))
}

/// 1 where something is to be mended before issue, else 0.
pub(crate) fn exit_code(report: &Report) -> ExitCode {
    ExitCode::from(u8::from(report.count(Severity::Error) > 0))
}

/// Holds the bytes of a file against the guideline; a Word file also by its form.
pub(crate) fn held_against(file: &Path, bytes: &[u8], against: &Against) -> Result<(Programme, Report), Stop> {
    let programme = files::understood(file, bytes, Purpose::Programme)?;
    let guideline = guideline(against.guideline.as_deref())?;
    let source = against.source.as_deref().map(|path| files::import(path, Purpose::Source)).transpose()?;
    let programme_of = |path: &Option<PathBuf>| path.as_deref().map(|path| files::import(path, Purpose::Programme)).transpose();
    let (last_term, neighbour) = (programme_of(&against.last_term)?, programme_of(&against.neighbour)?);
    let context = Context {
        source: source.as_ref(),
        last_term: last_term.as_ref(),
        neighbour: neighbour.as_ref(),
        bodies: &[],
        capacity: None,
        today: against.day()?,
        language: against.language(),
    };
    let mut report = review(&programme, &guideline, &context);
    report.findings.extend(form_findings(bytes, &programme, &guideline, context.language));
    Ok((programme, report))
}

/// The guideline by name of a built-in or path of a file.
pub(crate) fn guideline(asked: Option<&str>) -> Result<Guideline, Stop> {
    let asked = asked.unwrap_or("seed-2020");
    if let Some(guideline) = hanhdong_check::guideline::builtin(asked) {
        return Ok(guideline);
    }
    let path = Path::new(asked);
    if !path.exists() {
        let known: Vec<&str> = hanhdong_check::guideline::builtin_ids().collect();
        return Err(format!("không có hướng dẫn «{asked}»; dùng một trong {} hoặc đường dẫn tệp .toml", known.join(", ")));
    }
    let text = String::from_utf8(files::read(path)?).ok().filter(|it| !it.contains('\0'));
    let text = text.ok_or_else(|| {
        format!("{asked}: không phải tệp hướng dẫn; --guideline nhận tệp .toml (văn bản mã UTF-8), còn nguyên văn hướng dẫn (Word, PDF) thì đọc bằng `import --as guideline`")
    })?;
    hanhdong_check::guideline::load(&text).map_err(|problems| {
        let first = problems.first().map(|it| format!("dòng {}: {} ({})", it.line, mistake(&it.message), it.message.replace('\n', " "))).unwrap_or_default();
        format!("{asked}: {first}{}", if problems.len() > 1 { format!(" (và {} chỗ khác)", problems.len() - 1) } else { String::new() })
    })
}

/// What a mistake in a guideline file is, in the words of the screen.
fn mistake(reason: &str) -> &'static str {
    const KNOWN: [(&str, &str); 13] = [
        ("unknown field", "có trường không thuộc mẫu hướng dẫn"),
        ("missing field", "thiếu trường bắt buộc"),
        ("invalid type", "giá trị sai kiểu"),
        ("duplicate key", "trường lặp lại"),
        ("unknown", "tên không có trong phần mềm"),
        ("stands twice", "mã khoản lặp lại"),
        ("needs its statement", "khoản thiếu nội dung tiếng Việt hoặc tiếng Anh"),
        ("neither which", "khoản chưa nêu câu hỏi hoặc hồ sơ trả lời"),
        ("both a question", "khoản nêu cả câu hỏi lẫn hồ sơ, chỉ được chọn một"),
        ("parameter", "tham số của khoản không dùng được"),
        ("is no date", "ngày viết chưa đúng (ví dụ 2026-02-05)"),
        ("at least one clause", "hướng dẫn chưa có khoản nào"),
        ("the term ends", "nhiệm kỳ kết thúc trước khi bắt đầu"),
    ];
    KNOWN.iter().find(|(words, _)| reason.contains(words)).map_or("sai cú pháp TOML", |(_, said)| said)
}

/// What the form of a Word file says, against the pack in force on its date.
fn form_findings(bytes: &[u8], programme: &Programme, guideline: &Guideline, language: Language) -> Vec<Finding> {
    let Ok(pack) = LayoutPack::for_paper(None, programme.document.date, Some(&guideline.layout)) else { return Vec::new() };
    // The form check itself refuses what is no Word file: nothing else has a form to look at.
    let found = form::check(bytes, pack, language).unwrap_or_default();
    let mut findings: Vec<Finding> = found.iter().map(|it| it.finding("X.1", pack, language)).collect();
    for finding in &mut findings {
        if let Some(severity) = guideline.severities.get(&Code::Form) {
            finding.severity = *severity;
        }
    }
    findings
}

/// Today's date where the machine says it: the clock is read here and nowhere deeper.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}
