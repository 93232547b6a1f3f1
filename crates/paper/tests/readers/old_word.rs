//! Old Word files (.doc): made by hand as the specification lays them out, broken, hostile, marked.

use hanhdong_paper::intake::raw::{Block, Format};
use hanhdong_paper::intake::{Refusal, read};
use rstest::rstest;
use std::io::{Cursor, Read, Write};

use crate::support::{paper, refusal};

/// A file being made: its text is one piece, its tables follow each other.
#[derive(Clone, Default)]
pub(crate) struct OldWord {
    body: Vec<u16>,
    margins: Vec<u16>,
    /// Modifiers of the paragraph that ends at this letter.
    set: Vec<(usize, Vec<u8>)>,
    flags: u16,
    more: Vec<&'static str>,
}

const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const ENDS_ROW: [u8; 3] = [0x17, 0x24, 1];

impl OldWord {
    pub(crate) fn text(mut self, text: &str) -> OldWord {
        self.body.extend(text.encode_utf16());
        self
    }
    pub(crate) fn p(self, text: &str) -> OldWord {
        self.text(&format!("{text}\r"))
    }
    fn set_last(mut self, modifiers: &[u8]) -> OldWord {
        let last = self.body.len() - 1;
        self.set.push((last, modifiers.to_vec()));
        self
    }
    /// A row of a table whose cells end at these edges.
    fn row(mut self, edges: &[i16], cells: &[&str]) -> OldWord {
        for cell in cells {
            let (last, before) = cell.split('\r').collect::<Vec<_>>().split_last().map(|(last, before)| ((*last).to_owned(), before.join("\r"))).expect("a text");
            for line in before.split('\r').filter(|it| !it.is_empty()) {
                self = self.p(line).set_last(&IN_TABLE);
            }
            self = self.text(&format!("{last}\u{7}")).set_last(&IN_TABLE);
        }
        let mut columns = vec![u8::try_from(cells.len()).expect("few cells")];
        columns.extend(edges.iter().flat_map(|it| it.to_le_bytes()));
        columns.extend(vec![0; 20 * cells.len()]);
        let length = u16::try_from(columns.len() + 1).expect("a short row").to_le_bytes();
        let modifiers = [&IN_TABLE[..], &ENDS_ROW, &[0x08, 0xD6], &length, &columns].concat();
        self.text("\u{7}").set_last(&modifiers)
    }
    fn margin(mut self, text: &str) -> OldWord {
        self.margins.extend(format!("{text}\r").encode_utf16());
        self
    }

    /// The two streams.
    fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        const TEXT: usize = 1024;
        let letters: Vec<u16> = self.body.iter().chain(&self.margins).copied().collect();
        let mut main = vec![0; TEXT];
        main.extend(letters.iter().flat_map(|it| it.to_le_bytes()));
        // One page a paragraph: more than a program would write, and as right.
        let mut table = Vec::new();
        let mut ends: Vec<(usize, &[u8])> = Vec::new();
        for (at, letter) in letters.iter().enumerate() {
            if matches!(letter, 0x0D | 0x07) {
                ends.push((at, self.set.iter().find(|it| it.0 == at).map_or(&[][..], |it| &it.1)));
            }
        }
        let (mut places, mut pages, mut from) = (Vec::new(), Vec::new(), 0);
        for (end, set) in ends {
            while !main.len().is_multiple_of(512) {
                main.push(0);
            }
            pages.push(u32::try_from(main.len() / 512).expect("a page"));
            let mut page = vec![0; 512];
            let place = |at: usize| u32::try_from(TEXT + 2 * at).expect("a place").to_le_bytes();
            page[..4].copy_from_slice(&place(from));
            page[4..8].copy_from_slice(&place(end + 1));
            page[8] = 20;
            let words = u8::try_from((2 + set.len()).div_ceil(2)).expect("a short set");
            page[41] = words;
            page[44..44 + set.len()].copy_from_slice(set);
            page[511] = 1;
            main.extend(page);
            places.push(u32::try_from(TEXT + 2 * from).expect("a place"));
            from = end + 1;
        }
        places.push(u32::try_from(TEXT + 2 * from).expect("a place"));
        let mut put = |main: &mut Vec<u8>, which: usize, bytes: &[u8]| {
            let at = 0x9A + 8 * which;
            main[at..at + 4].copy_from_slice(&u32::try_from(table.len()).expect("a place").to_le_bytes());
            main[at + 4..at + 8].copy_from_slice(&u32::try_from(bytes.len()).expect("a length").to_le_bytes());
            table.extend(bytes);
        };
        let count = |it: usize| u32::try_from(it).expect("a count").to_le_bytes();
        let piece = [&[2][..], &count(16), &count(0), &count(letters.len()), &[0, 0], &count(TEXT), &[0, 0]].concat();
        put(&mut main, 33, &piece);
        put(&mut main, 13, &places.iter().chain(&pages).flat_map(|it| it.to_le_bytes()).collect::<Vec<u8>>());
        main[0..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0x00]);
        main[0x0A..0x0C].copy_from_slice(&(0x0200 | self.flags).to_le_bytes());
        main[0x4C..0x50].copy_from_slice(&count(self.body.len()));
        main[0x54..0x58].copy_from_slice(&count(self.margins.len()));
        main[0x98..0x9A].copy_from_slice(&93_u16.to_le_bytes());
        (main, table)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let (main, table) = self.streams();
        compound(&[("/WordDocument", &main), ("/1Table", &table)], &self.more)
    }
}

fn compound(streams: &[(&str, &[u8])], folders: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    folders.iter().for_each(|it| file.create_storage(it).expect("a folder"));
    for (name, bytes) in streams {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.flush().expect("it is written");
    file.into_inner().into_inner()
}

fn paragraphs(bytes: &[u8]) -> Vec<(u32, String)> {
    let (format, paper) = paper(bytes);
    assert_eq!(format, Format::Doc);
    paper.blocks.into_iter().filter_map(|it| if let Block::Paragraph(it) = it { Some((it.place.line, it.text)) } else { None }).collect()
}

#[test]
fn paragraphs_fields_and_breaks_read_as_they_print() {
    let file = OldWord::default().p("CHƯƠNG TRÌNH HÀNH ĐỘNG").p("").p("1.\u{9}Đến năm \u{13}PAGE \u{14}2030\u{15} đạt\u{0B}95%").p("Số\u{1E}liệu");
    assert_eq!(paragraphs(&file.bytes()), [(1, "CHƯƠNG TRÌNH HÀNH ĐỘNG".to_owned()), (3, "1. Đến năm 2030 đạt\n95%".to_owned()), (4, "Số-liệu".to_owned())]);
}

#[test]
fn a_table_stands_between_its_paragraphs_on_one_grid() {
    let file = OldWord::default().p("Trước").row(&[0, 500, 3000], &["TT", "Nhiệm vụ"]).row(&[0, 500, 2000, 3000], &["1", "Đề án\rhai dòng", "2027"]).p("Sau").bytes();
    let (_, paper) = paper(&file);
    let [Block::Paragraph(before), Block::Table(table), Block::Paragraph(after)] = paper.blocks.as_slice() else { panic!("{paper:?}") };
    assert_eq!((before.text.as_str(), after.text.as_str(), after.place.line), ("Trước", "Sau", 8));
    let cells: Vec<Vec<(usize, usize, &str)>> = table.rows.iter().map(|row| row.cells.iter().map(|it| (it.column, it.span, it.text.as_str())).collect()).collect();
    assert_eq!(cells, [vec![(0, 1, "TT"), (1, 2, "Nhiệm vụ")], vec![(0, 1, "1"), (1, 1, "Đề án\nhai dòng"), (2, 1, "2027")]]);
}

#[test]
fn letters_from_before_unicode_become_vietnamese() {
    // TCVN3 in one byte a letter, as offices typed until the middle of the 2000s.
    let old = "Chương trình hành động thực hiện nhiệm vụ của Đảng bộ";
    let tcvn3 = "Ch\u{AD}\u{AC}ng tr×nh hµnh ®éng thùc hiÖn nhiÖm vô cña §¶ng bé";
    let read = paragraphs(&OldWord::default().p(tcvn3).bytes());
    let programme = hanhdong_paper::intake::import(&OldWord::default().p(tcvn3).bytes(), hanhdong_paper::intake::understand::Purpose::Programme).expect("it reads");
    let whole = format!("{read:?} {}", hanhdong_paper::notation::write(&programme));
    assert!(whole.contains(old), "{whole}");
}

#[rstest]
#[case(OldWord { flags: 0x0100, ..OldWord::default() }.p("chữ"), Refusal::Encrypted)]
#[case(OldWord { flags: 0x8000, ..OldWord::default() }.p("chữ"), Refusal::Encrypted)]
#[case(OldWord { more: vec!["/Macros"], ..OldWord::default() }.p("chữ"), Refusal::Hostile("macro"))]
#[case(OldWord::default().p("TỐI MẬT").p("chữ"), Refusal::SecrecyMark)]
#[case(OldWord::default().p("chữ").margin("MẬT"), Refusal::SecrecyMark)]
fn what_must_not_be_read_is_refused(#[case] file: OldWord, #[case] want: Refusal) {
    assert_eq!(refusal(&file.bytes()), want);
}

#[test]
fn word_of_before_97_is_refused_by_name() {
    let (mut main, table) = OldWord::default().p("chữ").streams();
    main[..4].copy_from_slice(&[0xDC, 0xA5, 0x68, 0x00]);
    assert_eq!(refusal(&compound(&[("/WordDocument", &main), ("/1Table", &table)], &[])), Refusal::SaveAsDocx(".doc"));
    assert!(matches!(refusal(&compound(&[("/WordDocument", &main[..1])], &[])), Refusal::Broken(_)));
}

fn whole() -> OldWord {
    OldWord::default().p("Một").row(&[0, 500, 3000], &["TT", "Nhiệm vụ"]).p("\u{13}PAGE\u{14}2\u{15}").margin("Lề")
}

#[test]
fn a_file_cut_short_anywhere_or_with_any_byte_turned_never_makes_the_reader_panic() {
    let bytes = whole().bytes();
    for length in (0..bytes.len()).step_by(7) {
        drop(read(&bytes[..length]));
    }
    let (main, table) = whole().streams();
    for turned in [0x01, 0xFF] {
        // All of the head, where every byte means something, and one in eleven of the rest.
        for at in (0..main.len()).filter(|it| *it < 0xB0 || it % 11 == 0) {
            let mut main = main.clone();
            main[at] ^= turned;
            drop(read(&compound(&[("/WordDocument", &main), ("/1Table", &table)], &[])));
        }
        for at in 0..table.len() {
            let mut table = table.clone();
            table[at] ^= turned;
            drop(read(&compound(&[("/WordDocument", &main), ("/1Table", &table)], &[])));
        }
    }
}

/// The streams of a real file, bent: styles, lists, fonts and boxes are reached too.
#[test]
fn a_real_file_with_bytes_turned_never_makes_the_reader_panic() {
    let Some(bytes) = crate::shared_data::data("decree-30-annex-3.doc") else { return };
    let mut file = cfb::CompoundFile::open(Cursor::new(&bytes)).expect("a compound file");
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        file.open_stream(name).expect("a stream").read_to_end(&mut bytes).expect("its bytes");
        bytes
    };
    let (main, table) = (part("/WordDocument"), part("/1Table"));
    for step in 0..60_usize {
        let (mut main, mut table) = (main.clone(), table.clone());
        for more in 0..40 {
            let wild = (step * 40 + more).wrapping_mul(2_654_435_761);
            let (at, value) = (wild >> 7, (wild & 0xFF) as u8);
            if more % 8 == 0 {
                let length = main.len();
                main[at % length] = value;
            } else {
                let length = table.len();
                table[at % length] = value;
            }
        }
        drop(read(&compound(&[("/WordDocument", &main), ("/1Table", &table)], &[])));
    }
}
