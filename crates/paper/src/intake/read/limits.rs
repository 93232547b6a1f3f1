//! What a reader is ready to swallow. Every limit has a name, so that a refusal can say which one was met.

/// Bytes of a file as handed in (20 MB).
pub const BYTES_MAX: usize = 20 * 1024 * 1024;
/// Pages of a PDF.
pub const PAGES_MAX: usize = 300;
/// Bytes of a package (DOCX, XLSX) after unpacking, all parts together (64 MiB).
pub const UNPACKED_MAX: u64 = 64 * 1024 * 1024;
/// Entries of a package.
pub const ENTRIES_MAX: usize = 4096;
/// How many times larger a part may become by unpacking, once it is over [`RATIO_FREE_BYTES`].
pub const RATIO_MAX: u64 = 200;
/// Below this size a part may be packed as tightly as it likes.
pub const RATIO_FREE_BYTES: u64 = 4 * 1024 * 1024;
/// Depth of nested elements in an XML part.
pub const DEPTH_MAX: usize = 256;
/// Elements of an XML part: a million runs are read, a hundred million are not.
pub const ELEMENTS_MAX: usize = 6_000_000;
/// Grid columns of a table; what stands further right is kept in the last one.
pub const COLUMNS_MAX: usize = 10_000;
/// Cells of all tables of a paper.
pub const CELLS_MAX: usize = 500_000;
/// Paragraphs of a paper.
pub const PARAGRAPHS_MAX: usize = 200_000;
/// Paragraphs from the top in which a secrecy mark is looked for (architecture, decision 5).
pub const SECRECY_PARAGRAPHS: usize = 40;
/// How long the text of a PDF may take to extract.
pub const PDF_TIME: std::time::Duration = std::time::Duration::from_secs(20);
