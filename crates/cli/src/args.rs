//! The command line. Stable: scripts rely on it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand, ValueEnum};
use hanhdong_domain::{Date, Language};

/// Công cụ soạn thảo, rà soát và theo dõi chương trình hành động.
#[derive(Debug, Parser)]
#[command(name = "hanhdong", version, about = "Công cụ soạn thảo, rà soát và theo dõi chương trình hành động.", disable_help_subcommand = true)]
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
    /// Chạy máy chủ, mở bằng trình duyệt.
    Serve(Serve),
    /// Sao lưu toàn bộ dữ liệu vào một tệp, kể cả khi máy chủ đang chạy.
    Backup(Backup),
    /// Phục hồi một bản sao lưu vào nơi còn trống (SQLite hoặc PostgreSQL).
    Restore(Restore),
    /// Đối chiếu toàn bộ dữ liệu với nhật ký.
    Verify(Verify),
    /// Tài khoản.
    User {
        #[command(subcommand)]
        command: User,
    },
}

/// Where the memory lies.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// Thư mục dữ liệu.
    #[arg(long, value_name = "DIR", default_value_os_t = crate::serve::data_folder())]
    pub(crate) data: PathBuf,
    /// Cơ sở dữ liệu PostgreSQL (postgres://...); không nêu thì dùng một tệp trong thư mục dữ liệu.
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// Tệp sao lưu; được ghi bên cạnh rồi mới thay tên, nên luôn nguyên vẹn.
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// Tệp sao lưu.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// Tệp đã lưu kết quả của một lần verify trước: cho biết nhật ký có bị cắt đuôi hay viết lại không.
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Cấp liên kết đặt lại mật khẩu, dùng một lần.
    Reset(Reset),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Reset {
    /// Tên đăng nhập.
    pub(crate) login: String,
    /// Địa chỉ của máy chủ, để in thành liên kết.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    pub(crate) url: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Địa chỉ lắng nghe.
    #[arg(long, value_name = "ADDR", default_value_t = crate::serve::LISTEN)]
    pub(crate) listen: std::net::SocketAddr,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Nạp dữ liệu mẫu (Huyện Mẫu, Xã Mẫu A) vào cơ sở dữ liệu còn trống và in các tài khoản.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Chứng chỉ TLS (PEM), khi mở cho máy khác.
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Khoá riêng của chứng chỉ (PEM).
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Có máy chủ trung gian đứng trước lo việc mã hoá.
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// Tệp chứa mã để đọc số liệu ở /metrics từ máy khác; không nêu thì chỉ đọc được từ chính máy này.
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics_token_file: Option<PathBuf>,
    /// Mức ghi nhật ký vận hành: error, warn, info, debug, hoặc theo từng phần (hanhdong_web=debug).
    #[arg(long, value_name = "LEVEL", default_value = "info,sqlx=warn")]
    pub(crate) log: String,
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
    /// Chương trình nhiệm kỳ trước của đơn vị: việc, công trình chưa xong được tiếp tục hay dừng.
    #[arg(long, value_name = "FILE")]
    pub(crate) last_term: Option<PathBuf>,
    /// Chương trình của đơn vị khác, để xem có phần nào chép nguyên văn.
    #[arg(long, value_name = "FILE")]
    pub(crate) neighbour: Option<PathBuf>,
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
    /// The files that are read: the one looked at and those it is held against.
    pub(crate) fn read_beside<'a>(&'a self, file: &'a Path) -> Vec<&'a Path> {
        let papers = [self.source.as_deref(), self.last_term.as_deref(), self.neighbour.as_deref(), self.guideline.as_deref().map(Path::new)];
        std::iter::once(file).chain(papers.into_iter().flatten()).collect()
    }
    /// The day of the check.
    pub(crate) fn day(&self) -> Result<Date, String> {
        match &self.on {
            None => Ok(crate::check::today()),
            // Only the written form: a time of day or digits in a row may be a slip of the pen.
            Some(day) if day.len() != 10 => Err(unreadable(day)),
            Some(day) => day.parse().map_err(|_| unreadable(day)),
        }
    }
}

fn unreadable(day: &str) -> String {
    format!("--on {day}: ngày phải viết YYYY-MM-DD, ví dụ 2026-02-05")
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
    let said = if error.use_stderr() { Err(format!("{} (xem `hanhdong --help`)", mistake(error))) } else { crate::files::say(&error.render().to_string()) };
    match said {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            crate::files::complain(&why);
            ExitCode::from(2)
        }
    }
}

/// What is wrong with the command line, with the words that are wrong or missing.
fn mistake(error: &clap::Error) -> String {
    let given = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join(", "),
        Some(_) | None => String::new(),
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("thiếu tham số: {}", given(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue if given(ContextKind::InvalidValue).is_empty() => format!("{} cần một giá trị", given(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue => {
            let (value, argument, valid) = (given(ContextKind::InvalidValue), given(ContextKind::InvalidArg), given(ContextKind::ValidValue));
            format!("{argument}: không dùng được «{value}»; chọn một trong {valid}")
        }
        ErrorKind::UnknownArgument => format!("không có tham số «{}»", given(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => format!("tham số «{}» chỉ được nêu một lần", given(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => {
            format!("không có lệnh «{}»; dùng một trong import, check, review, export, diff, serve, backup, restore, verify, user", given(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "chưa nêu lệnh; dùng một trong import, check, review, export, diff, serve, backup, restore, verify, user".to_owned()
        }
        _ => {
            let text = error.render().to_string();
            let about: Vec<&str> = text.lines().take_while(|it| !it.starts_with("Usage:")).map(str::trim).filter(|it| !it.is_empty()).collect();
            about.join(" ").trim_start_matches("error: ").to_owned()
        }
    }
}
