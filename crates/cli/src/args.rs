//! The command line. Stable: scripts rely on it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use hanhdong_domain::{Date, Language};

/// Công cụ soạn thảo, rà soát và theo dõi chương trình hành động.
#[derive(Debug, Parser)]
#[command(name = "hanhdong", version, about, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Nạp một văn bản và in ra những gì đọc được (JSON hoặc ký pháp).
    Import(Import),
    /// Rà soát theo Hướng dẫn: từng khoản đạt hay chưa, nội dung nào cần xem lại.
    Check(Check),
    /// Trả lại chính tệp Word kèm ghi chú tại từng chỗ cần xem lại.
    Review(Review),
    /// Xuất văn bản chính thức hoặc bảng dữ liệu.
    Export(Export),
    /// So sánh hai bản, mục nào thêm, bớt, sửa.
    Diff(Diff),
}

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum As {
    Programme,
    Source,
    Guideline,
    Agenda,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    Json,
    Notation,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// Tệp: md, txt, docx, xlsx, xls, pdf (có lớp chữ), json hoặc notation.
    pub(crate) file: PathBuf,
    /// Đọc như: chương trình, văn bản nguồn, hướng dẫn hay chương trình làm việc.
    #[arg(long = "as", value_enum, default_value = "programme")]
    pub(crate) read_as: As,
    /// Dạng in ra.
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) format: ImportFormat,
}

/// What a file is held against.
#[derive(Debug, clap::Args)]
pub(crate) struct Against {
    /// Văn bản nguồn (báo cáo chính trị, nghị quyết, chương trình cấp trên) để đối chiếu.
    #[arg(long = "against", value_name = "SOURCE")]
    pub(crate) source: Option<PathBuf>,
    /// Hướng dẫn: seed-2020, seed-2025, superior-resolution, state-plan hoặc đường dẫn tệp .toml.
    #[arg(long, value_name = "ID|FILE")]
    pub(crate) guideline: Option<String>,
    /// Ngày rà soát, YYYY-MM-DD; mặc định hôm nay.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) on: Option<String>,
    /// Ngôn ngữ của báo cáo.
    #[arg(long, value_enum, default_value = "vi")]
    pub(crate) lang: Lang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Vi,
    En,
}

impl Against {
    pub(crate) fn language(&self) -> Language {
        match self.lang {
            Lang::Vi => Language::Vi,
            Lang::En => Language::En,
        }
    }
    /// The day of the check.
    pub(crate) fn day(&self) -> Result<Date, String> {
        match &self.on {
            None => Ok(crate::check::today()),
            Some(day) => day.parse().map_err(|_| format!("--on {day}: ngày phải viết YYYY-MM-DD, ví dụ 2026-02-05")),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Html,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Tệp chương trình.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) against: Against,
    /// Dạng báo cáo.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Tệp ra; không nêu thì in ra màn hình.
    #[arg(short, long)]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    /// Tệp Word của cơ quan.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) against: Against,
    /// Tệp Word trả lại.
    #[arg(short, long)]
    pub(crate) out: PathBuf,
    /// Phiếu rà soát một trang (DOCX).
    #[arg(long)]
    pub(crate) slip: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Docx,
    Pdf,
    Xlsx,
    Html,
    Json,
    Notation,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// Tệp chương trình.
    pub(crate) file: PathBuf,
    /// Dạng tệp ra.
    #[arg(long, value_enum)]
    pub(crate) to: ExportFormat,
    /// Tệp ra.
    #[arg(short, long)]
    pub(crate) out: PathBuf,
    /// Bộ thể thức: party-2026, party-2018, state-2020. Mặc định: bộ có hiệu lực vào ngày của văn bản.
    #[arg(long)]
    pub(crate) layout: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Html,
    Docx,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// Bản cũ.
    pub(crate) old: PathBuf,
    /// Bản mới.
    pub(crate) new: PathBuf,
    /// Dạng in ra; docx mang dấu theo dõi thay đổi của Word.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) to: DiffFormat,
    /// Tệp ra; bắt buộc với docx.
    #[arg(short, long)]
    pub(crate) out: Option<PathBuf>,
}

/// Says what is wrong with the command line in one line, or prints the help that was asked for.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let text = error.render().to_string();
        let first = text.lines().find(|it| !it.trim().is_empty()).unwrap_or("error").trim_start_matches("error: ");
        crate::files::complain(&format!("{first} (xem `hanhdong --help`)"));
        ExitCode::from(2)
    } else {
        crate::files::say(&error.render().to_string());
        ExitCode::SUCCESS
    }
}
