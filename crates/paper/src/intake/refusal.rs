//! Why a file is not read at all. Everything else is read, with findings.

use hanhdong_domain::Language;

/// Why a file is refused. Refused bytes are neither kept nor logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No bytes.
    #[error("empty file")]
    Empty,
    /// More bytes, pages or items than the limit; what and how many are allowed.
    #[error("over the limit: {what} (at most {limit})")]
    TooLarge {
        /// What there is too much of ("bytes", "pages", "items", "table cells").
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
    /// A format that has to be saved as DOCX first, by name (".doc", ".rtf", ".odt", ".wps").
    #[error("{0} files have to be saved as .docx first")]
    SaveAsDocx(&'static str),
    /// Not a format that is read.
    #[error("unknown kind of file")]
    UnknownFormat,
    /// A broken file: what was found.
    #[error("broken file: {0}")]
    Broken(String),
    /// A password or DRM keeps it shut.
    #[error("encrypted file")]
    Encrypted,
    /// Something hostile: a bomb, an external entity, a macro, a path that leads outside.
    #[error("hostile file: {0}")]
    Hostile(&'static str),
    /// A PDF without a text layer (a scan), or whose text layer is garbage.
    #[error("no readable text layer")]
    NoText,
    /// A mark of state secrecy.
    #[error("secrecy mark")]
    SecrecyMark,
    /// A notation or JSON file of ours that does not read: line and why.
    #[error("line {line}: {why}")]
    BadNotation {
        /// The line, from 1.
        line: u32,
        /// Why it does not read.
        why: String,
    },
}

impl Refusal {
    /// One line for people: what is the matter and what to do.
    pub fn words(&self, language: Language) -> String {
        let (vi, en) = match self {
            Refusal::Empty => ("tệp rỗng; hãy chọn lại tệp".to_owned(), "the file is empty; choose another one".to_owned()),
            Refusal::TooLarge { what: "bytes", limit } => {
                let megabytes = limit / (1024 * 1024);
                (
                    format!("tệp lớn hơn {megabytes} MB; hãy giảm dung lượng hình ảnh trong tệp, hoặc chia tệp ra, rồi nạp lại"),
                    format!("the file is larger than {megabytes} MB; make its pictures smaller, or split it, and hand it in again"),
                )
            }
            Refusal::TooLarge { what, limit } => {
                let vi_what = match *what {
                    "pages" => "số trang",
                    "items" => "số mục",
                    "lines" => "số dòng",
                    "seconds" => "thời gian đọc (giây)",
                    "elements" => "số phần tử XML",
                    "nested elements" => "số tầng lồng nhau",
                    "paragraphs" => "số đoạn",
                    "parts" => "số thành phần trong tệp",
                    "table cells" => "số ô bảng",
                    other => other,
                };
                (format!("tệp vượt giới hạn về {vi_what}: tối đa {limit}; hãy chia nhỏ tệp"), format!("the file is over the limit on {what}: at most {limit}; split it"))
            }
            Refusal::SaveAsDocx(name) => (
                format!("tệp {name} chưa đọc được; mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Word (.docx), rồi nạp lại"),
                format!("{name} is not read; open it in Word or LibreOffice, Save As Word (.docx), and hand that in"),
            ),
            Refusal::UnknownFormat => (
                "không nhận ra loại tệp; hãy dùng .docx, .xlsx, .xls, .pdf (có lớp chữ), .md, .txt".to_owned(),
                "unknown kind of file; use .docx, .xlsx, .xls, .pdf (with text), .md or .txt".to_owned(),
            ),
            Refusal::Broken(what) => {
                (format!("tệp hỏng ({what}); hãy mở và lưu lại bằng Word rồi nạp lại"), format!("the file is broken ({what}); open and save it again in Word"))
            }
            Refusal::Encrypted => ("tệp đặt mật khẩu; hãy gỡ mật khẩu rồi nạp lại".to_owned(), "the file is protected by a password; remove it and try again".to_owned()),
            Refusal::Hostile(what) => {
                let vi_what = match *what {
                    "bomb" => "bung ra quá lớn",
                    "nesting" => "lồng nhau quá sâu",
                    "macro" => "có macro",
                    "external entity" => "có thực thể ngoài",
                    "part name" => "tên thành phần trỏ ra ngoài",
                    "doubled parts" => "thành phần trùng tên",
                    "overlapping parts" => "thành phần chồng lên nhau",
                    other => other,
                };
                (
                    format!("tệp có nội dung không an toàn ({vi_what}); không nạp; hãy chép nội dung sang một tệp .docx mới rồi nạp lại"),
                    format!("the file holds something unsafe ({what}); refused; copy its text into a new .docx and hand that in"),
                )
            }
            Refusal::NoText => (
                "PDF không có lớp chữ đọc được (bản quét hoặc phông lỗi); hãy dùng tệp Word gốc".to_owned(),
                "the PDF has no readable text (a scan or broken fonts); use the original Word file".to_owned(),
            ),
            Refusal::SecrecyMark => (
                "văn bản có dấu chỉ độ mật; phần mềm không tiếp nhận tài liệu mật".to_owned(),
                "the document carries a secrecy mark; classified papers are not accepted".to_owned(),
            ),
            Refusal::BadNotation { line, why } => (format!("dòng {line}: {why}"), format!("line {line}: {why}")),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}
