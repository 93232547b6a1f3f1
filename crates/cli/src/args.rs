//! The command line. Stable: scripts rely on it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

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
    /// Xuất văn bản chính thức hoặc bảng dữ liệu.
    Export(Export),
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
