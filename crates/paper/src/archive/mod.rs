//! A package for the archives: files in folders, a page and a text that say what each is, and fingerprints that any machine
//! checks. It opens without this program. The same content gives the same bytes.

#[cfg(test)]
mod tests;

use std::io::{Cursor, Write};

use maud::html;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use hanhdong_domain::Language;

/// The name of the list of fingerprints, as `sha256sum -c` reads it.
pub const SUMS: &str = "SHA256SUMS.txt";
/// The name of the page to begin at.
pub const INDEX: &str = "index.html";
/// The name of the text to begin at.
pub const README: &str = "README.txt";

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Folder and name: plain letters, digits, `-`, `_`, `.` and `/`.
    pub path: String,
    /// What it is, for people.
    pub about: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a package is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The paper: kind and title.
    pub title: String,
    /// Number and symbol.
    pub number: String,
    /// Its date, as people write it.
    pub date: String,
    /// Who issued it.
    pub issuer: String,
    /// What is not in the package, and why, line by line.
    pub left_out: Vec<String>,
}

/// A name that every machine keeps as it is: folded letters, digits, dots and hyphens.
pub fn plain_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').filter(|(_, it)| it.len() <= 8).unwrap_or((name, ""));
    let plain = |it: &str| {
        let folded: String = hanhdong_domain::text::fold(it).chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
        folded.split('-').filter(|it| !it.is_empty()).collect::<Vec<_>>().join("-").chars().take(60).collect::<String>()
    };
    let (stem, ending) = (plain(stem), plain(ending));
    let stem = if stem.is_empty() { "tep".to_owned() } else { stem };
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// The page and the text to begin at, in front of the files they name.
pub fn with_guides(about: &About, entries: Vec<Entry>) -> Vec<Entry> {
    let page = Entry { path: INDEX.to_owned(), about: String::new(), bytes: index(about, &entries).into_bytes() };
    let text = Entry { path: README.to_owned(), about: String::new(), bytes: readme(about, &entries).into_bytes() };
    [page, text].into_iter().chain(entries).collect()
}

/// Packs the files, in their order. `sums` are their fingerprints, each with its path.
///
/// # Errors
/// Where a path stands there twice, or leads out of the package.
pub fn pack(entries: &[Entry], sums: &[(String, String)]) -> Result<Vec<u8>, String> {
    let mut list = String::new();
    for (sum, path) in sums {
        list.push_str(&format!("{sum}  {path}\n"));
    }
    let sums = Entry { path: SUMS.to_owned(), about: String::new(), bytes: list.into_bytes() };
    for entry in entries.iter().chain([&sums]) {
        let is_plain =
            entry.path.split('/').all(|it| !it.is_empty() && !it.starts_with('.') && it.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_')));
        if !is_plain {
            return Err(format!("path {}", entry.path));
        }
    }
    zipped(entries.iter().chain([&sums]).map(|it| (it.path.as_str(), it.bytes.as_slice())))
}

/// Files in one archive, in their order; the same files give the same bytes.
///
/// # Errors
/// The name of the file that cannot be put in, and why: a name that stands there twice.
pub fn zipped<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, String> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(6)).last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let written = writer.start_file(name, options).and_then(|()| writer.write_all(bytes).map_err(ZipError::from));
        written.map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(writer.finish().map_err(|error| error.to_string())?.into_inner())
}

/// Rows as CSV that a spreadsheet opens with every letter right.
pub fn csv(head: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    // A cell that a spreadsheet would take for a formula says that it is none.
    let tame = |it: &str| if it.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{it}") } else { it.to_owned() };
    let mut is_whole = writer.write_record(head).is_ok();
    for row in rows {
        is_whole &= writer.write_record(row.iter().map(|it| tame(it.as_str()))).is_ok();
    }
    debug_assert!(is_whole, "rows as long as their head, written to memory");
    writer.into_inner().unwrap_or_default()
}

fn index(about: &About, entries: &[Entry]) -> String {
    let body = html! {
        h1 { (about.title) }
        p { "Số " (about.number) ", ngày " (about.date) " · " (about.issuer) }
        p { "Gói lưu trữ này mở được bằng trình duyệt, Word, bảng tính và trình đọc PDF thông dụng; không cần phần mềm đã tạo ra nó." }
        @for (folder, files) in folders(entries) {
            h2 { (folder) }
            ul { @for it in files { li { a href=(it.path) { (it.path.rsplit('/').next().unwrap_or_default()) } @if !it.about.is_empty() { ": " (it.about) } } } }
        }
        @if !about.left_out.is_empty() {
            h2 { "Không có trong gói" }
            ul { @for it in &about.left_out { li { (it) } } }
        }
        h2 { "Kiểm tra tính toàn vẹn" }
        p { "Tệp " a href=(SUMS) { (SUMS) } " ghi dấu kiểm SHA-256 của mọi tệp khác. Trên Linux hoặc macOS, mở thư mục đã giải nén và chạy: " code { "sha256sum -c " (SUMS) } ". Trên Windows: " code { "certutil -hashfile TÊN_TỆP SHA256" } " rồi so với dòng tương ứng." }
    };
    crate::html::page(&about.title, Language::Vi, &body)
}

/// The folders in their order, each with its files.
fn folders(entries: &[Entry]) -> Vec<(&str, Vec<&Entry>)> {
    let mut found: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for it in entries {
        let folder = it.path.split_once('/').map_or("", |it| it.0);
        match found.last_mut() {
            Some((name, files)) if *name == folder => files.push(it),
            Some(_) | None => found.push((folder, vec![it])),
        }
    }
    found
}

fn readme(about: &About, entries: &[Entry]) -> String {
    let mut lines = vec![
        "GÓI LƯU TRỮ".to_owned(),
        about.title.clone(),
        format!("Số {}, ngày {}", about.number, about.date),
        about.issuer.clone(),
        String::new(),
        format!("Mở {INDEX} bằng trình duyệt để xem danh mục. Gói mở được mà không cần phần mềm đã tạo ra nó."),
        format!("Kiểm tra tính toàn vẹn: sha256sum -c {SUMS}"),
        "Chữ ký số trong các bản ký (nếu có) chưa được kiểm tra khi lập gói này; hãy kiểm tra bằng phần mềm ký số chuyên dùng.".to_owned(),
        String::new(),
        "DANH MỤC".to_owned(),
    ];
    lines.extend(entries.iter().map(|it| if it.about.is_empty() { format!("- {}", it.path) } else { format!("- {}: {}", it.path, it.about) }));
    if !about.left_out.is_empty() {
        lines.extend([String::new(), "KHÔNG CÓ TRONG GÓI".to_owned()]);
        lines.extend(about.left_out.iter().map(|it| format!("- {it}")));
    }
    lines.join("\r\n") + "\r\n"
}
